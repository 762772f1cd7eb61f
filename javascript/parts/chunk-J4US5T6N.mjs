/* CLIP Critic. Built from web/ by "npm run build"; do not edit. Contains @lit-labs/virtualizer 2.1.1, diff 9.0.0, idb-keyval 6.3.0, lit 3.3.3, photoswipe 5.4.4, uplot 1.6.32: see web/LICENCES.md. */
import{a as c}from"./chunk-KUTYOQ7S.mjs";var Ut=globalThis,Vt=Ut.ShadowRoot&&(Ut.ShadyCSS===void 0||Ut.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,xe=Symbol(),gi=new WeakMap,gt=class{constructor(t,e,i){if(this._$cssResult$=!0,i!==xe)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(Vt&&t===void 0){let i=e!==void 0&&e.length===1;i&&(t=gi.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),i&&gi.set(e,t))}return t}toString(){return this.cssText}},_i=s=>new gt(typeof s=="string"?s:s+"",void 0,xe),S=(s,...t)=>{let e=s.length===1?s[0]:t.reduce((i,n,o)=>i+(r=>{if(r._$cssResult$===!0)return r.cssText;if(typeof r=="number")return r;throw Error("Value passed to 'css' function must be a 'css' function result: "+r+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+s[o+1],s[0]);return new gt(e,s,xe)},vi=(s,t)=>{if(Vt)s.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let i=document.createElement("style"),n=Ut.litNonce;n!==void 0&&i.setAttribute("nonce",n),i.textContent=e.cssText,s.appendChild(i)}},Se=Vt?s=>s:s=>s instanceof CSSStyleSheet?(t=>{let e="";for(let i of t.cssRules)e+=i.cssText;return _i(e)})(s):s;var{is:tn,defineProperty:en,getOwnPropertyDescriptor:sn,getOwnPropertyNames:nn,getOwnPropertySymbols:on,getPrototypeOf:rn}=Object,qt=globalThis,wi=qt.trustedTypes,an=wi?wi.emptyScript:"",ln=qt.reactiveElementPolyfillSupport,_t=(s,t)=>s,vt={toAttribute(s,t){switch(t){case Boolean:s=s?an:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,t){let e=s;switch(t){case Boolean:e=s!==null;break;case Number:e=s===null?null:Number(s);break;case Object:case Array:try{e=JSON.parse(s)}catch{e=null}}return e}},jt=(s,t)=>!tn(s,t),yi={attribute:!0,type:String,converter:vt,reflect:!1,useDefault:!1,hasChanged:jt};Symbol.metadata??=Symbol("metadata"),qt.litPropertyMetadata??=new WeakMap;var H=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=yi){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let i=Symbol(),n=this.getPropertyDescriptor(t,i,e);n!==void 0&&en(this.prototype,t,n)}}static getPropertyDescriptor(t,e,i){let{get:n,set:o}=sn(this.prototype,t)??{get(){return this[e]},set(r){this[e]=r}};return{get:n,set(r){let a=n?.call(this);o?.call(this,r),this.requestUpdate(t,a,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??yi}static _$Ei(){if(this.hasOwnProperty(_t("elementProperties")))return;let t=rn(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(_t("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(_t("properties"))){let e=this.properties,i=[...nn(e),...on(e)];for(let n of i)this.createProperty(n,e[n])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[i,n]of e)this.elementProperties.set(i,n)}this._$Eh=new Map;for(let[e,i]of this.elementProperties){let n=this._$Eu(e,i);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let i=new Set(t.flat(1/0).reverse());for(let n of i)e.unshift(Se(n))}else t!==void 0&&e.push(Se(t));return e}static _$Eu(t,e){let i=e.attribute;return i===!1?void 0:typeof i=="string"?i:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let i of e.keys())this.hasOwnProperty(i)&&(t.set(i,this[i]),delete this[i]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return vi(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,i){this._$AK(t,i)}_$ET(t,e){let i=this.constructor.elementProperties.get(t),n=this.constructor._$Eu(t,i);if(n!==void 0&&i.reflect===!0){let o=(i.converter?.toAttribute!==void 0?i.converter:vt).toAttribute(e,i.type);this._$Em=t,o==null?this.removeAttribute(n):this.setAttribute(n,o),this._$Em=null}}_$AK(t,e){let i=this.constructor,n=i._$Eh.get(t);if(n!==void 0&&this._$Em!==n){let o=i.getPropertyOptions(n),r=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:vt;this._$Em=n;let a=r.fromAttribute(e,o.type);this[n]=a??this._$Ej?.get(n)??a,this._$Em=null}}requestUpdate(t,e,i,n=!1,o){if(t!==void 0){let r=this.constructor;if(n===!1&&(o=this[t]),i??=r.getPropertyOptions(t),!((i.hasChanged??jt)(o,e)||i.useDefault&&i.reflect&&o===this._$Ej?.get(t)&&!this.hasAttribute(r._$Eu(t,i))))return;this.C(t,e,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:i,reflect:n,wrapped:o},r){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,r??e??this[t]),o!==!0||r!==void 0)||(this._$AL.has(t)||(this.hasUpdated||i||(e=void 0),this._$AL.set(t,e)),n===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,o]of this._$Ep)this[n]=o;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[n,o]of i){let{wrapped:r}=o,a=this[n];r!==!0||this._$AL.has(n)||a===void 0||this.C(n,void 0,o,a)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(e)):this._$EM()}catch(i){throw t=!1,this._$EM(),i}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};H.elementStyles=[],H.shadowRootOptions={mode:"open"},H[_t("elementProperties")]=new Map,H[_t("finalized")]=new Map,ln?.({ReactiveElement:H}),(qt.reactiveElementVersions??=[]).push("2.1.2");var Ae=globalThis,bi=s=>s,Wt=Ae.trustedTypes,xi=Wt?Wt.createPolicy("lit-html",{createHTML:s=>s}):void 0,Ee="$lit$",Z=`lit$${Math.random().toFixed(9).slice(2)}$`,Pe="?"+Z,hn=`<${Pe}>`,tt=document,yt=()=>tt.createComment(""),bt=s=>s===null||typeof s!="object"&&typeof s!="function",Te=Array.isArray,Ti=s=>Te(s)||typeof s?.[Symbol.iterator]=="function",$e=`[ 	
\f\r]`,wt=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Si=/-->/g,$i=/>/g,J=RegExp(`>|${$e}(?:([^\\s"'>=/]+)(${$e}*=${$e}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Ai=/'/g,Ei=/"/g,Ci=/^(?:script|style|textarea|title)$/i,Ce=s=>(t,...e)=>({_$litType$:s,strings:t,values:e}),u=Ce(1),Ko=Ce(2),Go=Ce(3),L=Symbol.for("lit-noChange"),v=Symbol.for("lit-nothing"),Pi=new WeakMap,Q=tt.createTreeWalker(tt,129);function ki(s,t){if(!Te(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return xi!==void 0?xi.createHTML(t):t}var Li=(s,t)=>{let e=s.length-1,i=[],n,o=t===2?"<svg>":t===3?"<math>":"",r=wt;for(let a=0;a<e;a++){let l=s[a],h,m,p=-1,g=0;for(;g<l.length&&(r.lastIndex=g,m=r.exec(l),m!==null);)g=r.lastIndex,r===wt?m[1]==="!--"?r=Si:m[1]!==void 0?r=$i:m[2]!==void 0?(Ci.test(m[2])&&(n=RegExp("</"+m[2],"g")),r=J):m[3]!==void 0&&(r=J):r===J?m[0]===">"?(r=n??wt,p=-1):m[1]===void 0?p=-2:(p=r.lastIndex-m[2].length,h=m[1],r=m[3]===void 0?J:m[3]==='"'?Ei:Ai):r===Ei||r===Ai?r=J:r===Si||r===$i?r=wt:(r=J,n=void 0);let _=r===J&&s[a+1].startsWith("/>")?" ":"";o+=r===wt?l+hn:p>=0?(i.push(h),l.slice(0,p)+Ee+l.slice(p)+Z+_):l+Z+(p===-2?a:_)}return[ki(s,o+(s[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),i]},xt=class s{constructor({strings:t,_$litType$:e},i){let n;this.parts=[];let o=0,r=0,a=t.length-1,l=this.parts,[h,m]=Li(t,e);if(this.el=s.createElement(h,i),Q.currentNode=this.el.content,e===2||e===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(n=Q.nextNode())!==null&&l.length<a;){if(n.nodeType===1){if(n.hasAttributes())for(let p of n.getAttributeNames())if(p.endsWith(Ee)){let g=m[r++],_=n.getAttribute(p).split(Z),w=/([.?@])?(.*)/.exec(g);l.push({type:1,index:o,name:w[2],strings:_,ctor:w[1]==="."?Gt:w[1]==="?"?Xt:w[1]==="@"?Yt:it}),n.removeAttribute(p)}else p.startsWith(Z)&&(l.push({type:6,index:o}),n.removeAttribute(p));if(Ci.test(n.tagName)){let p=n.textContent.split(Z),g=p.length-1;if(g>0){n.textContent=Wt?Wt.emptyScript:"";for(let _=0;_<g;_++)n.append(p[_],yt()),Q.nextNode(),l.push({type:2,index:++o});n.append(p[g],yt())}}}else if(n.nodeType===8)if(n.data===Pe)l.push({type:2,index:o});else{let p=-1;for(;(p=n.data.indexOf(Z,p+1))!==-1;)l.push({type:7,index:o}),p+=Z.length-1}o++}}static createElement(t,e){let i=tt.createElement("template");return i.innerHTML=t,i}};function et(s,t,e=s,i){if(t===L)return t;let n=i!==void 0?e._$Co?.[i]:e._$Cl,o=bt(t)?void 0:t._$litDirective$;return n?.constructor!==o&&(n?._$AO?.(!1),o===void 0?n=void 0:(n=new o(s),n._$AT(s,e,i)),i!==void 0?(e._$Co??=[])[i]=n:e._$Cl=n),n!==void 0&&(t=et(s,n._$AS(s,t.values),n,i)),t}var Kt=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:i}=this._$AD,n=(t?.creationScope??tt).importNode(e,!0);Q.currentNode=n;let o=Q.nextNode(),r=0,a=0,l=i[0];for(;l!==void 0;){if(r===l.index){let h;l.type===2?h=new ht(o,o.nextSibling,this,t):l.type===1?h=new l.ctor(o,l.name,l.strings,this,t):l.type===6&&(h=new Jt(o,this,t)),this._$AV.push(h),l=i[++a]}r!==l?.index&&(o=Q.nextNode(),r++)}return Q.currentNode=tt,n}p(t){let e=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(t,i,e),e+=i.strings.length-2):i._$AI(t[e])),e++}},ht=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,i,n){this.type=2,this._$AH=v,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=i,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=et(this,t,e),bt(t)?t===v||t==null||t===""?(this._$AH!==v&&this._$AR(),this._$AH=v):t!==this._$AH&&t!==L&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Ti(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==v&&bt(this._$AH)?this._$AA.nextSibling.data=t:this.T(tt.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:i}=t,n=typeof i=="number"?this._$AC(t):(i.el===void 0&&(i.el=xt.createElement(ki(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===n)this._$AH.p(e);else{let o=new Kt(n,this),r=o.u(this.options);o.p(e),this.T(r),this._$AH=o}}_$AC(t){let e=Pi.get(t.strings);return e===void 0&&Pi.set(t.strings,e=new xt(t)),e}k(t){Te(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,i,n=0;for(let o of t)n===e.length?e.push(i=new s(this.O(yt()),this.O(yt()),this,this.options)):i=e[n],i._$AI(o),n++;n<e.length&&(this._$AR(i&&i._$AB.nextSibling,n),e.length=n)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let i=bi(t).nextSibling;bi(t).remove(),t=i}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},it=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,i,n,o){this.type=1,this._$AH=v,this._$AN=void 0,this.element=t,this.name=e,this._$AM=n,this.options=o,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=v}_$AI(t,e=this,i,n){let o=this.strings,r=!1;if(o===void 0)t=et(this,t,e,0),r=!bt(t)||t!==this._$AH&&t!==L,r&&(this._$AH=t);else{let a=t,l,h;for(t=o[0],l=0;l<o.length-1;l++)h=et(this,a[i+l],e,l),h===L&&(h=this._$AH[l]),r||=!bt(h)||h!==this._$AH[l],h===v?t=v:t!==v&&(t+=(h??"")+o[l+1]),this._$AH[l]=h}r&&!n&&this.j(t)}j(t){t===v?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},Gt=class extends it{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===v?void 0:t}},Xt=class extends it{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==v)}},Yt=class extends it{constructor(t,e,i,n,o){super(t,e,i,n,o),this.type=5}_$AI(t,e=this){if((t=et(this,t,e,0)??v)===L)return;let i=this._$AH,n=t===v&&i!==v||t.capture!==i.capture||t.once!==i.once||t.passive!==i.passive,o=t!==v&&(i===v||n);n&&this.element.removeEventListener(this.name,this,i),o&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},Jt=class{constructor(t,e,i){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(t){et(this,t)}},Ri={M:Ee,P:Z,A:Pe,C:1,L:Li,R:Kt,D:Ti,V:et,I:ht,H:it,N:Xt,U:Yt,B:Gt,F:Jt},cn=Ae.litHtmlPolyfillSupport;cn?.(xt,ht),(Ae.litHtmlVersions??=[]).push("3.3.3");var Ii=(s,t,e)=>{let i=e?.renderBefore??t,n=i._$litPart$;if(n===void 0){let o=e?.renderBefore??null;i._$litPart$=n=new ht(t.insertBefore(yt(),o),o,void 0,e??{})}return n._$AI(s),n};var ke=globalThis,b=class extends H{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=Ii(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return L}};b._$litElement$=!0,b.finalized=!0,ke.litElementHydrateSupport?.({LitElement:b});var pn=ke.litElementPolyfillSupport;pn?.({LitElement:b});(ke.litElementVersions??=[]).push("4.2.2");var C=s=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(s,t)}):customElements.define(s,t)};var dn={attribute:!0,type:String,converter:vt,reflect:!1,hasChanged:jt},un=(s=dn,t,e)=>{let{kind:i,metadata:n}=e,o=globalThis.litPropertyMetadata.get(n);if(o===void 0&&globalThis.litPropertyMetadata.set(n,o=new Map),i==="setter"&&((s=Object.create(s)).wrapped=!0),o.set(e.name,s),i==="accessor"){let{name:r}=e;return{set(a){let l=t.get.call(this);t.set.call(this,a),this.requestUpdate(r,l,s,!0,a)},init(a){return a!==void 0&&this.C(r,void 0,s,a),a}}}if(i==="setter"){let{name:r}=e;return function(a){let l=this[r];t.call(this,a),this.requestUpdate(r,l,s,!0,a)}}throw Error("Unsupported decorator location: "+i)};function f(s){return(t,e)=>typeof e=="object"?un(s,t,e):((i,n,o)=>{let r=n.hasOwnProperty(o);return n.constructor.createProperty(o,i),r?Object.getOwnPropertyDescriptor(n,o):void 0})(s,t,e)}function $(s){return f({...s,state:!0,attribute:!1})}var st=(s,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(s,t,e),e);function St(s,t){return(e,i,n)=>{let o=r=>r.renderRoot?.querySelector(s)??null;if(t){let{get:r,set:a}=typeof i=="object"?e:n??(()=>{let l=Symbol();return{get(){return this[l]},set(h){this[l]=h}}})();return st(e,i,{get(){let l=r.call(this);return l===void 0&&(l=o(this),(l!==null||this.hasUpdated)&&a.call(this,l)),l}})}return st(e,i,{get(){return o(this)}})}}var Le={};function Mr(s){Le=s}var ct=/\{(\w+)\}/g,zi=new WeakMap;function d(s,t={}){let e=window.localization;return(e?.[s]||Le[s]||e&&Mi(s,e)||Mi(s,Le)||s).replace(ct,(n,o)=>o in t?String(t[o]):n)}function Mi(s,t){for(let{pattern:e,names:i,translated:n}of mn(t)){let o=e.exec(s)?.slice(1);if(o)return n.replace(ct,(r,a)=>d(o[i.indexOf(a)]??r))}}function mn(s){let t=zi.get(s);if(t)return t;let e=Object.keys(s).filter(n=>/\{\w+\}/.test(n));e.sort((n,o)=>o.replace(ct,"").length-n.replace(ct,"").length);let i=e.map(n=>({pattern:new RegExp(`^${n.split(ct).map(fn).join("")}$`,"s"),names:[...n.matchAll(ct)].map(o=>o[1]),translated:s[n]}));return zi.set(s,i),i}function fn(s,t){return t%2?"(.*?)":s.replace(/[.*+?^${}()|[\]\\]/g,"\\$&")}var $t=class extends Error{constructor(e,i){super(e);this.status=i}},j={base:"/clip-critic/v1/",key:""};function Nr(s,t){let e=new URL(s||"clip-critic/v1/",document.baseURI);e.pathname.endsWith("/")||(e.pathname+="/"),j.base=e.href,j.key=t}var Oi=s=>s.replace(/^\/?(clip-critic\/v1\/)?/,"");function Br(s){let t=new URL(Oi(s),j.base);return j.key&&t.searchParams.set("key",j.key),t.href}async function Re(s,t,e){let i=e instanceof Blob,n={};j.key&&(n["X-Clip-Critic-Key"]=j.key),e!==void 0&&(n["Content-Type"]=i?"application/octet-stream":"application/json");let o;try{o=await fetch(new URL(Oi(t),j.base),{method:s,headers:n,body:e===void 0||i?e:JSON.stringify(e),cache:"no-store"})}catch{throw new $t(d("The server does not answer. Is it still running?"),0)}if(!o.ok)throw new $t(await gn(o),o.status);return o}async function gn(s){let t=await s.text();try{let{detail:e}=JSON.parse(t);if(typeof e=="string")return d(e);if(Array.isArray(e))return e.map(_n).join(" ")}catch{}return s.status===401?d("Please log in again, and reload the page."):`${d("The server answered with an error.")} (${s.status})`}function _n({loc:s,type:t}){let e=d(String(s?.at(-1)??""));return/too_long|max_length/.test(t??"")?d("{name}: this is too long.",{name:e}):d("{name}: this value cannot be used.",{name:e})}async function vn(s){return await(await Re("GET",s)).json()}async function At(s,t,e){return await(await Re(s,t,e)).json()}async function Qt(s){return(await Re("GET",s)).blob()}var wn=s=>new Promise(t=>setTimeout(t,s)),yn=500,bn=60,xn=3e3,Sn=40;async function Di(s,t,e,i){let n=bn/2,o=0;for(;!i.aborted;await wn(o?xn:n=Math.min(yn,n*2)))try{let r=await vn(s());if(i.aborted||(o=0,t(r),e(r)))return}catch(r){if(r instanceof $t&&r.status>=400&&r.status<500&&!o||++o>Sn)throw r}}function Fr(s){return new Promise((t,e)=>{let i=new FileReader;i.onload=()=>t(String(i.result)),i.onerror=()=>e(new Error(d("The picture cannot be read."))),i.readAsDataURL(s)})}var k=S`
    :host {
        --ink: var(--body-text-color, #1f2328);
        --ground: var(--background-fill-primary, #fff);
        /* Mixed, because the host's own subdued colours can hardly be read on its own grounds. */
        --soft: color-mix(in srgb, var(--ink) 70%, var(--ground));
        --panel: var(--background-fill-secondary, #f8f9fb);
        --line: var(--border-color-primary, #e5e7eb);
        --accent: var(--primary-600, #c2410c);
        --loud: color-mix(in srgb, var(--accent) 78%, #000); /* readable under white text */
        --good: color-mix(in srgb, #2b8a3e 72%, var(--ink));
        --bad: color-mix(in srgb, #c92a2a 78%, var(--ink));
        --radius: 8px;
        color: var(--ink);
        font: 14px/1.45 var(--font, system-ui, sans-serif);
    }
    :host([hidden]),
    [hidden] {
        display: none !important;
    }
    * {
        box-sizing: border-box;
    }
    h3 {
        font-size: 13px;
        font-weight: 650;
        margin: 0 0 8px;
    }
    h3 small,
    .hint {
        color: var(--soft);
        font-size: 12px;
        font-weight: 400;
    }
    .card {
        background: var(--ground);
        border: 1px solid var(--line);
        border-radius: 12px;
        min-width: 0;
        padding: 14px;
    }
    button,
    .button {
        background: var(--ground);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        color: inherit;
        cursor: pointer;
        font: inherit;
        padding: 5px 11px;
        text-decoration: none;
    }
    button:hover:not(:disabled) {
        background: var(--panel);
        border-color: var(--soft);
    }
    button:disabled {
        cursor: default;
        opacity: 0.5;
    }
    button.go {
        background: var(--loud);
        border-color: transparent;
        color: #fff;
        font-weight: 650;
        padding: 6px 20px;
    }
    button.go:hover:not(:disabled) {
        filter: brightness(0.92);
        background: var(--loud);
    }
    button.quiet {
        background: none;
        border-color: transparent;
        color: var(--soft);
    }
    button.quiet:hover:not(:disabled) {
        color: var(--ink);
    }
    button.large,
    button.large:hover:not(:disabled) {
        background: none;
        border: 0;
        cursor: zoom-in;
        padding: 0;
    }
    input,
    select,
    textarea {
        background: var(--input-background-fill, var(--ground));
        border: 1px solid var(--line);
        border-radius: var(--radius);
        color: inherit;
        font: inherit;
        max-width: 100%;
        padding: 5px 8px;
    }
    input[type="checkbox"],
    input[type="radio"],
    input[type="range"] {
        accent-color: var(--accent);
        padding: 0;
    }
    :focus-visible {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
    }
    .number {
        font-variant-numeric: tabular-nums;
        text-align: right;
        white-space: nowrap;
    }
    .track {
        background: var(--line);
        border-radius: 4px;
        display: block;
        height: 8px;
        overflow: hidden;
    }
    .track > span {
        background: var(--accent);
        border-radius: 4px;
        display: block;
        height: 100%;
    }
    .message {
        border-left: 3px solid var(--soft);
        margin: 0;
        overflow-wrap: anywhere;
        padding: 4px 10px;
    }
    .message.error {
        border-color: var(--bad);
    }
    details > summary {
        color: var(--soft);
        cursor: pointer;
    }
    @media (prefers-reduced-motion: no-preference) {
        .track > span {
            transition: width 0.2s;
        }
    }
`;var Fi=["best","duel","stars"],Hi=["favourites","learn"],Zi="shown:",Ni=({session:s,folder:t,shown:e})=>e?Zi+e.join(`
`):s!==void 0?`session:${s}`:`folder:${t??""}`,$n=s=>s.startsWith(Zi);function Vr(s){let t=s.indexOf(":"),[e,i]=[s.slice(0,t),s.slice(t+1)];return $n(s)?{shown:i.split(`
`)}:e==="session"?{session:i}:{folder:i}}function qr(s){let t=/^#taste(?:\?(.*))?$/.exec(s);if(!t)return null;let e=new URLSearchParams(t[1]??""),[i,n]=[e.get("session"),e.get("folder")];return i?Ni({session:i}):n?Ni({folder:n}):""}function Bi(){return[...crypto.getRandomValues(new Uint8Array(8))].map(s=>s.toString(16).padStart(2,"0")).join("")}function jr(s,t){if(t)return{...t,id:Bi()};let e={1:"stars",2:"duel"},i=s.mode==="skip"?e[s.shown.length]??"best":s.mode;return{id:Bi(),why:s.why,mode:i,shown:s.shown.map(n=>({digest:n,name:"",text:""}))}}function Wr(s,t,e=0){return`taste/open/${encodeURIComponent(s)}/pictures/${encodeURIComponent(t)}${e?`?width=${e}`:""}`}var U="clip-critic-";function Ui(s){let t=new Map,e=(n,o)=>{try{return n(s())}catch{return o()}},i=n=>t.get(U+n)??e(o=>o.getItem(U+n),()=>null);return{read(n){try{return JSON.parse(i(n)??"null")}catch{return null}},write(n,o){let r=JSON.stringify(o);e(a=>{a.setItem(U+n,r),t.delete(U+n)},()=>{t.set(U+n,r)})},remove(n){t.delete(U+n),e(o=>o.removeItem(U+n),()=>{})},keys(n){let o=[...t.keys(),...e(r=>Object.keys(r),()=>[])];return[...new Set(o)].filter(r=>r.startsWith(U+n)).map(r=>r.slice(U.length))}}}var Et=Ui(()=>window.localStorage),nt=Ui(()=>window.sessionStorage);var Jr=({source:s,encoder:t})=>`${t}
${s}`,Vi="taste",qi="taste-rater",Ie="taste-window",ze="taste-open",An=20;function Qr(){return En(Et.read(Vi))}function En(s){let t=o=>typeof o=="string"?o:"",{count:e,mode:i,aim:n}=s??{};return{rater:t(s?.rater),source:t(s?.source),list:t(s?.list),encoder:t(s?.encoder),mode:Fi.find(o=>o===i)??"best",aim:Hi.find(o=>o===n)??"favourites",count:Number.isInteger(e)&&Number(e)>=2&&Number(e)<=9?Number(e):4}}function ta(s){Et.write(Vi,s)}var Pn=()=>Et.read(qi)??"",ea=s=>s?`?rater=${encodeURIComponent(s)}`:"";function ia(s){s!==Pn()&&Et.write(qi,s)}function sa(){let s=nt.read(Ie);return s&&typeof s.from=="string"&&Array.isArray(s.past)?s:null}function na(s){s?nt.write(Ie,{...s,past:s.past.slice(-An)}):nt.remove(Ie)}var oa=()=>nt.read(ze)===!0;function ra(s){s?nt.write(ze,!0):nt.remove(ze)}var te=class extends CustomEvent{constructor(t,e,i={}){super("cc-picture",{detail:{panel:t,picture:e,extra:i},bubbles:!0,composed:!0})}};async function ha(s,t=""){let e=await fetch(s).catch(()=>null);if(!e?.ok)throw new Error(`${d("The picture cannot be read.")} (${e?.status??0})`);let i=s.startsWith("data:")?"":s.split("?")[0]??"";return{blob:await e.blob(),name:t||decodeURIComponent(i.split("/").pop()||"")||"picture.png"}}function pa(s,t){let e=Tn(s);if(!t)return e;let i=t>=1e3?`${(t/1e3).toFixed(1)} GB`:`${t} MB`;return`${e} (↓ ${i})`}function Tn(s){let t=s.replace(/^(hf|open_clip):/,"");return s.startsWith("open_clip:")&&/^[^/\\]+\/[^/\\]+$/.test(t)?t:t.replace(/^.*[/\\]/,"")||s}function N(s){return s==null||Number.isNaN(s)?"–":s>-5e-4&&s<=0?"0.0 %":s>0&&s<5e-4?"< 0.1 %":s>=.9995&&s<1?"> 99.9 %":`${Cn(s*100)} %`}function Cn(s){return(Math.abs(s*4%4)===1?s-Math.sign(s)*.05:s).toFixed(1)}function ji(s){return s==null?"–":s.toFixed(3).replace(/^-(?=0\.0+$)/,"")}function W(s,t){if(s==null)return"–";let e=t>0?Math.min(Math.max(3,1-Math.floor(Math.log10(t))),12):3;return s.toFixed(e).replace(/^-(?=0\.0+$)/,"")}function ua(s){return s<90?`${Math.round(s)} s`:`${Math.round(s/60)} min`}function ma(s,t){return t!=="similarity"?N(s):s==null?"–":s.toFixed(2)}var kn=100,Me=class extends CustomEvent{constructor(t,e){super("cc-change",{detail:{name:t,value:e},bubbles:!0,composed:!0})}},K=class extends b{constructor(){super(...arguments);this.value=null;this.disabled=!1;this.number=e=>{let{value:i}=e.target;i!==""&&this.change(Number(i))};this.percent=e=>{let{value:i}=e.target;i.trim()&&this.change(i)};this.text=e=>{this.change(e.target.value)}}focus(){this.renderRoot.querySelector("input, textarea, select")?.focus()}change(e){this.value=e,this.dispatchEvent(new Me(this.field.name,e))}render(){let{field:e}=this,i=e.info?u`<span class="hint">${d(e.info)}</span>`:v;return e.kind==="flag"?u`<label class="flag">
                <input
                    type="checkbox"
                    .checked=${!!this.value}
                    ?disabled=${this.disabled}
                    @change=${n=>this.change(n.target.checked)}
                />
                <span>${d(e.label)} ${i}</span>
            </label>`:u`<label>
            <span class="name"><span>${d(e.label)}</span>${this.shownNumber()}</span>
            ${this.input()} ${i}
        </label>`}get isSlider(){let{kind:e,minimum:i,maximum:n,step:o}=this.field;return(e==="number"||e==="integer")&&(n-i)/o<=kn}shownNumber(){if(!this.isSlider)return v;let e=this.field.percent?N(Number(this.value)):String(this.value);return u`<span class="number">${e}</span>`}choice(){let{field:e,value:i}=this,n=e.offered?["",...e.choices]:e.choices,o=n.includes(String(i))?n:[...n,String(i)];return u`<select ?disabled=${this.disabled} @change=${this.text}>
            ${o.map(r=>u`<option value=${r} ?selected=${r===i}>
                        ${r===""?d("host default"):e.offered?r:d(r)}
                    </option>`)}
        </select>`}input(){let{field:e,disabled:i}=this;if(e.kind==="choice"||e.offered&&e.choices.length)return this.choice();if(e.kind==="number"||e.kind==="integer")return e.percent&&!this.isSlider?u`<input
                    .value=${String(this.value??e.default)}
                    ?disabled=${i}
                    @input=${this.percent}
                />`:u`<input
                type=${this.isSlider?"range":"number"}
                min=${e.minimum}
                max=${e.maximum}
                step=${e.kind==="integer"?Math.max(1,e.step):this.isSlider?e.step:"any"}
                .value=${String(this.value??e.default)}
                ?disabled=${i}
                @input=${this.number}
            />`;if(e.lines>1)return u`<textarea
                rows=${e.lines}
                .value=${String(this.value??"")}
                ?disabled=${i}
                @input=${this.text}
            ></textarea>`;let n=e.choices.length?"choices":v;return u`<input
                list=${n}
                .value=${String(this.value??"")}
                ?disabled=${i}
                @input=${this.text}
            />${e.choices.length?u`<datalist id="choices">${e.choices.map(o=>u`<option value=${o}></option>`)}</datalist>`:v}`}};K.styles=[k,S`
            :host {
                display: block;
                min-width: 0;
            }
            label {
                display: grid;
                gap: 3px;
            }
            label.flag {
                align-items: start;
                display: flex;
                gap: 8px;
            }
            .flag input {
                flex: none;
                margin-top: 3px;
            }
            .name {
                display: flex;
                font-size: 13px;
                gap: 8px;
                justify-content: space-between;
            }
            textarea {
                resize: vertical;
                width: 100%;
            }
            input:not([type="checkbox"]),
            select {
                width: 100%;
            }
        `],c([f({attribute:!1})],K.prototype,"field",2),c([f({attribute:!1})],K.prototype,"value",2),c([f({type:Boolean})],K.prototype,"disabled",2),K=c([C("cc-control")],K);var V=class extends b{constructor(){super(...arguments);this.fields=[];this.sections=[];this.values={};this.disabled=!1;this.changed=e=>{this.values={...this.values,[e.detail.name]:e.detail.value}}}render(){return this.sections.length?u`${this.sections.map(e=>this.section(e))}`:this.rows(this.fields)}section(e){let i=this.fields.filter(n=>n.section===e.name);return i.length?e.folded?u`<details>
            <summary>${d(e.title)}</summary>
            ${this.rows(i)}
        </details>`:this.rows(i):v}rows(e){return u`<div class="rows">
            ${e.map(i=>u`<cc-control
                    class=${i.lines>1||i.kind==="flag"?"wide":""}
                    data-field=${i.name}
                    .field=${i}
                    .value=${this.values[i.name]??i.default}
                    ?disabled=${this.disabled}
                    @cc-change=${this.changed}
                ></cc-control>`)}
        </div>`}};V.styles=[k,S`
            :host {
                display: block;
            }
            .rows {
                display: grid;
                gap: 10px 14px;
                grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--column, 200px)), 1fr));
            }
            .wide {
                grid-column: 1 / -1;
            }
            details {
                margin-top: 12px;
            }
            summary {
                margin-bottom: 8px;
            }
        `],c([f({attribute:!1})],V.prototype,"fields",2),c([f({attribute:!1})],V.prototype,"sections",2),c([f({attribute:!1})],V.prototype,"values",2),c([f({type:Boolean})],V.prototype,"disabled",2),V=c([C("cc-form")],V);function Wi(s){return Object.fromEntries(s.map(t=>[t.name,t.default]))}function ka(s,t,e){for(let i of s){if(i.percent||i.kind!=="number"&&i.kind!=="integer")continue;let n=Number(t[i.name]??i.default),{minimum:o,maximum:r}=i,a=e(i.label,{});if(!(n>=o&&n<=r))return e("{label}: {value} is not between {minimum} and {maximum}.",{label:a,value:n,minimum:o,maximum:r});if(i.kind==="integer"&&!Number.isInteger(n))return e("{label}: {value} is not a whole number.",{label:a,value:n})}return""}function z(s){return s.trim().split(/\s+/).join(" ").normalize("NFD").toLowerCase().replace(/[^ı]+/g,i=>i.toUpperCase()).normalize("NFC")}var ee=class extends CustomEvent{constructor(t,e){super("cc-tick",{detail:{word:t,isTicked:e},bubbles:!0,composed:!0})}};function za(s,t,e){let i=new Set(s);return e?i.add(z(t)):i.delete(z(t)),i}function R(s,t,e){let i=document.createElement(t);return s&&(i.className=s),e&&e.appendChild(i),i}function A(s,t){return s.x=t.x,s.y=t.y,t.id!==void 0&&(s.id=t.id),s}function es(s){s.x=Math.round(s.x),s.y=Math.round(s.y)}function Oe(s,t){let e=Math.abs(s.x-t.x),i=Math.abs(s.y-t.y);return Math.sqrt(e*e+i*i)}function Ct(s,t){return s.x===t.x&&s.y===t.y}function Lt(s,t,e){return Math.min(Math.max(s,t),e)}function kt(s,t,e){let i=`translate3d(${s}px,${t||0}px,0)`;return e!==void 0&&(i+=` scale3d(${e},${e},1)`),i}function rt(s,t,e,i){s.style.transform=kt(t,e,i)}var Ln="cubic-bezier(.4,0,.22,1)";function is(s,t,e,i){s.style.transition=t?`${t} ${e}ms ${i||Ln}`:"none"}function De(s,t,e){s.style.width=typeof t=="number"?`${t}px`:t,s.style.height=typeof e=="number"?`${e}px`:e}function Rn(s){is(s)}function In(s){return"decode"in s?s.decode().catch(()=>{}):s.complete?Promise.resolve(s):new Promise((t,e)=>{s.onload=()=>t(s),s.onerror=e})}var M={IDLE:"idle",LOADING:"loading",LOADED:"loaded",ERROR:"error"};function zn(s){return"button"in s&&s.button===1||s.ctrlKey||s.metaKey||s.altKey||s.shiftKey}function Mn(s,t,e=document){let i=[];if(s instanceof Element)i=[s];else if(s instanceof NodeList||Array.isArray(s))i=Array.from(s);else{let n=typeof s=="string"?s:t;n&&(i=Array.from(e.querySelectorAll(n)))}return i}function Ki(){return!!(navigator.vendor&&navigator.vendor.match(/apple/i))}var ss=!1;try{window.addEventListener("test",null,Object.defineProperty({},"passive",{get:()=>{ss=!0}}))}catch{}var Ne=class{constructor(){this._pool=[]}add(t,e,i,n){this._toggleListener(t,e,i,n)}remove(t,e,i,n){this._toggleListener(t,e,i,n,!0)}removeAll(){this._pool.forEach(t=>{this._toggleListener(t.target,t.type,t.listener,t.passive,!0,!0)}),this._pool=[]}_toggleListener(t,e,i,n,o,r){if(!t)return;let a=o?"removeEventListener":"addEventListener";e.split(" ").forEach(h=>{if(h){r||(o?this._pool=this._pool.filter(p=>p.type!==h||p.listener!==i||p.target!==t):this._pool.push({target:t,type:h,listener:i,passive:n}));let m=ss?{passive:n||!1}:!1;t[a](h,i,m)}})}};function ns(s,t){if(s.getViewportSizeFn){let e=s.getViewportSizeFn(s,t);if(e)return e}return{x:document.documentElement.clientWidth,y:window.innerHeight}}function Tt(s,t,e,i,n){let o=0;if(t.paddingFn)o=t.paddingFn(e,i,n)[s];else if(t.padding)o=t.padding[s];else{let r="padding"+s[0].toUpperCase()+s.slice(1);t[r]&&(o=t[r])}return Number(o)||0}function os(s,t,e,i){return{x:t.x-Tt("left",s,t,e,i)-Tt("right",s,t,e,i),y:t.y-Tt("top",s,t,e,i)-Tt("bottom",s,t,e,i)}}var Be=class{constructor(t){this.slide=t,this.currZoomLevel=1,this.center={x:0,y:0},this.max={x:0,y:0},this.min={x:0,y:0}}update(t){this.currZoomLevel=t,this.slide.width?(this._updateAxis("x"),this._updateAxis("y"),this.slide.pswp.dispatch("calcBounds",{slide:this.slide})):this.reset()}_updateAxis(t){let{pswp:e}=this.slide,i=this.slide[t==="x"?"width":"height"]*this.currZoomLevel,o=Tt(t==="x"?"left":"top",e.options,e.viewportSize,this.slide.data,this.slide.index),r=this.slide.panAreaSize[t];this.center[t]=Math.round((r-i)/2)+o,this.max[t]=i>r?Math.round(r-i)+o:this.center[t],this.min[t]=i>r?o:this.center[t]}reset(){this.center.x=0,this.center.y=0,this.max.x=0,this.max.y=0,this.min.x=0,this.min.y=0}correctPan(t,e){return Lt(e,this.max[t],this.min[t])}},Gi=4e3,ie=class{constructor(t,e,i,n){this.pswp=n,this.options=t,this.itemData=e,this.index=i,this.panAreaSize=null,this.elementSize=null,this.fit=1,this.fill=1,this.vFill=1,this.initial=1,this.secondary=1,this.max=1,this.min=1}update(t,e,i){let n={x:t,y:e};this.elementSize=n,this.panAreaSize=i;let o=i.x/n.x,r=i.y/n.y;this.fit=Math.min(1,o<r?o:r),this.fill=Math.min(1,o>r?o:r),this.vFill=Math.min(1,r),this.initial=this._getInitial(),this.secondary=this._getSecondary(),this.max=Math.max(this.initial,this.secondary,this._getMax()),this.min=Math.min(this.fit,this.initial,this.secondary),this.pswp&&this.pswp.dispatch("zoomLevelsUpdate",{zoomLevels:this,slideData:this.itemData})}_parseZoomLevelOption(t){let e=t+"ZoomLevel",i=this.options[e];if(i)return typeof i=="function"?i(this):i==="fill"?this.fill:i==="fit"?this.fit:Number(i)}_getSecondary(){let t=this._parseZoomLevelOption("secondary");return t||(t=Math.min(1,this.fit*3),this.elementSize&&t*this.elementSize.x>Gi&&(t=Gi/this.elementSize.x),t)}_getInitial(){return this._parseZoomLevelOption("initial")||this.fit}_getMax(){return this._parseZoomLevelOption("max")||Math.max(1,this.fit*4)}},Fe=class{constructor(t,e,i){this.data=t,this.index=e,this.pswp=i,this.isActive=e===i.currIndex,this.currentResolution=0,this.panAreaSize={x:0,y:0},this.pan={x:0,y:0},this.isFirstSlide=this.isActive&&!i.opener.isOpen,this.zoomLevels=new ie(i.options,t,e,i),this.pswp.dispatch("gettingData",{slide:this,data:this.data,index:e}),this.content=this.pswp.contentLoader.getContentBySlide(this),this.container=R("pswp__zoom-wrap","div"),this.holderElement=null,this.currZoomLevel=1,this.width=this.content.width,this.height=this.content.height,this.heavyAppended=!1,this.bounds=new Be(this),this.prevDisplayedWidth=-1,this.prevDisplayedHeight=-1,this.pswp.dispatch("slideInit",{slide:this})}setIsActive(t){t&&!this.isActive?this.activate():!t&&this.isActive&&this.deactivate()}append(t){this.holderElement=t,this.container.style.transformOrigin="0 0",this.data&&(this.calculateSize(),this.load(),this.updateContentSize(),this.appendHeavy(),this.holderElement.appendChild(this.container),this.zoomAndPanToInitial(),this.pswp.dispatch("firstZoomPan",{slide:this}),this.applyCurrentZoomPan(),this.pswp.dispatch("afterSetContent",{slide:this}),this.isActive&&this.activate())}load(){this.content.load(!1),this.pswp.dispatch("slideLoad",{slide:this})}appendHeavy(){let{pswp:t}=this;this.heavyAppended||!t.opener.isOpen||t.mainScroll.isShifted()||!this.isActive&&!!0||this.pswp.dispatch("appendHeavy",{slide:this}).defaultPrevented||(this.heavyAppended=!0,this.content.append(),this.pswp.dispatch("appendHeavyContent",{slide:this}))}activate(){this.isActive=!0,this.appendHeavy(),this.content.activate(),this.pswp.dispatch("slideActivate",{slide:this})}deactivate(){this.isActive=!1,this.content.deactivate(),this.currZoomLevel!==this.zoomLevels.initial&&this.calculateSize(),this.currentResolution=0,this.zoomAndPanToInitial(),this.applyCurrentZoomPan(),this.updateContentSize(),this.pswp.dispatch("slideDeactivate",{slide:this})}destroy(){this.content.hasSlide=!1,this.content.remove(),this.container.remove(),this.pswp.dispatch("slideDestroy",{slide:this})}resize(){this.currZoomLevel===this.zoomLevels.initial||!this.isActive?(this.calculateSize(),this.currentResolution=0,this.zoomAndPanToInitial(),this.applyCurrentZoomPan(),this.updateContentSize()):(this.calculateSize(),this.bounds.update(this.currZoomLevel),this.panTo(this.pan.x,this.pan.y))}updateContentSize(t){let e=this.currentResolution||this.zoomLevels.initial;if(!e)return;let i=Math.round(this.width*e)||this.pswp.viewportSize.x,n=Math.round(this.height*e)||this.pswp.viewportSize.y;!this.sizeChanged(i,n)&&!t||this.content.setDisplayedSize(i,n)}sizeChanged(t,e){return t!==this.prevDisplayedWidth||e!==this.prevDisplayedHeight?(this.prevDisplayedWidth=t,this.prevDisplayedHeight=e,!0):!1}getPlaceholderElement(){var t;return(t=this.content.placeholder)===null||t===void 0?void 0:t.element}zoomTo(t,e,i,n){let{pswp:o}=this;if(!this.isZoomable()||o.mainScroll.isShifted())return;o.dispatch("beforeZoomTo",{destZoomLevel:t,centerPoint:e,transitionDuration:i}),o.animations.stopAllPan();let r=this.currZoomLevel;n||(t=Lt(t,this.zoomLevels.min,this.zoomLevels.max)),this.setZoomLevel(t),this.pan.x=this.calculateZoomToPanOffset("x",e,r),this.pan.y=this.calculateZoomToPanOffset("y",e,r),es(this.pan);let a=()=>{this._setResolution(t),this.applyCurrentZoomPan()};i?o.animations.startTransition({isPan:!0,name:"zoomTo",target:this.container,transform:this.getCurrentTransform(),onComplete:a,duration:i,easing:o.options.easing}):a()}toggleZoom(t){this.zoomTo(this.currZoomLevel===this.zoomLevels.initial?this.zoomLevels.secondary:this.zoomLevels.initial,t,this.pswp.options.zoomAnimationDuration)}setZoomLevel(t){this.currZoomLevel=t,this.bounds.update(this.currZoomLevel)}calculateZoomToPanOffset(t,e,i){if(this.bounds.max[t]-this.bounds.min[t]===0)return this.bounds.center[t];e||(e=this.pswp.getViewportCenterPoint()),i||(i=this.zoomLevels.initial);let o=this.currZoomLevel/i;return this.bounds.correctPan(t,(this.pan[t]-e[t])*o+e[t])}panTo(t,e){this.pan.x=this.bounds.correctPan("x",t),this.pan.y=this.bounds.correctPan("y",e),this.applyCurrentZoomPan()}isPannable(){return!!this.width&&this.currZoomLevel>this.zoomLevels.fit}isZoomable(){return!!this.width&&this.content.isZoomable()}applyCurrentZoomPan(){this._applyZoomTransform(this.pan.x,this.pan.y,this.currZoomLevel),this===this.pswp.currSlide&&this.pswp.dispatch("zoomPanUpdate",{slide:this})}zoomAndPanToInitial(){this.currZoomLevel=this.zoomLevels.initial,this.bounds.update(this.currZoomLevel),A(this.pan,this.bounds.center),this.pswp.dispatch("initialZoomPan",{slide:this})}_applyZoomTransform(t,e,i){i/=this.currentResolution||this.zoomLevels.initial,rt(this.container,t,e,i)}calculateSize(){let{pswp:t}=this;A(this.panAreaSize,os(t.options,t.viewportSize,this.data,this.index)),this.zoomLevels.update(this.width,this.height,this.panAreaSize),t.dispatch("calcSlideSize",{slide:this})}getCurrentTransform(){let t=this.currZoomLevel/(this.currentResolution||this.zoomLevels.initial);return kt(this.pan.x,this.pan.y,t)}_setResolution(t){t!==this.currentResolution&&(this.currentResolution=t,this.updateContentSize(),this.pswp.dispatch("resolutionChanged"))}},On=.35,Dn=.6,Xi=.4,Yi=.5;function Nn(s,t){return s*t/(1-t)}var He=class{constructor(t){this.gestures=t,this.pswp=t.pswp,this.startPan={x:0,y:0}}start(){this.pswp.currSlide&&A(this.startPan,this.pswp.currSlide.pan),this.pswp.animations.stopAll()}change(){let{p1:t,prevP1:e,dragAxis:i}=this.gestures,{currSlide:n}=this.pswp;if(i==="y"&&this.pswp.options.closeOnVerticalDrag&&n&&n.currZoomLevel<=n.zoomLevels.fit&&!this.gestures.isMultitouch){let o=n.pan.y+(t.y-e.y);if(!this.pswp.dispatch("verticalDrag",{panY:o}).defaultPrevented){this._setPanWithFriction("y",o,Dn);let r=1-Math.abs(this._getVerticalDragRatio(n.pan.y));this.pswp.applyBgOpacity(r),n.applyCurrentZoomPan()}}else this._panOrMoveMainScroll("x")||(this._panOrMoveMainScroll("y"),n&&(es(n.pan),n.applyCurrentZoomPan()))}end(){let{velocity:t}=this.gestures,{mainScroll:e,currSlide:i}=this.pswp,n=0;if(this.pswp.animations.stopAll(),e.isShifted()){let r=(e.x-e.getCurrSlideX())/this.pswp.viewportSize.x;t.x<-Yi&&r<0||t.x<.1&&r<-.5?(n=1,t.x=Math.min(t.x,0)):(t.x>Yi&&r>0||t.x>-.1&&r>.5)&&(n=-1,t.x=Math.max(t.x,0)),e.moveIndexBy(n,!0,t.x)}i&&i.currZoomLevel>i.zoomLevels.max||this.gestures.isMultitouch?this.gestures.zoomLevels.correctZoomPan(!0):(this._finishPanGestureForAxis("x"),this._finishPanGestureForAxis("y"))}_finishPanGestureForAxis(t){let{velocity:e}=this.gestures,{currSlide:i}=this.pswp;if(!i)return;let{pan:n,bounds:o}=i,r=n[t],a=this.pswp.bgOpacity<1&&t==="y",h=r+Nn(e[t],.995);if(a){let w=this._getVerticalDragRatio(r),y=this._getVerticalDragRatio(h);if(w<0&&y<-Xi||w>0&&y>Xi){this.pswp.close();return}}let m=o.correctPan(t,h);if(r===m)return;let p=m===h?1:.82,g=this.pswp.bgOpacity,_=m-r;this.pswp.animations.startSpring({name:"panGesture"+t,isPan:!0,start:r,end:m,velocity:e[t],dampingRatio:p,onUpdate:w=>{if(a&&this.pswp.bgOpacity<1){let y=1-(m-w)/_;this.pswp.applyBgOpacity(Lt(g+(1-g)*y,0,1))}n[t]=Math.floor(w),i.applyCurrentZoomPan()}})}_panOrMoveMainScroll(t){let{p1:e,dragAxis:i,prevP1:n,isMultitouch:o}=this.gestures,{currSlide:r,mainScroll:a}=this.pswp,l=e[t]-n[t],h=a.x+l;if(!l||!r)return!1;if(t==="x"&&!r.isPannable()&&!o)return a.moveTo(h,!0),!0;let{bounds:m}=r,p=r.pan[t]+l;if(this.pswp.options.allowPanToNext&&i==="x"&&t==="x"&&!o){let g=a.getCurrSlideX(),_=a.x-g,w=l>0,y=!w;if(p>m.min[t]&&w){if(m.min[t]<=this.startPan[t])return a.moveTo(h,!0),!0;this._setPanWithFriction(t,p)}else if(p<m.max[t]&&y){if(this.startPan[t]<=m.max[t])return a.moveTo(h,!0),!0;this._setPanWithFriction(t,p)}else if(_!==0){if(_>0)return a.moveTo(Math.max(h,g),!0),!0;if(_<0)return a.moveTo(Math.min(h,g),!0),!0}else this._setPanWithFriction(t,p)}else t==="y"?!a.isShifted()&&m.min.y!==m.max.y&&this._setPanWithFriction(t,p):this._setPanWithFriction(t,p);return!1}_getVerticalDragRatio(t){var e,i;return(t-((e=(i=this.pswp.currSlide)===null||i===void 0?void 0:i.bounds.center.y)!==null&&e!==void 0?e:0))/(this.pswp.viewportSize.y/3)}_setPanWithFriction(t,e,i){let{currSlide:n}=this.pswp;if(!n)return;let{pan:o,bounds:r}=n;if(r.correctPan(t,e)!==e||i){let l=Math.round(e-o[t]);o[t]+=l*(i||On)}else o[t]=e}},Bn=.05,Fn=.15;function Ji(s,t,e){return s.x=(t.x+e.x)/2,s.y=(t.y+e.y)/2,s}var Ze=class{constructor(t){this.gestures=t,this._startPan={x:0,y:0},this._startZoomPoint={x:0,y:0},this._zoomPoint={x:0,y:0},this._wasOverFitZoomLevel=!1,this._startZoomLevel=1}start(){let{currSlide:t}=this.gestures.pswp;t&&(this._startZoomLevel=t.currZoomLevel,A(this._startPan,t.pan)),this.gestures.pswp.animations.stopAllPan(),this._wasOverFitZoomLevel=!1}change(){let{p1:t,startP1:e,p2:i,startP2:n,pswp:o}=this.gestures,{currSlide:r}=o;if(!r)return;let a=r.zoomLevels.min,l=r.zoomLevels.max;if(!r.isZoomable()||o.mainScroll.isShifted())return;Ji(this._startZoomPoint,e,n),Ji(this._zoomPoint,t,i);let h=1/Oe(e,n)*Oe(t,i)*this._startZoomLevel;if(h>r.zoomLevels.initial+r.zoomLevels.initial/15&&(this._wasOverFitZoomLevel=!0),h<a)if(o.options.pinchToClose&&!this._wasOverFitZoomLevel&&this._startZoomLevel<=r.zoomLevels.initial){let m=1-(a-h)/(a/1.2);o.dispatch("pinchClose",{bgOpacity:m}).defaultPrevented||o.applyBgOpacity(m)}else h=a-(a-h)*Fn;else h>l&&(h=l+(h-l)*Bn);r.pan.x=this._calculatePanForZoomLevel("x",h),r.pan.y=this._calculatePanForZoomLevel("y",h),r.setZoomLevel(h),r.applyCurrentZoomPan()}end(){let{pswp:t}=this.gestures,{currSlide:e}=t;(!e||e.currZoomLevel<e.zoomLevels.initial)&&!this._wasOverFitZoomLevel&&t.options.pinchToClose?t.close():this.correctZoomPan()}_calculatePanForZoomLevel(t,e){let i=e/this._startZoomLevel;return this._zoomPoint[t]-(this._startZoomPoint[t]-this._startPan[t])*i}correctZoomPan(t){let{pswp:e}=this.gestures,{currSlide:i}=e;if(!(i!=null&&i.isZoomable()))return;this._zoomPoint.x===0&&(t=!0);let n=i.currZoomLevel,o,r=!0;n<i.zoomLevels.initial?o=i.zoomLevels.initial:n>i.zoomLevels.max?o=i.zoomLevels.max:(r=!1,o=n);let a=e.bgOpacity,l=e.bgOpacity<1,h=A({x:0,y:0},i.pan),m=A({x:0,y:0},h);t&&(this._zoomPoint.x=0,this._zoomPoint.y=0,this._startZoomPoint.x=0,this._startZoomPoint.y=0,this._startZoomLevel=n,A(this._startPan,h)),r&&(m={x:this._calculatePanForZoomLevel("x",o),y:this._calculatePanForZoomLevel("y",o)}),i.setZoomLevel(o),m={x:i.bounds.correctPan("x",m.x),y:i.bounds.correctPan("y",m.y)},i.setZoomLevel(n);let p=!Ct(m,h);if(!p&&!r&&!l){i._setResolution(o),i.applyCurrentZoomPan();return}e.animations.stopAllPan(),e.animations.startSpring({isPan:!0,start:0,end:1e3,velocity:0,dampingRatio:1,naturalFrequency:40,onUpdate:g=>{if(g/=1e3,p||r){if(p&&(i.pan.x=h.x+(m.x-h.x)*g,i.pan.y=h.y+(m.y-h.y)*g),r){let _=n+(o-n)*g;i.setZoomLevel(_)}i.applyCurrentZoomPan()}l&&e.bgOpacity<1&&e.applyBgOpacity(Lt(a+(1-a)*g,0,1))},onComplete:()=>{i._setResolution(o),i.applyCurrentZoomPan()}})}};function Qi(s){return!!s.target.closest(".pswp__container")}var Ue=class{constructor(t){this.gestures=t}click(t,e){let i=e.target.classList,n=i.contains("pswp__img"),o=i.contains("pswp__item")||i.contains("pswp__zoom-wrap");n?this._doClickOrTapAction("imageClick",t,e):o&&this._doClickOrTapAction("bgClick",t,e)}tap(t,e){Qi(e)&&this._doClickOrTapAction("tap",t,e)}doubleTap(t,e){Qi(e)&&this._doClickOrTapAction("doubleTap",t,e)}_doClickOrTapAction(t,e,i){var n;let{pswp:o}=this.gestures,{currSlide:r}=o,a=t+"Action",l=o.options[a];if(!o.dispatch(a,{point:e,originalEvent:i}).defaultPrevented){if(typeof l=="function"){l.call(o,e,i);return}switch(l){case"close":case"next":o[l]();break;case"zoom":r?.toggleZoom(e);break;case"zoom-or-close":r!=null&&r.isZoomable()&&r.zoomLevels.secondary!==r.zoomLevels.initial?r.toggleZoom(e):o.options.clickToCloseNonZoomable&&o.close();break;case"toggle-controls":(n=this.gestures.pswp.element)===null||n===void 0||n.classList.toggle("pswp--ui-visible");break}}}},Hn=10,Zn=300,Un=25,Ve=class{constructor(t){this.pswp=t,this.dragAxis=null,this.p1={x:0,y:0},this.p2={x:0,y:0},this.prevP1={x:0,y:0},this.prevP2={x:0,y:0},this.startP1={x:0,y:0},this.startP2={x:0,y:0},this.velocity={x:0,y:0},this._lastStartP1={x:0,y:0},this._intervalP1={x:0,y:0},this._numActivePoints=0,this._ongoingPointers=[],this._touchEventEnabled="ontouchstart"in window,this._pointerEventEnabled=!!window.PointerEvent,this.supportsTouch=this._touchEventEnabled||this._pointerEventEnabled&&navigator.maxTouchPoints>1,this._numActivePoints=0,this._intervalTime=0,this._velocityCalculated=!1,this.isMultitouch=!1,this.isDragging=!1,this.isZooming=!1,this.raf=null,this._tapTimer=null,this.supportsTouch||(t.options.allowPanToNext=!1),this.drag=new He(this),this.zoomLevels=new Ze(this),this.tapHandler=new Ue(this),t.on("bindEvents",()=>{t.events.add(t.scrollWrap,"click",this._onClick.bind(this)),this._pointerEventEnabled?this._bindEvents("pointer","down","up","cancel"):this._touchEventEnabled?(this._bindEvents("touch","start","end","cancel"),t.scrollWrap&&(t.scrollWrap.ontouchmove=()=>{},t.scrollWrap.ontouchend=()=>{})):this._bindEvents("mouse","down","up")})}_bindEvents(t,e,i,n){let{pswp:o}=this,{events:r}=o,a=n?t+n:"";r.add(o.scrollWrap,t+e,this.onPointerDown.bind(this)),r.add(window,t+"move",this.onPointerMove.bind(this)),r.add(window,t+i,this.onPointerUp.bind(this)),a&&r.add(o.scrollWrap,a,this.onPointerUp.bind(this))}onPointerDown(t){let e=t.type==="mousedown"||t.pointerType==="mouse";if(e&&t.button>0)return;let{pswp:i}=this;if(!i.opener.isOpen){t.preventDefault();return}i.dispatch("pointerDown",{originalEvent:t}).defaultPrevented||(e&&(i.mouseDetected(),this._preventPointerEventBehaviour(t,"down")),i.animations.stopAll(),this._updatePoints(t,"down"),this._numActivePoints===1&&(this.dragAxis=null,A(this.startP1,this.p1)),this._numActivePoints>1?(this._clearTapTimer(),this.isMultitouch=!0):this.isMultitouch=!1)}onPointerMove(t){this._preventPointerEventBehaviour(t,"move"),this._numActivePoints&&(this._updatePoints(t,"move"),!this.pswp.dispatch("pointerMove",{originalEvent:t}).defaultPrevented&&(this._numActivePoints===1&&!this.isDragging?(this.dragAxis||this._calculateDragDirection(),this.dragAxis&&!this.isDragging&&(this.isZooming&&(this.isZooming=!1,this.zoomLevels.end()),this.isDragging=!0,this._clearTapTimer(),this._updateStartPoints(),this._intervalTime=Date.now(),this._velocityCalculated=!1,A(this._intervalP1,this.p1),this.velocity.x=0,this.velocity.y=0,this.drag.start(),this._rafStopLoop(),this._rafRenderLoop())):this._numActivePoints>1&&!this.isZooming&&(this._finishDrag(),this.isZooming=!0,this._updateStartPoints(),this.zoomLevels.start(),this._rafStopLoop(),this._rafRenderLoop())))}_finishDrag(){this.isDragging&&(this.isDragging=!1,this._velocityCalculated||this._updateVelocity(!0),this.drag.end(),this.dragAxis=null)}onPointerUp(t){this._numActivePoints&&(this._updatePoints(t,"up"),!this.pswp.dispatch("pointerUp",{originalEvent:t}).defaultPrevented&&(this._numActivePoints===0&&(this._rafStopLoop(),this.isDragging?this._finishDrag():!this.isZooming&&!this.isMultitouch&&this._finishTap(t)),this._numActivePoints<2&&this.isZooming&&(this.isZooming=!1,this.zoomLevels.end(),this._numActivePoints===1&&(this.dragAxis=null,this._updateStartPoints()))))}_rafRenderLoop(){(this.isDragging||this.isZooming)&&(this._updateVelocity(),this.isDragging?Ct(this.p1,this.prevP1)||this.drag.change():(!Ct(this.p1,this.prevP1)||!Ct(this.p2,this.prevP2))&&this.zoomLevels.change(),this._updatePrevPoints(),this.raf=requestAnimationFrame(this._rafRenderLoop.bind(this)))}_updateVelocity(t){let e=Date.now(),i=e-this._intervalTime;i<50&&!t||(this.velocity.x=this._getVelocity("x",i),this.velocity.y=this._getVelocity("y",i),this._intervalTime=e,A(this._intervalP1,this.p1),this._velocityCalculated=!0)}_finishTap(t){let{mainScroll:e}=this.pswp;if(e.isShifted()){e.moveIndexBy(0,!0);return}if(t.type.indexOf("cancel")>0)return;if(t.type==="mouseup"||t.pointerType==="mouse"){this.tapHandler.click(this.startP1,t);return}let i=this.pswp.options.doubleTapAction?Zn:0;this._tapTimer?(this._clearTapTimer(),Oe(this._lastStartP1,this.startP1)<Un&&this.tapHandler.doubleTap(this.startP1,t)):(A(this._lastStartP1,this.startP1),this._tapTimer=setTimeout(()=>{this.tapHandler.tap(this.startP1,t),this._clearTapTimer()},i))}_clearTapTimer(){this._tapTimer&&(clearTimeout(this._tapTimer),this._tapTimer=null)}_getVelocity(t,e){let i=this.p1[t]-this._intervalP1[t];return Math.abs(i)>1&&e>5?i/e:0}_rafStopLoop(){this.raf&&(cancelAnimationFrame(this.raf),this.raf=null)}_preventPointerEventBehaviour(t,e){this.pswp.applyFilters("preventPointerEvent",!0,t,e)&&t.preventDefault()}_updatePoints(t,e){if(this._pointerEventEnabled){let i=t,n=this._ongoingPointers.findIndex(o=>o.id===i.pointerId);e==="up"&&n>-1?this._ongoingPointers.splice(n,1):e==="down"&&n===-1?this._ongoingPointers.push(this._convertEventPosToPoint(i,{x:0,y:0})):n>-1&&this._convertEventPosToPoint(i,this._ongoingPointers[n]),this._numActivePoints=this._ongoingPointers.length,this._numActivePoints>0&&A(this.p1,this._ongoingPointers[0]),this._numActivePoints>1&&A(this.p2,this._ongoingPointers[1])}else{let i=t;this._numActivePoints=0,i.type.indexOf("touch")>-1?i.touches&&i.touches.length>0&&(this._convertEventPosToPoint(i.touches[0],this.p1),this._numActivePoints++,i.touches.length>1&&(this._convertEventPosToPoint(i.touches[1],this.p2),this._numActivePoints++)):(this._convertEventPosToPoint(t,this.p1),e==="up"?this._numActivePoints=0:this._numActivePoints++)}}_updatePrevPoints(){A(this.prevP1,this.p1),A(this.prevP2,this.p2)}_updateStartPoints(){A(this.startP1,this.p1),A(this.startP2,this.p2),this._updatePrevPoints()}_calculateDragDirection(){if(this.pswp.mainScroll.isShifted())this.dragAxis="x";else{let t=Math.abs(this.p1.x-this.startP1.x)-Math.abs(this.p1.y-this.startP1.y);if(t!==0){let e=t>0?"x":"y";Math.abs(this.p1[e]-this.startP1[e])>=Hn&&(this.dragAxis=e)}}}_convertEventPosToPoint(t,e){return e.x=t.pageX-this.pswp.offset.x,e.y=t.pageY-this.pswp.offset.y,"pointerId"in t?e.id=t.pointerId:t.identifier!==void 0&&(e.id=t.identifier),e}_onClick(t){this.pswp.mainScroll.isShifted()&&(t.preventDefault(),t.stopPropagation())}},Vn=.35,qe=class{constructor(t){this.pswp=t,this.x=0,this.slideWidth=0,this._currPositionIndex=0,this._prevPositionIndex=0,this._containerShiftIndex=-1,this.itemHolders=[]}resize(t){let{pswp:e}=this,i=Math.round(e.viewportSize.x+e.viewportSize.x*e.options.spacing),n=i!==this.slideWidth;n&&(this.slideWidth=i,this.moveTo(this.getCurrSlideX())),this.itemHolders.forEach((o,r)=>{n&&rt(o.el,(r+this._containerShiftIndex)*this.slideWidth),t&&o.slide&&o.slide.resize()})}resetPosition(){this._currPositionIndex=0,this._prevPositionIndex=0,this.slideWidth=0,this._containerShiftIndex=-1}appendHolders(){this.itemHolders=[];for(let t=0;t<3;t++){let e=R("pswp__item","div",this.pswp.container);e.setAttribute("role","group"),e.setAttribute("aria-roledescription","slide"),e.setAttribute("aria-hidden","true"),e.style.display=t===1?"block":"none",this.itemHolders.push({el:e})}}canBeSwiped(){return this.pswp.getNumItems()>1}moveIndexBy(t,e,i){let{pswp:n}=this,o=n.potentialIndex+t,r=n.getNumItems();if(n.canLoop()){o=n.getLoopedIndex(o);let l=(t+r)%r;l<=r/2?t=l:t=l-r}else o<0?o=0:o>=r&&(o=r-1),t=o-n.potentialIndex;n.potentialIndex=o,this._currPositionIndex-=t,n.animations.stopMainScroll();let a=this.getCurrSlideX();if(!e)this.moveTo(a),this.updateCurrItem();else{n.animations.startSpring({isMainScroll:!0,start:this.x,end:a,velocity:i||0,naturalFrequency:30,dampingRatio:1,onUpdate:h=>{this.moveTo(h)},onComplete:()=>{this.updateCurrItem(),n.appendHeavy()}});let l=n.potentialIndex-n.currIndex;if(n.canLoop()){let h=(l+r)%r;h<=r/2?l=h:l=h-r}Math.abs(l)>1&&this.updateCurrItem()}return!!t}getCurrSlideX(){return this.slideWidth*this._currPositionIndex}isShifted(){return this.x!==this.getCurrSlideX()}updateCurrItem(){var t;let{pswp:e}=this,i=this._prevPositionIndex-this._currPositionIndex;if(!i)return;this._prevPositionIndex=this._currPositionIndex,e.currIndex=e.potentialIndex;let n=Math.abs(i),o;n>=3&&(this._containerShiftIndex+=i+(i>0?-3:3),n=3,this.itemHolders.forEach(r=>{var a;(a=r.slide)===null||a===void 0||a.destroy(),r.slide=void 0}));for(let r=0;r<n;r++)i>0?(o=this.itemHolders.shift(),o&&(this.itemHolders[2]=o,this._containerShiftIndex++,rt(o.el,(this._containerShiftIndex+2)*this.slideWidth),e.setContent(o,e.currIndex-n+r+2))):(o=this.itemHolders.pop(),o&&(this.itemHolders.unshift(o),this._containerShiftIndex--,rt(o.el,this._containerShiftIndex*this.slideWidth),e.setContent(o,e.currIndex+n-r-2)));Math.abs(this._containerShiftIndex)>50&&!this.isShifted()&&(this.resetPosition(),this.resize()),e.animations.stopAllPan(),this.itemHolders.forEach((r,a)=>{r.slide&&r.slide.setIsActive(a===1)}),e.currSlide=(t=this.itemHolders[1])===null||t===void 0?void 0:t.slide,e.contentLoader.updateLazy(i),e.currSlide&&e.currSlide.applyCurrentZoomPan(),e.dispatch("change")}moveTo(t,e){if(!this.pswp.canLoop()&&e){let i=(this.slideWidth*this._currPositionIndex-t)/this.slideWidth;i+=this.pswp.currIndex;let n=Math.round(t-this.x);(i<0&&n>0||i>=this.pswp.getNumItems()-1&&n<0)&&(t=this.x+n*Vn)}this.x=t,this.pswp.container&&rt(this.pswp.container,t),this.pswp.dispatch("moveMainScroll",{x:t,dragging:e??!1})}},qn={Escape:27,z:90,ArrowLeft:37,ArrowUp:38,ArrowRight:39,ArrowDown:40,Tab:9},ot=(s,t)=>t?s:qn[s],je=class{constructor(t){this.pswp=t,this._wasFocused=!1,t.on("bindEvents",()=>{t.options.trapFocus&&(t.options.initialPointerPos||this._focusRoot(),t.events.add(document,"focusin",this._onFocusIn.bind(this))),t.events.add(document,"keydown",this._onKeyDown.bind(this))});let e=document.activeElement;t.on("destroy",()=>{t.options.returnFocus&&e&&this._wasFocused&&e.focus()})}_focusRoot(){!this._wasFocused&&this.pswp.element&&(this.pswp.element.focus(),this._wasFocused=!0)}_onKeyDown(t){let{pswp:e}=this;if(e.dispatch("keydown",{originalEvent:t}).defaultPrevented||zn(t))return;let i,n,o=!1,r="key"in t;switch(r?t.key:t.keyCode){case ot("Escape",r):e.options.escKey&&(i="close");break;case ot("z",r):i="toggleZoom";break;case ot("ArrowLeft",r):n="x";break;case ot("ArrowUp",r):n="y";break;case ot("ArrowRight",r):n="x",o=!0;break;case ot("ArrowDown",r):o=!0,n="y";break;case ot("Tab",r):this._focusRoot();break}if(n){t.preventDefault();let{currSlide:a}=e;e.options.arrowKeys&&n==="x"&&e.getNumItems()>1?i=o?"next":"prev":a&&a.currZoomLevel>a.zoomLevels.fit&&(a.pan[n]+=o?-80:80,a.panTo(a.pan.x,a.pan.y))}i&&(t.preventDefault(),e[i]())}_onFocusIn(t){let{template:e}=this.pswp;e&&document!==t.target&&e!==t.target&&!e.contains(t.target)&&e.focus()}},jn="cubic-bezier(.4,0,.22,1)",We=class{constructor(t){var e;this.props=t;let{target:i,onComplete:n,transform:o,onFinish:r=()=>{},duration:a=333,easing:l=jn}=t;this.onFinish=r;let h=o?"transform":"opacity",m=(e=t[h])!==null&&e!==void 0?e:"";this._target=i,this._onComplete=n,this._finished=!1,this._onTransitionEnd=this._onTransitionEnd.bind(this),this._helperTimeout=setTimeout(()=>{is(i,h,a,l),this._helperTimeout=setTimeout(()=>{i.addEventListener("transitionend",this._onTransitionEnd,!1),i.addEventListener("transitioncancel",this._onTransitionEnd,!1),this._helperTimeout=setTimeout(()=>{this._finalizeAnimation()},a+500),i.style[h]=m},30)},0)}_onTransitionEnd(t){t.target===this._target&&this._finalizeAnimation()}_finalizeAnimation(){this._finished||(this._finished=!0,this.onFinish(),this._onComplete&&this._onComplete())}destroy(){this._helperTimeout&&clearTimeout(this._helperTimeout),Rn(this._target),this._target.removeEventListener("transitionend",this._onTransitionEnd,!1),this._target.removeEventListener("transitioncancel",this._onTransitionEnd,!1),this._finished||this._finalizeAnimation()}},Wn=12,Kn=.75,Ke=class{constructor(t,e,i){this.velocity=t*1e3,this._dampingRatio=e||Kn,this._naturalFrequency=i||Wn,this._dampedFrequency=this._naturalFrequency,this._dampingRatio<1&&(this._dampedFrequency*=Math.sqrt(1-this._dampingRatio*this._dampingRatio))}easeFrame(t,e){let i=0,n;e/=1e3;let o=Math.E**(-this._dampingRatio*this._naturalFrequency*e);if(this._dampingRatio===1)n=this.velocity+this._naturalFrequency*t,i=(t+n*e)*o,this.velocity=i*-this._naturalFrequency+n*o;else if(this._dampingRatio<1){n=1/this._dampedFrequency*(this._dampingRatio*this._naturalFrequency*t+this.velocity);let r=Math.cos(this._dampedFrequency*e),a=Math.sin(this._dampedFrequency*e);i=o*(t*r+n*a),this.velocity=i*-this._naturalFrequency*this._dampingRatio+o*(-this._dampedFrequency*t*a+this._dampedFrequency*n*r)}return i}},Ge=class{constructor(t){this.props=t,this._raf=0;let{start:e,end:i,velocity:n,onUpdate:o,onComplete:r,onFinish:a=()=>{},dampingRatio:l,naturalFrequency:h}=t;this.onFinish=a;let m=new Ke(n,l,h),p=Date.now(),g=e-i,_=()=>{this._raf&&(g=m.easeFrame(g,Date.now()-p),Math.abs(g)<1&&Math.abs(m.velocity)<50?(o(i),r&&r(),this.onFinish()):(p=Date.now(),o(g+i),this._raf=requestAnimationFrame(_)))};this._raf=requestAnimationFrame(_)}destroy(){this._raf>=0&&cancelAnimationFrame(this._raf),this._raf=0}},Xe=class{constructor(){this.activeAnimations=[]}startSpring(t){this._start(t,!0)}startTransition(t){this._start(t)}_start(t,e){let i=e?new Ge(t):new We(t);return this.activeAnimations.push(i),i.onFinish=()=>this.stop(i),i}stop(t){t.destroy();let e=this.activeAnimations.indexOf(t);e>-1&&this.activeAnimations.splice(e,1)}stopAll(){this.activeAnimations.forEach(t=>{t.destroy()}),this.activeAnimations=[]}stopAllPan(){this.activeAnimations=this.activeAnimations.filter(t=>t.props.isPan?(t.destroy(),!1):!0)}stopMainScroll(){this.activeAnimations=this.activeAnimations.filter(t=>t.props.isMainScroll?(t.destroy(),!1):!0)}isPanRunning(){return this.activeAnimations.some(t=>t.props.isPan)}},Ye=class{constructor(t){this.pswp=t,t.events.add(t.element,"wheel",this._onWheel.bind(this))}_onWheel(t){t.preventDefault();let{currSlide:e}=this.pswp,{deltaX:i,deltaY:n}=t;if(e&&!this.pswp.dispatch("wheel",{originalEvent:t}).defaultPrevented)if(t.ctrlKey||this.pswp.options.wheelToZoom){if(e.isZoomable()){let o=-n;t.deltaMode===1?o*=.05:o*=t.deltaMode?1:.002,o=2**o;let r=e.currZoomLevel*o;e.zoomTo(r,{x:t.clientX,y:t.clientY})}}else e.isPannable()&&(t.deltaMode===1&&(i*=18,n*=18),e.panTo(e.pan.x-i,e.pan.y-n))}};function Gn(s){if(typeof s=="string")return s;if(!s||!s.isCustomSVG)return"";let t=s,e='<svg aria-hidden="true" class="pswp__icn" viewBox="0 0 %d %d" width="%d" height="%d">';return e=e.split("%d").join(t.size||32),t.outlineID&&(e+='<use class="pswp__icn-shadow" xlink:href="#'+t.outlineID+'"/>'),e+=t.inner,e+="</svg>",e}var Je=class{constructor(t,e){var i;let n=e.name||e.className,o=e.html;if(t.options[n]===!1)return;typeof t.options[n+"SVG"]=="string"&&(o=t.options[n+"SVG"]),t.dispatch("uiElementCreate",{data:e});let r="";e.isButton?(r+="pswp__button ",r+=e.className||`pswp__button--${e.name}`):r+=e.className||`pswp__${e.name}`;let a=e.isButton?e.tagName||"button":e.tagName||"div";a=a.toLowerCase();let l=R(r,a);if(e.isButton){a==="button"&&(l.type="button");let{title:p}=e,{ariaLabel:g}=e;typeof t.options[n+"Title"]=="string"&&(p=t.options[n+"Title"]),p&&(l.title=p);let _=g||p;_&&l.setAttribute("aria-label",_)}l.innerHTML=Gn(o),e.onInit&&e.onInit(l,t),e.onClick&&(l.onclick=p=>{typeof e.onClick=="string"?t[e.onClick]():typeof e.onClick=="function"&&e.onClick(p,l,t)});let h=e.appendTo||"bar",m=t.element;h==="bar"?(t.topBar||(t.topBar=R("pswp__top-bar pswp__hide-on-close","div",t.scrollWrap)),m=t.topBar):(l.classList.add("pswp__hide-on-close"),h==="wrapper"&&(m=t.scrollWrap)),(i=m)===null||i===void 0||i.appendChild(t.applyFilters("uiElement",l,e))}};function rs(s,t,e){s.classList.add("pswp__button--arrow"),s.setAttribute("aria-controls","pswp__items"),t.on("change",()=>{t.options.loop||(e?s.disabled=!(t.currIndex<t.getNumItems()-1):s.disabled=!(t.currIndex>0))})}var Xn={name:"arrowPrev",className:"pswp__button--arrow--prev",title:"Previous",order:10,isButton:!0,appendTo:"wrapper",html:{isCustomSVG:!0,size:60,inner:'<path d="M29 43l-3 3-16-16 16-16 3 3-13 13 13 13z" id="pswp__icn-arrow"/>',outlineID:"pswp__icn-arrow"},onClick:"prev",onInit:rs},Yn={name:"arrowNext",className:"pswp__button--arrow--next",title:"Next",order:11,isButton:!0,appendTo:"wrapper",html:{isCustomSVG:!0,size:60,inner:'<use xlink:href="#pswp__icn-arrow"/>',outlineID:"pswp__icn-arrow"},onClick:"next",onInit:(s,t)=>{rs(s,t,!0)}},Jn={name:"close",title:"Close",order:20,isButton:!0,html:{isCustomSVG:!0,inner:'<path d="M24 10l-2-2-6 6-6-6-2 2 6 6-6 6 2 2 6-6 6 6 2-2-6-6z" id="pswp__icn-close"/>',outlineID:"pswp__icn-close"},onClick:"close"},Qn={name:"zoom",title:"Zoom",order:10,isButton:!0,html:{isCustomSVG:!0,inner:'<path d="M17.426 19.926a6 6 0 1 1 1.5-1.5L23 22.5 21.5 24l-4.074-4.074z" id="pswp__icn-zoom"/><path fill="currentColor" class="pswp__zoom-icn-bar-h" d="M11 16v-2h6v2z"/><path fill="currentColor" class="pswp__zoom-icn-bar-v" d="M13 12h2v6h-2z"/>',outlineID:"pswp__icn-zoom"},onClick:"toggleZoom"},to={name:"preloader",appendTo:"bar",order:7,html:{isCustomSVG:!0,inner:'<path fill-rule="evenodd" clip-rule="evenodd" d="M21.2 16a5.2 5.2 0 1 1-5.2-5.2V8a8 8 0 1 0 8 8h-2.8Z" id="pswp__icn-loading"/>',outlineID:"pswp__icn-loading"},onInit:(s,t)=>{let e,i=null,n=(a,l)=>{s.classList.toggle("pswp__preloader--"+a,l)},o=a=>{e!==a&&(e=a,n("active",a))},r=()=>{var a;if(!((a=t.currSlide)!==null&&a!==void 0&&a.content.isLoading())){o(!1),i&&(clearTimeout(i),i=null);return}i||(i=setTimeout(()=>{var l;o(!!(!((l=t.currSlide)===null||l===void 0)&&l.content.isLoading())),i=null},t.options.preloaderDelay))};t.on("change",r),t.on("loadComplete",a=>{t.currSlide===a.slide&&r()}),t.ui&&(t.ui.updatePreloaderVisibility=r)}},eo={name:"counter",order:5,onInit:(s,t)=>{t.on("change",()=>{s.innerText=t.currIndex+1+t.options.indexIndicatorSep+t.getNumItems()})}};function ts(s,t){s.classList.toggle("pswp--zoomed-in",t)}var Qe=class{constructor(t){this.pswp=t,this.isRegistered=!1,this.uiElementsData=[],this.items=[],this.updatePreloaderVisibility=()=>{},this._lastUpdatedZoomLevel=void 0}init(){let{pswp:t}=this;this.isRegistered=!1,this.uiElementsData=[Jn,Xn,Yn,Qn,to,eo],t.dispatch("uiRegister"),this.uiElementsData.sort((e,i)=>(e.order||0)-(i.order||0)),this.items=[],this.isRegistered=!0,this.uiElementsData.forEach(e=>{this.registerElement(e)}),t.on("change",()=>{var e;(e=t.element)===null||e===void 0||e.classList.toggle("pswp--one-slide",t.getNumItems()===1)}),t.on("zoomPanUpdate",()=>this._onZoomPanUpdate())}registerElement(t){this.isRegistered?this.items.push(new Je(this.pswp,t)):this.uiElementsData.push(t)}_onZoomPanUpdate(){let{template:t,currSlide:e,options:i}=this.pswp;if(this.pswp.opener.isClosing||!t||!e)return;let{currZoomLevel:n}=e;if(this.pswp.opener.isOpen||(n=e.zoomLevels.initial),n===this._lastUpdatedZoomLevel)return;this._lastUpdatedZoomLevel=n;let o=e.zoomLevels.initial-e.zoomLevels.secondary;if(Math.abs(o)<.01||!e.isZoomable()){ts(t,!1),t.classList.remove("pswp--zoom-allowed");return}t.classList.add("pswp--zoom-allowed");let r=n===e.zoomLevels.initial?e.zoomLevels.secondary:e.zoomLevels.initial;ts(t,r<=n),(i.imageClickAction==="zoom"||i.imageClickAction==="zoom-or-close")&&t.classList.add("pswp--click-to-zoom")}};function io(s){let t=s.getBoundingClientRect();return{x:t.left,y:t.top,w:t.width}}function so(s,t,e){let i=s.getBoundingClientRect(),n=i.width/t,o=i.height/e,r=n>o?n:o,a=(i.width-t*r)/2,l=(i.height-e*r)/2,h={x:i.left+a,y:i.top+l,w:t*r};return h.innerRect={w:i.width,h:i.height,x:a,y:l},h}function no(s,t,e){let i=e.dispatch("thumbBounds",{index:s,itemData:t,instance:e});if(i.thumbBounds)return i.thumbBounds;let{element:n}=t,o,r;if(n&&e.options.thumbSelector!==!1){let a=e.options.thumbSelector||"img";r=n.matches(a)?n:n.querySelector(a)}return r=e.applyFilters("thumbEl",r,t,s),r&&(t.thumbCropped?o=so(r,t.width||t.w||0,t.height||t.h||0):o=io(r)),e.applyFilters("thumbBounds",o,t,s)}var ti=class{constructor(t,e){this.type=t,this.defaultPrevented=!1,e&&Object.assign(this,e)}preventDefault(){this.defaultPrevented=!0}},ei=class{constructor(){this._listeners={},this._filters={},this.pswp=void 0,this.options=void 0}addFilter(t,e,i=100){var n,o,r;this._filters[t]||(this._filters[t]=[]),(n=this._filters[t])===null||n===void 0||n.push({fn:e,priority:i}),(o=this._filters[t])===null||o===void 0||o.sort((a,l)=>a.priority-l.priority),(r=this.pswp)===null||r===void 0||r.addFilter(t,e,i)}removeFilter(t,e){this._filters[t]&&(this._filters[t]=this._filters[t].filter(i=>i.fn!==e)),this.pswp&&this.pswp.removeFilter(t,e)}applyFilters(t,...e){var i;return(i=this._filters[t])===null||i===void 0||i.forEach(n=>{e[0]=n.fn.apply(this,e)}),e[0]}on(t,e){var i,n;this._listeners[t]||(this._listeners[t]=[]),(i=this._listeners[t])===null||i===void 0||i.push(e),(n=this.pswp)===null||n===void 0||n.on(t,e)}off(t,e){var i;this._listeners[t]&&(this._listeners[t]=this._listeners[t].filter(n=>e!==n)),(i=this.pswp)===null||i===void 0||i.off(t,e)}dispatch(t,e){var i;if(this.pswp)return this.pswp.dispatch(t,e);let n=new ti(t,e);return(i=this._listeners[t])===null||i===void 0||i.forEach(o=>{o.call(this,n)}),n}},ii=class{constructor(t,e){if(this.element=R("pswp__img pswp__img--placeholder",t?"img":"div",e),t){let i=this.element;i.decoding="async",i.alt="",i.src=t,i.setAttribute("role","presentation")}this.element.setAttribute("aria-hidden","true")}setDisplayedSize(t,e){this.element&&(this.element.tagName==="IMG"?(De(this.element,250,"auto"),this.element.style.transformOrigin="0 0",this.element.style.transform=kt(0,0,t/250)):De(this.element,t,e))}destroy(){var t;(t=this.element)!==null&&t!==void 0&&t.parentNode&&this.element.remove(),this.element=null}},si=class{constructor(t,e,i){this.instance=e,this.data=t,this.index=i,this.element=void 0,this.placeholder=void 0,this.slide=void 0,this.displayedImageWidth=0,this.displayedImageHeight=0,this.width=Number(this.data.w)||Number(this.data.width)||0,this.height=Number(this.data.h)||Number(this.data.height)||0,this.isAttached=!1,this.hasSlide=!1,this.isDecoding=!1,this.state=M.IDLE,this.data.type?this.type=this.data.type:this.data.src?this.type="image":this.type="html",this.instance.dispatch("contentInit",{content:this})}removePlaceholder(){this.placeholder&&!this.keepPlaceholder()&&setTimeout(()=>{this.placeholder&&(this.placeholder.destroy(),this.placeholder=void 0)},1e3)}load(t,e){if(this.slide&&this.usePlaceholder())if(this.placeholder){let i=this.placeholder.element;i&&!i.parentElement&&this.slide.container.prepend(i)}else{let i=this.instance.applyFilters("placeholderSrc",this.data.msrc&&this.slide.isFirstSlide?this.data.msrc:!1,this);this.placeholder=new ii(i,this.slide.container)}this.element&&!e||this.instance.dispatch("contentLoad",{content:this,isLazy:t}).defaultPrevented||(this.isImageContent()?(this.element=R("pswp__img","img"),this.displayedImageWidth&&this.loadImage(t)):(this.element=R("pswp__content","div"),this.element.innerHTML=this.data.html||""),e&&this.slide&&this.slide.updateContentSize(!0))}loadImage(t){var e,i;if(!this.isImageContent()||!this.element||this.instance.dispatch("contentLoadImage",{content:this,isLazy:t}).defaultPrevented)return;let n=this.element;this.updateSrcsetSizes(),this.data.srcset&&(n.srcset=this.data.srcset),n.src=(e=this.data.src)!==null&&e!==void 0?e:"",n.alt=(i=this.data.alt)!==null&&i!==void 0?i:"",this.state=M.LOADING,n.complete?this.onLoaded():(n.onload=()=>{this.onLoaded()},n.onerror=()=>{this.onError()})}setSlide(t){this.slide=t,this.hasSlide=!0,this.instance=t.pswp}onLoaded(){this.state=M.LOADED,this.slide&&this.element&&(this.instance.dispatch("loadComplete",{slide:this.slide,content:this}),this.slide.isActive&&this.slide.heavyAppended&&!this.element.parentNode&&(this.append(),this.slide.updateContentSize(!0)),(this.state===M.LOADED||this.state===M.ERROR)&&this.removePlaceholder())}onError(){this.state=M.ERROR,this.slide&&(this.displayError(),this.instance.dispatch("loadComplete",{slide:this.slide,isError:!0,content:this}),this.instance.dispatch("loadError",{slide:this.slide,content:this}))}isLoading(){return this.instance.applyFilters("isContentLoading",this.state===M.LOADING,this)}isError(){return this.state===M.ERROR}isImageContent(){return this.type==="image"}setDisplayedSize(t,e){if(this.element&&(this.placeholder&&this.placeholder.setDisplayedSize(t,e),!this.instance.dispatch("contentResize",{content:this,width:t,height:e}).defaultPrevented&&(De(this.element,t,e),this.isImageContent()&&!this.isError()))){let i=!this.displayedImageWidth&&t;this.displayedImageWidth=t,this.displayedImageHeight=e,i?this.loadImage(!1):this.updateSrcsetSizes(),this.slide&&this.instance.dispatch("imageSizeChange",{slide:this.slide,width:t,height:e,content:this})}}isZoomable(){return this.instance.applyFilters("isContentZoomable",this.isImageContent()&&this.state!==M.ERROR,this)}updateSrcsetSizes(){if(!this.isImageContent()||!this.element||!this.data.srcset)return;let t=this.element,e=this.instance.applyFilters("srcsetSizesWidth",this.displayedImageWidth,this);(!t.dataset.largestUsedSize||e>parseInt(t.dataset.largestUsedSize,10))&&(t.sizes=e+"px",t.dataset.largestUsedSize=String(e))}usePlaceholder(){return this.instance.applyFilters("useContentPlaceholder",this.isImageContent(),this)}lazyLoad(){this.instance.dispatch("contentLazyLoad",{content:this}).defaultPrevented||this.load(!0)}keepPlaceholder(){return this.instance.applyFilters("isKeepingPlaceholder",this.isLoading(),this)}destroy(){this.hasSlide=!1,this.slide=void 0,!this.instance.dispatch("contentDestroy",{content:this}).defaultPrevented&&(this.remove(),this.placeholder&&(this.placeholder.destroy(),this.placeholder=void 0),this.isImageContent()&&this.element&&(this.element.onload=null,this.element.onerror=null,this.element=void 0))}displayError(){if(this.slide){var t,e;let i=R("pswp__error-msg","div");i.innerText=(t=(e=this.instance.options)===null||e===void 0?void 0:e.errorMsg)!==null&&t!==void 0?t:"",i=this.instance.applyFilters("contentErrorElement",i,this),this.element=R("pswp__content pswp__error-msg-container","div"),this.element.appendChild(i),this.slide.container.innerText="",this.slide.container.appendChild(this.element),this.slide.updateContentSize(!0),this.removePlaceholder()}}append(){if(this.isAttached||!this.element)return;if(this.isAttached=!0,this.state===M.ERROR){this.displayError();return}if(this.instance.dispatch("contentAppend",{content:this}).defaultPrevented)return;let t="decode"in this.element;this.isImageContent()?t&&this.slide&&(!this.slide.isActive||Ki())?(this.isDecoding=!0,this.element.decode().catch(()=>{}).finally(()=>{this.isDecoding=!1,this.appendImage()})):this.appendImage():this.slide&&!this.element.parentNode&&this.slide.container.appendChild(this.element)}activate(){this.instance.dispatch("contentActivate",{content:this}).defaultPrevented||!this.slide||(this.isImageContent()&&this.isDecoding&&!Ki()?this.appendImage():this.isError()&&this.load(!1,!0),this.slide.holderElement&&this.slide.holderElement.setAttribute("aria-hidden","false"))}deactivate(){this.instance.dispatch("contentDeactivate",{content:this}),this.slide&&this.slide.holderElement&&this.slide.holderElement.setAttribute("aria-hidden","true")}remove(){this.isAttached=!1,!this.instance.dispatch("contentRemove",{content:this}).defaultPrevented&&(this.element&&this.element.parentNode&&this.element.remove(),this.placeholder&&this.placeholder.element&&this.placeholder.element.remove())}appendImage(){this.isAttached&&(this.instance.dispatch("contentAppendImage",{content:this}).defaultPrevented||(this.slide&&this.element&&!this.element.parentNode&&this.slide.container.appendChild(this.element),(this.state===M.LOADED||this.state===M.ERROR)&&this.removePlaceholder()))}},oo=5;function as(s,t,e){let i=t.createContentFromData(s,e),n,{options:o}=t;if(o){n=new ie(o,s,-1);let r;t.pswp?r=t.pswp.viewportSize:r=ns(o,t);let a=os(o,r,s,e);n.update(i.width,i.height,a)}return i.lazyLoad(),n&&i.setDisplayedSize(Math.ceil(i.width*n.initial),Math.ceil(i.height*n.initial)),i}function ro(s,t){let e=t.getItemData(s);if(!t.dispatch("lazyLoadSlide",{index:s,itemData:e}).defaultPrevented)return as(e,t,s)}var ni=class{constructor(t){this.pswp=t,this.limit=Math.max(t.options.preload[0]+t.options.preload[1]+1,oo),this._cachedItems=[]}updateLazy(t){let{pswp:e}=this;if(e.dispatch("lazyLoad").defaultPrevented)return;let{preload:i}=e.options,n=t===void 0?!0:t>=0,o;for(o=0;o<=i[1];o++)this.loadSlideByIndex(e.currIndex+(n?o:-o));for(o=1;o<=i[0];o++)this.loadSlideByIndex(e.currIndex+(n?-o:o))}loadSlideByIndex(t){let e=this.pswp.getLoopedIndex(t),i=this.getContentByIndex(e);i||(i=ro(e,this.pswp),i&&this.addToCache(i))}getContentBySlide(t){let e=this.getContentByIndex(t.index);return e||(e=this.pswp.createContentFromData(t.data,t.index),this.addToCache(e)),e.setSlide(t),e}addToCache(t){if(this.removeByIndex(t.index),this._cachedItems.push(t),this._cachedItems.length>this.limit){let e=this._cachedItems.findIndex(i=>!i.isAttached&&!i.hasSlide);e!==-1&&this._cachedItems.splice(e,1)[0].destroy()}}removeByIndex(t){let e=this._cachedItems.findIndex(i=>i.index===t);e!==-1&&this._cachedItems.splice(e,1)}getContentByIndex(t){return this._cachedItems.find(e=>e.index===t)}destroy(){this._cachedItems.forEach(t=>t.destroy()),this._cachedItems=[]}},oi=class extends ei{getNumItems(){var t;let e=0,i=(t=this.options)===null||t===void 0?void 0:t.dataSource;i&&"length"in i?e=i.length:i&&"gallery"in i&&(i.items||(i.items=this._getGalleryDOMElements(i.gallery)),i.items&&(e=i.items.length));let n=this.dispatch("numItems",{dataSource:i,numItems:e});return this.applyFilters("numItems",n.numItems,i)}createContentFromData(t,e){return new si(t,this,e)}getItemData(t){var e;let i=(e=this.options)===null||e===void 0?void 0:e.dataSource,n={};Array.isArray(i)?n=i[t]:i&&"gallery"in i&&(i.items||(i.items=this._getGalleryDOMElements(i.gallery)),n=i.items[t]);let o=n;o instanceof Element&&(o=this._domElementToItemData(o));let r=this.dispatch("itemData",{itemData:o||{},index:t});return this.applyFilters("itemData",r.itemData,t)}_getGalleryDOMElements(t){var e,i;return(e=this.options)!==null&&e!==void 0&&e.children||(i=this.options)!==null&&i!==void 0&&i.childSelector?Mn(this.options.children,this.options.childSelector,t)||[]:[t]}_domElementToItemData(t){let e={element:t},i=t.tagName==="A"?t:t.querySelector("a");if(i){e.src=i.dataset.pswpSrc||i.href,i.dataset.pswpSrcset&&(e.srcset=i.dataset.pswpSrcset),e.width=i.dataset.pswpWidth?parseInt(i.dataset.pswpWidth,10):0,e.height=i.dataset.pswpHeight?parseInt(i.dataset.pswpHeight,10):0,e.w=e.width,e.h=e.height,i.dataset.pswpType&&(e.type=i.dataset.pswpType);let o=t.querySelector("img");if(o){var n;e.msrc=o.currentSrc||o.src,e.alt=(n=o.getAttribute("alt"))!==null&&n!==void 0?n:""}(i.dataset.pswpCropped||i.dataset.cropped)&&(e.thumbCropped=!0)}return this.applyFilters("domItemData",e,t,i)}lazyLoadData(t,e){return as(t,this,e)}},Pt=.003,ri=class{constructor(t){this.pswp=t,this.isClosed=!0,this.isOpen=!1,this.isClosing=!1,this.isOpening=!1,this._duration=void 0,this._useAnimation=!1,this._croppedZoom=!1,this._animateRootOpacity=!1,this._animateBgOpacity=!1,this._placeholder=void 0,this._opacityElement=void 0,this._cropContainer1=void 0,this._cropContainer2=void 0,this._thumbBounds=void 0,this._prepareOpen=this._prepareOpen.bind(this),t.on("firstZoomPan",this._prepareOpen)}open(){this._prepareOpen(),this._start()}close(){if(this.isClosed||this.isClosing||this.isOpening)return;let t=this.pswp.currSlide;this.isOpen=!1,this.isOpening=!1,this.isClosing=!0,this._duration=this.pswp.options.hideAnimationDuration,t&&t.currZoomLevel*t.width>=this.pswp.options.maxWidthToAnimate&&(this._duration=0),this._applyStartProps(),setTimeout(()=>{this._start()},this._croppedZoom?30:0)}_prepareOpen(){if(this.pswp.off("firstZoomPan",this._prepareOpen),!this.isOpening){let t=this.pswp.currSlide;this.isOpening=!0,this.isClosing=!1,this._duration=this.pswp.options.showAnimationDuration,t&&t.zoomLevels.initial*t.width>=this.pswp.options.maxWidthToAnimate&&(this._duration=0),this._applyStartProps()}}_applyStartProps(){let{pswp:t}=this,e=this.pswp.currSlide,{options:i}=t;if(i.showHideAnimationType==="fade"?(i.showHideOpacity=!0,this._thumbBounds=void 0):i.showHideAnimationType==="none"?(i.showHideOpacity=!1,this._duration=0,this._thumbBounds=void 0):this.isOpening&&t._initialThumbBounds?this._thumbBounds=t._initialThumbBounds:this._thumbBounds=this.pswp.getThumbBounds(),this._placeholder=e?.getPlaceholderElement(),t.animations.stopAll(),this._useAnimation=!!(this._duration&&this._duration>50),this._animateZoom=!!this._thumbBounds&&e?.content.usePlaceholder()&&(!this.isClosing||!t.mainScroll.isShifted()),!this._animateZoom)this._animateRootOpacity=!0,this.isOpening&&e&&(e.zoomAndPanToInitial(),e.applyCurrentZoomPan());else{var n;this._animateRootOpacity=(n=i.showHideOpacity)!==null&&n!==void 0?n:!1}if(this._animateBgOpacity=!this._animateRootOpacity&&this.pswp.options.bgOpacity>Pt,this._opacityElement=this._animateRootOpacity?t.element:t.bg,!this._useAnimation){this._duration=0,this._animateZoom=!1,this._animateBgOpacity=!1,this._animateRootOpacity=!0,this.isOpening&&(t.element&&(t.element.style.opacity=String(Pt)),t.applyBgOpacity(1));return}if(this._animateZoom&&this._thumbBounds&&this._thumbBounds.innerRect){var o;this._croppedZoom=!0,this._cropContainer1=this.pswp.container,this._cropContainer2=(o=this.pswp.currSlide)===null||o===void 0?void 0:o.holderElement,t.container&&(t.container.style.overflow="hidden",t.container.style.width=t.viewportSize.x+"px")}else this._croppedZoom=!1;this.isOpening?(this._animateRootOpacity?(t.element&&(t.element.style.opacity=String(Pt)),t.applyBgOpacity(1)):(this._animateBgOpacity&&t.bg&&(t.bg.style.opacity=String(Pt)),t.element&&(t.element.style.opacity="1")),this._animateZoom&&(this._setClosedStateZoomPan(),this._placeholder&&(this._placeholder.style.willChange="transform",this._placeholder.style.opacity=String(Pt)))):this.isClosing&&(t.mainScroll.itemHolders[0]&&(t.mainScroll.itemHolders[0].el.style.display="none"),t.mainScroll.itemHolders[2]&&(t.mainScroll.itemHolders[2].el.style.display="none"),this._croppedZoom&&t.mainScroll.x!==0&&(t.mainScroll.resetPosition(),t.mainScroll.resize()))}_start(){this.isOpening&&this._useAnimation&&this._placeholder&&this._placeholder.tagName==="IMG"?new Promise(t=>{let e=!1,i=!0;In(this._placeholder).finally(()=>{e=!0,i||t(!0)}),setTimeout(()=>{i=!1,e&&t(!0)},50),setTimeout(t,250)}).finally(()=>this._initiate()):this._initiate()}_initiate(){var t,e;(t=this.pswp.element)===null||t===void 0||t.style.setProperty("--pswp-transition-duration",this._duration+"ms"),this.pswp.dispatch(this.isOpening?"openingAnimationStart":"closingAnimationStart"),this.pswp.dispatch("initialZoom"+(this.isOpening?"In":"Out")),(e=this.pswp.element)===null||e===void 0||e.classList.toggle("pswp--ui-visible",this.isOpening),this.isOpening?(this._placeholder&&(this._placeholder.style.opacity="1"),this._animateToOpenState()):this.isClosing&&this._animateToClosedState(),this._useAnimation||this._onAnimationComplete()}_onAnimationComplete(){let{pswp:t}=this;if(this.isOpen=this.isOpening,this.isClosed=this.isClosing,this.isOpening=!1,this.isClosing=!1,t.dispatch(this.isOpen?"openingAnimationEnd":"closingAnimationEnd"),t.dispatch("initialZoom"+(this.isOpen?"InEnd":"OutEnd")),this.isClosed)t.destroy();else if(this.isOpen){var e;this._animateZoom&&t.container&&(t.container.style.overflow="visible",t.container.style.width="100%"),(e=t.currSlide)===null||e===void 0||e.applyCurrentZoomPan()}}_animateToOpenState(){let{pswp:t}=this;this._animateZoom&&(this._croppedZoom&&this._cropContainer1&&this._cropContainer2&&(this._animateTo(this._cropContainer1,"transform","translate3d(0,0,0)"),this._animateTo(this._cropContainer2,"transform","none")),t.currSlide&&(t.currSlide.zoomAndPanToInitial(),this._animateTo(t.currSlide.container,"transform",t.currSlide.getCurrentTransform()))),this._animateBgOpacity&&t.bg&&this._animateTo(t.bg,"opacity",String(t.options.bgOpacity)),this._animateRootOpacity&&t.element&&this._animateTo(t.element,"opacity","1")}_animateToClosedState(){let{pswp:t}=this;this._animateZoom&&this._setClosedStateZoomPan(!0),this._animateBgOpacity&&t.bgOpacity>.01&&t.bg&&this._animateTo(t.bg,"opacity","0"),this._animateRootOpacity&&t.element&&this._animateTo(t.element,"opacity","0")}_setClosedStateZoomPan(t){if(!this._thumbBounds)return;let{pswp:e}=this,{innerRect:i}=this._thumbBounds,{currSlide:n,viewportSize:o}=e;if(this._croppedZoom&&i&&this._cropContainer1&&this._cropContainer2){let r=-o.x+(this._thumbBounds.x-i.x)+i.w,a=-o.y+(this._thumbBounds.y-i.y)+i.h,l=o.x-i.w,h=o.y-i.h;t?(this._animateTo(this._cropContainer1,"transform",kt(r,a)),this._animateTo(this._cropContainer2,"transform",kt(l,h))):(rt(this._cropContainer1,r,a),rt(this._cropContainer2,l,h))}n&&(A(n.pan,i||this._thumbBounds),n.currZoomLevel=this._thumbBounds.w/n.width,t?this._animateTo(n.container,"transform",n.getCurrentTransform()):n.applyCurrentZoomPan())}_animateTo(t,e,i){if(!this._duration){t.style[e]=i;return}let{animations:n}=this.pswp,o={duration:this._duration,easing:this.pswp.options.easing,onComplete:()=>{n.activeAnimations.length||this._onAnimationComplete()},target:t};o[e]=i,n.startTransition(o)}},ao={allowPanToNext:!0,spacing:.1,loop:!0,pinchToClose:!0,closeOnVerticalDrag:!0,hideAnimationDuration:333,showAnimationDuration:333,zoomAnimationDuration:333,escKey:!0,arrowKeys:!0,trapFocus:!0,returnFocus:!0,maxWidthToAnimate:4e3,clickToCloseNonZoomable:!0,imageClickAction:"zoom-or-close",bgClickAction:"close",tapAction:"toggle-controls",doubleTapAction:"zoom",indexIndicatorSep:" / ",preloaderDelay:2e3,bgOpacity:.8,index:0,errorMsg:"The image cannot be loaded",preload:[1,2],easing:"cubic-bezier(.4,0,.22,1)"},se=class extends oi{constructor(t){super(),this.options=this._prepareOptions(t||{}),this.offset={x:0,y:0},this._prevViewportSize={x:0,y:0},this.viewportSize={x:0,y:0},this.bgOpacity=1,this.currIndex=0,this.potentialIndex=0,this.isOpen=!1,this.isDestroying=!1,this.hasMouse=!1,this._initialItemData={},this._initialThumbBounds=void 0,this.topBar=void 0,this.element=void 0,this.template=void 0,this.container=void 0,this.scrollWrap=void 0,this.currSlide=void 0,this.events=new Ne,this.animations=new Xe,this.mainScroll=new qe(this),this.gestures=new Ve(this),this.opener=new ri(this),this.keyboard=new je(this),this.contentLoader=new ni(this)}init(){if(this.isOpen||this.isDestroying)return!1;this.isOpen=!0,this.dispatch("init"),this.dispatch("beforeOpen"),this._createMainStructure();let t="pswp--open";return this.gestures.supportsTouch&&(t+=" pswp--touch"),this.options.mainClass&&(t+=" "+this.options.mainClass),this.element&&(this.element.className+=" "+t),this.currIndex=this.options.index||0,this.potentialIndex=this.currIndex,this.dispatch("firstUpdate"),this.scrollWheel=new Ye(this),(Number.isNaN(this.currIndex)||this.currIndex<0||this.currIndex>=this.getNumItems())&&(this.currIndex=0),this.gestures.supportsTouch||this.mouseDetected(),this.updateSize(),this.offset.y=window.pageYOffset,this._initialItemData=this.getItemData(this.currIndex),this.dispatch("gettingData",{index:this.currIndex,data:this._initialItemData,slide:void 0}),this._initialThumbBounds=this.getThumbBounds(),this.dispatch("initialLayout"),this.on("openingAnimationEnd",()=>{let{itemHolders:e}=this.mainScroll;e[0]&&(e[0].el.style.display="block",this.setContent(e[0],this.currIndex-1)),e[2]&&(e[2].el.style.display="block",this.setContent(e[2],this.currIndex+1)),this.appendHeavy(),this.contentLoader.updateLazy(),this.events.add(window,"resize",this._handlePageResize.bind(this)),this.events.add(window,"scroll",this._updatePageScrollOffset.bind(this)),this.dispatch("bindEvents")}),this.mainScroll.itemHolders[1]&&this.setContent(this.mainScroll.itemHolders[1],this.currIndex),this.dispatch("change"),this.opener.open(),this.dispatch("afterInit"),!0}getLoopedIndex(t){let e=this.getNumItems();return this.options.loop&&(t>e-1&&(t-=e),t<0&&(t+=e)),Lt(t,0,e-1)}appendHeavy(){this.mainScroll.itemHolders.forEach(t=>{var e;(e=t.slide)===null||e===void 0||e.appendHeavy()})}goTo(t){this.mainScroll.moveIndexBy(this.getLoopedIndex(t)-this.potentialIndex)}next(){this.goTo(this.potentialIndex+1)}prev(){this.goTo(this.potentialIndex-1)}zoomTo(...t){var e;(e=this.currSlide)===null||e===void 0||e.zoomTo(...t)}toggleZoom(){var t;(t=this.currSlide)===null||t===void 0||t.toggleZoom()}close(){!this.opener.isOpen||this.isDestroying||(this.isDestroying=!0,this.dispatch("close"),this.events.removeAll(),this.opener.close())}destroy(){var t;if(!this.isDestroying){this.options.showHideAnimationType="none",this.close();return}this.dispatch("destroy"),this._listeners={},this.scrollWrap&&(this.scrollWrap.ontouchmove=null,this.scrollWrap.ontouchend=null),(t=this.element)===null||t===void 0||t.remove(),this.mainScroll.itemHolders.forEach(e=>{var i;(i=e.slide)===null||i===void 0||i.destroy()}),this.contentLoader.destroy(),this.events.removeAll()}refreshSlideContent(t){this.contentLoader.removeByIndex(t),this.mainScroll.itemHolders.forEach((e,i)=>{var n,o;let r=((n=(o=this.currSlide)===null||o===void 0?void 0:o.index)!==null&&n!==void 0?n:0)-1+i;if(this.canLoop()&&(r=this.getLoopedIndex(r)),r===t&&(this.setContent(e,t,!0),i===1)){var a;this.currSlide=e.slide,(a=e.slide)===null||a===void 0||a.setIsActive(!0)}}),this.dispatch("change")}setContent(t,e,i){if(this.canLoop()&&(e=this.getLoopedIndex(e)),t.slide){if(t.slide.index===e&&!i)return;t.slide.destroy(),t.slide=void 0}if(!this.canLoop()&&(e<0||e>=this.getNumItems()))return;let n=this.getItemData(e);t.slide=new Fe(n,e,this),e===this.currIndex&&(this.currSlide=t.slide),t.slide.append(t.el)}getViewportCenterPoint(){return{x:this.viewportSize.x/2,y:this.viewportSize.y/2}}updateSize(t){if(this.isDestroying)return;let e=ns(this.options,this);!t&&Ct(e,this._prevViewportSize)||(A(this._prevViewportSize,e),this.dispatch("beforeResize"),A(this.viewportSize,this._prevViewportSize),this._updatePageScrollOffset(),this.dispatch("viewportSize"),this.mainScroll.resize(this.opener.isOpen),!this.hasMouse&&window.matchMedia("(any-hover: hover)").matches&&this.mouseDetected(),this.dispatch("resize"))}applyBgOpacity(t){this.bgOpacity=Math.max(t,0),this.bg&&(this.bg.style.opacity=String(this.bgOpacity*this.options.bgOpacity))}mouseDetected(){if(!this.hasMouse){var t;this.hasMouse=!0,(t=this.element)===null||t===void 0||t.classList.add("pswp--has_mouse")}}_handlePageResize(){this.updateSize(),/iPhone|iPad|iPod/i.test(window.navigator.userAgent)&&setTimeout(()=>{this.updateSize()},500)}_updatePageScrollOffset(){this.setScrollOffset(0,window.pageYOffset)}setScrollOffset(t,e){this.offset.x=t,this.offset.y=e,this.dispatch("updateScrollOffset")}_createMainStructure(){this.element=R("pswp","div"),this.element.setAttribute("tabindex","-1"),this.element.setAttribute("role","dialog"),this.template=this.element,this.bg=R("pswp__bg","div",this.element),this.scrollWrap=R("pswp__scroll-wrap","section",this.element),this.container=R("pswp__container","div",this.scrollWrap),this.scrollWrap.setAttribute("aria-roledescription","carousel"),this.container.setAttribute("aria-live","off"),this.container.setAttribute("id","pswp__items"),this.mainScroll.appendHolders(),this.ui=new Qe(this),this.ui.init(),(this.options.appendToEl||document.body).appendChild(this.element)}getThumbBounds(){return no(this.currIndex,this.currSlide?this.currSlide.data:this._initialItemData,this)}canLoop(){return this.options.loop&&this.getNumItems()>2}_prepareOptions(t){return window.matchMedia("(prefers-reduced-motion), (update: slow)").matches&&(t.showHideAnimationType="none",t.zoomAnimationDuration=0),{...ao,...t}}};var ls=`/*! PhotoSwipe main CSS by Dmytro Semenov | photoswipe.com */\r
\r
.pswp {\r
  --pswp-bg: #000;\r
  --pswp-placeholder-bg: #222;\r
  \r
\r
  --pswp-root-z-index: 100000;\r
  \r
  --pswp-preloader-color: rgba(79, 79, 79, 0.4);\r
  --pswp-preloader-color-secondary: rgba(255, 255, 255, 0.9);\r
  \r
  /* defined via js:\r
  --pswp-transition-duration: 333ms; */\r
  \r
  --pswp-icon-color: #fff;\r
  --pswp-icon-color-secondary: #4f4f4f;\r
  --pswp-icon-stroke-color: #4f4f4f;\r
  --pswp-icon-stroke-width: 2px;\r
\r
  --pswp-error-text-color: var(--pswp-icon-color);\r
}\r
\r
\r
/*\r
	Styles for basic PhotoSwipe (pswp) functionality (sliding area, open/close transitions)\r
*/\r
\r
.pswp {\r
	position: fixed;\r
	top: 0;\r
	left: 0;\r
	width: 100%;\r
	height: 100%;\r
	z-index: var(--pswp-root-z-index);\r
	display: none;\r
	touch-action: none;\r
	outline: 0;\r
	opacity: 0.003;\r
	contain: layout style size;\r
	-webkit-tap-highlight-color: rgba(0, 0, 0, 0);\r
}\r
\r
/* Prevents focus outline on the root element,\r
  (it may be focused initially) */\r
.pswp:focus {\r
  outline: 0;\r
}\r
\r
.pswp * {\r
  box-sizing: border-box;\r
}\r
\r
.pswp img {\r
  max-width: none;\r
}\r
\r
.pswp--open {\r
	display: block;\r
}\r
\r
.pswp,\r
.pswp__bg {\r
	transform: translateZ(0);\r
	will-change: opacity;\r
}\r
\r
.pswp__bg {\r
  opacity: 0.005;\r
	background: var(--pswp-bg);\r
}\r
\r
.pswp,\r
.pswp__scroll-wrap {\r
	overflow: hidden;\r
}\r
\r
.pswp__scroll-wrap,\r
.pswp__bg,\r
.pswp__container,\r
.pswp__item,\r
.pswp__content,\r
.pswp__img,\r
.pswp__zoom-wrap {\r
	position: absolute;\r
	top: 0;\r
	left: 0;\r
	width: 100%;\r
	height: 100%;\r
}\r
\r
.pswp__img,\r
.pswp__zoom-wrap {\r
	width: auto;\r
	height: auto;\r
}\r
\r
.pswp--click-to-zoom.pswp--zoom-allowed .pswp__img {\r
	cursor: -webkit-zoom-in;\r
	cursor: -moz-zoom-in;\r
	cursor: zoom-in;\r
}\r
\r
.pswp--click-to-zoom.pswp--zoomed-in .pswp__img {\r
	cursor: move;\r
	cursor: -webkit-grab;\r
	cursor: -moz-grab;\r
	cursor: grab;\r
}\r
\r
.pswp--click-to-zoom.pswp--zoomed-in .pswp__img:active {\r
  cursor: -webkit-grabbing;\r
  cursor: -moz-grabbing;\r
  cursor: grabbing;\r
}\r
\r
/* :active to override grabbing cursor */\r
.pswp--no-mouse-drag.pswp--zoomed-in .pswp__img,\r
.pswp--no-mouse-drag.pswp--zoomed-in .pswp__img:active,\r
.pswp__img {\r
	cursor: -webkit-zoom-out;\r
	cursor: -moz-zoom-out;\r
	cursor: zoom-out;\r
}\r
\r
\r
/* Prevent selection and tap highlights */\r
.pswp__container,\r
.pswp__img,\r
.pswp__button,\r
.pswp__counter {\r
	-webkit-user-select: none;\r
	-moz-user-select: none;\r
	-ms-user-select: none;\r
	user-select: none;\r
}\r
\r
.pswp__item {\r
	/* z-index for fade transition */\r
	z-index: 1;\r
	overflow: hidden;\r
}\r
\r
.pswp__hidden {\r
	display: none !important;\r
}\r
\r
/* Allow to click through pswp__content element, but not its children */\r
.pswp__content {\r
  pointer-events: none;\r
}\r
.pswp__content > * {\r
  pointer-events: auto;\r
}\r
\r
\r
/*\r
\r
  PhotoSwipe UI\r
\r
*/\r
\r
/*\r
	Error message appears when image is not loaded\r
	(JS option errorMsg controls markup)\r
*/\r
.pswp__error-msg-container {\r
  display: grid;\r
}\r
.pswp__error-msg {\r
	margin: auto;\r
	font-size: 1em;\r
	line-height: 1;\r
	color: var(--pswp-error-text-color);\r
}\r
\r
/*\r
class pswp__hide-on-close is applied to elements that\r
should hide (for example fade out) when PhotoSwipe is closed\r
and show (for example fade in) when PhotoSwipe is opened\r
 */\r
.pswp .pswp__hide-on-close {\r
	opacity: 0.005;\r
	will-change: opacity;\r
	transition: opacity var(--pswp-transition-duration) cubic-bezier(0.4, 0, 0.22, 1);\r
	z-index: 10; /* always overlap slide content */\r
	pointer-events: none; /* hidden elements should not be clickable */\r
}\r
\r
/* class pswp--ui-visible is added when opening or closing transition starts */\r
.pswp--ui-visible .pswp__hide-on-close {\r
	opacity: 1;\r
	pointer-events: auto;\r
}\r
\r
/* <button> styles, including css reset */\r
.pswp__button {\r
	position: relative;\r
	display: block;\r
	width: 50px;\r
	height: 60px;\r
	padding: 0;\r
	margin: 0;\r
	overflow: hidden;\r
	cursor: pointer;\r
	background: none;\r
	border: 0;\r
	box-shadow: none;\r
	opacity: 0.85;\r
	-webkit-appearance: none;\r
	-webkit-touch-callout: none;\r
}\r
\r
.pswp__button:hover,\r
.pswp__button:active,\r
.pswp__button:focus {\r
  transition: none;\r
  padding: 0;\r
  background: none;\r
  border: 0;\r
  box-shadow: none;\r
  opacity: 1;\r
}\r
\r
.pswp__button:disabled {\r
  opacity: 0.3;\r
  cursor: auto;\r
}\r
\r
.pswp__icn {\r
  fill: var(--pswp-icon-color);\r
  color: var(--pswp-icon-color-secondary);\r
}\r
\r
.pswp__icn {\r
  position: absolute;\r
  top: 14px;\r
  left: 9px;\r
  width: 32px;\r
  height: 32px;\r
  overflow: hidden;\r
  pointer-events: none;\r
}\r
\r
.pswp__icn-shadow {\r
  stroke: var(--pswp-icon-stroke-color);\r
  stroke-width: var(--pswp-icon-stroke-width);\r
  fill: none;\r
}\r
\r
.pswp__icn:focus {\r
	outline: 0;\r
}\r
\r
/*\r
	div element that matches size of large image,\r
	large image loads on top of it,\r
	used when msrc is not provided\r
*/\r
div.pswp__img--placeholder,\r
.pswp__img--with-bg {\r
	background: var(--pswp-placeholder-bg);\r
}\r
\r
.pswp__top-bar {\r
	position: absolute;\r
	left: 0;\r
	top: 0;\r
	width: 100%;\r
	height: 60px;\r
	display: flex;\r
  flex-direction: row;\r
  justify-content: flex-end;\r
	z-index: 10;\r
\r
	/* allow events to pass through top bar itself */\r
	pointer-events: none !important;\r
}\r
.pswp__top-bar > * {\r
  pointer-events: auto;\r
  /* this makes transition significantly more smooth,\r
     even though inner elements are not animated */\r
  will-change: opacity;\r
}\r
\r
\r
/*\r
\r
  Close button\r
\r
*/\r
.pswp__button--close {\r
  margin-right: 6px;\r
}\r
\r
\r
/*\r
\r
  Arrow buttons\r
\r
*/\r
.pswp__button--arrow {\r
  position: absolute;\r
  top: 0;\r
  width: 75px;\r
  height: 100px;\r
  top: 50%;\r
  margin-top: -50px;\r
}\r
\r
.pswp__button--arrow:disabled {\r
  display: none;\r
  cursor: default;\r
}\r
\r
.pswp__button--arrow .pswp__icn {\r
  top: 50%;\r
  margin-top: -30px;\r
  width: 60px;\r
  height: 60px;\r
  background: none;\r
  border-radius: 0;\r
}\r
\r
.pswp--one-slide .pswp__button--arrow {\r
  display: none;\r
}\r
\r
/* hide arrows on touch screens */\r
.pswp--touch .pswp__button--arrow {\r
  visibility: hidden;\r
}\r
\r
/* show arrows only after mouse was used */\r
.pswp--has_mouse .pswp__button--arrow {\r
  visibility: visible;\r
}\r
\r
.pswp__button--arrow--prev {\r
  right: auto;\r
  left: 0px;\r
}\r
\r
.pswp__button--arrow--next {\r
  right: 0px;\r
}\r
.pswp__button--arrow--next .pswp__icn {\r
  left: auto;\r
  right: 14px;\r
  /* flip horizontally */\r
  transform: scale(-1, 1);\r
}\r
\r
/*\r
\r
  Zoom button\r
\r
*/\r
.pswp__button--zoom {\r
  display: none;\r
}\r
\r
.pswp--zoom-allowed .pswp__button--zoom {\r
  display: block;\r
}\r
\r
/* "+" => "-" */\r
.pswp--zoomed-in .pswp__zoom-icn-bar-v {\r
  display: none;\r
}\r
\r
\r
/*\r
\r
  Loading indicator\r
\r
*/\r
.pswp__preloader {\r
  position: relative;\r
  overflow: hidden;\r
  width: 50px;\r
  height: 60px;\r
  margin-right: auto;\r
}\r
\r
.pswp__preloader .pswp__icn {\r
  opacity: 0;\r
  transition: opacity 0.2s linear;\r
  animation: pswp-clockwise 600ms linear infinite;\r
}\r
\r
.pswp__preloader--active .pswp__icn {\r
  opacity: 0.85;\r
}\r
\r
@keyframes pswp-clockwise {\r
  0% { transform: rotate(0deg); }\r
  100% { transform: rotate(360deg); }\r
}\r
\r
\r
/*\r
\r
  "1 of 10" counter\r
\r
*/\r
.pswp__counter {\r
  height: 30px;\r
  margin-top: 15px;\r
  margin-inline-start: 20px;\r
  font-size: 14px;\r
  line-height: 30px;\r
  color: var(--pswp-icon-color);\r
  text-shadow: 1px 1px 3px var(--pswp-icon-color-secondary);\r
  opacity: 0.85;\r
}\r
\r
.pswp--one-slide .pswp__counter {\r
  display: none;\r
}\r
`;var hs=class extends CustomEvent{constructor(t){super("cc-large",{detail:t,bubbles:!0,composed:!0})}},ho=`.pswp__clip-critic-title { background: rgb(0 0 0 / 55%); bottom: 0; color: #fff; font: 14px/1.5 system-ui,
sans-serif; left: 0; padding: 8px 16px; position: absolute; right: 0; text-align: center; }
.clip-critic-large { --pswp-root-z-index: 100000; }
.clip-critic-small .pswp__img { image-rendering: pixelated; }`;function co(){if(document.getElementById("clip-critic-large"))return;let s=document.createElement("style");s.id="clip-critic-large",s.textContent=ls+ho,document.head.append(s)}var cs=.8;function po(s){return new Promise(t=>{let e=new Image;e.onload=()=>t({w:e.naturalWidth,h:e.naturalHeight}),e.onerror=()=>t({w:512,h:512}),e.src=s})}function ps({w:s,h:t}){let e=Math.min(window.innerWidth*cs/s,window.innerHeight*cs/t),i=Math.max(1,e);return{width:Math.round(s*i),height:Math.round(t*i)}}function Za(s,t){return u`<button class="large" title=${d("Large view")} @click=${()=>{ai([{source:s,title:t}],0)}}>
        <img src=${s} alt=${t} />
    </button>`}function uo(s){let t=s.close.bind(s),e=!1;s.close=()=>{s.opener.isOpen||s.isDestroying?t():e=!0};let i=n=>{n.key==="Escape"&&(n.preventDefault(),e=!0)};document.addEventListener("keydown",i),s.on("openingAnimationEnd",()=>{document.removeEventListener("keydown",i),s.element?.setAttribute("aria-busy","false"),e&&queueMicrotask(t)})}async function ai(s,t,e){let i=s[t];if(!i)return;co();let n=await po(i.source),o=new se({dataSource:s.map(({source:r,title:a})=>({src:r,alt:a,...ps(n)})),index:t,mainClass:`clip-critic-large${Math.max(n.w,n.h)<200?" clip-critic-small":""}`,bgOpacity:.92,loop:!1,closeTitle:d("Close"),zoomTitle:d("Zoom"),arrowPrevTitle:d("Previous picture"),arrowNextTitle:d("Next picture"),errorMsg:d("The picture cannot be read."),showHideAnimationType:"fade"});o.on("uiRegister",()=>{o.ui?.registerElement({name:"clip-critic-title",order:9,isButton:!1,appendTo:"root",onInit:r=>{o.on("change",()=>r.textContent=s[o.currIndex]?.title??"")}})}),o.on("loadComplete",({slide:r,content:a})=>{let l=a.element;if(!l?.naturalWidth)return;let{width:h,height:m}=ps({w:l.naturalWidth,h:l.naturalHeight});r.data.width===h&&r.data.height===m||(Object.assign(r.data,{width:h,height:m}),o.refreshSlideContent(r.index))}),e&&o.on("destroy",()=>e(o.currIndex)),uo(o),o.init(),o.element?.setAttribute("aria-label",d("Large view")),o.element?.setAttribute("aria-busy",String(!o.opener.isOpen))}var Rt=class extends CustomEvent{constructor(t){super("cc-place",{detail:t,bubbles:!0,composed:!0})}};function ne(s,[t,e],i){let n=s.getBoundingClientRect(),o=Math.min(n.width/t,n.height/e);return{x:.5+(i.clientX-n.left-n.width/2)/(t*o),y:.5+(i.clientY-n.top-n.height/2)/(e*o)}}var li=class extends CustomEvent{constructor(t){super("cc-chosen",{detail:t,bubbles:!0,composed:!0})}},oe=class extends CustomEvent{constructor(t){super("cc-point",{detail:t,bubbles:!0,composed:!0})}};function mo(s){return s?.files[0]??null}var B=class extends b{constructor(){super(...arguments);this.picture=null;this.label="";this.hasPlaces=!1;this.over=!1;this.source="";this.isUnseen=!1;this.loaded=e=>{let i=e.target;i.classList.toggle("small",i.naturalHeight<240)};this.file=e=>{let i=e.target,n=i.files?.[0];n&&this.choose({blob:n,name:n.name}),i.value=""};this.drag=e=>{e.preventDefault(),this.over=!0};this.drop=e=>{this.over=!1;let i=mo(e.dataTransfer);i&&(e.preventDefault(),this.choose({blob:i,name:i.name}))}}connectedCallback(){super.connectedCallback(),this.addEventListener("dragover",this.drag),this.addEventListener("dragleave",()=>this.over=!1),this.addEventListener("drop",this.drop)}disconnectedCallback(){super.disconnectedCallback(),URL.revokeObjectURL(this.source)}willUpdate(e){e.has("picture")&&(URL.revokeObjectURL(this.source),this.source=this.picture?URL.createObjectURL(this.picture.blob):"",this.isUnseen=!1)}render(){return this.picture?this.shown(this.picture):this.empty()}empty(){return u`<label class="empty">
            <strong>${d("Drop a picture here")}</strong>
            <span>${d("or paste one, or click to choose a file")}</span>
            ${this.input()}
        </label>`}shown(e){return u`<figure>
                ${this.isUnseen?u`<p class="unseen">${e.name}</p>`:u`<button
                          class="large"
                          title=${d("Large view")}
                          @click=${i=>this.clicked(i,e)}
                          @pointermove=${i=>i.pointerType==="touch"||this.point(i,!1)}
                          @pointerleave=${i=>i.pointerType==="touch"||this.dispatchEvent(new oe(null))}
                      >
                          <img
                              src=${this.source}
                              alt=${e.name}
                              @load=${this.loaded}
                              @error=${()=>this.isUnseen=!0}
                          />
                      </button>`}
            </figure>
            <div class="tools">
                <slot name="tools"></slot>
                <label class="button">${d("Change")} ${this.input()}</label>
                <button id="clear" aria-label=${d("Remove the picture")} @click=${()=>this.choose(null)}>✕</button>
            </div>`}input(){return u`<input type="file" accept="image/*" aria-label=${this.label||v} @change=${this.file} />`}clicked(e,i){this.hasPlaces&&e.pointerType==="touch"?this.point(e,!0):this.enlarge(i)}point(e,i){let n=this.renderRoot.querySelector("img");if(!n?.naturalWidth)return;let o=ne(n,[n.naturalWidth,n.naturalHeight],e);this.dispatchEvent(new oe({...o,isTap:i}))}enlarge(e){ai([{source:this.source,title:e.name}],0)}choose(e){this.picture=e,this.dispatchEvent(new li(e))}};B.styles=[k,S`
            :host {
                display: block;
                position: relative;
            }
            label.empty {
                align-items: center;
                border: 2px dashed var(--line);
                border-radius: 12px;
                color: var(--soft);
                cursor: pointer;
                display: flex;
                flex-direction: column;
                gap: 4px;
                justify-content: center;
                min-height: var(--picture-height, 220px);
                padding: 16px;
                text-align: center;
            }
            :host([over]) label.empty,
            label.empty:hover,
            label.empty:focus-within {
                border-color: var(--accent);
                color: var(--ink);
            }
            input[type="file"] {
                height: 1px;
                opacity: 0;
                position: absolute;
                width: 1px;
            }
            figure {
                background: var(--panel);
                border-radius: 12px;
                margin: 0;
                overflow: hidden;
                text-align: center;
            }
            :host([over]) figure {
                outline: 2px solid var(--accent);
            }
            img {
                display: block;
                height: auto;
                margin: auto;
                max-height: var(--picture-height, 440px);
                max-width: 100%;
                min-height: min(240px, var(--picture-height, 240px));
                object-fit: contain;
            }
            img.small {
                image-rendering: pixelated; /* enlarged, as the miniature's are */
            }
            .unseen {
                overflow-wrap: anywhere;
                padding: 24px;
            }
            .tools {
                align-items: center;
                display: flex;
                gap: 4px;
                position: absolute;
                right: 6px;
                top: 6px;
            }
            .tools button,
            .tools label {
                background: color-mix(in srgb, var(--ground) 88%, transparent);
                border-radius: 6px;
                cursor: pointer;
                font-size: 12px;
                line-height: 1.3;
                padding: 3px 8px;
            }
            .tools label:focus-within {
                outline: 2px solid var(--accent);
            }
        `],c([f({attribute:!1})],B.prototype,"picture",2),c([f()],B.prototype,"label",2),c([f({type:Boolean})],B.prototype,"hasPlaces",2),c([f({type:Boolean,reflect:!0})],B.prototype,"over",2),c([$()],B.prototype,"source",2),c([$()],B.prototype,"isUnseen",2),B=c([C("cc-picture-box")],B);function us(s,t){let e=s.words.length*s.rows*s.columns;if(t.byteLength!==2*e)throw new RangeError(`${t.byteLength} bytes are not ${e} numbers`);let i=new DataView(t),n=Float32Array.from({length:e},(r,a)=>i.getInt16(2*a,!0)*s.scale),o=new Map(s.words.map(({word:r},a)=>[z(r),a]));return{...s,values:n,places:o}}function pt(s,t){let e=s.places.get(z(t)),i=s.rows*s.columns;return e===void 0?void 0:s.values.subarray(e*i,(e+1)*i)}function It(s,t){return s.words[s.places.get(z(t))??-1]}function dt({box:s,size:t}){let[e,i,n,o]=s,[r,a]=t;return{left:e/r,top:i/a,width:(n-e)/r,height:(o-i)/a}}function re(s){let{left:t,top:e,width:i,height:n}=dt(s),o=r=>r>.001?r:0;return[o(t),o(1-t-i),o(e),o(1-e-n)]}function zt({boxes:s,size:t}){let[e,i]=t;return s.slice(1).flatMap(([n,o],r)=>{let[,,a,l]=s[r];return n>a?{left:a/e,top:0,width:(n-a)/e,height:1}:o>l?{left:0,top:l/i,width:1,height:(o-l)/i}:[]})}function ms(s,t,e){let{left:i,top:n,width:o,height:r}=dt(s),a=Math.floor((t-i)/o*s.columns),l=Math.floor((e-n)/r*s.rows),h=a>=0&&a<s.columns&&l>=0&&l<s.rows&&t>=0&&t<=1&&e>=0&&e<=1,m=zt(s).some(p=>t>p.left&&t<p.left+p.width&&e>p.top&&e<p.top+p.height);return h&&!m?l*s.columns+a:null}function hi(s,t){let{left:e,top:i,width:n,height:o}=dt(s),r=Math.floor(t/s.columns),a=t%s.columns;return{x:e+(a+.5)/s.columns*n,y:i+(r+.5)/s.rows*o}}function ae(s,t){let e=s.rows*s.columns;return s.words.map(({word:n},o)=>({word:n,value:s.values[o*e+t]??0})).sort((n,o)=>o.value-n.value)}function el(s,t,e){return e.map(n=>{let o=pt(s,n.word)?.[t]??null,r=s.brightest>0?Math.min(1,Math.max(0,(o??0)/s.brightest)):0;return{...n,here:{value:o,part:r,text:W(o,s.brightest)}}}).sort((n,o)=>(o.here.value??-1/0)-(n.here.value??-1/0))}var fo=[["upper left","upper middle","upper right"],["middle left","in the middle","middle right"],["lower left","lower middle","lower right"]];function le(s,t){let e=o=>Math.min(2,Math.max(0,Math.floor(o*3))),{x:i,y:n}=hi(s,t);return fo[e(n)][e(i)]}function ci(s){return s.reduce((t,e,i)=>e>s[t]?i:t,0)}function fs(s,t,e){let i=Math.floor(t/s.columns),n=t%s.columns,o={ArrowUp:[i-1,n],ArrowDown:[i+1,n],ArrowLeft:[i,n-1],ArrowRight:[i,n+1]},[r,a]=o[e]??[i,n];return r>=0&&r<s.rows&&a>=0&&a<s.columns?r*s.columns+a:t}function gs(s,[t,e],i,n){let o=ds(i,e),r=new Float32Array(i*n);return ds(n,t).forEach(([a,l,h],m)=>{o.forEach(([p,g,_],w)=>{let y=(Js,Qs)=>s[Js*e+Qs],F=y(a,p)*(1-_)+y(a,g)*_,D=y(l,p)*(1-_)+y(l,g)*_;r[m*i+w]=F*(1-h)+D*h})}),r}function ds(s,t){return Array.from({length:s},(e,i)=>{let n=Math.min(t-1,Math.max(0,(i+.5)/s*t-.5)),o=Math.floor(n);return[o,Math.min(t-1,o+1),n-o]})}var _s=s=>!["waiting","running"].includes(s.state);async function ws(s,t,e,i){let n=await At("POST","questions",s),{id:o}=n;return i.aborted?await vs(o):i.addEventListener("abort",()=>{vs(o)},{once:!0}),t(n),await Di(()=>`questions/${n.id}`,r=>{n=r,t(r)},_s,e),n}async function vs(s){await At("POST",`questions/${s}/interrupt`).catch(()=>{})}var go="*",ys=class{constructor(t){this.host=t;this.maps=null;this.question="";this.status=null;this.message="";this.cell=null;this.body=null;this.run=null;this.halt=null;this.look=()=>{let{body:t}=this;if(!t)return;let e={...t,rater:"",where:go,audit:!1,negative:!1,prompt:"",contrasts:"",rounds:0},i=this.halt=new AbortController;this.watch(async n=>{let o=r=>this.show({status:r});await this.read(await ws(e,o,n,i.signal),n)})};this.interrupt=()=>this.halt?.abort();t.addController(this)}hostDisconnected(){this.giveUp()}get isAtWork(){return this.run!==null}forget(){this.giveUp(),this.run=this.halt=this.body=this.maps=this.status=this.cell=null,this.question=this.message="",this.host.requestUpdate()}giveUp(){this.halt?.abort(),this.run?.abort()}about(t,e){this.forget(),this.body=t,e?.answer?.where&&this.watch(i=>this.read(e,i))}wish(){!this.maps&&!this.isAtWork&&!this.message&&this.look()}point(t){t!==this.cell&&this.show({cell:t})}show(t){Object.assign(this,t),this.host.requestUpdate()}async watch(t){let e=this.run=new AbortController;this.show({message:""});try{await t(e.signal)}catch(i){e===this.run&&(this.message=i.message)}finally{e===this.run&&(this.run=this.halt=null,this.show({status:null}))}}async read(t,e){if(e.aborted)return;let i=t.answer?.where;if(!i)throw new Error(d(t.state==="interrupted"?"Interrupted.":t.message));let n=await Qt(`questions/${t.id}/maps`),o=us(i,await n.arrayBuffer());e.aborted||this.show({maps:o,question:t.id})}};async function dl(s){if(navigator.clipboard)return navigator.clipboard.writeText(s);let t=document.createElement("textarea");t.value=s,document.body.append(t),t.select(),document.execCommand("copy"),t.remove()}function bs(s,t){let e=document.createElement("a");e.href=URL.createObjectURL(s),e.download=t,e.click(),setTimeout(()=>URL.revokeObjectURL(e.href),6e4)}var ut=S`
    .unknown {
        background: var(--line);
        border-radius: 99px;
        color: var(--ink);
        font-size: 11px;
        font-weight: 650;
        padding: 0 5px;
        text-decoration: none;
    }
`;function mt(s=!1){return s?u` <abbr class="unknown" title=${d("never learned by this encoder: its numbers mean nothing")}>?</abbr>`:v}var X={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},at=s=>(...t)=>({_$litDirective$:s,values:t}),G=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,i){this._$Ct=t,this._$AM=e,this._$Ci=i}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var xs="important",_o=" !"+xs,Mt=at(class extends G{constructor(s){if(super(s),s.type!==X.ATTRIBUTE||s.name!=="style"||s.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(s){return Object.keys(s).reduce((t,e)=>{let i=s[e];return i==null?t:t+`${e=e.includes("-")?e:e.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,"-$&").toLowerCase()}:${i};`},"")}update(s,[t]){let{style:e}=s.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(t)),this.render(t);for(let i of this.ft)t[i]==null&&(this.ft.delete(i),i.includes("-")?e.removeProperty(i):e[i]=null);for(let i in t){let n=t[i];if(n!=null){this.ft.add(i);let o=typeof n=="string"&&n.endsWith(_o);i.includes("-")||o?e.setProperty(i,o?n.slice(0,-11):n,o?xs:""):e[i]=n}}return L}});var he=[[.34,.09,-.11],[.54,.17,0],[.75,.09,.115],[.95,-.025,.1]],Ot=he.slice(1).map((s,t)=>wo(s,he[t])),vo=Ot.reduce((s,t)=>s+t,0);function wo(s,t){return Math.hypot(...s.map((e,i)=>e-t[i]))}function yo(s){let t=Math.min(1,Math.max(0,s))*vo,e=0;for(;e<Ot.length-1&&t>Ot[e];)t-=Ot[e++];let[i,n]=[he[e],he[e+1]],o=t/Ot[e];return[0,1,2].map(r=>i[r]+(n[r]-i[r])*o)}function As(s){return bo(yo(s)).map(xo)}function bo([s,t,e]){let i=(s+.3963377774*t+.2158037573*e)**3,n=(s-.1055613458*t-.0638541728*e)**3,o=(s-.0894841775*t-1.291485548*e)**3;return[4.0767416621*i-3.3077115913*n+.2309699292*o,-1.2684380046*i+2.6097574011*n-.3413193965*o,-.0041960863*i-.7034186147*n+1.707614701*o]}function xo(s){let t=Math.min(1,Math.max(0,s)),e=t<=.0031308?12.92*t:1.055*t**(1/2.4)-.055;return Math.round(e*255)}var Es=s=>s**.5;function Ps(){return`linear-gradient(to right, ${Array.from({length:Ss+1},(e,i)=>i/Ss).map(e=>`rgb(${As(e).join(" ")} / ${Es(e).toFixed(3)})`).join(", ")}), #000`}var Ss=12,pi=256,$s;function Ts(s,t){$s??=Array.from({length:pi},(i,n)=>As(n/(pi-1)));let e=new Uint8ClampedArray(s.length*4);return s.forEach((i,n)=>{let o=t>0?Math.min(1,Math.max(0,i/t)):0;e.set($s[Math.round(o*(pi-1))],n*4),e[n*4+3]=Math.round(255*Es(o))}),e}var Cs=8,ks=256,P=s=>`${s*100}%`,O=class extends b{constructor(){super(...arguments);this.source="";this.word="";this.strength=1;this.cell=null;this.mask="";this.move=e=>{e.pointerType!=="touch"&&this.dispatchEvent(new Rt(this.cellOf(e)))};this.leave=e=>{e.pointerType!=="touch"&&this.dispatchEvent(new Rt(null))}}render(){let[e,i]=this.maps.size,n={width:`min(100%, calc(var(--glow-height, 160px) * ${e/i}))`,aspectRatio:`${e} / ${i}`};return u`<div class="frame" style=${Mt(n)} @pointermove=${this.move} @pointerleave=${this.leave}>
            <img class=${Math.max(e,i)<240?"small":""} src=${this.source} alt="" draggable="false" />
            ${this.unread()}
            <canvas style=${Mt({...this.box(),opacity:String(this.strength)})}></canvas>
            ${this.mask?u`<img class="mask" src=${this.mask} alt="" draggable="false" />`:v} ${this.marked()}
        </div>`}updated(e){(e.has("maps")||e.has("word"))&&this.draw()}box(){let{left:e,top:i,width:n,height:o}=dt(this.maps);return{left:P(e),top:P(i),width:P(n),height:P(o)}}unread(){let e=re(this.maps),[i,n,o,r]=e,a=[{width:P(i)},{left:P(1-n),width:P(n)},{height:P(o)},{top:P(1-r),height:P(r)}],l=zt(this.maps).map(({left:h,top:m,width:p,height:g})=>({left:P(h),top:P(m),width:P(p),height:P(g)}));return[...a.filter((h,m)=>e[m]),...l].map(h=>u`<i class="hatched" style=${Mt(h)}></i>`)}marked(){if(this.cell===null)return v;let{width:e,height:i}=dt(this.maps),{x:n,y:o}=hi(this.maps,this.cell),[r,a]=[e/this.maps.columns,i/this.maps.rows],l={left:P(n-r/2),top:P(o-a/2),width:P(r),height:P(a)};return u`<i class="marked" style=${Mt(l)}></i>`}draw(){let{maps:e,canvas:i}=this,n=pt(e,this.word);if(i.width=Math.min(ks,e.columns*Cs),i.height=Math.min(ks,e.rows*Cs),!n)return;let{width:o,height:r}=i,a=gs(n,[e.rows,e.columns],o,r);i.getContext("2d")?.putImageData(new ImageData(Ts(a,e.brightest),o,r),0,0)}cellOf(e){let i=this.renderRoot.querySelector(".frame"),{x:n,y:o}=ne(i,this.maps.size,e);return ms(this.maps,n,o)}};O.styles=[k,S`
            :host {
                display: block;
            }
            .frame {
                background: #000;
                border-radius: 6px;
                margin: auto;
                max-width: 100%;
                min-height: 2px;
                overflow: hidden;
                position: relative;
            }
            img,
            canvas,
            .hatched,
            .mask {
                display: block;
                height: 100%;
                left: 0;
                position: absolute;
                top: 0;
                width: 100%;
            }
            img {
                filter: grayscale(1) brightness(0.62);
            }
            img.small {
                image-rendering: pixelated;
            }
            img.mask {
                filter: none;
                mix-blend-mode: multiply;
                opacity: 0.7;
            }
            .hatched {
                background: repeating-linear-gradient(45deg, #fffc 0 1.5px, #0007 1.5px 7px);
            }
            .marked {
                border: 2px solid #fff;
                outline: 1px solid #000;
                pointer-events: none;
                position: absolute;
            }
        `],c([f()],O.prototype,"source",2),c([f({attribute:!1})],O.prototype,"maps",2),c([f()],O.prototype,"word",2),c([f({type:Number})],O.prototype,"strength",2),c([f({attribute:!1})],O.prototype,"cell",2),c([f()],O.prototype,"mask",2),c([St("canvas")],O.prototype,"canvas",2),O=c([C("cc-glow")],O);var So=[{name:"txt2img_prompt",label:"To txt2img prompt",selector:"#txt2img_prompt textarea"},{name:"txt2img_neg_prompt",label:"To txt2img negative prompt",selector:"#txt2img_neg_prompt textarea"},{name:"img2img_prompt",label:"To img2img prompt",selector:"#img2img_prompt textarea"},{name:"img2img_neg_prompt",label:"To img2img negative prompt",selector:"#img2img_neg_prompt textarea"}];function q(){return typeof gradioApp=="function"?gradioApp():document}function Ls(){return So.filter(s=>q().querySelector(s.selector))}function Rs(s){return q().querySelector(s.selector)?.value??""}function Is(s,t){let e=q().querySelector(s.selector);e&&(e.value=t,e.dispatchEvent(new Event("input",{bubbles:!0})))}var $o=["txt2img","img2img","extras"],Ao=['button[aria-label="Clear"]','button[aria-label="Remove Image"]',".modify-upload button:last-child"].join(", ");function Dl(){return $o.filter(s=>q().querySelector(`#tab_pnginfo #${s}_tab`))}var Dt={picture:"#img_inpaint_base",mask:"#img_inpaint_mask",size:"#img2img_detect_image_size_btn"},Eo=4;function zs(){let s=[Dt.picture,Dt.mask];return typeof switch_to_img2img_tab=="function"&&s.every(t=>q().querySelector(t))}async function lt(s,t,e=15e3){for(let i=Date.now()+e;Date.now()<i;await new Promise(n=>setTimeout(n,50))){let n=s();if(n)return n}throw new Error(d("{what} did not come in time.",{what:t}))}async function Ms(s,t){let e=await lt(()=>q().querySelector(s),t);return e.querySelector("img")&&(e.querySelector(Ao)?.click(),await lt(()=>!e.querySelector("img"),t)),e}async function di(s,t,e){let i=await Ms(s,e),n=await lt(()=>i.querySelector('input[type="file"]'),e),o=new DataTransfer;return o.items.add(new File([t.blob],t.name,{type:t.blob.type||"image/png"})),n.files=o.files,n.dispatchEvent(new Event("change",{bubbles:!0})),await lt(()=>i.querySelector("img")?.complete,e),i}async function Nl(s,t,e){let i=await lt(()=>q().querySelector("#tab_pnginfo"),"PNG Info"),n=()=>[...i.querySelectorAll(".prose")].map(o=>o.textContent).join("").trim();await Ms("#pnginfo_image","PNG Info"),await lt(()=>!n(),"PNG Info"),await di("#pnginfo_image",t,"PNG Info"),await lt(()=>n()&&e.every(o=>n().includes(o)),"PNG Info"),i.querySelector(`#${s}_tab`)?.click()}async function Os(s,t){switch_to_img2img_tab(Eo),await di(Dt.picture,s,"Inpaint"),await di(Dt.mask,t,"Inpaint"),q().querySelector(Dt.size)?.click()}function ui(s,t,e,i){let n=new URLSearchParams(e?{word:e,without:t}:{word:t});for(let[o,r]of Object.entries(i))n.set(o,String(r));return`questions/${s}/mask?${n}`}function Ds(s,t){return s.filter(e=>!e.trouble&&z(e.word)!==z(t)).sort((e,i)=>i.placed-e.placed).map(e=>e.word)}var Po=200,To="img2img_prompt",T=class extends b{constructor(){super(...arguments);this.fields=[];this.values={};this.word="";this.trouble="";this.words=[];this.picture=null;this.question="";this.canLoop=!1;this.isOpen=!1;this.instead="";this.blob=null;this.message="";this.isBusy=!1;this.address="";this.timer=0;this.toggle=e=>{this.isOpen=e.target.open,this.isOpen||this.show(null)};this.inpaint=async()=>{this.isBusy=!0;try{await Os(this.picture,this.mask),await this.writeWord(),this.dispatchEvent(new Event("cc-sent"))}catch(e){this.message=e.message}finally{this.isBusy=!1}};this.loop=()=>{let{picture:e,mask:i,word:n}=this;this.dispatchEvent(new te("feedback",e,{want:n,mask:i})),this.dispatchEvent(new Event("cc-sent"))};this.save=()=>bs(this.blob,this.mask.name)}disconnectedCallback(){super.disconnectedCallback(),window.clearTimeout(this.timer),URL.revokeObjectURL(this.address)}willUpdate(e){e.has("word")&&(this.instead=""),["word","values","isOpen","instead"].some(n=>e.has(n))&&this.isOpen&&this.wish()}render(){return u`<details .open=${this.isOpen} @toggle=${this.toggle}>
            <summary>${d("Use as mask")}</summary>
            <div class="inside">
                ${this.message?u`<p class="message warning" role="alert">${this.message}</p>`:v} ${this.offer()}
                <cc-form style="--column: 120px" .fields=${this.fields} .values=${this.values}></cc-form>
                ${this.buttons()}
            </div>
        </details>`}offer(){if(!this.trouble)return v;let e=Ds(this.words,this.word);return u`<label>
            ${d("Where this word should give way to “{word}”:",{word:this.word})}
            <select id="instead" @change=${i=>this.instead=i.target.value}>
                <option value="" ?selected=${!this.instead}>–</option>
                ${e.map(i=>u`<option value=${i} ?selected=${i===this.instead}>${i}</option>`)}
            </select>
        </label>`}buttons(){let e=!this.blob||this.isBusy;return u`<div class="buttons">
            ${zs()?u`<button id="inpaint" ?disabled=${e} @click=${this.inpaint}>${d("Send to inpaint")}</button>`:v}
            ${this.canLoop?u`<button id="only_where" ?disabled=${e} @click=${this.loop}>${d("Loop only there")}</button>`:v}
            <button id="save" ?disabled=${e} @click=${this.save}>${d("Download the mask")}</button>
        </div>`}wish(){window.clearTimeout(this.timer),this.timer=window.setTimeout(()=>{this.ask()},Po)}async ask(){let e=ui(this.question,this.word,this.instead,this.values),i=()=>this.isOpen&&e===ui(this.question,this.word,this.instead,this.values);try{let n=await Qt(e);i()&&this.show(n)}catch(n){i()&&this.show(null,n.message)}}show(e,i=""){URL.revokeObjectURL(this.address),this.blob=e,this.message=i,this.address=e?URL.createObjectURL(e):"",this.dispatchEvent(new CustomEvent("cc-mask",{detail:this.address}))}get mask(){let e=this.picture.name.replace(/\.[^.]*$/,"")||"picture";return{blob:this.blob,name:`${e}-mask.png`}}async writeWord(){let e=Ls().find(n=>n.name===To);if(!e)return;let i={prompt:Rs(e),words:[this.word],mode:"append",weight:1};Is(e,(await At("POST","prompts/write",i)).prompt)}};T.styles=[k,S`
            :host {
                display: block;
            }
            .inside {
                display: grid;
                gap: 10px;
                margin-top: 8px;
            }
            .buttons {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            label {
                display: grid;
                font-size: 13px;
                gap: 3px;
            }
        `],c([f({attribute:!1})],T.prototype,"fields",2),c([f({attribute:!1})],T.prototype,"values",2),c([f()],T.prototype,"word",2),c([f()],T.prototype,"trouble",2),c([f({attribute:!1})],T.prototype,"words",2),c([f({attribute:!1})],T.prototype,"picture",2),c([f()],T.prototype,"question",2),c([f({type:Boolean})],T.prototype,"canLoop",2),c([$()],T.prototype,"isOpen",2),c([$()],T.prototype,"instead",2),c([$()],T.prototype,"blob",2),c([$()],T.prototype,"message",2),c([$()],T.prototype,"isBusy",2),T=c([C("cc-mask")],T);var Co=5;function Nt(s,t){let e=It(s,t);if(!e)return d("not in the list");if(e.where==="nowhere")return d("not seen");let n=e.where==="everywhere"?d("all over the picture ({spread})",{spread:N(e.spread)}):d(e.where);return d("{place}, {part} has a place",{place:n,part:N(e.placed)})}function ce(s,t){let e=It(s,t);return!e||e.where==="nowhere"||e.where==="everywhere"?"":` · ${d("spread {part}",{part:N(e.spread)})}`}var pe=s=>s.replaceAll(" %"," %");function de(s){return s?` · ${d("tokens not read")}: ${s}`:""}function Ns(s,t){let e=ae(s,t).slice(0,Co);return`${d(le(s,t))}: ${e.map(({word:i,value:n})=>`${i} ${W(n,s.brightest)}`).join(", ")}`}var Bs=8,x=class extends b{constructor(){super(...arguments);this.words=[];this.word="";this.rows=new Map;this.unknown=new Set;this.source="";this.picture=null;this.question="";this.fields=[];this.canLoop=!1;this.strength=1;this.cell=null;this.values={};this.mask="";this.isSpoken=!1;this.point=e=>{e.stopPropagation(),this.cell=e.detail,this.isSpoken=!1};this.tap=e=>{if(e.pointerType!=="touch")return;let i=this.glow.cellOf(e);this.cell=i===this.cell?null:i};this.key=e=>{if(!e.key.startsWith("Arrow"))return;e.preventDefault();let{maps:i}=this,n=pt(i,this.word);this.cell=this.cell===null?n?ci(n):0:fs(i,this.cell,e.key),this.isSpoken=!0};this.outside=e=>{e.composedPath()[0]===this.dialog&&this.dialog.close()};this.close=()=>{this.dispatchEvent(new Event("cc-close"))}}connectedCallback(){super.connectedCallback(),this.values=Wi(this.fields)}firstUpdated(){this.dialog.showModal()}render(){let{maps:e,word:i}=this;return u`<dialog aria-label=${d("Where CLIP sees the ticked words")} @close=${this.close} @click=${this.outside}>
            <div class="two" @keydown=${n=>n.stopPropagation()}>
                <cc-glow
                    tabindex="0"
                    role="application"
                    aria-label=${`${i}: ${Nt(e,i)}. ${d("The arrow keys move over the picture.")}`}
                    .source=${this.source}
                    .maps=${e}
                    .word=${i}
                    .strength=${this.strength}
                    .cell=${this.cell}
                    .mask=${this.mask}
                    @cc-place=${this.point}
                    @click=${this.tap}
                    @keydown=${this.key}
                ></cc-glow>
                <div class="side">
                    <header>
                        <h3>
                            <bdi>${i}</bdi>${this.mark(i)}
                            <small>${pe(Nt(e,i)+ce(e,i)+de(this.rows.get(i)?.truncated))}</small>
                        </h3>
                        <button id="close" aria-label=${d("Close")} @click=${()=>this.dialog.close()}>✕</button>
                    </header>
                    ${this.choice()} ${this.slider()} ${this.here()} ${this.use()}
                </div>
            </div>
            <p class="spoken" role="status">${this.isSpoken&&this.cell!==null?Ns(e,this.cell):""}</p>
        </dialog>`}choice(){return this.words.length<2?v:u`<div class="words">
            ${this.words.map(e=>u`<button aria-pressed=${e===this.word} @click=${()=>this.choose(e)}><bdi>${e}</bdi>${this.mark(e)}</button>`)}
        </div>`}slider(){return u`<label>
            ${d("Strength of the glow")}
            <input
                id="glow"
                type="range"
                min="0"
                max="1"
                step="0.05"
                .value=${String(this.strength)}
                @input=${e=>this.strength=Number(e.target.value)}
            />
        </label>`}here(){let{maps:e,cell:i}=this,n=i??ci(pt(e,this.word)??new Float32Array(1));return u`<section class="here">
            <h3>${d("What CLIP sees here")} <small>${d(le(e,n))}</small></h3>
            <ol>
                ${ae(e,n).slice(0,Bs).map(({word:o,value:r})=>u`<li><span class="seen"><bdi>${o}</bdi>${this.mark(o)}</span> <span class="number">${W(r,e.brightest)}</span></li>`)}
            </ol>
        </section>`}use(){return u`<cc-mask
            .fields=${this.fields}
            .values=${this.values}
            .word=${this.word}
            .trouble=${It(this.maps,this.word)?.trouble??""}
            .words=${this.maps.words}
            .picture=${this.picture}
            .question=${this.question}
            ?canLoop=${this.canLoop}
            @cc-change=${e=>this.values={...this.values,[e.detail.name]:e.detail.value}}
            @cc-mask=${e=>this.mask=e.detail}
            @cc-sent=${()=>this.dialog.close()}
        ></cc-mask>`}mark(e){return mt(this.unknown.has(e))}choose(e){this.mask="",this.dispatchEvent(new CustomEvent("cc-word",{detail:e}))}};x.styles=[k,ut,S`
            dialog {
                background: var(--ground);
                border: 1px solid var(--line);
                border-radius: 12px;
                color: inherit;
                max-height: 96vh;
                max-width: min(1180px, 96vw);
                padding: 14px;
                width: 100%;
            }
            dialog::backdrop {
                background: #000b;
            }
            .two {
                --glow-height: 78vh;
                display: grid;
                gap: 14px;
                grid-template-columns: minmax(0, 1fr) 300px;
            }
            .side {
                align-content: start;
                display: grid;
                gap: 12px;
                min-width: 0;
            }
            header {
                align-items: start;
                display: flex;
                gap: 8px;
                justify-content: space-between;
            }
            header h3 {
                font-size: 15px;
                margin: 0;
                overflow-wrap: anywhere;
            }
            h3 small {
                display: block;
            }
            .words {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            .words button {
                border-radius: 99px;
                padding: 3px 10px;
            }
            .words [aria-pressed="true"] {
                border-color: var(--accent);
                font-weight: 650;
            }
            label {
                display: grid;
                font-size: 13px;
                gap: 3px;
            }
            ol {
                list-style: none;
                margin: 0;
                min-height: calc(${Bs} * 1.45em);
                padding: 0;
            }
            ol li {
                display: flex;
                gap: 8px;
                justify-content: space-between;
            }
            .seen {
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .spoken {
                clip-path: inset(50%);
                height: 1px;
                margin: 0;
                overflow: hidden;
                position: absolute;
                width: 1px;
            }
            @media (max-width: 720px) {
                .two {
                    --glow-height: 46vh;
                    grid-template-columns: minmax(0, 1fr);
                }
            }
        `],c([f({attribute:!1})],x.prototype,"maps",2),c([f({attribute:!1})],x.prototype,"words",2),c([f()],x.prototype,"word",2),c([f({attribute:!1})],x.prototype,"rows",2),c([f({attribute:!1})],x.prototype,"unknown",2),c([f()],x.prototype,"source",2),c([f({attribute:!1})],x.prototype,"picture",2),c([f()],x.prototype,"question",2),c([f({attribute:!1})],x.prototype,"fields",2),c([f({type:Boolean})],x.prototype,"canLoop",2),c([$()],x.prototype,"strength",2),c([$()],x.prototype,"cell",2),c([$()],x.prototype,"values",2),c([$()],x.prototype,"mask",2),c([$()],x.prototype,"isSpoken",2),c([St("dialog")],x.prototype,"dialog",2),c([St("cc-glow")],x.prototype,"glow",2),x=c([C("cc-where-large")],x);var ue=24,E=class extends b{constructor(){super(...arguments);this.maps=null;this.words=[];this.rows=new Map;this.unknown=new Set;this.picture=null;this.status=null;this.message="";this.cell=null;this.question="";this.fields=[];this.canLoop=!1;this.readAll="";this.source="";this.shown="";this.close=()=>{let{shown:e}=this;this.shown="",[...this.renderRoot.querySelectorAll("li")].find(n=>n.dataset.word===e)?.querySelector("button")?.focus()}}disconnectedCallback(){super.disconnectedCallback(),this.release()}connectedCallback(){super.connectedCallback(),this.hold()}willUpdate(e){e.has("picture")&&this.hold()}hold(){this.release(),this.source=this.picture?URL.createObjectURL(this.picture.blob):""}release(){URL.revokeObjectURL(this.source),this.source=""}render(){let{maps:e,words:i}=this;return this.message&&!this.status?this.refused():i.length?u`<ul class="strip" aria-label=${d("Where CLIP sees the ticked words")} aria-busy=${e===null}>
                ${i.slice(0,ue).map(n=>this.copy(e,n))}
            </ul>
            <div class="below">${e?this.notes(e):this.work()}</div>
            ${e&&this.shown?u`<cc-where-large
                      .maps=${e}
                      .words=${i.slice(0,ue)}
                      .word=${this.shown}
                      .rows=${this.rows}
                      .unknown=${this.unknown}
                      .source=${this.source}
                      .picture=${this.picture}
                      .question=${this.question}
                      .fields=${this.fields}
                      ?canLoop=${this.canLoop}
                      @cc-word=${n=>this.shown=n.detail}
                      @cc-place=${n=>n.stopPropagation()}
                      @cc-close=${this.close}
                  ></cc-where-large>`:v}`:this.status?this.work():u`<p class="hint">${d("Tick words to see where they are.")}</p>`}copy(e,i){let n=this.rows.get(i),o=n?.share,r=e?Nt(e,i)+ce(e,i)+de(n?.truncated):"";return u`<li data-word=${i}>
            <button title=${d("Large view")} ?disabled=${!e} @click=${()=>this.shown=i}>
                ${e?u`<cc-glow .source=${this.source} .maps=${e} .word=${i} .cell=${this.cell}></cc-glow>`:u`<img class="waiting" src=${this.source} alt="" />`}
                <span class="caption"
                    ><b><bdi>${i}</bdi></b>${mt(this.unknown.has(i))} ${o==null?"":N(o)}<br />${pe(r)}</span
                >
            </button>
        </li>`}notes(e){return u`<p class="hint scale">
                0 <i style="background: ${Ps()}"></i> ${W(e.brightest,e.brightest)}
                ${d("of similarity in a place, on one scale for all words of the list")}
            </p>
            <p class="hint">
                ${d("Point at a place, or tap the picture, to sort the words by what CLIP sees there.")}
                ${this.hatched(e)}
                ${e.exact?v:d("This encoder cannot tell where it sees a word: parts of the picture were hidden in turn.")}
                ${this.words.length>ue?u`${ue} / ${this.words.length}`:v}
            </p>`}hatched(e){return zt(e).length?d("Hatched: not read."):re(e).some(Boolean)?this.readAll?d("Hatched: not read; “{row}” in “{settings}” reads it.",{row:d(this.readAll),settings:d("More settings")}):d("Hatched: not read."):""}work(){let{status:e}=this;if(!e)return u``;let i=e.doing?d(e.doing):e.state==="waiting"?d("waiting in the queue"):"";return u`<div class="work">
            <progress
                aria-label=${d("Progress")}
                max=${e.total||1}
                value=${e.total>0?e.done:v}
            ></progress>
            <button id="halt" @click=${()=>this.dispatchEvent(new Event("cc-interrupt"))}>${d("Interrupt")}</button>
            <small role="status">${i} ${e.total>1?`${e.done} / ${e.total}`:""}</small>
        </div>`}refused(){return u`<p class="message warning" role="alert">
            ${this.message}
            <button id="look" @click=${()=>this.dispatchEvent(new Event("cc-look"))}>${d("Look for the places")}</button>
        </p>`}};E.styles=[k,ut,S`
            :host {
                display: block;
            }
            .strip {
                --glow-height: 130px;
                display: grid;
                gap: 8px;
                grid-template-columns: repeat(auto-fill, minmax(96px, 1fr));
                list-style: none;
                margin: 0 0 6px;
                padding: 0;
            }
            li {
                min-width: 0;
            }
            li button,
            li button:hover:not(:disabled) {
                background: none;
                border: 0;
                cursor: zoom-in;
                display: block;
                padding: 0;
                text-align: start;
                width: 100%;
            }
            .caption {
                color: var(--soft);
                display: block;
                font-size: 12px;
                line-height: 1.3;
                margin-top: 3px;
                min-height: 6.5em;
                overflow-wrap: anywhere;
            }
            .waiting {
                border-radius: 6px;
                display: block;
                filter: grayscale(1) brightness(0.62);
                height: auto;
                max-height: var(--glow-height);
                object-fit: contain;
                width: 100%;
            }
            .below {
                min-height: 54px;
            }
            .caption b {
                color: var(--ink);
            }
            .scale {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 0 6px;
                margin-bottom: 4px;
            }
            .scale i {
                border-radius: 4px;
                height: 8px;
                width: 72px;
            }
            .work {
                align-items: center;
                display: grid;
                gap: 2px 8px;
                grid-template-columns: 1fr auto;
            }
            .work small {
                color: var(--soft);
                grid-column: 1 / -1;
            }
            progress {
                accent-color: var(--accent);
                width: 100%;
            }
            .hint {
                margin: 0;
            }
        `],c([f({attribute:!1})],E.prototype,"maps",2),c([f({attribute:!1})],E.prototype,"words",2),c([f({attribute:!1})],E.prototype,"rows",2),c([f({attribute:!1})],E.prototype,"unknown",2),c([f({attribute:!1})],E.prototype,"picture",2),c([f({attribute:!1})],E.prototype,"status",2),c([f()],E.prototype,"message",2),c([f({attribute:!1})],E.prototype,"cell",2),c([f()],E.prototype,"question",2),c([f({attribute:!1})],E.prototype,"fields",2),c([f({type:Boolean})],E.prototype,"canLoop",2),c([f()],E.prototype,"readAll",2),c([$()],E.prototype,"source",2),c([$()],E.prototype,"shown",2),E=c([C("cc-where")],E);var ko=["#e8590c","#7048e8","#1098ad","#e6a700","#2f9e44","#c2255c","#1971c2","#868e96"],Lo="#adb5bd";function Rh(s){return new Map(s.map((t,e)=>[t,ko[e]??Lo]))}var{I:Ro}=Ri,Fs=s=>s;var Zs=s=>s.strings===void 0,Hs=()=>document.createComment(""),ft=(s,t,e)=>{let i=s._$AA.parentNode,n=t===void 0?s._$AB:t._$AA;if(e===void 0){let o=i.insertBefore(Hs(),n),r=i.insertBefore(Hs(),n);e=new Ro(o,r,s,s.options)}else{let o=e._$AB.nextSibling,r=e._$AM,a=r!==s;if(a){let l;e._$AQ?.(s),e._$AM=s,e._$AP!==void 0&&(l=s._$AU)!==r._$AU&&e._$AP(l)}if(o!==n||a){let l=e._$AA;for(;l!==o;){let h=Fs(l).nextSibling;Fs(i).insertBefore(l,n),l=h}}}return e},Y=(s,t,e=s)=>(s._$AI(t,e),s),Io={},Us=(s,t=Io)=>s._$AH=t,Vs=s=>s._$AH,me=s=>{s._$AR(),s._$AA.remove()};var qs=(s,t,e)=>{let i=new Map;for(let n=t;n<=e;n++)i.set(s[n],n);return i},js=at(class extends G{constructor(s){if(super(s),s.type!==X.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,t,e){let i;e===void 0?e=t:t!==void 0&&(i=t);let n=[],o=[],r=0;for(let a of s)n[r]=i?i(a,r):r,o[r]=e(a,r),r++;return{values:o,keys:n}}render(s,t,e){return this.dt(s,t,e).values}update(s,[t,e,i]){let n=Vs(s),{values:o,keys:r}=this.dt(t,e,i);if(!Array.isArray(n))return this.ut=r,o;let a=this.ut??=[],l=[],h,m,p=0,g=n.length-1,_=0,w=o.length-1;for(;p<=g&&_<=w;)if(n[p]===null)p++;else if(n[g]===null)g--;else if(a[p]===r[_])l[_]=Y(n[p],o[_]),p++,_++;else if(a[g]===r[w])l[w]=Y(n[g],o[w]),g--,w--;else if(a[p]===r[w])l[w]=Y(n[p],o[w]),ft(s,l[w+1],n[p]),p++,w--;else if(a[g]===r[_])l[_]=Y(n[g],o[_]),ft(s,n[p],n[g]),g--,_++;else if(h===void 0&&(h=qs(r,_,w),m=qs(a,p,g)),h.has(a[p]))if(h.has(a[g])){let y=m.get(r[_]),F=y!==void 0?n[y]:null;if(F===null){let D=ft(s,n[p]);Y(D,o[_]),l[_]=D}else l[_]=Y(F,o[_]),ft(s,n[p],F),n[y]=null;_++}else me(n[g]),g--;else me(n[p]),p++;for(;_<=w;){let y=ft(s,l[w+1]);Y(y,o[_]),l[_++]=y}for(;p<=g;){let y=n[p++];y!==null&&me(y)}return this.ut=r,Us(s,l),L}});var Bt=(s,t)=>{let e=s._$AN;if(e===void 0)return!1;for(let i of e)i._$AO?.(t,!1),Bt(i,t);return!0},fe=s=>{let t,e;do{if((t=s._$AM)===void 0)break;e=t._$AN,e.delete(s),s=t}while(e?.size===0)},Ws=s=>{for(let t;t=s._$AM;s=t){let e=t._$AN;if(e===void 0)t._$AN=e=new Set;else if(e.has(s))break;e.add(s),Oo(t)}};function zo(s){this._$AN!==void 0?(fe(this),this._$AM=s,Ws(this)):this._$AM=s}function Mo(s,t=!1,e=0){let i=this._$AH,n=this._$AN;if(n!==void 0&&n.size!==0)if(t)if(Array.isArray(i))for(let o=e;o<i.length;o++)Bt(i[o],!1),fe(i[o]);else i!=null&&(Bt(i,!1),fe(i));else Bt(this,s)}var Oo=s=>{s.type==X.CHILD&&(s._$AP??=Mo,s._$AQ??=zo)},ge=class extends G{constructor(){super(...arguments),this._$AN=void 0}_$AT(t,e,i){super._$AT(t,e,i),Ws(this),this.isConnected=t._$AU}_$AO(t,e=!0){t!==this.isConnected&&(this.isConnected=t,t?this.reconnected?.():this.disconnected?.()),e&&(Bt(this,t),fe(this))}setValue(t){if(Zs(this._$Ct))this._$Ct._$AI(t,this);else{let e=[...this._$Ct._$AH];e[this._$Ci]=t,this._$Ct._$AI(e,this,0)}}disconnected(){}reconnected(){}};var Ft=class s extends Event{constructor(t){super(s.eventName,{bubbles:!1}),this.first=t.first,this.last=t.last}};Ft.eventName="rangeChanged";var Ht=class s extends Event{constructor(t){super(s.eventName,{bubbles:!1}),this.first=t.first,this.last=t.last}};Ht.eventName="visibilityChanged";var Zt=class s extends Event{constructor(){super(s.eventName,{bubbles:!1})}};Zt.eventName="unpinned";var mi=class{constructor(t){this._element=null;let e=t??window;this._node=e,t&&(this._element=t)}get element(){return this._element||document.scrollingElement||document.documentElement}get scrollTop(){return this.element.scrollTop||window.scrollY}get scrollLeft(){return this.element.scrollLeft||window.scrollX}get scrollHeight(){return this.element.scrollHeight}get scrollWidth(){return this.element.scrollWidth}get viewportHeight(){return this._element?this._element.getBoundingClientRect().height:window.innerHeight}get viewportWidth(){return this._element?this._element.getBoundingClientRect().width:window.innerWidth}get maxScrollTop(){return this.scrollHeight-this.viewportHeight}get maxScrollLeft(){return this.scrollWidth-this.viewportWidth}},_e=class extends mi{constructor(t,e){super(e),this._clients=new Set,this._retarget=null,this._end=null,this.__destination=null,this.correctingScrollError=!1,this._checkForArrival=this._checkForArrival.bind(this),this._updateManagedScrollTo=this._updateManagedScrollTo.bind(this),this.scrollTo=this.scrollTo.bind(this),this.scrollBy=this.scrollBy.bind(this);let i=this._node;this._originalScrollTo=i.scrollTo,this._originalScrollBy=i.scrollBy,this._originalScroll=i.scroll,this._attach(t)}get _destination(){return this.__destination}get scrolling(){return this._destination!==null}scrollTo(t,e){let i=typeof t=="number"&&typeof e=="number"?{left:t,top:e}:t;this._scrollTo(i)}scrollBy(t,e){let i=typeof t=="number"&&typeof e=="number"?{left:t,top:e}:t;i.top!==void 0&&(i.top+=this.scrollTop),i.left!==void 0&&(i.left+=this.scrollLeft),this._scrollTo(i)}_nativeScrollTo(t){this._originalScrollTo.bind(this._element||window)(t)}_scrollTo(t,e=null,i=null){this._end!==null&&this._end(),t.behavior==="smooth"?(this._setDestination(t),this._retarget=e,this._end=i):this._resetScrollState(),this._nativeScrollTo(t)}_setDestination(t){let{top:e,left:i}=t;return e=e===void 0?void 0:Math.max(0,Math.min(e,this.maxScrollTop)),i=i===void 0?void 0:Math.max(0,Math.min(i,this.maxScrollLeft)),this._destination!==null&&i===this._destination.left&&e===this._destination.top?!1:(this.__destination={top:e,left:i,behavior:"smooth"},!0)}_resetScrollState(){this.__destination=null,this._retarget=null,this._end=null}_updateManagedScrollTo(t){this._destination&&this._setDestination(t)&&this._nativeScrollTo(this._destination)}managedScrollTo(t,e,i){return this._scrollTo(t,e,i),this._updateManagedScrollTo}correctScrollError(t){this.correctingScrollError=!0,requestAnimationFrame(()=>requestAnimationFrame(()=>this.correctingScrollError=!1)),this._nativeScrollTo(t),this._retarget&&this._setDestination(this._retarget()),this._destination&&this._nativeScrollTo(this._destination)}_checkForArrival(){if(this._destination!==null){let{scrollTop:t,scrollLeft:e}=this,{top:i,left:n}=this._destination;i=Math.min(i||0,this.maxScrollTop),n=Math.min(n||0,this.maxScrollLeft);let o=Math.abs(i-t),r=Math.abs(n-e);o<1&&r<1&&(this._end&&this._end(),this._resetScrollState())}}detach(t){return this._clients.delete(t),this._clients.size===0&&(this._node.scrollTo=this._originalScrollTo,this._node.scrollBy=this._originalScrollBy,this._node.scroll=this._originalScroll,this._node.removeEventListener("scroll",this._checkForArrival)),null}_attach(t){this._clients.add(t),this._clients.size===1&&(this._node.scrollTo=this.scrollTo,this._node.scrollBy=this.scrollBy,this._node.scroll=this.scrollTo,this._node.addEventListener("scroll",this._checkForArrival))}};var Ks=typeof window<"u"?window.ResizeObserver:void 0;var be=Symbol("virtualizerRef"),ve="virtualizer-sizer",Gs,ye=class{constructor(t){if(this._benchmarkStart=null,this._layout=null,this._clippingAncestors=[],this._scrollSize=null,this._scrollError=null,this._childrenPos=null,this._childMeasurements=null,this._toBeMeasured=new Map,this._rangeChanged=!0,this._itemsChanged=!0,this._visibilityChanged=!0,this._scrollerController=null,this._isScroller=!1,this._sizer=null,this._hostElementRO=null,this._childrenRO=null,this._mutationObserver=null,this._scrollEventListeners=[],this._scrollEventListenerOptions={passive:!0},this._loadListener=this._childLoaded.bind(this),this._scrollIntoViewTarget=null,this._updateScrollIntoViewCoordinates=null,this._items=[],this._first=-1,this._last=-1,this._firstVisible=-1,this._lastVisible=-1,this._scheduled=new WeakSet,this._measureCallback=null,this._measureChildOverride=null,this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null,this._layoutInitialized=null,this._connected=!1,!t)throw new Error("Virtualizer constructor requires a configuration object");if(t.hostElement)this._init(t);else throw new Error('Virtualizer configuration requires the "hostElement" property')}set items(t){Array.isArray(t)&&t!==this._items&&(this._itemsChanged=!0,this._items=t,this._schedule(this._updateLayout))}_init(t){this._isScroller=!!t.scroller,this._initHostElement(t);let e=t.layout||{};this._layoutInitialized=this._initLayout(e)}_initObservers(){this._mutationObserver=new MutationObserver(this._finishDOMUpdate.bind(this)),this._hostElementRO=new Ks(()=>this._hostElementSizeChanged()),this._childrenRO=new Ks(this._childrenSizeChanged.bind(this))}_initHostElement(t){let e=this._hostElement=t.hostElement;this._applyVirtualizerStyles(),e[be]=this}connected(){this._initObservers();let t=this._isScroller;this._clippingAncestors=Bo(this._hostElement,t),this._scrollerController=new _e(this,this._clippingAncestors[0]),this._schedule(this._updateLayout),this._observeAndListen(),this._connected=!0}_observeAndListen(){this._mutationObserver.observe(this._hostElement,{childList:!0}),this._hostElementRO.observe(this._hostElement),this._scrollEventListeners.push(window),window.addEventListener("scroll",this,this._scrollEventListenerOptions),this._clippingAncestors.forEach(t=>{t.addEventListener("scroll",this,this._scrollEventListenerOptions),this._scrollEventListeners.push(t),this._hostElementRO.observe(t)}),this._hostElementRO.observe(this._scrollerController.element),this._children.forEach(t=>this._childrenRO.observe(t)),this._scrollEventListeners.forEach(t=>t.addEventListener("scroll",this,this._scrollEventListenerOptions))}disconnected(){this._scrollEventListeners.forEach(t=>t.removeEventListener("scroll",this,this._scrollEventListenerOptions)),this._scrollEventListeners=[],this._clippingAncestors=[],this._scrollerController?.detach(this),this._scrollerController=null,this._mutationObserver?.disconnect(),this._mutationObserver=null,this._hostElementRO?.disconnect(),this._hostElementRO=null,this._childrenRO?.disconnect(),this._childrenRO=null,this._rejectLayoutCompletePromise("disconnected"),this._connected=!1}_applyVirtualizerStyles(){let e=this._hostElement.style;e.display=e.display||"block",e.position=e.position||"relative",e.contain=e.contain||"size layout",this._isScroller&&(e.overflow=e.overflow||"auto",e.minHeight=e.minHeight||"150px")}_getSizer(){let t=this._hostElement;if(!this._sizer){let e=t.querySelector(`[${ve}]`);e||(e=document.createElement("div"),e.setAttribute(ve,""),t.appendChild(e)),Object.assign(e.style,{position:"absolute",margin:"-2px 0 0 0",padding:0,visibility:"hidden",fontSize:"2px"}),e.textContent="&nbsp;",e.setAttribute(ve,""),this._sizer=e}return this._sizer}async updateLayoutConfig(t){await this._layoutInitialized;let e=t.type||Gs;if(typeof e=="function"&&this._layout instanceof e){let i={...t};return delete i.type,this._layout.config=i,!0}return!1}async _initLayout(t){let e,i;if(typeof t.type=="function"){i=t.type;let n={...t};delete n.type,e=n}else e=t;i===void 0&&(Gs=i=(await import("./flow-5IXXXYMH.mjs")).FlowLayout),this._layout=new i(n=>this._handleLayoutMessage(n),e),this._layout.measureChildren&&typeof this._layout.updateItemSizes=="function"&&(typeof this._layout.measureChildren=="function"&&(this._measureChildOverride=this._layout.measureChildren),this._measureCallback=this._layout.updateItemSizes.bind(this._layout)),this._layout.listenForChildLoadEvents&&this._hostElement.addEventListener("load",this._loadListener,!0),this._schedule(this._updateLayout)}startBenchmarking(){this._benchmarkStart===null&&(this._benchmarkStart=window.performance.now())}stopBenchmarking(){if(this._benchmarkStart!==null){let t=window.performance.now(),e=t-this._benchmarkStart,n=performance.getEntriesByName("uv-virtualizing","measure").filter(o=>o.startTime>=this._benchmarkStart&&o.startTime<t).reduce((o,r)=>o+r.duration,0);return this._benchmarkStart=null,{timeElapsed:e,virtualizationTime:n}}return null}_measureChildren(){let t={},e=this._children,i=this._measureChildOverride||this._measureChild;for(let n=0;n<e.length;n++){let o=e[n],r=this._first+n;(this._itemsChanged||this._toBeMeasured.has(o))&&(t[r]=i.call(this,o,this._items[r]))}this._childMeasurements=t,this._schedule(this._updateLayout),this._toBeMeasured.clear()}_measureChild(t){let{width:e,height:i}=t.getBoundingClientRect();return Object.assign({width:e,height:i},Do(t))}async _schedule(t){this._scheduled.has(t)||(this._scheduled.add(t),await Promise.resolve(),this._scheduled.delete(t),t.call(this))}async _updateDOM(t){this._scrollSize=t.scrollSize,this._adjustRange(t.range),this._childrenPos=t.childPositions,this._scrollError=t.scrollError||null;let{_rangeChanged:e,_itemsChanged:i}=this;this._visibilityChanged&&(this._notifyVisibility(),this._visibilityChanged=!1),(e||i)&&(this._notifyRange(),this._rangeChanged=!1),this._finishDOMUpdate()}_finishDOMUpdate(){this._connected&&(this._children.forEach(t=>this._childrenRO.observe(t)),this._checkScrollIntoViewTarget(this._childrenPos),this._positionChildren(this._childrenPos),this._sizeHostElement(this._scrollSize),this._correctScrollError(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_updateLayout(){this._layout&&this._connected&&(this._layout.items=this._items,this._updateView(),this._childMeasurements!==null&&(this._measureCallback&&this._measureCallback(this._childMeasurements),this._childMeasurements=null),this._layout.reflowIfNeeded(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_handleScrollEvent(){if(this._benchmarkStart&&"mark"in window.performance){try{window.performance.measure("uv-virtualizing","uv-start","uv-end")}catch(t){console.warn("Error measuring performance data: ",t)}window.performance.mark("uv-start")}this._scrollerController.correctingScrollError===!1&&this._layout?.unpin(),this._schedule(this._updateLayout)}handleEvent(t){t.type==="scroll"?(t.currentTarget===window||this._clippingAncestors.includes(t.currentTarget))&&this._handleScrollEvent():console.warn("event not handled",t)}_handleLayoutMessage(t){t.type==="stateChanged"?this._updateDOM(t):t.type==="visibilityChanged"?(this._firstVisible=t.firstVisible,this._lastVisible=t.lastVisible,this._notifyVisibility()):t.type==="unpinned"&&this._hostElement.dispatchEvent(new Zt)}get _children(){let t=[],e=this._hostElement.firstElementChild;for(;e;)e.hasAttribute(ve)||t.push(e),e=e.nextElementSibling;return t}_updateView(){let t=this._hostElement,e=this._scrollerController?.element,i=this._layout;if(t&&e&&i){let n,o,r,a,l=t.getBoundingClientRect();n=0,o=0,r=window.innerHeight,a=window.innerWidth;let h=this._clippingAncestors.map(D=>D.getBoundingClientRect());h.unshift(l);for(let D of h)n=Math.max(n,D.top),o=Math.max(o,D.left),r=Math.min(r,D.bottom),a=Math.min(a,D.right);let m=e.getBoundingClientRect(),p={left:l.left-m.left,top:l.top-m.top},g={width:e.scrollWidth,height:e.scrollHeight},_=n-l.top+t.scrollTop,w=o-l.left+t.scrollLeft,y=Math.max(0,r-n),F=Math.max(0,a-o);i.viewportSize={width:F,height:y},i.viewportScroll={top:_,left:w},i.totalScrollSize=g,i.offsetWithinScroller=p}}_sizeHostElement(t){let i=t&&t.width!==null?Math.min(82e5,t.width):0,n=t&&t.height!==null?Math.min(82e5,t.height):0;if(this._isScroller)this._getSizer().style.transform=`translate(${i}px, ${n}px)`;else{let o=this._hostElement.style;o.minWidth=i?`${i}px`:"100%",o.minHeight=n?`${n}px`:"100%"}}_positionChildren(t){t&&t.forEach(({top:e,left:i,width:n,height:o,xOffset:r,yOffset:a},l)=>{let h=this._children[l-this._first];h&&(h.style.position="absolute",h.style.boxSizing="border-box",h.style.transform=`translate(${i}px, ${e}px)`,n!==void 0&&(h.style.width=n+"px"),o!==void 0&&(h.style.height=o+"px"),h.style.left=r===void 0?null:r+"px",h.style.top=a===void 0?null:a+"px")})}async _adjustRange(t){let{_first:e,_last:i,_firstVisible:n,_lastVisible:o}=this;this._first=t.first,this._last=t.last,this._firstVisible=t.firstVisible,this._lastVisible=t.lastVisible,this._rangeChanged=this._rangeChanged||this._first!==e||this._last!==i,this._visibilityChanged=this._visibilityChanged||this._firstVisible!==n||this._lastVisible!==o}_correctScrollError(){if(this._scrollError){let{scrollTop:t,scrollLeft:e}=this._scrollerController,{top:i,left:n}=this._scrollError;this._scrollError=null,this._scrollerController.correctScrollError({top:t-i,left:e-n})}}element(t){return t===1/0&&(t=this._items.length-1),this._items?.[t]===void 0?void 0:{scrollIntoView:(e={})=>this._scrollElementIntoView({...e,index:t})}}_scrollElementIntoView(t){if(t.index>=this._first&&t.index<=this._last)this._children[t.index-this._first].scrollIntoView(t);else if(t.index=Math.min(t.index,this._items.length-1),t.behavior==="smooth"){let e=this._layout.getScrollIntoViewCoordinates(t),{behavior:i}=t;this._updateScrollIntoViewCoordinates=this._scrollerController.managedScrollTo(Object.assign(e,{behavior:i}),()=>this._layout.getScrollIntoViewCoordinates(t),()=>this._scrollIntoViewTarget=null),this._scrollIntoViewTarget=t}else this._layout.pin=t}_checkScrollIntoViewTarget(t){let{index:e}=this._scrollIntoViewTarget||{};e&&t?.has(e)&&this._updateScrollIntoViewCoordinates(this._layout.getScrollIntoViewCoordinates(this._scrollIntoViewTarget))}_notifyRange(){this._hostElement.dispatchEvent(new Ft({first:this._first,last:this._last}))}_notifyVisibility(){this._hostElement.dispatchEvent(new Ht({first:this._firstVisible,last:this._lastVisible}))}get layoutComplete(){return this._layoutCompletePromise||(this._layoutCompletePromise=new Promise((t,e)=>{this._layoutCompleteResolver=t,this._layoutCompleteRejecter=e})),this._layoutCompletePromise}_rejectLayoutCompletePromise(t){this._layoutCompleteRejecter!==null&&this._layoutCompleteRejecter(t),this._resetLayoutCompleteState()}_scheduleLayoutComplete(){this._layoutCompletePromise&&this._pendingLayoutComplete===null&&(this._pendingLayoutComplete=requestAnimationFrame(()=>requestAnimationFrame(()=>this._resolveLayoutCompletePromise())))}_resolveLayoutCompletePromise(){this._layoutCompleteResolver!==null&&this._layoutCompleteResolver(),this._resetLayoutCompleteState()}_resetLayoutCompleteState(){this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null}_hostElementSizeChanged(){this._schedule(this._updateLayout)}_childLoaded(){}_childrenSizeChanged(t){if(this._layout?.measureChildren){for(let e of t)this._toBeMeasured.set(e.target,e.contentRect);this._measureChildren()}this._scheduleLayoutComplete(),this._itemsChanged=!1,this._rangeChanged=!1}};function Do(s){let t=window.getComputedStyle(s);return{marginTop:we(t.marginTop),marginRight:we(t.marginRight),marginBottom:we(t.marginBottom),marginLeft:we(t.marginLeft)}}function we(s){let t=s?parseFloat(s):NaN;return Number.isNaN(t)?0:t}function Xs(s){if(s.assignedSlot!==null)return s.assignedSlot;if(s.parentElement!==null)return s.parentElement;let t=s.parentNode;return t&&t.nodeType===Node.DOCUMENT_FRAGMENT_NODE&&t.host||null}function No(s,t=!1){let e=[],i=t?s:Xs(s);for(;i!==null;)e.push(i),i=Xs(i);return e}function Bo(s,t=!1){let e=!1;return No(s,t).filter(i=>{if(e)return!1;let n=getComputedStyle(i);return e=n.position==="fixed",n.overflow!=="visible"})}var Fo=s=>s,Ho=(s,t)=>u`${t}: ${JSON.stringify(s,null,2)}`,fi=class extends ge{constructor(t){if(super(t),this._virtualizer=null,this._first=0,this._last=-1,this._renderItem=(e,i)=>Ho(e,i+this._first),this._keyFunction=(e,i)=>Fo(e,i+this._first),this._items=[],t.type!==X.CHILD)throw new Error("The virtualize directive can only be used in child expressions")}render(t){t&&this._setFunctions(t);let e=[];if(this._first>=0&&this._last>=this._first)for(let i=this._first;i<=this._last;i++)e.push(this._items[i]);return js(e,this._keyFunction,this._renderItem)}update(t,[e]){this._setFunctions(e);let i=this._items!==e.items;return this._items=e.items||[],this._virtualizer?this._updateVirtualizerConfig(t,e):this._initialize(t,e),i?L:this.render()}async _updateVirtualizerConfig(t,e){if(!await this._virtualizer.updateLayoutConfig(e.layout||{})){let n=t.parentNode;this._makeVirtualizer(n,e)}this._virtualizer.items=this._items}_setFunctions(t){let{renderItem:e,keyFunction:i}=t;e&&(this._renderItem=(n,o)=>e(n,o+this._first)),i&&(this._keyFunction=(n,o)=>i(n,o+this._first))}_makeVirtualizer(t,e){this._virtualizer&&this._virtualizer.disconnected();let{layout:i,scroller:n,items:o}=e;this._virtualizer=new ye({hostElement:t,layout:i,scroller:n}),this._virtualizer.items=o,this._virtualizer.connected()}_initialize(t,e){let i=t.parentNode;i&&i.nodeType===1&&(i.addEventListener("rangeChanged",n=>{this._first=n.first,this._last=n.last,this.setValue(this.render())}),this._makeVirtualizer(i,e))}disconnected(){this._virtualizer?.disconnected()}reconnected(){this._virtualizer?.connected()}},Ys=at(fi);var Zo=20,Uo=200,I=class extends b{constructor(){super(...arguments);this.rows=[];this.here=null;this.ticks=new Set;this.colours=new Map;this.title="";this.first=Zo;this.all=!1;this.current=0;this.toggle=()=>{this.all=!this.all,this.current=0};this.row=(e,i)=>{let n=this.ticks.has(z(e.word)),o=e.here?.text??N(e.share),r=e.here?.part??e.share??0;return u`<label class="row ${i<3?"top":""}" data-word=${e.word}>
            <input
                type="checkbox"
                data-place=${i}
                tabindex=${i===this.current?0:-1}
                aria-label=${e.share===null&&!e.here?e.word:`${e.word}, ${o}`}
                .checked=${n}
                @focus=${()=>this.current=i}
                @change=${a=>this.tick(e.word,a)}
            />
            <i class="dot" style="background: ${this.colours.get(e.word)??"var(--line)"}"></i>
            <span class="word"><bdi title=${e.word}>${e.word}</bdi>${mt(e.isUnknown)}</span>
            <span class="track"><span style="width: ${r*100}%; background: ${this.colours.get(e.word)??"var(--soft)"}"></span></span>
            <span class="number share">${o}</span>
            ${e.similarity===void 0?v:u`<span class="number similarity" title=${d("similarity (cosine)")}>${ji(e.similarity)}</span>`}
            ${e.truncated?u`<small class="mark cut">${d("tokens not read")}: ${e.truncated}</small>`:v}
        </label>`};this.key=e=>{let i=(this.all?this.rows.length:Math.min(this.rows.length,this.first))-1,o={ArrowDown:this.current+1,ArrowUp:this.current-1,PageDown:this.current+10,PageUp:this.current-10,Home:0,End:i}[e.key];o!==void 0&&(e.preventDefault(),this.go(Math.max(0,Math.min(i,o))))}}willUpdate(e){e.has("rows")&&(this.all=!1,this.current=0)}render(){let e=this.here??this.rows,i=this.all?e:e.slice(0,this.first);return u`<div role="group" aria-label=${this.title} @keydown=${this.key}>
                ${i.length>Uo?u`<div class="scroller">
                          ${Ys({items:[...i],renderItem:this.row,scroller:!0})}
                      </div>`:i.map(this.row)}
            </div>
            ${this.more()}`}more(){let e=this.rows.length-this.first;return e<=0?v:u`<button class="quiet more" aria-expanded=${this.all} @click=${this.toggle}>
            ${this.all?d("Show the first {count} only",{count:this.first}):d("Show all (+{count})",{count:e})}
        </button>`}tick(e,i){this.dispatchEvent(new ee(e,i.target.checked))}async go(e){this.current=e;let n=this.renderRoot.querySelector(".scroller")?.[be];n&&(n.element(e)?.scrollIntoView({block:"nearest"}),await n.layoutComplete),await this.updateComplete,this.renderRoot.querySelector(`input[data-place="${e}"]`)?.focus()}};I.styles=[k,ut,S`
            :host {
                container-type: inline-size;
                display: block;
            }
            .scroller {
                height: min(60vh, 640px);
                overflow-y: auto;
            }
            .row {
                align-items: center;
                border-radius: var(--radius);
                column-gap: 9px;
                cursor: pointer;
                display: grid;
                grid-template-columns: 16px 8px minmax(72px, 2fr) minmax(32px, 3fr) 62px 44px;
                padding: 2px 6px;
                width: 100%;
            }
            :host([plain]) .row {
                grid-template-columns: 16px 8px minmax(60px, 2fr) minmax(24px, 2fr) 62px;
            }
            .row:hover,
            .row:focus-within {
                background: var(--panel);
            }
            .row:focus-within {
                outline: 1px solid var(--accent);
            }
            .row input:focus-visible {
                outline: none; /* the whole row has one */
            }
            input {
                height: 15px;
                margin: 0;
                width: 15px;
            }
            .dot {
                border-radius: 50%;
                height: 8px;
                width: 8px;
            }
            .word {
                -webkit-box-orient: vertical;
                -webkit-line-clamp: 3;
                display: -webkit-box;
                overflow: hidden;
                overflow-wrap: anywhere;
            }
            .top .word {
                font-weight: 650;
            }
            .similarity,
            .mark {
                color: var(--soft);
                font-size: 12px;
            }
            .mark {
                grid-column: 3 / -1;
            }
            .more {
                margin-top: 4px;
            }
            @container (max-width: 380px) {
                .row,
                :host([plain]) .row {
                    grid-template-columns: 16px 8px minmax(0, 1fr) 62px 44px;
                }
                .track {
                    grid-column: 3 / -1;
                    grid-row: 2;
                    height: 5px;
                }
            }
        `],c([f({attribute:!1})],I.prototype,"rows",2),c([f({attribute:!1})],I.prototype,"here",2),c([f({attribute:!1})],I.prototype,"ticks",2),c([f({attribute:!1})],I.prototype,"colours",2),c([f()],I.prototype,"title",2),c([f({type:Number})],I.prototype,"first",2),c([$()],I.prototype,"all",2),c([$()],I.prototype,"current",2),I=c([C("cc-word-rows")],I);export{_i as a,S as b,u as c,Ko as d,L as e,v as f,b as g,C as h,f as i,$ as j,St as k,Mr as l,d as m,$t as n,Nr as o,Br as p,vn as q,At as r,Qt as s,xn as t,Di as u,Fr as v,k as w,te as x,ha as y,q as z,Ls as A,Rs as B,Is as C,pa as D,N as E,ji as F,ua as G,ma as H,Me as I,Wi as J,ka as K,z as L,ee as M,za as N,hs as O,Za as P,ai as Q,mo as R,Et as S,nt as T,Ni as U,$n as V,Vr as W,qr as X,Bi as Y,jr as Z,Wr as _,Jr as $,Qr as aa,ta as ba,Pn as ca,ea as da,ia as ea,sa as fa,na as ga,oa as ha,ra as ia,ms as ja,el as ka,le as la,ws as ma,ys as na,ut as oa,mt as pa,at as qa,dl as ra,bs as sa,Dl as ta,Nl as ua,ko as va,Rh as wa,ge as xa,js as ya,Ys as za};
