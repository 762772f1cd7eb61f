/* CLIP Critic. Built from web/ by "npm run build"; do not edit. Contains @lit-labs/virtualizer 2.1.1, diff 9.0.0, lit 3.3.3, photoswipe 5.4.4, uplot 1.6.32: see web/LICENCES.md. */
var yc=Object.defineProperty;var Lu=Object.getOwnPropertyDescriptor;var ra=(n,e,t)=>()=>{if(t)throw t[0];try{return n&&(e=n(n=0)),e}catch(i){throw t=[i],i}};var Mu=(n,e)=>{for(var t in e)yc(n,t,{get:e[t],enumerable:!0})};var f=(n,e,t,i)=>{for(var s=i>1?void 0:i?Lu(e,t):e,r=n.length-1,o;r>=0;r--)(o=n[r])&&(s=(i?o(e,t,s):o(s))||s);return i&&s&&yc(e,t,s),s};var ir,cd=ra(()=>{ir=class{constructor(e){this._map=new Map,this._roundAverageSize=!1,this.totalSize=0,e?.roundAverageSize===!0&&(this._roundAverageSize=!0)}set(e,t){let i=this._map.get(e)||0;this._map.set(e,t),this.totalSize+=t-i}get averageSize(){if(this._map.size>0){let e=this.totalSize/this._map.size;return this._roundAverageSize?Math.round(e):e}return 0}getSize(e){return this._map.get(e)}clear(){this._map.clear(),this.totalSize=0}}});function Al(n){return n==="horizontal"?"width":"height"}var po,hd=ra(()=>{po=class{_getDefaultConfig(){return{direction:"vertical"}}constructor(e,t){this._latestCoords={left:0,top:0},this._direction=null,this._viewportSize={width:0,height:0},this.totalScrollSize={width:0,height:0},this.offsetWithinScroller={left:0,top:0},this._pendingReflow=!1,this._pendingLayoutUpdate=!1,this._pin=null,this._firstVisible=0,this._lastVisible=0,this._physicalMin=0,this._physicalMax=0,this._first=-1,this._last=-1,this._sizeDim="height",this._secondarySizeDim="width",this._positionDim="top",this._secondaryPositionDim="left",this._scrollPosition=0,this._scrollError=0,this._items=[],this._scrollSize=1,this._overhang=1e3,this._hostSink=e,Promise.resolve().then(()=>this.config=t||this._getDefaultConfig())}set config(e){Object.assign(this,Object.assign({},this._getDefaultConfig(),e))}get config(){return{direction:this.direction}}get items(){return this._items}set items(e){this._setItems(e)}_setItems(e){e!==this._items&&(this._items=e,this._scheduleReflow())}get direction(){return this._direction}set direction(e){e=e==="horizontal"?e:"vertical",e!==this._direction&&(this._direction=e,this._sizeDim=e==="horizontal"?"width":"height",this._secondarySizeDim=e==="horizontal"?"height":"width",this._positionDim=e==="horizontal"?"left":"top",this._secondaryPositionDim=e==="horizontal"?"top":"left",this._triggerReflow())}get viewportSize(){return this._viewportSize}set viewportSize(e){let{_viewDim1:t,_viewDim2:i}=this;Object.assign(this._viewportSize,e),i!==this._viewDim2?this._scheduleLayoutUpdate():t!==this._viewDim1&&this._checkThresholds()}get viewportScroll(){return this._latestCoords}set viewportScroll(e){Object.assign(this._latestCoords,e);let t=this._scrollPosition;this._scrollPosition=this._latestCoords[this._positionDim],Math.abs(t-this._scrollPosition)>=1&&this._checkThresholds()}reflowIfNeeded(e=!1){(e||this._pendingReflow)&&(this._pendingReflow=!1,this._reflow())}set pin(e){this._pin=e,this._triggerReflow()}get pin(){if(this._pin!==null){let{index:e,block:t}=this._pin;return{index:Math.max(0,Math.min(e,this.items.length-1)),block:t}}return null}_clampScrollPosition(e){return Math.max(-this.offsetWithinScroller[this._positionDim],Math.min(e,this.totalScrollSize[Al(this.direction)]-this._viewDim1))}unpin(){this._pin!==null&&(this._sendUnpinnedMessage(),this._pin=null)}_updateLayout(){}get _viewDim1(){return this._viewportSize[this._sizeDim]}get _viewDim2(){return this._viewportSize[this._secondarySizeDim]}_scheduleReflow(){this._pendingReflow=!0}_scheduleLayoutUpdate(){this._pendingLayoutUpdate=!0,this._scheduleReflow()}_triggerReflow(){this._scheduleLayoutUpdate(),Promise.resolve().then(()=>this.reflowIfNeeded())}_reflow(){this._pendingLayoutUpdate&&(this._updateLayout(),this._pendingLayoutUpdate=!1),this._updateScrollSize(),this._setPositionFromPin(),this._getActiveItems(),this._updateVisibleIndices(),this._sendStateChangedMessage()}_setPositionFromPin(){if(this.pin!==null){let e=this._scrollPosition,{index:t,block:i}=this.pin;this._scrollPosition=this._calculateScrollIntoViewPosition({index:t,block:i||"start"})-this.offsetWithinScroller[this._positionDim],this._scrollError=e-this._scrollPosition}}_calculateScrollIntoViewPosition(e){let{block:t}=e,i=Math.min(this.items.length,Math.max(0,e.index)),s=this._getItemPosition(i)[this._positionDim],r=s;if(t!=="start"){let o=this._getItemSize(i)[this._sizeDim];if(t==="center")r=s-.5*this._viewDim1+.5*o;else{let l=s-this._viewDim1+o;if(t==="end")r=l;else{let c=this._scrollPosition;r=Math.abs(c-s)<Math.abs(c-l)?s:l}}}return r+=this.offsetWithinScroller[this._positionDim],this._clampScrollPosition(r)}getScrollIntoViewCoordinates(e){return{[this._positionDim]:this._calculateScrollIntoViewPosition(e)}}_sendUnpinnedMessage(){this._hostSink({type:"unpinned"})}_sendVisibilityChangedMessage(){this._hostSink({type:"visibilityChanged",firstVisible:this._firstVisible,lastVisible:this._lastVisible})}_sendStateChangedMessage(){let e=new Map;if(this._first!==-1&&this._last!==-1)for(let i=this._first;i<=this._last;i++)e.set(i,this._getItemPosition(i));let t={type:"stateChanged",scrollSize:{[this._sizeDim]:this._scrollSize,[this._secondarySizeDim]:null},range:{first:this._first,last:this._last,firstVisible:this._firstVisible,lastVisible:this._lastVisible},childPositions:e};this._scrollError&&(t.scrollError={[this._positionDim]:this._scrollError,[this._secondaryPositionDim]:0},this._scrollError=0),this._hostSink(t)}get _num(){return this._first===-1||this._last===-1?0:this._last-this._first+1}_checkThresholds(){if(this._viewDim1===0&&this._num>0||this._pin!==null)this._scheduleReflow();else{let e=Math.max(0,this._scrollPosition-this._overhang),t=Math.min(this._scrollSize,this._scrollPosition+this._viewDim1+this._overhang);this._physicalMin>e||this._physicalMax<t?this._scheduleReflow():this._updateVisibleIndices({emit:!0})}}_updateVisibleIndices(e){if(this._first===-1||this._last===-1)return;let t=this._first;for(;t<this._last&&Math.round(this._getItemPosition(t)[this._positionDim]+this._getItemSize(t)[this._sizeDim])<=Math.round(this._scrollPosition);)t++;let i=this._last;for(;i>this._first&&Math.round(this._getItemPosition(i)[this._positionDim])>=Math.round(this._scrollPosition+this._viewDim1);)i--;(t!==this._firstVisible||i!==this._lastVisible)&&(this._firstVisible=t,this._lastVisible=i,e&&e.emit&&this._sendVisibilityChangedMessage())}}});var dd={};Mu(dd,{FlowLayout:()=>uo,flow:()=>Ll});function pd(n){return n==="horizontal"?"marginLeft":"marginTop"}function Yg(n){return n==="horizontal"?"marginRight":"marginBottom"}function Jg(n){return n==="horizontal"?"xOffset":"yOffset"}function Xg(n,e){let t=[n,e].sort();return t[1]<=0?Math.min(...t):t[0]>=0?Math.max(...t):t[0]+t[1]}var Ll,Cl,uo,Ml=ra(()=>{cd();hd();Ll=n=>Object.assign({type:uo},n);Cl=class{constructor(){this._childSizeCache=new ir,this._marginSizeCache=new ir,this._metricsCache=new Map}update(e,t){let i=new Set;Object.keys(e).forEach(s=>{let r=Number(s);this._metricsCache.set(r,e[r]),this._childSizeCache.set(r,e[r][Al(t)]),i.add(r),i.add(r+1)});for(let s of i){let r=this._metricsCache.get(s)?.[pd(t)]||0,o=this._metricsCache.get(s-1)?.[Yg(t)]||0;this._marginSizeCache.set(s,Xg(r,o))}}get averageChildSize(){return this._childSizeCache.averageSize}get totalChildSize(){return this._childSizeCache.totalSize}get averageMarginSize(){return this._marginSizeCache.averageSize}get totalMarginSize(){return this._marginSizeCache.totalSize}getLeadingMarginValue(e,t){return this._metricsCache.get(e)?.[pd(t)]||0}getChildSize(e){return this._childSizeCache.getSize(e)}getMarginSize(e){return this._marginSizeCache.getSize(e)}clear(){this._childSizeCache.clear(),this._marginSizeCache.clear(),this._metricsCache.clear()}},uo=class extends po{constructor(){super(...arguments),this._itemSize={width:100,height:100},this._physicalItems=new Map,this._newPhysicalItems=new Map,this._metricsCache=new Cl,this._anchorIdx=null,this._anchorPos=null,this._stable=!0,this._measureChildren=!0,this._estimate=!0}get measureChildren(){return this._measureChildren}updateItemSizes(e){this._metricsCache.update(e,this.direction),this._scheduleReflow()}_getPhysicalItem(e){return this._newPhysicalItems.get(e)??this._physicalItems.get(e)}_getSize(e){return this._getPhysicalItem(e)&&this._metricsCache.getChildSize(e)}_getAverageSize(){return this._metricsCache.averageChildSize||this._itemSize[this._sizeDim]}_estimatePosition(e){let t=this._metricsCache;if(this._first===-1||this._last===-1)return t.averageMarginSize+e*(t.averageMarginSize+this._getAverageSize());if(e<this._first){let i=this._first-e;return this._getPhysicalItem(this._first).pos-(t.getMarginSize(this._first-1)||t.averageMarginSize)-(i*t.averageChildSize+(i-1)*t.averageMarginSize)}else{let i=e-this._last;return this._getPhysicalItem(this._last).pos+(t.getChildSize(this._last)||t.averageChildSize)+(t.getMarginSize(this._last)||t.averageMarginSize)+i*(t.averageChildSize+t.averageMarginSize)}}_getPosition(e){let t=this._getPhysicalItem(e),{averageMarginSize:i}=this._metricsCache;return e===0?this._metricsCache.getMarginSize(0)??i:t?t.pos:this._estimatePosition(e)}_calculateAnchor(e,t){return e<=0?0:t>this._scrollSize-this._viewDim1?this.items.length-1:Math.max(0,Math.min(this.items.length-1,Math.floor((e+t)/2/this._delta)))}_getAnchor(e,t){if(this._physicalItems.size===0)return this._calculateAnchor(e,t);if(this._first<0)return this._calculateAnchor(e,t);if(this._last<0)return this._calculateAnchor(e,t);let i=this._getPhysicalItem(this._first),s=this._getPhysicalItem(this._last),r=i.pos;if(s.pos+this._metricsCache.getChildSize(this._last)<e)return this._calculateAnchor(e,t);if(r>t)return this._calculateAnchor(e,t);let c=this._firstVisible-1,d=-1/0;for(;d<e;)d=this._getPhysicalItem(++c).pos+this._metricsCache.getChildSize(c);return c}_getActiveItems(){this._viewDim1===0||this.items.length===0?this._clearItems():this._getItems()}_clearItems(){this._first=-1,this._last=-1,this._physicalMin=0,this._physicalMax=0;let e=this._newPhysicalItems;this._newPhysicalItems=this._physicalItems,this._newPhysicalItems.clear(),this._physicalItems=e,this._stable=!0}_getItems(){let e=this._newPhysicalItems;this._stable=!0;let t,i;if(this.pin!==null){let{index:d}=this.pin;this._anchorIdx=d,this._anchorPos=this._getPosition(d)}if(t=this._scrollPosition-this._overhang,i=this._scrollPosition+this._viewDim1+this._overhang,i<0||t>this._scrollSize){this._clearItems();return}(this._anchorIdx===null||this._anchorPos===null)&&(this._anchorIdx=this._getAnchor(t,i),this._anchorPos=this._getPosition(this._anchorIdx));let s=this._getSize(this._anchorIdx);s===void 0&&(this._stable=!1,s=this._getAverageSize());let r=this._metricsCache.getMarginSize(this._anchorIdx)??this._metricsCache.averageMarginSize,o=this._metricsCache.getMarginSize(this._anchorIdx+1)??this._metricsCache.averageMarginSize;this._anchorIdx===0&&(this._anchorPos=r),this._anchorIdx===this.items.length-1&&(this._anchorPos=this._scrollSize-o-s);let l=0;for(this._anchorPos+s+o<t&&(l=t-(this._anchorPos+s+o)),this._anchorPos-r>i&&(l=i-(this._anchorPos-r)),l&&(this._scrollPosition-=l,t-=l,i-=l,this._scrollError+=l),e.set(this._anchorIdx,{pos:this._anchorPos,size:s}),this._first=this._last=this._anchorIdx,this._physicalMin=this._anchorPos-r,this._physicalMax=this._anchorPos+s+o;this._physicalMin>t&&this._first>0;){let d=this._getSize(--this._first);d===void 0&&(this._stable=!1,d=this._getAverageSize());let b=this._metricsCache.getMarginSize(this._first);b===void 0&&(this._stable=!1,b=this._metricsCache.averageMarginSize),this._physicalMin-=d;let v=this._physicalMin;if(e.set(this._first,{pos:v,size:d}),this._physicalMin-=b,this._stable===!1&&this._estimate===!1)break}for(;this._physicalMax<i&&this._last<this.items.length-1;){let d=this._getSize(++this._last);d===void 0&&(this._stable=!1,d=this._getAverageSize());let b=this._metricsCache.getMarginSize(this._last);b===void 0&&(this._stable=!1,b=this._metricsCache.averageMarginSize);let v=this._physicalMax;if(e.set(this._last,{pos:v,size:d}),this._physicalMax+=d+b,!this._stable&&!this._estimate)break}let c=this._calculateError();c&&(this._physicalMin-=c,this._physicalMax-=c,this._anchorPos-=c,this._scrollPosition-=c,e.forEach(d=>d.pos-=c),this._scrollError+=c),this._stable&&(this._newPhysicalItems=this._physicalItems,this._newPhysicalItems.clear(),this._physicalItems=e)}_calculateError(){return this._first===0?this._physicalMin:this._physicalMin<=0?this._physicalMin-this._first*this._delta:this._last===this.items.length-1?this._physicalMax-this._scrollSize:this._physicalMax>=this._scrollSize?this._physicalMax-this._scrollSize+(this.items.length-1-this._last)*this._delta:0}_reflow(){let{_first:e,_last:t}=this;super._reflow(),(this._first===-1&&this._last==-1||this._first===e&&this._last===t)&&this._resetReflowState()}_resetReflowState(){this._anchorIdx=null,this._anchorPos=null,this._stable=!0}_updateScrollSize(){let{averageMarginSize:e}=this._metricsCache;this._scrollSize=Math.max(1,this.items.length*(e+this._getAverageSize())+e)}get _delta(){let{averageMarginSize:e}=this._metricsCache;return this._getAverageSize()+e}_getItemPosition(e){return{[this._positionDim]:this._getPosition(e),[this._secondaryPositionDim]:0,[Jg(this.direction)]:-(this._metricsCache.getLeadingMarginValue(e,this.direction)??this._metricsCache.averageMarginSize)}}_getItemSize(e){return{[this._sizeDim]:this._getSize(e)||this._getAverageSize(),[this._secondarySizeDim]:this._itemSize[this._secondarySizeDim]}}_viewDim2Changed(){this._metricsCache.clear(),this._scheduleReflow()}}});var $r=globalThis,Sr=$r.ShadowRoot&&($r.ShadyCSS===void 0||$r.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,oa=Symbol(),_c=new WeakMap,Mn=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==oa)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(Sr&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=_c.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&_c.set(t,e))}return e}toString(){return this.cssText}},kr=n=>new Mn(typeof n=="string"?n:n+"",void 0,oa),D=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((i,s,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[r+1],n[0]);return new Mn(t,n,oa)},xc=(n,e)=>{if(Sr)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),s=$r.litNonce;s!==void 0&&i.setAttribute("nonce",s),i.textContent=t.cssText,n.appendChild(i)}},aa=Sr?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return kr(t)})(n):n;var{is:Ru,defineProperty:zu,getOwnPropertyDescriptor:Iu,getOwnPropertyNames:Du,getOwnPropertySymbols:Ou,getPrototypeOf:Nu}=Object,Er=globalThis,$c=Er.trustedTypes,Fu=$c?$c.emptyScript:"",Hu=Er.reactiveElementPolyfillSupport,Rn=(n,e)=>n,zn={toAttribute(n,e){switch(e){case Boolean:n=n?Fu:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},Pr=(n,e)=>!Ru(n,e),Sc={attribute:!0,type:String,converter:zn,reflect:!1,useDefault:!1,hasChanged:Pr};Symbol.metadata??=Symbol("metadata"),Er.litPropertyMetadata??=new WeakMap;var bi=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Sc){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),s=this.getPropertyDescriptor(e,i,t);s!==void 0&&zu(this.prototype,e,s)}}static getPropertyDescriptor(e,t,i){let{get:s,set:r}=Iu(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:s,set(o){let l=s?.call(this);r?.call(this,o),this.requestUpdate(e,l,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Sc}static _$Ei(){if(this.hasOwnProperty(Rn("elementProperties")))return;let e=Nu(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(Rn("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Rn("properties"))){let t=this.properties,i=[...Du(t),...Ou(t)];for(let s of i)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,s]of t)this.elementProperties.set(i,s)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let s=this._$Eu(t,i);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let s of i)t.unshift(aa(s))}else e!==void 0&&t.push(aa(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return xc(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,i);if(s!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:zn).toAttribute(t,i.type);this._$Em=e,r==null?this.removeAttribute(s):this.setAttribute(s,r),this._$Em=null}}_$AK(e,t){let i=this.constructor,s=i._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let r=i.getPropertyOptions(s),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:zn;this._$Em=s;let l=o.fromAttribute(t,r.type);this[s]=l??this._$Ej?.get(s)??l,this._$Em=null}}requestUpdate(e,t,i,s=!1,r){if(e!==void 0){let o=this.constructor;if(s===!1&&(r=this[e]),i??=o.getPropertyOptions(e),!((i.hasChanged??Pr)(r,t)||i.useDefault&&i.reflect&&r===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:s,wrapped:r},o){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),r!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,r]of this._$Ep)this[s]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[s,r]of i){let{wrapped:o}=r,l=this[s];o!==!0||this._$AL.has(s)||l===void 0||this.C(s,void 0,r,l)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};bi.elementStyles=[],bi.shadowRootOptions={mode:"open"},bi[Rn("elementProperties")]=new Map,bi[Rn("finalized")]=new Map,Hu?.({ReactiveElement:bi}),(Er.reactiveElementVersions??=[]).push("2.1.2");var ca=globalThis,kc=n=>n,Tr=ca.trustedTypes,Ec=Tr?Tr.createPolicy("lit-html",{createHTML:n=>n}):void 0,ha="$lit$",yi=`lit$${Math.random().toFixed(9).slice(2)}$`,pa="?"+yi,Bu=`<${pa}>`,ds=document,Dn=()=>ds.createComment(""),On=n=>n===null||typeof n!="object"&&typeof n!="function",da=Array.isArray,Mc=n=>da(n)||typeof n?.[Symbol.iterator]=="function",la=`[ 	
\f\r]`,In=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Pc=/-->/g,Tc=/>/g,hs=RegExp(`>|${la}(?:([^\\s"'>=/]+)(${la}*=${la}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Ac=/'/g,Cc=/"/g,Rc=/^(?:script|style|textarea|title)$/i,ua=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),g=ua(1),sw=ua(2),nw=ua(3),$e=Symbol.for("lit-noChange"),$=Symbol.for("lit-nothing"),Lc=new WeakMap,ps=ds.createTreeWalker(ds,129);function zc(n,e){if(!da(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return Ec!==void 0?Ec.createHTML(e):e}var Ic=(n,e)=>{let t=n.length-1,i=[],s,r=e===2?"<svg>":e===3?"<math>":"",o=In;for(let l=0;l<t;l++){let c=n[l],d,b,v=-1,y=0;for(;y<c.length&&(o.lastIndex=y,b=o.exec(c),b!==null);)y=o.lastIndex,o===In?b[1]==="!--"?o=Pc:b[1]!==void 0?o=Tc:b[2]!==void 0?(Rc.test(b[2])&&(s=RegExp("</"+b[2],"g")),o=hs):b[3]!==void 0&&(o=hs):o===hs?b[0]===">"?(o=s??In,v=-1):b[1]===void 0?v=-2:(v=o.lastIndex-b[2].length,d=b[1],o=b[3]===void 0?hs:b[3]==='"'?Cc:Ac):o===Cc||o===Ac?o=hs:o===Pc||o===Tc?o=In:(o=hs,s=void 0);let S=o===hs&&n[l+1].startsWith("/>")?" ":"";r+=o===In?c+Bu:v>=0?(i.push(d),c.slice(0,v)+ha+c.slice(v)+yi+S):c+yi+(v===-2?l:S)}return[zc(n,r+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},Nn=class n{constructor({strings:e,_$litType$:t},i){let s;this.parts=[];let r=0,o=0,l=e.length-1,c=this.parts,[d,b]=Ic(e,t);if(this.el=n.createElement(d,i),ps.currentNode=this.el.content,t===2||t===3){let v=this.el.content.firstChild;v.replaceWith(...v.childNodes)}for(;(s=ps.nextNode())!==null&&c.length<l;){if(s.nodeType===1){if(s.hasAttributes())for(let v of s.getAttributeNames())if(v.endsWith(ha)){let y=b[o++],S=s.getAttribute(v).split(yi),P=/([.?@])?(.*)/.exec(y);c.push({type:1,index:r,name:P[2],strings:S,ctor:P[1]==="."?Cr:P[1]==="?"?Lr:P[1]==="@"?Mr:ms}),s.removeAttribute(v)}else v.startsWith(yi)&&(c.push({type:6,index:r}),s.removeAttribute(v));if(Rc.test(s.tagName)){let v=s.textContent.split(yi),y=v.length-1;if(y>0){s.textContent=Tr?Tr.emptyScript:"";for(let S=0;S<y;S++)s.append(v[S],Dn()),ps.nextNode(),c.push({type:2,index:++r});s.append(v[y],Dn())}}}else if(s.nodeType===8)if(s.data===pa)c.push({type:2,index:r});else{let v=-1;for(;(v=s.data.indexOf(yi,v+1))!==-1;)c.push({type:7,index:r}),v+=yi.length-1}r++}}static createElement(e,t){let i=ds.createElement("template");return i.innerHTML=e,i}};function us(n,e,t=n,i){if(e===$e)return e;let s=i!==void 0?t._$Co?.[i]:t._$Cl,r=On(e)?void 0:e._$litDirective$;return s?.constructor!==r&&(s?._$AO?.(!1),r===void 0?s=void 0:(s=new r(n),s._$AT(n,t,i)),i!==void 0?(t._$Co??=[])[i]=s:t._$Cl=s),s!==void 0&&(e=us(n,s._$AS(n,e.values),s,i)),e}var Ar=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,s=(e?.creationScope??ds).importNode(t,!0);ps.currentNode=s;let r=ps.nextNode(),o=0,l=0,c=i[0];for(;c!==void 0;){if(o===c.index){let d;c.type===2?d=new Js(r,r.nextSibling,this,e):c.type===1?d=new c.ctor(r,c.name,c.strings,this,e):c.type===6&&(d=new Rr(r,this,e)),this._$AV.push(d),c=i[++l]}o!==c?.index&&(r=ps.nextNode(),o++)}return ps.currentNode=ds,s}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},Js=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,s){this.type=2,this._$AH=$,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=us(this,e,t),On(e)?e===$||e==null||e===""?(this._$AH!==$&&this._$AR(),this._$AH=$):e!==this._$AH&&e!==$e&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Mc(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==$&&On(this._$AH)?this._$AA.nextSibling.data=e:this.T(ds.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,s=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=Nn.createElement(zc(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===s)this._$AH.p(t);else{let r=new Ar(s,this),o=r.u(this.options);r.p(t),this.T(o),this._$AH=r}}_$AC(e){let t=Lc.get(e.strings);return t===void 0&&Lc.set(e.strings,t=new Nn(e)),t}k(e){da(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,s=0;for(let r of e)s===t.length?t.push(i=new n(this.O(Dn()),this.O(Dn()),this,this.options)):i=t[s],i._$AI(r),s++;s<t.length&&(this._$AR(i&&i._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=kc(e).nextSibling;kc(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},ms=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,s,r){this.type=1,this._$AH=$,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=$}_$AI(e,t=this,i,s){let r=this.strings,o=!1;if(r===void 0)e=us(this,e,t,0),o=!On(e)||e!==this._$AH&&e!==$e,o&&(this._$AH=e);else{let l=e,c,d;for(e=r[0],c=0;c<r.length-1;c++)d=us(this,l[i+c],t,c),d===$e&&(d=this._$AH[c]),o||=!On(d)||d!==this._$AH[c],d===$?e=$:e!==$&&(e+=(d??"")+r[c+1]),this._$AH[c]=d}o&&!s&&this.j(e)}j(e){e===$?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Cr=class extends ms{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===$?void 0:e}},Lr=class extends ms{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==$)}},Mr=class extends ms{constructor(e,t,i,s,r){super(e,t,i,s,r),this.type=5}_$AI(e,t=this){if((e=us(this,e,t,0)??$)===$e)return;let i=this._$AH,s=e===$&&i!==$||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,r=e!==$&&(i===$||s);s&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Rr=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){us(this,e)}},Dc={M:ha,P:yi,A:pa,C:1,L:Ic,R:Ar,D:Mc,V:us,I:Js,H:ms,N:Lr,U:Mr,B:Cr,F:Rr},Vu=ca.litHtmlPolyfillSupport;Vu?.(Nn,Js),(ca.litHtmlVersions??=[]).push("3.3.3");var Oc=(n,e,t)=>{let i=t?.renderBefore??e,s=i._$litPart$;if(s===void 0){let r=t?.renderBefore??null;i._$litPart$=s=new Js(e.insertBefore(Dn(),r),r,void 0,t??{})}return s._$AI(n),s};var ma=globalThis,I=class extends bi{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Oc(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return $e}};I._$litElement$=!0,I.finalized=!0,ma.litElementHydrateSupport?.({LitElement:I});var Uu=ma.litElementPolyfillSupport;Uu?.({LitElement:I});(ma.litElementVersions??=[]).push("4.2.2");var B=n=>(e,t)=>{t!==void 0?t.addInitializer(()=>{customElements.define(n,e)}):customElements.define(n,e)};var Wu={attribute:!0,type:String,converter:zn,reflect:!1,hasChanged:Pr},ju=(n=Wu,e,t)=>{let{kind:i,metadata:s}=t,r=globalThis.litPropertyMetadata.get(s);if(r===void 0&&globalThis.litPropertyMetadata.set(s,r=new Map),i==="setter"&&((n=Object.create(n)).wrapped=!0),r.set(t.name,n),i==="accessor"){let{name:o}=t;return{set(l){let c=e.get.call(this);e.set.call(this,l),this.requestUpdate(o,c,n,!0,l)},init(l){return l!==void 0&&this.C(o,void 0,n,l),l}}}if(i==="setter"){let{name:o}=t;return function(l){let c=this[o];e.call(this,l),this.requestUpdate(o,c,n,!0,l)}}throw Error("Unsupported decorator location: "+i)};function x(n){return(e,t)=>typeof t=="object"?ju(n,e,t):((i,s,r)=>{let o=s.hasOwnProperty(r);return s.constructor.createProperty(r,i),o?Object.getOwnPropertyDescriptor(s,r):void 0})(n,e,t)}function M(n){return x({...n,state:!0,attribute:!1})}var fs=(n,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(n,e,t),t);function Ze(n,e){return(t,i,s)=>{let r=o=>o.renderRoot?.querySelector(n)??null;if(e){let{get:o,set:l}=typeof i=="object"?t:s??(()=>{let c=Symbol();return{get(){return this[c]},set(d){this[c]=d}}})();return fs(t,i,{get(){let c=o.call(this);return c===void 0&&(c=r(this),(c!==null||this.hasUpdated)&&l.call(this,c)),c}})}return fs(t,i,{get(){return r(this)}})}}var fa={};function Hc(n){fa=n}var Xs=/\{(\w+)\}/g,Nc=new WeakMap;function p(n,e={}){let t=window.localization;return(t?.[n]||fa[n]||t&&Fc(n,t)||Fc(n,fa)||n).replace(Xs,(s,r)=>r in e?String(e[r]):s)}function Fc(n,e){for(let{pattern:t,names:i,translated:s}of qu(e)){let r=t.exec(n)?.slice(1);if(r)return s.replace(Xs,(o,l)=>p(r[i.indexOf(l)]??o))}}function qu(n){let e=Nc.get(n);if(e)return e;let t=Object.keys(n).filter(s=>/\{\w+\}/.test(s));t.sort((s,r)=>r.replace(Xs,"").length-s.replace(Xs,"").length);let i=t.map(s=>({pattern:new RegExp(`^${s.split(Xs).map(Zu).join("")}$`,"s"),names:[...s.matchAll(Xs)].map(r=>r[1]),translated:n[s]}));return Nc.set(n,i),i}function Zu(n,e){return e%2?"(.*?)":n.replace(/[.*+?^${}()|[\]\\]/g,"\\$&")}var Fn=class extends Error{constructor(t,i){super(t);this.status=i}},Ii={base:"/clip-critic/v1/",key:""};function Bc(n,e){let t=new URL(n||"clip-critic/v1/",document.baseURI);t.pathname.endsWith("/")||(t.pathname+="/"),Ii.base=t.href,Ii.key=e}var Vc=n=>n.replace(/^\/?(clip-critic\/v1\/)?/,"");function Ke(n){let e=new URL(Vc(n),Ii.base);return Ii.key&&e.searchParams.set("key",Ii.key),e.href}async function ga(n,e,t){let i={};Ii.key&&(i["X-Clip-Critic-Key"]=Ii.key),t!==void 0&&(i["Content-Type"]="application/json");let s;try{s=await fetch(new URL(Vc(e),Ii.base),{method:n,headers:i,body:t===void 0?void 0:JSON.stringify(t),cache:"no-store"})}catch{throw new Fn(p("The server does not answer. Is it still running?"),0)}if(!s.ok)throw new Fn(await Ku(s),s.status);return s}async function Ku(n){let e=await n.text();try{let{detail:t}=JSON.parse(e);if(typeof t=="string")return p(t);if(Array.isArray(t))return t.map(i=>`${i.loc?.at(-1)??""}: ${i.msg??""}`).join("; ")}catch{}return n.status===401?p("Please log in again, and reload the page."):`${p("The server answered with an error.")} (${n.status})`}async function It(n){return await(await ga("GET",n)).json()}async function Dt(n,e,t){return await(await ga(n,e,t)).json()}async function me(n){return(await ga("GET",n)).blob()}var Gu=n=>new Promise(e=>setTimeout(e,n)),Yu=500,Ju=60,Xu=3e3,Qu=40;async function zr(n,e,t,i){let s=Ju/2,r=0;for(;!i.aborted;await Gu(r?Xu:s=Math.min(Yu,s*2)))try{let o=await It(n());if(i.aborted||(r=0,e(o),t(o)))return}catch(o){if(o instanceof Fn&&o.status>=400&&o.status<500&&!r||++r>Qu)throw o}}function _i(n){return new Promise((e,t)=>{let i=new FileReader;i.onload=()=>e(String(i.result)),i.onerror=()=>t(new Error(p("The picture cannot be read."))),i.readAsDataURL(n)})}var V=D`
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
`;function Ge(n){if(n==null||Number.isNaN(n))return"–";let e=n*100,t=e!==0&&Math.abs(e)<10?1:0;return`${e.toFixed(t)} %`}function xi(n){return n==null?"–":n>0&&n<5e-4?"< 0.1 %":n>=.9995&&n<1?"> 99.9 %":`${(n*100).toFixed(1)} %`}function Qs(n){return n==null?"–":n.toFixed(3).replace(/^-(?=0\.0+$)/,"")}function tn(n,e){if(n==null)return"–";let t=e>0?Math.min(Math.max(3,1-Math.floor(Math.log10(e))),12):3;return n.toFixed(t).replace(/^-(?=0\.0+$)/,"")}function Uc(n){return n<90?`${Math.round(n)} s`:`${Math.round(n/60)} min`}function fe(n,e){return e!=="similarity"?Ge(n):n==null?"–":n.toFixed(2)}var Oi={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},gs=n=>(...e)=>({_$litDirective$:n,values:e}),Di=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,i){this._$Ct=e,this._$AM=t,this._$Ci=i}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:tm}=Dc,Wc=n=>n;var qc=n=>n.strings===void 0,jc=()=>document.createComment(""),en=(n,e,t)=>{let i=n._$AA.parentNode,s=e===void 0?n._$AB:e._$AA;if(t===void 0){let r=i.insertBefore(jc(),s),o=i.insertBefore(jc(),s);t=new tm(r,o,n,n.options)}else{let r=t._$AB.nextSibling,o=t._$AM,l=o!==n;if(l){let c;t._$AQ?.(n),t._$AM=n,t._$AP!==void 0&&(c=n._$AU)!==o._$AU&&t._$AP(c)}if(r!==s||l){let c=t._$AA;for(;c!==r;){let d=Wc(c).nextSibling;Wc(i).insertBefore(c,s),c=d}}}return t},Ni=(n,e,t=n)=>(n._$AI(e,t),n),em={},Zc=(n,e=em)=>n._$AH=e,Kc=n=>n._$AH,Ir=n=>{n._$AR(),n._$AA.remove()};var Gc=(n,e,t)=>{let i=new Map;for(let s=e;s<=t;s++)i.set(n[s],s);return i},Fi=gs(class extends Di{constructor(n){if(super(n),n.type!==Oi.CHILD)throw Error("repeat() can only be used in text expressions")}dt(n,e,t){let i;t===void 0?t=e:e!==void 0&&(i=e);let s=[],r=[],o=0;for(let l of n)s[o]=i?i(l,o):o,r[o]=t(l,o),o++;return{values:r,keys:s}}render(n,e,t){return this.dt(n,e,t).values}update(n,[e,t,i]){let s=Kc(n),{values:r,keys:o}=this.dt(e,t,i);if(!Array.isArray(s))return this.ut=o,r;let l=this.ut??=[],c=[],d,b,v=0,y=s.length-1,S=0,P=r.length-1;for(;v<=y&&S<=P;)if(s[v]===null)v++;else if(s[y]===null)y--;else if(l[v]===o[S])c[S]=Ni(s[v],r[S]),v++,S++;else if(l[y]===o[P])c[P]=Ni(s[y],r[P]),y--,P--;else if(l[v]===o[P])c[P]=Ni(s[v],r[P]),en(n,c[P+1],s[v]),v++,P--;else if(l[y]===o[S])c[S]=Ni(s[y],r[S]),en(n,s[v],s[y]),y--,S++;else if(d===void 0&&(d=Gc(o,S,P),b=Gc(l,v,y)),d.has(l[v]))if(d.has(l[y])){let L=b.get(o[S]),U=L!==void 0?s[L]:null;if(U===null){let j=en(n,s[v]);Ni(j,r[S]),c[S]=j}else c[S]=Ni(U,r[S]),en(n,s[v],U),s[L]=null;S++}else Ir(s[y]),y--;else Ir(s[v]),v++;for(;S<=P;){let L=en(n,c[P+1]);Ni(L,r[S]),c[S++]=L}for(;v<=y;){let L=s[v++];L!==null&&Ir(L)}return this.ut=o,Zc(n,c),$e}});function sn(n,e,t){let i=document.createElement("dialog");i.className="card",i.style.cssText="color: inherit; max-width: min(440px, 92vw); padding: 18px";let s=document.createElement("p");s.textContent=e,s.style.cssText="margin: 0 0 14px; overflow-wrap: anywhere",s.id="question",i.setAttribute("aria-labelledby","question");let r=document.createElement("form");r.method="dialog",r.style.cssText="display: flex; gap: 8px; justify-content: end";for(let[o,l]of[["no",p("Cancel")],["yes",t]]){let c=document.createElement("button");c.value=o,c.textContent=l,r.append(c)}return i.append(s,r),n.append(i),i.showModal(),new Promise(o=>{i.addEventListener("close",()=>{o(i.returnValue==="yes"),i.remove()})})}function vs(n){return n?.state==="waiting"||n?.state==="running"}function Yc(n,e){if(!n||n.session.id!==e.session.id)return e;let t=va(n),i=e.session.steps.filter(r=>r.number>t),s=i.length?[...n.session.steps,...i]:n.session.steps;return{...e,session:{...e.session,steps:s}}}function va(n){return n?.session.steps.at(-1)?.number??-1}function Hi(n){let e=/^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)/.exec(n);return e?`${e[1]}-${e[2]}-${e[3]} ${e[4]}:${e[5]}`:n}function Jc(n){return[n.want?.trim(),n.avoid?.trim()&&`− ${n.avoid.trim()}`].filter(Boolean).join(" ").replace(/\s+/g," ")||Hi(n.id)}var wa=class extends CustomEvent{constructor(e){super("cc-open",{detail:e,bubbles:!0,composed:!0})}},$i=class extends I{constructor(){super(...arguments);this.briefs=[];this.atWork=[];this.open="";this.hasMore=!1}render(){return this.briefs.length?g`<ul>
                ${Fi(this.briefs,t=>t.id,t=>this.row(t))}
            </ul>
            ${this.hasMore?g`<button class="quiet" @click=${()=>this.dispatchEvent(new Event("cc-more"))}>${p("Older sessions")}</button>`:$}`:g`<p class="hint">${p("No sessions yet.")}</p>`}row(t){if(t.error!==void 0)return this.damaged(t.id,t.error);let i=t.id===this.open;return g`<li>
            <button
                data-session=${t.id}
                aria-current=${i?"true":$}
                title=${t.id}
                @click=${()=>this.dispatchEvent(new wa(t.id))}
            >
                <span class="picture">${this.picture(t)}</span>
                <span>
                    <bdi class="aim">${Jc(t)}</bdi>
                    <span class="hint">${Hi(t.id)} · ${p("{done} of {all} steps",{done:t.steps??0,all:t.of??"?"})}</span>
                </span>
                <span class="right number">
                    ${this.atWork.includes(t.id)?g`<span class="badge">${p("at work")}</span>`:$}
                    ${t.kept?fe(t.kept.score,t.objective):$}
                </span>
            </button>
        </li>`}damaged(t,i){let s=async()=>{let r=p("Delete the damaged session {id} with all its pictures?",{id:t});await sn(this.renderRoot,r,p("Delete"))&&this.dispatchEvent(new CustomEvent("cc-delete",{detail:t}))};return g`<li class="damaged" data-session=${t}>
            <span><b>${p("damaged")}</b> ${Hi(t)} <span class="hint">${i}</span></span>
            <button @click=${s}>${p("Delete")}</button>
        </li>`}picture(t){return t.kept?g`<img loading="lazy" src=${Ke(`sessions/${t.id}/pictures/${t.kept.file}?side=96`)} alt="" />`:$}};$i.styles=[V,D`
            :host {
                display: block;
            }
            ul {
                display: grid;
                gap: 4px;
                list-style: none;
                margin: 0;
                max-height: 420px;
                overflow-y: auto;
                padding: 3px;
            }
            li button {
                align-items: center;
                border-color: transparent;
                display: grid;
                gap: 10px;
                grid-template-columns: 44px minmax(0, 1fr) auto;
                padding: 4px 8px 4px 4px;
                text-align: left;
                width: 100%;
            }
            li button[aria-current="true"] {
                background: var(--panel);
                border-color: var(--accent);
            }
            .picture {
                aspect-ratio: 1;
                background: var(--panel);
                border-radius: 6px;
                overflow: hidden;
            }
            img {
                display: block;
                height: 100%;
                object-fit: cover;
                width: 100%;
            }
            .damaged {
                align-items: center;
                display: flex;
                gap: 10px;
                justify-content: space-between;
                overflow-wrap: anywhere;
                padding: 4px 8px;
            }
            .damaged button {
                display: block;
                width: auto;
            }
            .aim {
                display: block;
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .badge {
                background: var(--loud);
                border-radius: 999px;
                color: #fff;
                font-size: 11px;
                padding: 1px 8px;
            }
            .right {
                text-align: right;
            }
        `],f([x({attribute:!1})],$i.prototype,"briefs",2),f([x({attribute:!1})],$i.prototype,"atWork",2),f([x()],$i.prototype,"open",2),f([x({type:Boolean})],$i.prototype,"hasMore",2),$i=f([B("cc-session-list")],$i);var Bi=class extends I{constructor(){super(...arguments);this.status=null;this.doing="";this.left=0}render(){let{status:t}=this;return t?g`${vs(t)?this.work(t):this.end(t)}
        ${t.session.notes.map(i=>g`<p class="message">${p(i)}</p>`)}`:$}work(t){let i=Math.round(this.share(t)*100),s=this.left>0?` · ${p("{time} left",{time:Uc(this.left)})}`:"";return g`<div class="work" data-state=${t.state}>
            ${this.preview(t)}
            <div class="bar">
                <p role="status">${this.doing||p(t.doing)}${s}</p>
                <span
                    class="track"
                    role="progressbar"
                    aria-label=${p("Progress")}
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=${i}
                    ><span style="width: ${i}%"></span
                ></span>
            </div>
        </div>`}share(t){return Math.min(1,Math.max(0,t.done||(t.live?.progress??0)))}preview({live:t,session:i}){return t?.preview?g`<img
            class="preview"
            src=${im(i.id,t.preview)}
            alt=${p("Preview of the unfinished picture")}
            @load=${Xc}
            @error=${Xc}
        />`:$}end(t){let i=t.message||t.finished;return i?g`<p class="message ${{failed:"error",interrupted:"interrupted"}[t.state]??"done"}" role="status" data-state=${t.state}>${p(i)}</p>`:$}};Bi.styles=[V,D`
            :host {
                display: block;
            }
            .work {
                align-items: center;
                display: flex;
                gap: 14px;
            }
            .bar {
                flex: 1;
                min-width: 0;
            }
            p {
                margin: 0 0 5px;
            }
            img {
                border-radius: 8px;
                height: 96px;
                object-fit: contain;
            }
            .message {
                margin-top: 4px;
            }
            .done {
                border-color: var(--good);
            }
            .interrupted {
                border-color: #e6a700;
            }
        `],f([x({attribute:!1})],Bi.prototype,"status",2),f([x()],Bi.prototype,"doing",2),f([x({type:Number})],Bi.prototype,"left",2),Bi=f([B("cc-progress")],Bi);function Xc(n){n.target.hidden=n.type==="error"}function im(n,e){let t=`sessions/${n}/preview`,i=e.split("?")[1];return Ke(i?`${t}?${i}`:t)}var ba=class extends CustomEvent{constructor(e){super("cc-do",{detail:e,bubbles:!0,composed:!0})}},Qc=[["start","Start","Begin a new session"],["step","Step","Make one step"],["resume","Resume","Continue the open session"],["interrupt","Interrupt","Stop; finished steps are kept"],["new","New","Close the session, and give all defaults back"]],Si=class extends I{constructor(){super(...arguments);this.wishes=Qc.map(([t])=>t);this.possible=[];this.score="";this.steps=""}render(){return g`${Qc.filter(([t])=>this.wishes.includes(t)).map(([t,i,s])=>g`<button
                        id=${t}
                        class=${t==="start"?"go":""}
                        title=${p(s)}
                        ?disabled=${!this.possible.includes(t)}
                        @click=${()=>this.dispatchEvent(new ba(t))}
                    >
                        ${p(i)}
                    </button>`)}
            ${this.steps?g`<span class="headline"><b id="score">${this.score}</b> <span class="hint">${this.steps}</span></span>`:$}`}};Si.styles=[V,D`
            :host {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 8px;
            }
            .headline {
                align-items: baseline;
                display: flex;
                gap: 8px;
                margin-left: auto;
            }
            .headline b {
                font-size: 20px;
                font-variant-numeric: tabular-nums;
            }
        `],f([x({attribute:!1})],Si.prototype,"wishes",2),f([x({attribute:!1})],Si.prototype,"possible",2),f([x()],Si.prototype,"score",2),f([x()],Si.prototype,"steps",2),Si=f([B("cc-toolbar")],Si);var Hn=class extends CustomEvent{constructor(e){super("cc-place",{detail:e,bubbles:!0,composed:!0})}};function Dr(n,[e,t],i){let s=n.getBoundingClientRect(),r=Math.min(s.width/e,s.height/t);return{x:.5+(i.clientX-s.left-s.width/2)/(e*r),y:.5+(i.clientY-s.top-s.height/2)/(t*r)}}function Se(n,e,t){let i=document.createElement(e);return n&&(i.className=n),t&&t.appendChild(i),i}function Ft(n,e){return n.x=e.x,n.y=e.y,e.id!==void 0&&(n.id=e.id),n}function ah(n){n.x=Math.round(n.x),n.y=Math.round(n.y)}function ya(n,e){let t=Math.abs(n.x-e.x),i=Math.abs(n.y-e.y);return Math.sqrt(t*t+i*i)}function Un(n,e){return n.x===e.x&&n.y===e.y}function jn(n,e,t){return Math.min(Math.max(n,e),t)}function Wn(n,e,t){let i=`translate3d(${n}px,${e||0}px,0)`;return t!==void 0&&(i+=` scale3d(${t},${t},1)`),i}function bs(n,e,t,i){n.style.transform=Wn(e,t,i)}var sm="cubic-bezier(.4,0,.22,1)";function lh(n,e,t,i){n.style.transition=e?`${e} ${t}ms ${i||sm}`:"none"}function _a(n,e,t){n.style.width=typeof e=="number"?`${e}px`:e,n.style.height=typeof t=="number"?`${t}px`:t}function nm(n){lh(n)}function rm(n){return"decode"in n?n.decode().catch(()=>{}):n.complete?Promise.resolve(n):new Promise((e,t)=>{n.onload=()=>e(n),n.onerror=t})}var Ie={IDLE:"idle",LOADING:"loading",LOADED:"loaded",ERROR:"error"};function om(n){return"button"in n&&n.button===1||n.ctrlKey||n.metaKey||n.altKey||n.shiftKey}function am(n,e,t=document){let i=[];if(n instanceof Element)i=[n];else if(n instanceof NodeList||Array.isArray(n))i=Array.from(n);else{let s=typeof n=="string"?n:e;s&&(i=Array.from(t.querySelectorAll(s)))}return i}function th(){return!!(navigator.vendor&&navigator.vendor.match(/apple/i))}var ch=!1;try{window.addEventListener("test",null,Object.defineProperty({},"passive",{get:()=>{ch=!0}}))}catch{}var xa=class{constructor(){this._pool=[]}add(e,t,i,s){this._toggleListener(e,t,i,s)}remove(e,t,i,s){this._toggleListener(e,t,i,s,!0)}removeAll(){this._pool.forEach(e=>{this._toggleListener(e.target,e.type,e.listener,e.passive,!0,!0)}),this._pool=[]}_toggleListener(e,t,i,s,r,o){if(!e)return;let l=r?"removeEventListener":"addEventListener";t.split(" ").forEach(d=>{if(d){o||(r?this._pool=this._pool.filter(v=>v.type!==d||v.listener!==i||v.target!==e):this._pool.push({target:e,type:d,listener:i,passive:s}));let b=ch?{passive:s||!1}:!1;e[l](d,i,b)}})}};function hh(n,e){if(n.getViewportSizeFn){let t=n.getViewportSizeFn(n,e);if(t)return t}return{x:document.documentElement.clientWidth,y:window.innerHeight}}function Vn(n,e,t,i,s){let r=0;if(e.paddingFn)r=e.paddingFn(t,i,s)[n];else if(e.padding)r=e.padding[n];else{let o="padding"+n[0].toUpperCase()+n.slice(1);e[o]&&(r=e[o])}return Number(r)||0}function ph(n,e,t,i){return{x:e.x-Vn("left",n,e,t,i)-Vn("right",n,e,t,i),y:e.y-Vn("top",n,e,t,i)-Vn("bottom",n,e,t,i)}}var $a=class{constructor(e){this.slide=e,this.currZoomLevel=1,this.center={x:0,y:0},this.max={x:0,y:0},this.min={x:0,y:0}}update(e){this.currZoomLevel=e,this.slide.width?(this._updateAxis("x"),this._updateAxis("y"),this.slide.pswp.dispatch("calcBounds",{slide:this.slide})):this.reset()}_updateAxis(e){let{pswp:t}=this.slide,i=this.slide[e==="x"?"width":"height"]*this.currZoomLevel,r=Vn(e==="x"?"left":"top",t.options,t.viewportSize,this.slide.data,this.slide.index),o=this.slide.panAreaSize[e];this.center[e]=Math.round((o-i)/2)+r,this.max[e]=i>o?Math.round(o-i)+r:this.center[e],this.min[e]=i>o?r:this.center[e]}reset(){this.center.x=0,this.center.y=0,this.max.x=0,this.max.y=0,this.min.x=0,this.min.y=0}correctPan(e,t){return jn(t,this.max[e],this.min[e])}},eh=4e3,Or=class{constructor(e,t,i,s){this.pswp=s,this.options=e,this.itemData=t,this.index=i,this.panAreaSize=null,this.elementSize=null,this.fit=1,this.fill=1,this.vFill=1,this.initial=1,this.secondary=1,this.max=1,this.min=1}update(e,t,i){let s={x:e,y:t};this.elementSize=s,this.panAreaSize=i;let r=i.x/s.x,o=i.y/s.y;this.fit=Math.min(1,r<o?r:o),this.fill=Math.min(1,r>o?r:o),this.vFill=Math.min(1,o),this.initial=this._getInitial(),this.secondary=this._getSecondary(),this.max=Math.max(this.initial,this.secondary,this._getMax()),this.min=Math.min(this.fit,this.initial,this.secondary),this.pswp&&this.pswp.dispatch("zoomLevelsUpdate",{zoomLevels:this,slideData:this.itemData})}_parseZoomLevelOption(e){let t=e+"ZoomLevel",i=this.options[t];if(i)return typeof i=="function"?i(this):i==="fill"?this.fill:i==="fit"?this.fit:Number(i)}_getSecondary(){let e=this._parseZoomLevelOption("secondary");return e||(e=Math.min(1,this.fit*3),this.elementSize&&e*this.elementSize.x>eh&&(e=eh/this.elementSize.x),e)}_getInitial(){return this._parseZoomLevelOption("initial")||this.fit}_getMax(){return this._parseZoomLevelOption("max")||Math.max(1,this.fit*4)}},Sa=class{constructor(e,t,i){this.data=e,this.index=t,this.pswp=i,this.isActive=t===i.currIndex,this.currentResolution=0,this.panAreaSize={x:0,y:0},this.pan={x:0,y:0},this.isFirstSlide=this.isActive&&!i.opener.isOpen,this.zoomLevels=new Or(i.options,e,t,i),this.pswp.dispatch("gettingData",{slide:this,data:this.data,index:t}),this.content=this.pswp.contentLoader.getContentBySlide(this),this.container=Se("pswp__zoom-wrap","div"),this.holderElement=null,this.currZoomLevel=1,this.width=this.content.width,this.height=this.content.height,this.heavyAppended=!1,this.bounds=new $a(this),this.prevDisplayedWidth=-1,this.prevDisplayedHeight=-1,this.pswp.dispatch("slideInit",{slide:this})}setIsActive(e){e&&!this.isActive?this.activate():!e&&this.isActive&&this.deactivate()}append(e){this.holderElement=e,this.container.style.transformOrigin="0 0",this.data&&(this.calculateSize(),this.load(),this.updateContentSize(),this.appendHeavy(),this.holderElement.appendChild(this.container),this.zoomAndPanToInitial(),this.pswp.dispatch("firstZoomPan",{slide:this}),this.applyCurrentZoomPan(),this.pswp.dispatch("afterSetContent",{slide:this}),this.isActive&&this.activate())}load(){this.content.load(!1),this.pswp.dispatch("slideLoad",{slide:this})}appendHeavy(){let{pswp:e}=this;this.heavyAppended||!e.opener.isOpen||e.mainScroll.isShifted()||!this.isActive&&!!0||this.pswp.dispatch("appendHeavy",{slide:this}).defaultPrevented||(this.heavyAppended=!0,this.content.append(),this.pswp.dispatch("appendHeavyContent",{slide:this}))}activate(){this.isActive=!0,this.appendHeavy(),this.content.activate(),this.pswp.dispatch("slideActivate",{slide:this})}deactivate(){this.isActive=!1,this.content.deactivate(),this.currZoomLevel!==this.zoomLevels.initial&&this.calculateSize(),this.currentResolution=0,this.zoomAndPanToInitial(),this.applyCurrentZoomPan(),this.updateContentSize(),this.pswp.dispatch("slideDeactivate",{slide:this})}destroy(){this.content.hasSlide=!1,this.content.remove(),this.container.remove(),this.pswp.dispatch("slideDestroy",{slide:this})}resize(){this.currZoomLevel===this.zoomLevels.initial||!this.isActive?(this.calculateSize(),this.currentResolution=0,this.zoomAndPanToInitial(),this.applyCurrentZoomPan(),this.updateContentSize()):(this.calculateSize(),this.bounds.update(this.currZoomLevel),this.panTo(this.pan.x,this.pan.y))}updateContentSize(e){let t=this.currentResolution||this.zoomLevels.initial;if(!t)return;let i=Math.round(this.width*t)||this.pswp.viewportSize.x,s=Math.round(this.height*t)||this.pswp.viewportSize.y;!this.sizeChanged(i,s)&&!e||this.content.setDisplayedSize(i,s)}sizeChanged(e,t){return e!==this.prevDisplayedWidth||t!==this.prevDisplayedHeight?(this.prevDisplayedWidth=e,this.prevDisplayedHeight=t,!0):!1}getPlaceholderElement(){var e;return(e=this.content.placeholder)===null||e===void 0?void 0:e.element}zoomTo(e,t,i,s){let{pswp:r}=this;if(!this.isZoomable()||r.mainScroll.isShifted())return;r.dispatch("beforeZoomTo",{destZoomLevel:e,centerPoint:t,transitionDuration:i}),r.animations.stopAllPan();let o=this.currZoomLevel;s||(e=jn(e,this.zoomLevels.min,this.zoomLevels.max)),this.setZoomLevel(e),this.pan.x=this.calculateZoomToPanOffset("x",t,o),this.pan.y=this.calculateZoomToPanOffset("y",t,o),ah(this.pan);let l=()=>{this._setResolution(e),this.applyCurrentZoomPan()};i?r.animations.startTransition({isPan:!0,name:"zoomTo",target:this.container,transform:this.getCurrentTransform(),onComplete:l,duration:i,easing:r.options.easing}):l()}toggleZoom(e){this.zoomTo(this.currZoomLevel===this.zoomLevels.initial?this.zoomLevels.secondary:this.zoomLevels.initial,e,this.pswp.options.zoomAnimationDuration)}setZoomLevel(e){this.currZoomLevel=e,this.bounds.update(this.currZoomLevel)}calculateZoomToPanOffset(e,t,i){if(this.bounds.max[e]-this.bounds.min[e]===0)return this.bounds.center[e];t||(t=this.pswp.getViewportCenterPoint()),i||(i=this.zoomLevels.initial);let r=this.currZoomLevel/i;return this.bounds.correctPan(e,(this.pan[e]-t[e])*r+t[e])}panTo(e,t){this.pan.x=this.bounds.correctPan("x",e),this.pan.y=this.bounds.correctPan("y",t),this.applyCurrentZoomPan()}isPannable(){return!!this.width&&this.currZoomLevel>this.zoomLevels.fit}isZoomable(){return!!this.width&&this.content.isZoomable()}applyCurrentZoomPan(){this._applyZoomTransform(this.pan.x,this.pan.y,this.currZoomLevel),this===this.pswp.currSlide&&this.pswp.dispatch("zoomPanUpdate",{slide:this})}zoomAndPanToInitial(){this.currZoomLevel=this.zoomLevels.initial,this.bounds.update(this.currZoomLevel),Ft(this.pan,this.bounds.center),this.pswp.dispatch("initialZoomPan",{slide:this})}_applyZoomTransform(e,t,i){i/=this.currentResolution||this.zoomLevels.initial,bs(this.container,e,t,i)}calculateSize(){let{pswp:e}=this;Ft(this.panAreaSize,ph(e.options,e.viewportSize,this.data,this.index)),this.zoomLevels.update(this.width,this.height,this.panAreaSize),e.dispatch("calcSlideSize",{slide:this})}getCurrentTransform(){let e=this.currZoomLevel/(this.currentResolution||this.zoomLevels.initial);return Wn(this.pan.x,this.pan.y,e)}_setResolution(e){e!==this.currentResolution&&(this.currentResolution=e,this.updateContentSize(),this.pswp.dispatch("resolutionChanged"))}},lm=.35,cm=.6,ih=.4,sh=.5;function hm(n,e){return n*e/(1-e)}var ka=class{constructor(e){this.gestures=e,this.pswp=e.pswp,this.startPan={x:0,y:0}}start(){this.pswp.currSlide&&Ft(this.startPan,this.pswp.currSlide.pan),this.pswp.animations.stopAll()}change(){let{p1:e,prevP1:t,dragAxis:i}=this.gestures,{currSlide:s}=this.pswp;if(i==="y"&&this.pswp.options.closeOnVerticalDrag&&s&&s.currZoomLevel<=s.zoomLevels.fit&&!this.gestures.isMultitouch){let r=s.pan.y+(e.y-t.y);if(!this.pswp.dispatch("verticalDrag",{panY:r}).defaultPrevented){this._setPanWithFriction("y",r,cm);let o=1-Math.abs(this._getVerticalDragRatio(s.pan.y));this.pswp.applyBgOpacity(o),s.applyCurrentZoomPan()}}else this._panOrMoveMainScroll("x")||(this._panOrMoveMainScroll("y"),s&&(ah(s.pan),s.applyCurrentZoomPan()))}end(){let{velocity:e}=this.gestures,{mainScroll:t,currSlide:i}=this.pswp,s=0;if(this.pswp.animations.stopAll(),t.isShifted()){let o=(t.x-t.getCurrSlideX())/this.pswp.viewportSize.x;e.x<-sh&&o<0||e.x<.1&&o<-.5?(s=1,e.x=Math.min(e.x,0)):(e.x>sh&&o>0||e.x>-.1&&o>.5)&&(s=-1,e.x=Math.max(e.x,0)),t.moveIndexBy(s,!0,e.x)}i&&i.currZoomLevel>i.zoomLevels.max||this.gestures.isMultitouch?this.gestures.zoomLevels.correctZoomPan(!0):(this._finishPanGestureForAxis("x"),this._finishPanGestureForAxis("y"))}_finishPanGestureForAxis(e){let{velocity:t}=this.gestures,{currSlide:i}=this.pswp;if(!i)return;let{pan:s,bounds:r}=i,o=s[e],l=this.pswp.bgOpacity<1&&e==="y",d=o+hm(t[e],.995);if(l){let P=this._getVerticalDragRatio(o),L=this._getVerticalDragRatio(d);if(P<0&&L<-ih||P>0&&L>ih){this.pswp.close();return}}let b=r.correctPan(e,d);if(o===b)return;let v=b===d?1:.82,y=this.pswp.bgOpacity,S=b-o;this.pswp.animations.startSpring({name:"panGesture"+e,isPan:!0,start:o,end:b,velocity:t[e],dampingRatio:v,onUpdate:P=>{if(l&&this.pswp.bgOpacity<1){let L=1-(b-P)/S;this.pswp.applyBgOpacity(jn(y+(1-y)*L,0,1))}s[e]=Math.floor(P),i.applyCurrentZoomPan()}})}_panOrMoveMainScroll(e){let{p1:t,dragAxis:i,prevP1:s,isMultitouch:r}=this.gestures,{currSlide:o,mainScroll:l}=this.pswp,c=t[e]-s[e],d=l.x+c;if(!c||!o)return!1;if(e==="x"&&!o.isPannable()&&!r)return l.moveTo(d,!0),!0;let{bounds:b}=o,v=o.pan[e]+c;if(this.pswp.options.allowPanToNext&&i==="x"&&e==="x"&&!r){let y=l.getCurrSlideX(),S=l.x-y,P=c>0,L=!P;if(v>b.min[e]&&P){if(b.min[e]<=this.startPan[e])return l.moveTo(d,!0),!0;this._setPanWithFriction(e,v)}else if(v<b.max[e]&&L){if(this.startPan[e]<=b.max[e])return l.moveTo(d,!0),!0;this._setPanWithFriction(e,v)}else if(S!==0){if(S>0)return l.moveTo(Math.max(d,y),!0),!0;if(S<0)return l.moveTo(Math.min(d,y),!0),!0}else this._setPanWithFriction(e,v)}else e==="y"?!l.isShifted()&&b.min.y!==b.max.y&&this._setPanWithFriction(e,v):this._setPanWithFriction(e,v);return!1}_getVerticalDragRatio(e){var t,i;return(e-((t=(i=this.pswp.currSlide)===null||i===void 0?void 0:i.bounds.center.y)!==null&&t!==void 0?t:0))/(this.pswp.viewportSize.y/3)}_setPanWithFriction(e,t,i){let{currSlide:s}=this.pswp;if(!s)return;let{pan:r,bounds:o}=s;if(o.correctPan(e,t)!==t||i){let c=Math.round(t-r[e]);r[e]+=c*(i||lm)}else r[e]=t}},pm=.05,dm=.15;function nh(n,e,t){return n.x=(e.x+t.x)/2,n.y=(e.y+t.y)/2,n}var Ea=class{constructor(e){this.gestures=e,this._startPan={x:0,y:0},this._startZoomPoint={x:0,y:0},this._zoomPoint={x:0,y:0},this._wasOverFitZoomLevel=!1,this._startZoomLevel=1}start(){let{currSlide:e}=this.gestures.pswp;e&&(this._startZoomLevel=e.currZoomLevel,Ft(this._startPan,e.pan)),this.gestures.pswp.animations.stopAllPan(),this._wasOverFitZoomLevel=!1}change(){let{p1:e,startP1:t,p2:i,startP2:s,pswp:r}=this.gestures,{currSlide:o}=r;if(!o)return;let l=o.zoomLevels.min,c=o.zoomLevels.max;if(!o.isZoomable()||r.mainScroll.isShifted())return;nh(this._startZoomPoint,t,s),nh(this._zoomPoint,e,i);let d=1/ya(t,s)*ya(e,i)*this._startZoomLevel;if(d>o.zoomLevels.initial+o.zoomLevels.initial/15&&(this._wasOverFitZoomLevel=!0),d<l)if(r.options.pinchToClose&&!this._wasOverFitZoomLevel&&this._startZoomLevel<=o.zoomLevels.initial){let b=1-(l-d)/(l/1.2);r.dispatch("pinchClose",{bgOpacity:b}).defaultPrevented||r.applyBgOpacity(b)}else d=l-(l-d)*dm;else d>c&&(d=c+(d-c)*pm);o.pan.x=this._calculatePanForZoomLevel("x",d),o.pan.y=this._calculatePanForZoomLevel("y",d),o.setZoomLevel(d),o.applyCurrentZoomPan()}end(){let{pswp:e}=this.gestures,{currSlide:t}=e;(!t||t.currZoomLevel<t.zoomLevels.initial)&&!this._wasOverFitZoomLevel&&e.options.pinchToClose?e.close():this.correctZoomPan()}_calculatePanForZoomLevel(e,t){let i=t/this._startZoomLevel;return this._zoomPoint[e]-(this._startZoomPoint[e]-this._startPan[e])*i}correctZoomPan(e){let{pswp:t}=this.gestures,{currSlide:i}=t;if(!(i!=null&&i.isZoomable()))return;this._zoomPoint.x===0&&(e=!0);let s=i.currZoomLevel,r,o=!0;s<i.zoomLevels.initial?r=i.zoomLevels.initial:s>i.zoomLevels.max?r=i.zoomLevels.max:(o=!1,r=s);let l=t.bgOpacity,c=t.bgOpacity<1,d=Ft({x:0,y:0},i.pan),b=Ft({x:0,y:0},d);e&&(this._zoomPoint.x=0,this._zoomPoint.y=0,this._startZoomPoint.x=0,this._startZoomPoint.y=0,this._startZoomLevel=s,Ft(this._startPan,d)),o&&(b={x:this._calculatePanForZoomLevel("x",r),y:this._calculatePanForZoomLevel("y",r)}),i.setZoomLevel(r),b={x:i.bounds.correctPan("x",b.x),y:i.bounds.correctPan("y",b.y)},i.setZoomLevel(s);let v=!Un(b,d);if(!v&&!o&&!c){i._setResolution(r),i.applyCurrentZoomPan();return}t.animations.stopAllPan(),t.animations.startSpring({isPan:!0,start:0,end:1e3,velocity:0,dampingRatio:1,naturalFrequency:40,onUpdate:y=>{if(y/=1e3,v||o){if(v&&(i.pan.x=d.x+(b.x-d.x)*y,i.pan.y=d.y+(b.y-d.y)*y),o){let S=s+(r-s)*y;i.setZoomLevel(S)}i.applyCurrentZoomPan()}c&&t.bgOpacity<1&&t.applyBgOpacity(jn(l+(1-l)*y,0,1))},onComplete:()=>{i._setResolution(r),i.applyCurrentZoomPan()}})}};function rh(n){return!!n.target.closest(".pswp__container")}var Pa=class{constructor(e){this.gestures=e}click(e,t){let i=t.target.classList,s=i.contains("pswp__img"),r=i.contains("pswp__item")||i.contains("pswp__zoom-wrap");s?this._doClickOrTapAction("imageClick",e,t):r&&this._doClickOrTapAction("bgClick",e,t)}tap(e,t){rh(t)&&this._doClickOrTapAction("tap",e,t)}doubleTap(e,t){rh(t)&&this._doClickOrTapAction("doubleTap",e,t)}_doClickOrTapAction(e,t,i){var s;let{pswp:r}=this.gestures,{currSlide:o}=r,l=e+"Action",c=r.options[l];if(!r.dispatch(l,{point:t,originalEvent:i}).defaultPrevented){if(typeof c=="function"){c.call(r,t,i);return}switch(c){case"close":case"next":r[c]();break;case"zoom":o?.toggleZoom(t);break;case"zoom-or-close":o!=null&&o.isZoomable()&&o.zoomLevels.secondary!==o.zoomLevels.initial?o.toggleZoom(t):r.options.clickToCloseNonZoomable&&r.close();break;case"toggle-controls":(s=this.gestures.pswp.element)===null||s===void 0||s.classList.toggle("pswp--ui-visible");break}}}},um=10,mm=300,fm=25,Ta=class{constructor(e){this.pswp=e,this.dragAxis=null,this.p1={x:0,y:0},this.p2={x:0,y:0},this.prevP1={x:0,y:0},this.prevP2={x:0,y:0},this.startP1={x:0,y:0},this.startP2={x:0,y:0},this.velocity={x:0,y:0},this._lastStartP1={x:0,y:0},this._intervalP1={x:0,y:0},this._numActivePoints=0,this._ongoingPointers=[],this._touchEventEnabled="ontouchstart"in window,this._pointerEventEnabled=!!window.PointerEvent,this.supportsTouch=this._touchEventEnabled||this._pointerEventEnabled&&navigator.maxTouchPoints>1,this._numActivePoints=0,this._intervalTime=0,this._velocityCalculated=!1,this.isMultitouch=!1,this.isDragging=!1,this.isZooming=!1,this.raf=null,this._tapTimer=null,this.supportsTouch||(e.options.allowPanToNext=!1),this.drag=new ka(this),this.zoomLevels=new Ea(this),this.tapHandler=new Pa(this),e.on("bindEvents",()=>{e.events.add(e.scrollWrap,"click",this._onClick.bind(this)),this._pointerEventEnabled?this._bindEvents("pointer","down","up","cancel"):this._touchEventEnabled?(this._bindEvents("touch","start","end","cancel"),e.scrollWrap&&(e.scrollWrap.ontouchmove=()=>{},e.scrollWrap.ontouchend=()=>{})):this._bindEvents("mouse","down","up")})}_bindEvents(e,t,i,s){let{pswp:r}=this,{events:o}=r,l=s?e+s:"";o.add(r.scrollWrap,e+t,this.onPointerDown.bind(this)),o.add(window,e+"move",this.onPointerMove.bind(this)),o.add(window,e+i,this.onPointerUp.bind(this)),l&&o.add(r.scrollWrap,l,this.onPointerUp.bind(this))}onPointerDown(e){let t=e.type==="mousedown"||e.pointerType==="mouse";if(t&&e.button>0)return;let{pswp:i}=this;if(!i.opener.isOpen){e.preventDefault();return}i.dispatch("pointerDown",{originalEvent:e}).defaultPrevented||(t&&(i.mouseDetected(),this._preventPointerEventBehaviour(e,"down")),i.animations.stopAll(),this._updatePoints(e,"down"),this._numActivePoints===1&&(this.dragAxis=null,Ft(this.startP1,this.p1)),this._numActivePoints>1?(this._clearTapTimer(),this.isMultitouch=!0):this.isMultitouch=!1)}onPointerMove(e){this._preventPointerEventBehaviour(e,"move"),this._numActivePoints&&(this._updatePoints(e,"move"),!this.pswp.dispatch("pointerMove",{originalEvent:e}).defaultPrevented&&(this._numActivePoints===1&&!this.isDragging?(this.dragAxis||this._calculateDragDirection(),this.dragAxis&&!this.isDragging&&(this.isZooming&&(this.isZooming=!1,this.zoomLevels.end()),this.isDragging=!0,this._clearTapTimer(),this._updateStartPoints(),this._intervalTime=Date.now(),this._velocityCalculated=!1,Ft(this._intervalP1,this.p1),this.velocity.x=0,this.velocity.y=0,this.drag.start(),this._rafStopLoop(),this._rafRenderLoop())):this._numActivePoints>1&&!this.isZooming&&(this._finishDrag(),this.isZooming=!0,this._updateStartPoints(),this.zoomLevels.start(),this._rafStopLoop(),this._rafRenderLoop())))}_finishDrag(){this.isDragging&&(this.isDragging=!1,this._velocityCalculated||this._updateVelocity(!0),this.drag.end(),this.dragAxis=null)}onPointerUp(e){this._numActivePoints&&(this._updatePoints(e,"up"),!this.pswp.dispatch("pointerUp",{originalEvent:e}).defaultPrevented&&(this._numActivePoints===0&&(this._rafStopLoop(),this.isDragging?this._finishDrag():!this.isZooming&&!this.isMultitouch&&this._finishTap(e)),this._numActivePoints<2&&this.isZooming&&(this.isZooming=!1,this.zoomLevels.end(),this._numActivePoints===1&&(this.dragAxis=null,this._updateStartPoints()))))}_rafRenderLoop(){(this.isDragging||this.isZooming)&&(this._updateVelocity(),this.isDragging?Un(this.p1,this.prevP1)||this.drag.change():(!Un(this.p1,this.prevP1)||!Un(this.p2,this.prevP2))&&this.zoomLevels.change(),this._updatePrevPoints(),this.raf=requestAnimationFrame(this._rafRenderLoop.bind(this)))}_updateVelocity(e){let t=Date.now(),i=t-this._intervalTime;i<50&&!e||(this.velocity.x=this._getVelocity("x",i),this.velocity.y=this._getVelocity("y",i),this._intervalTime=t,Ft(this._intervalP1,this.p1),this._velocityCalculated=!0)}_finishTap(e){let{mainScroll:t}=this.pswp;if(t.isShifted()){t.moveIndexBy(0,!0);return}if(e.type.indexOf("cancel")>0)return;if(e.type==="mouseup"||e.pointerType==="mouse"){this.tapHandler.click(this.startP1,e);return}let i=this.pswp.options.doubleTapAction?mm:0;this._tapTimer?(this._clearTapTimer(),ya(this._lastStartP1,this.startP1)<fm&&this.tapHandler.doubleTap(this.startP1,e)):(Ft(this._lastStartP1,this.startP1),this._tapTimer=setTimeout(()=>{this.tapHandler.tap(this.startP1,e),this._clearTapTimer()},i))}_clearTapTimer(){this._tapTimer&&(clearTimeout(this._tapTimer),this._tapTimer=null)}_getVelocity(e,t){let i=this.p1[e]-this._intervalP1[e];return Math.abs(i)>1&&t>5?i/t:0}_rafStopLoop(){this.raf&&(cancelAnimationFrame(this.raf),this.raf=null)}_preventPointerEventBehaviour(e,t){this.pswp.applyFilters("preventPointerEvent",!0,e,t)&&e.preventDefault()}_updatePoints(e,t){if(this._pointerEventEnabled){let i=e,s=this._ongoingPointers.findIndex(r=>r.id===i.pointerId);t==="up"&&s>-1?this._ongoingPointers.splice(s,1):t==="down"&&s===-1?this._ongoingPointers.push(this._convertEventPosToPoint(i,{x:0,y:0})):s>-1&&this._convertEventPosToPoint(i,this._ongoingPointers[s]),this._numActivePoints=this._ongoingPointers.length,this._numActivePoints>0&&Ft(this.p1,this._ongoingPointers[0]),this._numActivePoints>1&&Ft(this.p2,this._ongoingPointers[1])}else{let i=e;this._numActivePoints=0,i.type.indexOf("touch")>-1?i.touches&&i.touches.length>0&&(this._convertEventPosToPoint(i.touches[0],this.p1),this._numActivePoints++,i.touches.length>1&&(this._convertEventPosToPoint(i.touches[1],this.p2),this._numActivePoints++)):(this._convertEventPosToPoint(e,this.p1),t==="up"?this._numActivePoints=0:this._numActivePoints++)}}_updatePrevPoints(){Ft(this.prevP1,this.p1),Ft(this.prevP2,this.p2)}_updateStartPoints(){Ft(this.startP1,this.p1),Ft(this.startP2,this.p2),this._updatePrevPoints()}_calculateDragDirection(){if(this.pswp.mainScroll.isShifted())this.dragAxis="x";else{let e=Math.abs(this.p1.x-this.startP1.x)-Math.abs(this.p1.y-this.startP1.y);if(e!==0){let t=e>0?"x":"y";Math.abs(this.p1[t]-this.startP1[t])>=um&&(this.dragAxis=t)}}}_convertEventPosToPoint(e,t){return t.x=e.pageX-this.pswp.offset.x,t.y=e.pageY-this.pswp.offset.y,"pointerId"in e?t.id=e.pointerId:e.identifier!==void 0&&(t.id=e.identifier),t}_onClick(e){this.pswp.mainScroll.isShifted()&&(e.preventDefault(),e.stopPropagation())}},gm=.35,Aa=class{constructor(e){this.pswp=e,this.x=0,this.slideWidth=0,this._currPositionIndex=0,this._prevPositionIndex=0,this._containerShiftIndex=-1,this.itemHolders=[]}resize(e){let{pswp:t}=this,i=Math.round(t.viewportSize.x+t.viewportSize.x*t.options.spacing),s=i!==this.slideWidth;s&&(this.slideWidth=i,this.moveTo(this.getCurrSlideX())),this.itemHolders.forEach((r,o)=>{s&&bs(r.el,(o+this._containerShiftIndex)*this.slideWidth),e&&r.slide&&r.slide.resize()})}resetPosition(){this._currPositionIndex=0,this._prevPositionIndex=0,this.slideWidth=0,this._containerShiftIndex=-1}appendHolders(){this.itemHolders=[];for(let e=0;e<3;e++){let t=Se("pswp__item","div",this.pswp.container);t.setAttribute("role","group"),t.setAttribute("aria-roledescription","slide"),t.setAttribute("aria-hidden","true"),t.style.display=e===1?"block":"none",this.itemHolders.push({el:t})}}canBeSwiped(){return this.pswp.getNumItems()>1}moveIndexBy(e,t,i){let{pswp:s}=this,r=s.potentialIndex+e,o=s.getNumItems();if(s.canLoop()){r=s.getLoopedIndex(r);let c=(e+o)%o;c<=o/2?e=c:e=c-o}else r<0?r=0:r>=o&&(r=o-1),e=r-s.potentialIndex;s.potentialIndex=r,this._currPositionIndex-=e,s.animations.stopMainScroll();let l=this.getCurrSlideX();if(!t)this.moveTo(l),this.updateCurrItem();else{s.animations.startSpring({isMainScroll:!0,start:this.x,end:l,velocity:i||0,naturalFrequency:30,dampingRatio:1,onUpdate:d=>{this.moveTo(d)},onComplete:()=>{this.updateCurrItem(),s.appendHeavy()}});let c=s.potentialIndex-s.currIndex;if(s.canLoop()){let d=(c+o)%o;d<=o/2?c=d:c=d-o}Math.abs(c)>1&&this.updateCurrItem()}return!!e}getCurrSlideX(){return this.slideWidth*this._currPositionIndex}isShifted(){return this.x!==this.getCurrSlideX()}updateCurrItem(){var e;let{pswp:t}=this,i=this._prevPositionIndex-this._currPositionIndex;if(!i)return;this._prevPositionIndex=this._currPositionIndex,t.currIndex=t.potentialIndex;let s=Math.abs(i),r;s>=3&&(this._containerShiftIndex+=i+(i>0?-3:3),s=3,this.itemHolders.forEach(o=>{var l;(l=o.slide)===null||l===void 0||l.destroy(),o.slide=void 0}));for(let o=0;o<s;o++)i>0?(r=this.itemHolders.shift(),r&&(this.itemHolders[2]=r,this._containerShiftIndex++,bs(r.el,(this._containerShiftIndex+2)*this.slideWidth),t.setContent(r,t.currIndex-s+o+2))):(r=this.itemHolders.pop(),r&&(this.itemHolders.unshift(r),this._containerShiftIndex--,bs(r.el,this._containerShiftIndex*this.slideWidth),t.setContent(r,t.currIndex+s-o-2)));Math.abs(this._containerShiftIndex)>50&&!this.isShifted()&&(this.resetPosition(),this.resize()),t.animations.stopAllPan(),this.itemHolders.forEach((o,l)=>{o.slide&&o.slide.setIsActive(l===1)}),t.currSlide=(e=this.itemHolders[1])===null||e===void 0?void 0:e.slide,t.contentLoader.updateLazy(i),t.currSlide&&t.currSlide.applyCurrentZoomPan(),t.dispatch("change")}moveTo(e,t){if(!this.pswp.canLoop()&&t){let i=(this.slideWidth*this._currPositionIndex-e)/this.slideWidth;i+=this.pswp.currIndex;let s=Math.round(e-this.x);(i<0&&s>0||i>=this.pswp.getNumItems()-1&&s<0)&&(e=this.x+s*gm)}this.x=e,this.pswp.container&&bs(this.pswp.container,e),this.pswp.dispatch("moveMainScroll",{x:e,dragging:t??!1})}},vm={Escape:27,z:90,ArrowLeft:37,ArrowUp:38,ArrowRight:39,ArrowDown:40,Tab:9},ws=(n,e)=>e?n:vm[n],Ca=class{constructor(e){this.pswp=e,this._wasFocused=!1,e.on("bindEvents",()=>{e.options.trapFocus&&(e.options.initialPointerPos||this._focusRoot(),e.events.add(document,"focusin",this._onFocusIn.bind(this))),e.events.add(document,"keydown",this._onKeyDown.bind(this))});let t=document.activeElement;e.on("destroy",()=>{e.options.returnFocus&&t&&this._wasFocused&&t.focus()})}_focusRoot(){!this._wasFocused&&this.pswp.element&&(this.pswp.element.focus(),this._wasFocused=!0)}_onKeyDown(e){let{pswp:t}=this;if(t.dispatch("keydown",{originalEvent:e}).defaultPrevented||om(e))return;let i,s,r=!1,o="key"in e;switch(o?e.key:e.keyCode){case ws("Escape",o):t.options.escKey&&(i="close");break;case ws("z",o):i="toggleZoom";break;case ws("ArrowLeft",o):s="x";break;case ws("ArrowUp",o):s="y";break;case ws("ArrowRight",o):s="x",r=!0;break;case ws("ArrowDown",o):r=!0,s="y";break;case ws("Tab",o):this._focusRoot();break}if(s){e.preventDefault();let{currSlide:l}=t;t.options.arrowKeys&&s==="x"&&t.getNumItems()>1?i=r?"next":"prev":l&&l.currZoomLevel>l.zoomLevels.fit&&(l.pan[s]+=r?-80:80,l.panTo(l.pan.x,l.pan.y))}i&&(e.preventDefault(),t[i]())}_onFocusIn(e){let{template:t}=this.pswp;t&&document!==e.target&&t!==e.target&&!t.contains(e.target)&&t.focus()}},wm="cubic-bezier(.4,0,.22,1)",La=class{constructor(e){var t;this.props=e;let{target:i,onComplete:s,transform:r,onFinish:o=()=>{},duration:l=333,easing:c=wm}=e;this.onFinish=o;let d=r?"transform":"opacity",b=(t=e[d])!==null&&t!==void 0?t:"";this._target=i,this._onComplete=s,this._finished=!1,this._onTransitionEnd=this._onTransitionEnd.bind(this),this._helperTimeout=setTimeout(()=>{lh(i,d,l,c),this._helperTimeout=setTimeout(()=>{i.addEventListener("transitionend",this._onTransitionEnd,!1),i.addEventListener("transitioncancel",this._onTransitionEnd,!1),this._helperTimeout=setTimeout(()=>{this._finalizeAnimation()},l+500),i.style[d]=b},30)},0)}_onTransitionEnd(e){e.target===this._target&&this._finalizeAnimation()}_finalizeAnimation(){this._finished||(this._finished=!0,this.onFinish(),this._onComplete&&this._onComplete())}destroy(){this._helperTimeout&&clearTimeout(this._helperTimeout),nm(this._target),this._target.removeEventListener("transitionend",this._onTransitionEnd,!1),this._target.removeEventListener("transitioncancel",this._onTransitionEnd,!1),this._finished||this._finalizeAnimation()}},bm=12,ym=.75,Ma=class{constructor(e,t,i){this.velocity=e*1e3,this._dampingRatio=t||ym,this._naturalFrequency=i||bm,this._dampedFrequency=this._naturalFrequency,this._dampingRatio<1&&(this._dampedFrequency*=Math.sqrt(1-this._dampingRatio*this._dampingRatio))}easeFrame(e,t){let i=0,s;t/=1e3;let r=Math.E**(-this._dampingRatio*this._naturalFrequency*t);if(this._dampingRatio===1)s=this.velocity+this._naturalFrequency*e,i=(e+s*t)*r,this.velocity=i*-this._naturalFrequency+s*r;else if(this._dampingRatio<1){s=1/this._dampedFrequency*(this._dampingRatio*this._naturalFrequency*e+this.velocity);let o=Math.cos(this._dampedFrequency*t),l=Math.sin(this._dampedFrequency*t);i=r*(e*o+s*l),this.velocity=i*-this._naturalFrequency*this._dampingRatio+r*(-this._dampedFrequency*e*l+this._dampedFrequency*s*o)}return i}},Ra=class{constructor(e){this.props=e,this._raf=0;let{start:t,end:i,velocity:s,onUpdate:r,onComplete:o,onFinish:l=()=>{},dampingRatio:c,naturalFrequency:d}=e;this.onFinish=l;let b=new Ma(s,c,d),v=Date.now(),y=t-i,S=()=>{this._raf&&(y=b.easeFrame(y,Date.now()-v),Math.abs(y)<1&&Math.abs(b.velocity)<50?(r(i),o&&o(),this.onFinish()):(v=Date.now(),r(y+i),this._raf=requestAnimationFrame(S)))};this._raf=requestAnimationFrame(S)}destroy(){this._raf>=0&&cancelAnimationFrame(this._raf),this._raf=0}},za=class{constructor(){this.activeAnimations=[]}startSpring(e){this._start(e,!0)}startTransition(e){this._start(e)}_start(e,t){let i=t?new Ra(e):new La(e);return this.activeAnimations.push(i),i.onFinish=()=>this.stop(i),i}stop(e){e.destroy();let t=this.activeAnimations.indexOf(e);t>-1&&this.activeAnimations.splice(t,1)}stopAll(){this.activeAnimations.forEach(e=>{e.destroy()}),this.activeAnimations=[]}stopAllPan(){this.activeAnimations=this.activeAnimations.filter(e=>e.props.isPan?(e.destroy(),!1):!0)}stopMainScroll(){this.activeAnimations=this.activeAnimations.filter(e=>e.props.isMainScroll?(e.destroy(),!1):!0)}isPanRunning(){return this.activeAnimations.some(e=>e.props.isPan)}},Ia=class{constructor(e){this.pswp=e,e.events.add(e.element,"wheel",this._onWheel.bind(this))}_onWheel(e){e.preventDefault();let{currSlide:t}=this.pswp,{deltaX:i,deltaY:s}=e;if(t&&!this.pswp.dispatch("wheel",{originalEvent:e}).defaultPrevented)if(e.ctrlKey||this.pswp.options.wheelToZoom){if(t.isZoomable()){let r=-s;e.deltaMode===1?r*=.05:r*=e.deltaMode?1:.002,r=2**r;let o=t.currZoomLevel*r;t.zoomTo(o,{x:e.clientX,y:e.clientY})}}else t.isPannable()&&(e.deltaMode===1&&(i*=18,s*=18),t.panTo(t.pan.x-i,t.pan.y-s))}};function _m(n){if(typeof n=="string")return n;if(!n||!n.isCustomSVG)return"";let e=n,t='<svg aria-hidden="true" class="pswp__icn" viewBox="0 0 %d %d" width="%d" height="%d">';return t=t.split("%d").join(e.size||32),e.outlineID&&(t+='<use class="pswp__icn-shadow" xlink:href="#'+e.outlineID+'"/>'),t+=e.inner,t+="</svg>",t}var Da=class{constructor(e,t){var i;let s=t.name||t.className,r=t.html;if(e.options[s]===!1)return;typeof e.options[s+"SVG"]=="string"&&(r=e.options[s+"SVG"]),e.dispatch("uiElementCreate",{data:t});let o="";t.isButton?(o+="pswp__button ",o+=t.className||`pswp__button--${t.name}`):o+=t.className||`pswp__${t.name}`;let l=t.isButton?t.tagName||"button":t.tagName||"div";l=l.toLowerCase();let c=Se(o,l);if(t.isButton){l==="button"&&(c.type="button");let{title:v}=t,{ariaLabel:y}=t;typeof e.options[s+"Title"]=="string"&&(v=e.options[s+"Title"]),v&&(c.title=v);let S=y||v;S&&c.setAttribute("aria-label",S)}c.innerHTML=_m(r),t.onInit&&t.onInit(c,e),t.onClick&&(c.onclick=v=>{typeof t.onClick=="string"?e[t.onClick]():typeof t.onClick=="function"&&t.onClick(v,c,e)});let d=t.appendTo||"bar",b=e.element;d==="bar"?(e.topBar||(e.topBar=Se("pswp__top-bar pswp__hide-on-close","div",e.scrollWrap)),b=e.topBar):(c.classList.add("pswp__hide-on-close"),d==="wrapper"&&(b=e.scrollWrap)),(i=b)===null||i===void 0||i.appendChild(e.applyFilters("uiElement",c,t))}};function dh(n,e,t){n.classList.add("pswp__button--arrow"),n.setAttribute("aria-controls","pswp__items"),e.on("change",()=>{e.options.loop||(t?n.disabled=!(e.currIndex<e.getNumItems()-1):n.disabled=!(e.currIndex>0))})}var xm={name:"arrowPrev",className:"pswp__button--arrow--prev",title:"Previous",order:10,isButton:!0,appendTo:"wrapper",html:{isCustomSVG:!0,size:60,inner:'<path d="M29 43l-3 3-16-16 16-16 3 3-13 13 13 13z" id="pswp__icn-arrow"/>',outlineID:"pswp__icn-arrow"},onClick:"prev",onInit:dh},$m={name:"arrowNext",className:"pswp__button--arrow--next",title:"Next",order:11,isButton:!0,appendTo:"wrapper",html:{isCustomSVG:!0,size:60,inner:'<use xlink:href="#pswp__icn-arrow"/>',outlineID:"pswp__icn-arrow"},onClick:"next",onInit:(n,e)=>{dh(n,e,!0)}},Sm={name:"close",title:"Close",order:20,isButton:!0,html:{isCustomSVG:!0,inner:'<path d="M24 10l-2-2-6 6-6-6-2 2 6 6-6 6 2 2 6-6 6 6 2-2-6-6z" id="pswp__icn-close"/>',outlineID:"pswp__icn-close"},onClick:"close"},km={name:"zoom",title:"Zoom",order:10,isButton:!0,html:{isCustomSVG:!0,inner:'<path d="M17.426 19.926a6 6 0 1 1 1.5-1.5L23 22.5 21.5 24l-4.074-4.074z" id="pswp__icn-zoom"/><path fill="currentColor" class="pswp__zoom-icn-bar-h" d="M11 16v-2h6v2z"/><path fill="currentColor" class="pswp__zoom-icn-bar-v" d="M13 12h2v6h-2z"/>',outlineID:"pswp__icn-zoom"},onClick:"toggleZoom"},Em={name:"preloader",appendTo:"bar",order:7,html:{isCustomSVG:!0,inner:'<path fill-rule="evenodd" clip-rule="evenodd" d="M21.2 16a5.2 5.2 0 1 1-5.2-5.2V8a8 8 0 1 0 8 8h-2.8Z" id="pswp__icn-loading"/>',outlineID:"pswp__icn-loading"},onInit:(n,e)=>{let t,i=null,s=(l,c)=>{n.classList.toggle("pswp__preloader--"+l,c)},r=l=>{t!==l&&(t=l,s("active",l))},o=()=>{var l;if(!((l=e.currSlide)!==null&&l!==void 0&&l.content.isLoading())){r(!1),i&&(clearTimeout(i),i=null);return}i||(i=setTimeout(()=>{var c;r(!!(!((c=e.currSlide)===null||c===void 0)&&c.content.isLoading())),i=null},e.options.preloaderDelay))};e.on("change",o),e.on("loadComplete",l=>{e.currSlide===l.slide&&o()}),e.ui&&(e.ui.updatePreloaderVisibility=o)}},Pm={name:"counter",order:5,onInit:(n,e)=>{e.on("change",()=>{n.innerText=e.currIndex+1+e.options.indexIndicatorSep+e.getNumItems()})}};function oh(n,e){n.classList.toggle("pswp--zoomed-in",e)}var Oa=class{constructor(e){this.pswp=e,this.isRegistered=!1,this.uiElementsData=[],this.items=[],this.updatePreloaderVisibility=()=>{},this._lastUpdatedZoomLevel=void 0}init(){let{pswp:e}=this;this.isRegistered=!1,this.uiElementsData=[Sm,xm,$m,km,Em,Pm],e.dispatch("uiRegister"),this.uiElementsData.sort((t,i)=>(t.order||0)-(i.order||0)),this.items=[],this.isRegistered=!0,this.uiElementsData.forEach(t=>{this.registerElement(t)}),e.on("change",()=>{var t;(t=e.element)===null||t===void 0||t.classList.toggle("pswp--one-slide",e.getNumItems()===1)}),e.on("zoomPanUpdate",()=>this._onZoomPanUpdate())}registerElement(e){this.isRegistered?this.items.push(new Da(this.pswp,e)):this.uiElementsData.push(e)}_onZoomPanUpdate(){let{template:e,currSlide:t,options:i}=this.pswp;if(this.pswp.opener.isClosing||!e||!t)return;let{currZoomLevel:s}=t;if(this.pswp.opener.isOpen||(s=t.zoomLevels.initial),s===this._lastUpdatedZoomLevel)return;this._lastUpdatedZoomLevel=s;let r=t.zoomLevels.initial-t.zoomLevels.secondary;if(Math.abs(r)<.01||!t.isZoomable()){oh(e,!1),e.classList.remove("pswp--zoom-allowed");return}e.classList.add("pswp--zoom-allowed");let o=s===t.zoomLevels.initial?t.zoomLevels.secondary:t.zoomLevels.initial;oh(e,o<=s),(i.imageClickAction==="zoom"||i.imageClickAction==="zoom-or-close")&&e.classList.add("pswp--click-to-zoom")}};function Tm(n){let e=n.getBoundingClientRect();return{x:e.left,y:e.top,w:e.width}}function Am(n,e,t){let i=n.getBoundingClientRect(),s=i.width/e,r=i.height/t,o=s>r?s:r,l=(i.width-e*o)/2,c=(i.height-t*o)/2,d={x:i.left+l,y:i.top+c,w:e*o};return d.innerRect={w:i.width,h:i.height,x:l,y:c},d}function Cm(n,e,t){let i=t.dispatch("thumbBounds",{index:n,itemData:e,instance:t});if(i.thumbBounds)return i.thumbBounds;let{element:s}=e,r,o;if(s&&t.options.thumbSelector!==!1){let l=t.options.thumbSelector||"img";o=s.matches(l)?s:s.querySelector(l)}return o=t.applyFilters("thumbEl",o,e,n),o&&(e.thumbCropped?r=Am(o,e.width||e.w||0,e.height||e.h||0):r=Tm(o)),t.applyFilters("thumbBounds",r,e,n)}var Na=class{constructor(e,t){this.type=e,this.defaultPrevented=!1,t&&Object.assign(this,t)}preventDefault(){this.defaultPrevented=!0}},Fa=class{constructor(){this._listeners={},this._filters={},this.pswp=void 0,this.options=void 0}addFilter(e,t,i=100){var s,r,o;this._filters[e]||(this._filters[e]=[]),(s=this._filters[e])===null||s===void 0||s.push({fn:t,priority:i}),(r=this._filters[e])===null||r===void 0||r.sort((l,c)=>l.priority-c.priority),(o=this.pswp)===null||o===void 0||o.addFilter(e,t,i)}removeFilter(e,t){this._filters[e]&&(this._filters[e]=this._filters[e].filter(i=>i.fn!==t)),this.pswp&&this.pswp.removeFilter(e,t)}applyFilters(e,...t){var i;return(i=this._filters[e])===null||i===void 0||i.forEach(s=>{t[0]=s.fn.apply(this,t)}),t[0]}on(e,t){var i,s;this._listeners[e]||(this._listeners[e]=[]),(i=this._listeners[e])===null||i===void 0||i.push(t),(s=this.pswp)===null||s===void 0||s.on(e,t)}off(e,t){var i;this._listeners[e]&&(this._listeners[e]=this._listeners[e].filter(s=>t!==s)),(i=this.pswp)===null||i===void 0||i.off(e,t)}dispatch(e,t){var i;if(this.pswp)return this.pswp.dispatch(e,t);let s=new Na(e,t);return(i=this._listeners[e])===null||i===void 0||i.forEach(r=>{r.call(this,s)}),s}},Ha=class{constructor(e,t){if(this.element=Se("pswp__img pswp__img--placeholder",e?"img":"div",t),e){let i=this.element;i.decoding="async",i.alt="",i.src=e,i.setAttribute("role","presentation")}this.element.setAttribute("aria-hidden","true")}setDisplayedSize(e,t){this.element&&(this.element.tagName==="IMG"?(_a(this.element,250,"auto"),this.element.style.transformOrigin="0 0",this.element.style.transform=Wn(0,0,e/250)):_a(this.element,e,t))}destroy(){var e;(e=this.element)!==null&&e!==void 0&&e.parentNode&&this.element.remove(),this.element=null}},Ba=class{constructor(e,t,i){this.instance=t,this.data=e,this.index=i,this.element=void 0,this.placeholder=void 0,this.slide=void 0,this.displayedImageWidth=0,this.displayedImageHeight=0,this.width=Number(this.data.w)||Number(this.data.width)||0,this.height=Number(this.data.h)||Number(this.data.height)||0,this.isAttached=!1,this.hasSlide=!1,this.isDecoding=!1,this.state=Ie.IDLE,this.data.type?this.type=this.data.type:this.data.src?this.type="image":this.type="html",this.instance.dispatch("contentInit",{content:this})}removePlaceholder(){this.placeholder&&!this.keepPlaceholder()&&setTimeout(()=>{this.placeholder&&(this.placeholder.destroy(),this.placeholder=void 0)},1e3)}load(e,t){if(this.slide&&this.usePlaceholder())if(this.placeholder){let i=this.placeholder.element;i&&!i.parentElement&&this.slide.container.prepend(i)}else{let i=this.instance.applyFilters("placeholderSrc",this.data.msrc&&this.slide.isFirstSlide?this.data.msrc:!1,this);this.placeholder=new Ha(i,this.slide.container)}this.element&&!t||this.instance.dispatch("contentLoad",{content:this,isLazy:e}).defaultPrevented||(this.isImageContent()?(this.element=Se("pswp__img","img"),this.displayedImageWidth&&this.loadImage(e)):(this.element=Se("pswp__content","div"),this.element.innerHTML=this.data.html||""),t&&this.slide&&this.slide.updateContentSize(!0))}loadImage(e){var t,i;if(!this.isImageContent()||!this.element||this.instance.dispatch("contentLoadImage",{content:this,isLazy:e}).defaultPrevented)return;let s=this.element;this.updateSrcsetSizes(),this.data.srcset&&(s.srcset=this.data.srcset),s.src=(t=this.data.src)!==null&&t!==void 0?t:"",s.alt=(i=this.data.alt)!==null&&i!==void 0?i:"",this.state=Ie.LOADING,s.complete?this.onLoaded():(s.onload=()=>{this.onLoaded()},s.onerror=()=>{this.onError()})}setSlide(e){this.slide=e,this.hasSlide=!0,this.instance=e.pswp}onLoaded(){this.state=Ie.LOADED,this.slide&&this.element&&(this.instance.dispatch("loadComplete",{slide:this.slide,content:this}),this.slide.isActive&&this.slide.heavyAppended&&!this.element.parentNode&&(this.append(),this.slide.updateContentSize(!0)),(this.state===Ie.LOADED||this.state===Ie.ERROR)&&this.removePlaceholder())}onError(){this.state=Ie.ERROR,this.slide&&(this.displayError(),this.instance.dispatch("loadComplete",{slide:this.slide,isError:!0,content:this}),this.instance.dispatch("loadError",{slide:this.slide,content:this}))}isLoading(){return this.instance.applyFilters("isContentLoading",this.state===Ie.LOADING,this)}isError(){return this.state===Ie.ERROR}isImageContent(){return this.type==="image"}setDisplayedSize(e,t){if(this.element&&(this.placeholder&&this.placeholder.setDisplayedSize(e,t),!this.instance.dispatch("contentResize",{content:this,width:e,height:t}).defaultPrevented&&(_a(this.element,e,t),this.isImageContent()&&!this.isError()))){let i=!this.displayedImageWidth&&e;this.displayedImageWidth=e,this.displayedImageHeight=t,i?this.loadImage(!1):this.updateSrcsetSizes(),this.slide&&this.instance.dispatch("imageSizeChange",{slide:this.slide,width:e,height:t,content:this})}}isZoomable(){return this.instance.applyFilters("isContentZoomable",this.isImageContent()&&this.state!==Ie.ERROR,this)}updateSrcsetSizes(){if(!this.isImageContent()||!this.element||!this.data.srcset)return;let e=this.element,t=this.instance.applyFilters("srcsetSizesWidth",this.displayedImageWidth,this);(!e.dataset.largestUsedSize||t>parseInt(e.dataset.largestUsedSize,10))&&(e.sizes=t+"px",e.dataset.largestUsedSize=String(t))}usePlaceholder(){return this.instance.applyFilters("useContentPlaceholder",this.isImageContent(),this)}lazyLoad(){this.instance.dispatch("contentLazyLoad",{content:this}).defaultPrevented||this.load(!0)}keepPlaceholder(){return this.instance.applyFilters("isKeepingPlaceholder",this.isLoading(),this)}destroy(){this.hasSlide=!1,this.slide=void 0,!this.instance.dispatch("contentDestroy",{content:this}).defaultPrevented&&(this.remove(),this.placeholder&&(this.placeholder.destroy(),this.placeholder=void 0),this.isImageContent()&&this.element&&(this.element.onload=null,this.element.onerror=null,this.element=void 0))}displayError(){if(this.slide){var e,t;let i=Se("pswp__error-msg","div");i.innerText=(e=(t=this.instance.options)===null||t===void 0?void 0:t.errorMsg)!==null&&e!==void 0?e:"",i=this.instance.applyFilters("contentErrorElement",i,this),this.element=Se("pswp__content pswp__error-msg-container","div"),this.element.appendChild(i),this.slide.container.innerText="",this.slide.container.appendChild(this.element),this.slide.updateContentSize(!0),this.removePlaceholder()}}append(){if(this.isAttached||!this.element)return;if(this.isAttached=!0,this.state===Ie.ERROR){this.displayError();return}if(this.instance.dispatch("contentAppend",{content:this}).defaultPrevented)return;let e="decode"in this.element;this.isImageContent()?e&&this.slide&&(!this.slide.isActive||th())?(this.isDecoding=!0,this.element.decode().catch(()=>{}).finally(()=>{this.isDecoding=!1,this.appendImage()})):this.appendImage():this.slide&&!this.element.parentNode&&this.slide.container.appendChild(this.element)}activate(){this.instance.dispatch("contentActivate",{content:this}).defaultPrevented||!this.slide||(this.isImageContent()&&this.isDecoding&&!th()?this.appendImage():this.isError()&&this.load(!1,!0),this.slide.holderElement&&this.slide.holderElement.setAttribute("aria-hidden","false"))}deactivate(){this.instance.dispatch("contentDeactivate",{content:this}),this.slide&&this.slide.holderElement&&this.slide.holderElement.setAttribute("aria-hidden","true")}remove(){this.isAttached=!1,!this.instance.dispatch("contentRemove",{content:this}).defaultPrevented&&(this.element&&this.element.parentNode&&this.element.remove(),this.placeholder&&this.placeholder.element&&this.placeholder.element.remove())}appendImage(){this.isAttached&&(this.instance.dispatch("contentAppendImage",{content:this}).defaultPrevented||(this.slide&&this.element&&!this.element.parentNode&&this.slide.container.appendChild(this.element),(this.state===Ie.LOADED||this.state===Ie.ERROR)&&this.removePlaceholder()))}},Lm=5;function uh(n,e,t){let i=e.createContentFromData(n,t),s,{options:r}=e;if(r){s=new Or(r,n,-1);let o;e.pswp?o=e.pswp.viewportSize:o=hh(r,e);let l=ph(r,o,n,t);s.update(i.width,i.height,l)}return i.lazyLoad(),s&&i.setDisplayedSize(Math.ceil(i.width*s.initial),Math.ceil(i.height*s.initial)),i}function Mm(n,e){let t=e.getItemData(n);if(!e.dispatch("lazyLoadSlide",{index:n,itemData:t}).defaultPrevented)return uh(t,e,n)}var Va=class{constructor(e){this.pswp=e,this.limit=Math.max(e.options.preload[0]+e.options.preload[1]+1,Lm),this._cachedItems=[]}updateLazy(e){let{pswp:t}=this;if(t.dispatch("lazyLoad").defaultPrevented)return;let{preload:i}=t.options,s=e===void 0?!0:e>=0,r;for(r=0;r<=i[1];r++)this.loadSlideByIndex(t.currIndex+(s?r:-r));for(r=1;r<=i[0];r++)this.loadSlideByIndex(t.currIndex+(s?-r:r))}loadSlideByIndex(e){let t=this.pswp.getLoopedIndex(e),i=this.getContentByIndex(t);i||(i=Mm(t,this.pswp),i&&this.addToCache(i))}getContentBySlide(e){let t=this.getContentByIndex(e.index);return t||(t=this.pswp.createContentFromData(e.data,e.index),this.addToCache(t)),t.setSlide(e),t}addToCache(e){if(this.removeByIndex(e.index),this._cachedItems.push(e),this._cachedItems.length>this.limit){let t=this._cachedItems.findIndex(i=>!i.isAttached&&!i.hasSlide);t!==-1&&this._cachedItems.splice(t,1)[0].destroy()}}removeByIndex(e){let t=this._cachedItems.findIndex(i=>i.index===e);t!==-1&&this._cachedItems.splice(t,1)}getContentByIndex(e){return this._cachedItems.find(t=>t.index===e)}destroy(){this._cachedItems.forEach(e=>e.destroy()),this._cachedItems=[]}},Ua=class extends Fa{getNumItems(){var e;let t=0,i=(e=this.options)===null||e===void 0?void 0:e.dataSource;i&&"length"in i?t=i.length:i&&"gallery"in i&&(i.items||(i.items=this._getGalleryDOMElements(i.gallery)),i.items&&(t=i.items.length));let s=this.dispatch("numItems",{dataSource:i,numItems:t});return this.applyFilters("numItems",s.numItems,i)}createContentFromData(e,t){return new Ba(e,this,t)}getItemData(e){var t;let i=(t=this.options)===null||t===void 0?void 0:t.dataSource,s={};Array.isArray(i)?s=i[e]:i&&"gallery"in i&&(i.items||(i.items=this._getGalleryDOMElements(i.gallery)),s=i.items[e]);let r=s;r instanceof Element&&(r=this._domElementToItemData(r));let o=this.dispatch("itemData",{itemData:r||{},index:e});return this.applyFilters("itemData",o.itemData,e)}_getGalleryDOMElements(e){var t,i;return(t=this.options)!==null&&t!==void 0&&t.children||(i=this.options)!==null&&i!==void 0&&i.childSelector?am(this.options.children,this.options.childSelector,e)||[]:[e]}_domElementToItemData(e){let t={element:e},i=e.tagName==="A"?e:e.querySelector("a");if(i){t.src=i.dataset.pswpSrc||i.href,i.dataset.pswpSrcset&&(t.srcset=i.dataset.pswpSrcset),t.width=i.dataset.pswpWidth?parseInt(i.dataset.pswpWidth,10):0,t.height=i.dataset.pswpHeight?parseInt(i.dataset.pswpHeight,10):0,t.w=t.width,t.h=t.height,i.dataset.pswpType&&(t.type=i.dataset.pswpType);let r=e.querySelector("img");if(r){var s;t.msrc=r.currentSrc||r.src,t.alt=(s=r.getAttribute("alt"))!==null&&s!==void 0?s:""}(i.dataset.pswpCropped||i.dataset.cropped)&&(t.thumbCropped=!0)}return this.applyFilters("domItemData",t,e,i)}lazyLoadData(e,t){return uh(e,this,t)}},Bn=.003,Wa=class{constructor(e){this.pswp=e,this.isClosed=!0,this.isOpen=!1,this.isClosing=!1,this.isOpening=!1,this._duration=void 0,this._useAnimation=!1,this._croppedZoom=!1,this._animateRootOpacity=!1,this._animateBgOpacity=!1,this._placeholder=void 0,this._opacityElement=void 0,this._cropContainer1=void 0,this._cropContainer2=void 0,this._thumbBounds=void 0,this._prepareOpen=this._prepareOpen.bind(this),e.on("firstZoomPan",this._prepareOpen)}open(){this._prepareOpen(),this._start()}close(){if(this.isClosed||this.isClosing||this.isOpening)return;let e=this.pswp.currSlide;this.isOpen=!1,this.isOpening=!1,this.isClosing=!0,this._duration=this.pswp.options.hideAnimationDuration,e&&e.currZoomLevel*e.width>=this.pswp.options.maxWidthToAnimate&&(this._duration=0),this._applyStartProps(),setTimeout(()=>{this._start()},this._croppedZoom?30:0)}_prepareOpen(){if(this.pswp.off("firstZoomPan",this._prepareOpen),!this.isOpening){let e=this.pswp.currSlide;this.isOpening=!0,this.isClosing=!1,this._duration=this.pswp.options.showAnimationDuration,e&&e.zoomLevels.initial*e.width>=this.pswp.options.maxWidthToAnimate&&(this._duration=0),this._applyStartProps()}}_applyStartProps(){let{pswp:e}=this,t=this.pswp.currSlide,{options:i}=e;if(i.showHideAnimationType==="fade"?(i.showHideOpacity=!0,this._thumbBounds=void 0):i.showHideAnimationType==="none"?(i.showHideOpacity=!1,this._duration=0,this._thumbBounds=void 0):this.isOpening&&e._initialThumbBounds?this._thumbBounds=e._initialThumbBounds:this._thumbBounds=this.pswp.getThumbBounds(),this._placeholder=t?.getPlaceholderElement(),e.animations.stopAll(),this._useAnimation=!!(this._duration&&this._duration>50),this._animateZoom=!!this._thumbBounds&&t?.content.usePlaceholder()&&(!this.isClosing||!e.mainScroll.isShifted()),!this._animateZoom)this._animateRootOpacity=!0,this.isOpening&&t&&(t.zoomAndPanToInitial(),t.applyCurrentZoomPan());else{var s;this._animateRootOpacity=(s=i.showHideOpacity)!==null&&s!==void 0?s:!1}if(this._animateBgOpacity=!this._animateRootOpacity&&this.pswp.options.bgOpacity>Bn,this._opacityElement=this._animateRootOpacity?e.element:e.bg,!this._useAnimation){this._duration=0,this._animateZoom=!1,this._animateBgOpacity=!1,this._animateRootOpacity=!0,this.isOpening&&(e.element&&(e.element.style.opacity=String(Bn)),e.applyBgOpacity(1));return}if(this._animateZoom&&this._thumbBounds&&this._thumbBounds.innerRect){var r;this._croppedZoom=!0,this._cropContainer1=this.pswp.container,this._cropContainer2=(r=this.pswp.currSlide)===null||r===void 0?void 0:r.holderElement,e.container&&(e.container.style.overflow="hidden",e.container.style.width=e.viewportSize.x+"px")}else this._croppedZoom=!1;this.isOpening?(this._animateRootOpacity?(e.element&&(e.element.style.opacity=String(Bn)),e.applyBgOpacity(1)):(this._animateBgOpacity&&e.bg&&(e.bg.style.opacity=String(Bn)),e.element&&(e.element.style.opacity="1")),this._animateZoom&&(this._setClosedStateZoomPan(),this._placeholder&&(this._placeholder.style.willChange="transform",this._placeholder.style.opacity=String(Bn)))):this.isClosing&&(e.mainScroll.itemHolders[0]&&(e.mainScroll.itemHolders[0].el.style.display="none"),e.mainScroll.itemHolders[2]&&(e.mainScroll.itemHolders[2].el.style.display="none"),this._croppedZoom&&e.mainScroll.x!==0&&(e.mainScroll.resetPosition(),e.mainScroll.resize()))}_start(){this.isOpening&&this._useAnimation&&this._placeholder&&this._placeholder.tagName==="IMG"?new Promise(e=>{let t=!1,i=!0;rm(this._placeholder).finally(()=>{t=!0,i||e(!0)}),setTimeout(()=>{i=!1,t&&e(!0)},50),setTimeout(e,250)}).finally(()=>this._initiate()):this._initiate()}_initiate(){var e,t;(e=this.pswp.element)===null||e===void 0||e.style.setProperty("--pswp-transition-duration",this._duration+"ms"),this.pswp.dispatch(this.isOpening?"openingAnimationStart":"closingAnimationStart"),this.pswp.dispatch("initialZoom"+(this.isOpening?"In":"Out")),(t=this.pswp.element)===null||t===void 0||t.classList.toggle("pswp--ui-visible",this.isOpening),this.isOpening?(this._placeholder&&(this._placeholder.style.opacity="1"),this._animateToOpenState()):this.isClosing&&this._animateToClosedState(),this._useAnimation||this._onAnimationComplete()}_onAnimationComplete(){let{pswp:e}=this;if(this.isOpen=this.isOpening,this.isClosed=this.isClosing,this.isOpening=!1,this.isClosing=!1,e.dispatch(this.isOpen?"openingAnimationEnd":"closingAnimationEnd"),e.dispatch("initialZoom"+(this.isOpen?"InEnd":"OutEnd")),this.isClosed)e.destroy();else if(this.isOpen){var t;this._animateZoom&&e.container&&(e.container.style.overflow="visible",e.container.style.width="100%"),(t=e.currSlide)===null||t===void 0||t.applyCurrentZoomPan()}}_animateToOpenState(){let{pswp:e}=this;this._animateZoom&&(this._croppedZoom&&this._cropContainer1&&this._cropContainer2&&(this._animateTo(this._cropContainer1,"transform","translate3d(0,0,0)"),this._animateTo(this._cropContainer2,"transform","none")),e.currSlide&&(e.currSlide.zoomAndPanToInitial(),this._animateTo(e.currSlide.container,"transform",e.currSlide.getCurrentTransform()))),this._animateBgOpacity&&e.bg&&this._animateTo(e.bg,"opacity",String(e.options.bgOpacity)),this._animateRootOpacity&&e.element&&this._animateTo(e.element,"opacity","1")}_animateToClosedState(){let{pswp:e}=this;this._animateZoom&&this._setClosedStateZoomPan(!0),this._animateBgOpacity&&e.bgOpacity>.01&&e.bg&&this._animateTo(e.bg,"opacity","0"),this._animateRootOpacity&&e.element&&this._animateTo(e.element,"opacity","0")}_setClosedStateZoomPan(e){if(!this._thumbBounds)return;let{pswp:t}=this,{innerRect:i}=this._thumbBounds,{currSlide:s,viewportSize:r}=t;if(this._croppedZoom&&i&&this._cropContainer1&&this._cropContainer2){let o=-r.x+(this._thumbBounds.x-i.x)+i.w,l=-r.y+(this._thumbBounds.y-i.y)+i.h,c=r.x-i.w,d=r.y-i.h;e?(this._animateTo(this._cropContainer1,"transform",Wn(o,l)),this._animateTo(this._cropContainer2,"transform",Wn(c,d))):(bs(this._cropContainer1,o,l),bs(this._cropContainer2,c,d))}s&&(Ft(s.pan,i||this._thumbBounds),s.currZoomLevel=this._thumbBounds.w/s.width,e?this._animateTo(s.container,"transform",s.getCurrentTransform()):s.applyCurrentZoomPan())}_animateTo(e,t,i){if(!this._duration){e.style[t]=i;return}let{animations:s}=this.pswp,r={duration:this._duration,easing:this.pswp.options.easing,onComplete:()=>{s.activeAnimations.length||this._onAnimationComplete()},target:e};r[t]=i,s.startTransition(r)}},Rm={allowPanToNext:!0,spacing:.1,loop:!0,pinchToClose:!0,closeOnVerticalDrag:!0,hideAnimationDuration:333,showAnimationDuration:333,zoomAnimationDuration:333,escKey:!0,arrowKeys:!0,trapFocus:!0,returnFocus:!0,maxWidthToAnimate:4e3,clickToCloseNonZoomable:!0,imageClickAction:"zoom-or-close",bgClickAction:"close",tapAction:"toggle-controls",doubleTapAction:"zoom",indexIndicatorSep:" / ",preloaderDelay:2e3,bgOpacity:.8,index:0,errorMsg:"The image cannot be loaded",preload:[1,2],easing:"cubic-bezier(.4,0,.22,1)"},Nr=class extends Ua{constructor(e){super(),this.options=this._prepareOptions(e||{}),this.offset={x:0,y:0},this._prevViewportSize={x:0,y:0},this.viewportSize={x:0,y:0},this.bgOpacity=1,this.currIndex=0,this.potentialIndex=0,this.isOpen=!1,this.isDestroying=!1,this.hasMouse=!1,this._initialItemData={},this._initialThumbBounds=void 0,this.topBar=void 0,this.element=void 0,this.template=void 0,this.container=void 0,this.scrollWrap=void 0,this.currSlide=void 0,this.events=new xa,this.animations=new za,this.mainScroll=new Aa(this),this.gestures=new Ta(this),this.opener=new Wa(this),this.keyboard=new Ca(this),this.contentLoader=new Va(this)}init(){if(this.isOpen||this.isDestroying)return!1;this.isOpen=!0,this.dispatch("init"),this.dispatch("beforeOpen"),this._createMainStructure();let e="pswp--open";return this.gestures.supportsTouch&&(e+=" pswp--touch"),this.options.mainClass&&(e+=" "+this.options.mainClass),this.element&&(this.element.className+=" "+e),this.currIndex=this.options.index||0,this.potentialIndex=this.currIndex,this.dispatch("firstUpdate"),this.scrollWheel=new Ia(this),(Number.isNaN(this.currIndex)||this.currIndex<0||this.currIndex>=this.getNumItems())&&(this.currIndex=0),this.gestures.supportsTouch||this.mouseDetected(),this.updateSize(),this.offset.y=window.pageYOffset,this._initialItemData=this.getItemData(this.currIndex),this.dispatch("gettingData",{index:this.currIndex,data:this._initialItemData,slide:void 0}),this._initialThumbBounds=this.getThumbBounds(),this.dispatch("initialLayout"),this.on("openingAnimationEnd",()=>{let{itemHolders:t}=this.mainScroll;t[0]&&(t[0].el.style.display="block",this.setContent(t[0],this.currIndex-1)),t[2]&&(t[2].el.style.display="block",this.setContent(t[2],this.currIndex+1)),this.appendHeavy(),this.contentLoader.updateLazy(),this.events.add(window,"resize",this._handlePageResize.bind(this)),this.events.add(window,"scroll",this._updatePageScrollOffset.bind(this)),this.dispatch("bindEvents")}),this.mainScroll.itemHolders[1]&&this.setContent(this.mainScroll.itemHolders[1],this.currIndex),this.dispatch("change"),this.opener.open(),this.dispatch("afterInit"),!0}getLoopedIndex(e){let t=this.getNumItems();return this.options.loop&&(e>t-1&&(e-=t),e<0&&(e+=t)),jn(e,0,t-1)}appendHeavy(){this.mainScroll.itemHolders.forEach(e=>{var t;(t=e.slide)===null||t===void 0||t.appendHeavy()})}goTo(e){this.mainScroll.moveIndexBy(this.getLoopedIndex(e)-this.potentialIndex)}next(){this.goTo(this.potentialIndex+1)}prev(){this.goTo(this.potentialIndex-1)}zoomTo(...e){var t;(t=this.currSlide)===null||t===void 0||t.zoomTo(...e)}toggleZoom(){var e;(e=this.currSlide)===null||e===void 0||e.toggleZoom()}close(){!this.opener.isOpen||this.isDestroying||(this.isDestroying=!0,this.dispatch("close"),this.events.removeAll(),this.opener.close())}destroy(){var e;if(!this.isDestroying){this.options.showHideAnimationType="none",this.close();return}this.dispatch("destroy"),this._listeners={},this.scrollWrap&&(this.scrollWrap.ontouchmove=null,this.scrollWrap.ontouchend=null),(e=this.element)===null||e===void 0||e.remove(),this.mainScroll.itemHolders.forEach(t=>{var i;(i=t.slide)===null||i===void 0||i.destroy()}),this.contentLoader.destroy(),this.events.removeAll()}refreshSlideContent(e){this.contentLoader.removeByIndex(e),this.mainScroll.itemHolders.forEach((t,i)=>{var s,r;let o=((s=(r=this.currSlide)===null||r===void 0?void 0:r.index)!==null&&s!==void 0?s:0)-1+i;if(this.canLoop()&&(o=this.getLoopedIndex(o)),o===e&&(this.setContent(t,e,!0),i===1)){var l;this.currSlide=t.slide,(l=t.slide)===null||l===void 0||l.setIsActive(!0)}}),this.dispatch("change")}setContent(e,t,i){if(this.canLoop()&&(t=this.getLoopedIndex(t)),e.slide){if(e.slide.index===t&&!i)return;e.slide.destroy(),e.slide=void 0}if(!this.canLoop()&&(t<0||t>=this.getNumItems()))return;let s=this.getItemData(t);e.slide=new Sa(s,t,this),t===this.currIndex&&(this.currSlide=e.slide),e.slide.append(e.el)}getViewportCenterPoint(){return{x:this.viewportSize.x/2,y:this.viewportSize.y/2}}updateSize(e){if(this.isDestroying)return;let t=hh(this.options,this);!e&&Un(t,this._prevViewportSize)||(Ft(this._prevViewportSize,t),this.dispatch("beforeResize"),Ft(this.viewportSize,this._prevViewportSize),this._updatePageScrollOffset(),this.dispatch("viewportSize"),this.mainScroll.resize(this.opener.isOpen),!this.hasMouse&&window.matchMedia("(any-hover: hover)").matches&&this.mouseDetected(),this.dispatch("resize"))}applyBgOpacity(e){this.bgOpacity=Math.max(e,0),this.bg&&(this.bg.style.opacity=String(this.bgOpacity*this.options.bgOpacity))}mouseDetected(){if(!this.hasMouse){var e;this.hasMouse=!0,(e=this.element)===null||e===void 0||e.classList.add("pswp--has_mouse")}}_handlePageResize(){this.updateSize(),/iPhone|iPad|iPod/i.test(window.navigator.userAgent)&&setTimeout(()=>{this.updateSize()},500)}_updatePageScrollOffset(){this.setScrollOffset(0,window.pageYOffset)}setScrollOffset(e,t){this.offset.x=e,this.offset.y=t,this.dispatch("updateScrollOffset")}_createMainStructure(){this.element=Se("pswp","div"),this.element.setAttribute("tabindex","-1"),this.element.setAttribute("role","dialog"),this.template=this.element,this.bg=Se("pswp__bg","div",this.element),this.scrollWrap=Se("pswp__scroll-wrap","section",this.element),this.container=Se("pswp__container","div",this.scrollWrap),this.scrollWrap.setAttribute("aria-roledescription","carousel"),this.container.setAttribute("aria-live","off"),this.container.setAttribute("id","pswp__items"),this.mainScroll.appendHolders(),this.ui=new Oa(this),this.ui.init(),(this.options.appendToEl||document.body).appendChild(this.element)}getThumbBounds(){return Cm(this.currIndex,this.currSlide?this.currSlide.data:this._initialItemData,this)}canLoop(){return this.options.loop&&this.getNumItems()>2}_prepareOptions(e){return window.matchMedia("(prefers-reduced-motion), (update: slow)").matches&&(e.showHideAnimationType="none",e.zoomAnimationDuration=0),{...Rm,...e}}};var mh=`/*! PhotoSwipe main CSS by Dmytro Semenov | photoswipe.com */\r
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
`;var Vi=class extends CustomEvent{constructor(e){super("cc-large",{detail:e,bubbles:!0,composed:!0})}},Im=`.pswp__clip-critic-title { background: rgb(0 0 0 / 55%); bottom: 0; color: #fff; font: 14px/1.5 system-ui,
sans-serif; left: 0; padding: 8px 16px; position: absolute; right: 0; text-align: center; }
.clip-critic-large { --pswp-root-z-index: 100000; }
.clip-critic-small .pswp__img { image-rendering: pixelated; }`;function Dm(){if(document.getElementById("clip-critic-large"))return;let n=document.createElement("style");n.id="clip-critic-large",n.textContent=mh+Im,document.head.append(n)}var fh=.8;function Om(n){return new Promise(e=>{let t=new Image;t.onload=()=>e({w:t.naturalWidth,h:t.naturalHeight}),t.onerror=()=>e({w:512,h:512}),t.src=n})}function gh({w:n,h:e}){let t=Math.min(window.innerWidth*fh/n,window.innerHeight*fh/e),i=Math.max(1,t);return{width:Math.round(n*i),height:Math.round(e*i)}}async function nn(n,e){let t=n[e];if(!t)return;Dm();let i=await Om(t.source),s=new Nr({dataSource:n.map(({source:r,title:o})=>({src:r,alt:o,...gh(i)})),index:e,mainClass:`clip-critic-large${Math.max(i.w,i.h)<200?" clip-critic-small":""}`,bgOpacity:.92,loop:!1,closeTitle:p("Close"),zoomTitle:p("Zoom"),arrowPrevTitle:p("Previous picture"),arrowNextTitle:p("Next picture"),errorMsg:p("The picture cannot be read."),showHideAnimationType:"fade"});s.on("uiRegister",()=>{s.ui?.registerElement({name:"clip-critic-title",order:9,isButton:!1,appendTo:"root",onInit:r=>{s.on("change",()=>r.textContent=n[s.currIndex]?.title??"")}})}),s.on("loadComplete",({slide:r,content:o})=>{let l=o.element;if(!l?.naturalWidth)return;let{width:c,height:d}=gh({w:l.naturalWidth,h:l.naturalHeight});r.data.width===c&&r.data.height===d||(Object.assign(r.data,{width:c,height:d}),s.refreshSlideContent(r.index))}),s.init()}var ja=class extends CustomEvent{constructor(e){super("cc-chosen",{detail:e,bubbles:!0,composed:!0})}},Fr=class extends CustomEvent{constructor(e){super("cc-point",{detail:e,bubbles:!0,composed:!0})}};function rn(n){return n?.files[0]??null}var Ye=class extends I{constructor(){super(...arguments);this.picture=null;this.label="";this.hasPlaces=!1;this.over=!1;this.source="";this.isUnseen=!1;this.loaded=t=>{let i=t.target;i.classList.toggle("small",i.naturalHeight<240)};this.file=t=>{let i=t.target,s=i.files?.[0];s&&this.choose({blob:s,name:s.name}),i.value=""};this.drag=t=>{t.preventDefault(),this.over=!0};this.drop=t=>{this.over=!1;let i=rn(t.dataTransfer);i&&(t.preventDefault(),this.choose({blob:i,name:i.name}))}}connectedCallback(){super.connectedCallback(),this.addEventListener("dragover",this.drag),this.addEventListener("dragleave",()=>this.over=!1),this.addEventListener("drop",this.drop)}disconnectedCallback(){super.disconnectedCallback(),URL.revokeObjectURL(this.source)}willUpdate(t){t.has("picture")&&(URL.revokeObjectURL(this.source),this.source=this.picture?URL.createObjectURL(this.picture.blob):"",this.isUnseen=!1)}render(){return this.picture?this.shown(this.picture):this.empty()}empty(){return g`<label class="empty">
            <strong>${p("Drop a picture here")}</strong>
            <span>${p("or paste one, or click to choose a file")}</span>
            ${this.input()}
        </label>`}shown(t){return g`<figure>
                ${this.isUnseen?g`<p class="unseen">${t.name}</p>`:g`<button
                          class="large"
                          title=${p("Large view")}
                          @click=${i=>this.clicked(i,t)}
                          @pointermove=${i=>i.pointerType==="touch"||this.point(i,!1)}
                          @pointerleave=${i=>i.pointerType==="touch"||this.dispatchEvent(new Fr(null))}
                      >
                          <img
                              src=${this.source}
                              alt=${t.name}
                              @load=${this.loaded}
                              @error=${()=>this.isUnseen=!0}
                          />
                      </button>`}
            </figure>
            <div class="tools">
                <slot name="tools"></slot>
                <label class="button">${p("Change")} ${this.input()}</label>
                <button id="clear" aria-label=${p("Remove the picture")} @click=${()=>this.choose(null)}>✕</button>
            </div>`}input(){return g`<input type="file" accept="image/*" aria-label=${this.label||$} @change=${this.file} />`}clicked(t,i){this.hasPlaces&&t.pointerType==="touch"?this.point(t,!0):this.enlarge(i)}point(t,i){let s=this.renderRoot.querySelector("img");if(!s?.naturalWidth)return;let r=Dr(s,[s.naturalWidth,s.naturalHeight],t);this.dispatchEvent(new Fr({...r,isTap:i}))}enlarge(t){nn([{source:this.source,title:t.name}],0)}choose(t){this.picture=t,this.dispatchEvent(new ja(t))}};Ye.styles=[V,D`
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
            button.large,
            button.large:hover:not(:disabled) {
                background: none;
                border: 0;
                cursor: zoom-in;
                padding: 0;
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
        `],f([x({attribute:!1})],Ye.prototype,"picture",2),f([x()],Ye.prototype,"label",2),f([x({type:Boolean})],Ye.prototype,"hasPlaces",2),f([x({type:Boolean,reflect:!0})],Ye.prototype,"over",2),f([M()],Ye.prototype,"source",2),f([M()],Ye.prototype,"isUnseen",2),Ye=f([B("cc-picture-box")],Ye);var qn=class{diff(e,t,i={}){let s;typeof i=="function"?(s=i,i={}):"callback"in i&&(s=i.callback);let r=this.castInput(e,i),o=this.castInput(t,i),l=this.removeEmpty(this.tokenize(r,i)),c=this.removeEmpty(this.tokenize(o,i));return this.diffWithOptionsObj(l,c,i,s)}diffWithOptionsObj(e,t,i,s){var r;let o=E=>{if(E=this.postProcess(E,i),s){setTimeout(function(){s(E)},0);return}else return E},l=t.length,c=e.length,d=1,b=l+c;i.maxEditLength!=null&&(b=Math.min(b,i.maxEditLength));let v=(r=i.timeout)!==null&&r!==void 0?r:1/0,y=Date.now()+v,S=[{oldPos:-1,lastComponent:void 0}],P=this.extractCommon(S[0],t,e,0,i);if(S[0].oldPos+1>=c&&P+1>=l)return o(this.buildValues(S[0].lastComponent,t,e));let L=-1/0,U=1/0,j=()=>{for(let E=Math.max(L,-d);E<=Math.min(U,d);E+=2){let W,C=S[E-1],X=S[E+1];C&&(S[E-1]=void 0);let N=!1;if(X){let Q=X.oldPos-E;N=X&&0<=Q&&Q<l}let st=C&&C.oldPos+1<c;if(!N&&!st){S[E]=void 0;continue}if(!st||N&&C.oldPos<X.oldPos?W=this.addToPath(X,!0,!1,0,i):W=this.addToPath(C,!1,!0,1,i),P=this.extractCommon(W,t,e,E,i),W.oldPos+1>=c&&P+1>=l)return o(this.buildValues(W.lastComponent,t,e))||!0;S[E]=W,W.oldPos+1>=c&&(U=Math.min(U,E-1)),P+1>=l&&(L=Math.max(L,E+1))}d++};if(s)(function E(){setTimeout(function(){if(d>b||Date.now()>y)return s(void 0);j()||E()},0)})();else for(;d<=b&&Date.now()<=y;){let E=j();if(E)return E}}addToPath(e,t,i,s,r){let o=e.lastComponent;return o&&!r.oneChangePerToken&&o.added===t&&o.removed===i?{oldPos:e.oldPos+s,lastComponent:{count:o.count+1,added:t,removed:i,previousComponent:o.previousComponent}}:{oldPos:e.oldPos+s,lastComponent:{count:1,added:t,removed:i,previousComponent:o}}}extractCommon(e,t,i,s,r){let o=t.length,l=i.length,c=e.oldPos,d=c-s,b=0;for(;d+1<o&&c+1<l&&this.equals(i[c+1],t[d+1],r);)d++,c++,b++,r.oneChangePerToken&&(e.lastComponent={count:1,previousComponent:e.lastComponent,added:!1,removed:!1});return b&&!r.oneChangePerToken&&(e.lastComponent={count:b,previousComponent:e.lastComponent,added:!1,removed:!1}),e.oldPos=c,d}equals(e,t,i){return i.comparator?i.comparator(e,t):e===t||!!i.ignoreCase&&e.toLowerCase()===t.toLowerCase()}removeEmpty(e){let t=[];for(let i=0;i<e.length;i++)e[i]&&t.push(e[i]);return t}castInput(e,t){return e}tokenize(e,t){return Array.from(e)}join(e){return e.join("")}postProcess(e,t){return e}get useLongestToken(){return!1}buildValues(e,t,i){let s=[],r;for(;e;)s.push(e),r=e.previousComponent,delete e.previousComponent,e=r;s.reverse();let o=s.length,l=0,c=0,d=0;for(;l<o;l++){let b=s[l];if(b.removed)b.value=this.join(i.slice(d,d+b.count)),d+=b.count;else{if(!b.added&&this.useLongestToken){let v=t.slice(c,c+b.count);v=v.map(function(y,S){let P=i[d+S];return P.length>y.length?P:y}),b.value=this.join(v)}else b.value=this.join(t.slice(c,c+b.count));c+=b.count,b.added||(d+=b.count)}}return s}};var qa=class extends qn{tokenize(e){return e.slice()}join(e){return e}removeEmpty(e){return e}},vh=new qa;function Za(n,e,t){return vh.diff(n,e,t)}var wh=/[,，、\n]\s*|[^,，、\n]+/gu,Nm=500;function bh(n,e){return(Za(n.match(wh)??[],e.match(wh)??[],{maxEditLength:Nm})??[{value:[n],removed:!0,added:!1},{value:[e],removed:!1,added:!0}]).map(({value:s,added:r,removed:o})=>({kind:r?"added":o?"removed":"same",text:s.join("")}))}var Hr=D`
    ins,
    del {
        border-radius: 3px;
        padding: 0 1px;
    }
    ins {
        background: color-mix(in srgb, var(--good) 14%, transparent);
        font-weight: 650;
        text-decoration: none;
    }
    del {
        background: color-mix(in srgb, var(--bad) 12%, transparent);
        color: var(--soft);
    }
    .prompt {
        margin: 0;
        overflow-wrap: anywhere;
        white-space: pre-wrap;
    }
`;function on(n,e){let t=n?bh(n,e):[{kind:"same",text:e}];return g`${t.map(Fm)}`}function Fm({kind:n,text:e}){return n==="added"?g`<ins>${e}</ins>`:n==="removed"?g`<del>${e}</del>`:e}var di=class extends I{constructor(){super(...arguments);this.lastPrompt="";this.lastNegative="";this.prompt="";this.negative="";this.typed=t=>{let i=t.target;i.id==="next_prompt"?this.prompt=i.value:this.negative=i.value}}willUpdate(t){let i=t.get("proposal"),{prompt:s,negative_prompt:r}=this.proposal;!t.has("proposal")||i?.prompt===s&&i.negative_prompt===r||(this.prompt=s,this.negative=r)}render(){let{proposal:t,prompt:i,negative:s}=this,r=i===t.prompt&&s===t.negative_prompt;return g`<section class="card">
            <h3>${p("Next step")} <small>${p("Edit the prompt, or use it as it is, and press Step.")}</small></h3>
            <div class="boxes">
                <label>
                    ${p("Next prompt")}
                    <textarea id="next_prompt" rows="2" .value=${i} @input=${this.typed}></textarea>
                </label>
                <label>
                    ${p("Next negative prompt")}
                    <textarea id="next_negative" rows="2" .value=${s} @input=${this.typed}></textarea>
                </label>
            </div>
            <div id="change" aria-live="polite">
                <p class="prompt">${on(this.lastPrompt,i)}</p>
                ${s||this.lastNegative?g`<p class="prompt"><span class="hint">${p("Negative prompt")}</span> ${on(this.lastNegative,s)}</p>`:$}
                ${r&&t.why.length?g`<p class="hint">${t.why.map(o=>p(o)).join(" · ")}</p>`:$}
            </div>
        </section>`}};di.styles=[V,Hr,D`
            :host {
                display: block;
            }
            .boxes {
                display: grid;
                gap: 10px 14px;
                grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
            }
            label {
                display: grid;
                font-size: 13px;
                gap: 3px;
            }
            textarea {
                resize: vertical;
                width: 100%;
            }
            .prompt {
                margin-top: 8px;
            }
        `],f([x({attribute:!1})],di.prototype,"proposal",2),f([x()],di.prototype,"lastPrompt",2),f([x()],di.prototype,"lastNegative",2),f([M()],di.prototype,"prompt",2),f([M()],di.prototype,"negative",2),di=f([B("cc-by-hand")],di);function Ui(n){return Object.fromEntries(n.map(e=>[e.name,e.default]))}function yh(n,e,t){for(let i of n){if(i.kind!=="number"&&i.kind!=="integer")continue;let s=Number(e[i.name]??i.default),{minimum:r,maximum:o}=i,l=t(i.label,{});if(!(s>=r&&s<=o))return t("{label}: {value} is not between {minimum} and {maximum}.",{label:l,value:s,minimum:r,maximum:o});if(i.kind==="integer"&&!Number.isInteger(s))return t("{label}: {value} is not a whole number.",{label:l,value:s})}return""}var Hm=3e3,_h=30,Br=class{constructor(e,t,i,s){this.host=e;this.kind=t;this.isSeen=i;this.onWork=s;this.briefs=[];this.atWork=[];this.hasMore=!1;this.launches=-1;this.timer=0;this.wanted=_h;e.addController(this)}hostConnected(){this.timer=window.setInterval(()=>{this.look()},Hm),this.refresh().catch(()=>{})}hostDisconnected(){window.clearInterval(this.timer)}async refresh(){let{wanted:e}=this,t=await It(`sessions?limit=${e+1}&kind=${this.kind()}`);this.briefs=t.sessions.slice(0,e),this.hasMore=t.sessions.length>e,this.note(t),this.host.requestUpdate()}async more(){this.wanted+=_h,await this.refresh()}async look(){if(!(document.hidden||!this.isSeen()))try{let{at_work:e,launches:t}=await It("sessions?limit=0");(t!==this.launches||e.join()!==this.atWork.join())&&await this.refresh()}catch{}}note({at_work:e,launches:t}){let i=t!==this.launches;this.atWork=e,this.launches=t,i&&this.onWork(e.filter(s=>this.briefs.some(r=>r.id===s)))}};var Vr=class{constructor(e,t=()=>{}){this.host=e;this.onNews=t;this.status=null;this.error="";this.polls=null;e.addController(this)}hostDisconnected(){this.polls?.abort()}hostConnected(){this.id&&vs(this.status)&&this.follow(this.id)}get id(){return this.status?.session.id??""}get isAtWork(){return vs(this.status)}async open(e){this.close();let t=this.polls=new AbortController,i=await It(`sessions/${e}`);t.signal.aborted||(this.seen(i),vs(i)&&this.follow(e))}close(){this.polls?.abort(),this.status=null,this.error="",this.host.requestUpdate()}async act(e,t,i={}){let s=await Dt("POST",t,i);e==="start"&&this.close(),this.seen(s),this.follow(s.session.id)}follow(e){this.polls?.abort();let t=this.polls=new AbortController;zr(()=>`sessions/${e}?wait=0&newer_than=${this.status?.version??-1}&after_step=${va(this.status)}`,i=>this.seen(i),i=>!vs(i),t.signal).catch(i=>{t.signal.aborted||(i.status===404&&(this.status=null),this.error=i.message,this.host.requestUpdate())})}seen(e){this.status=Yc(this.status,e),this.error="",this.onNews(this.status),this.host.requestUpdate()}};var an=class{constructor(e,t,i,s){this.host=e;this.kind=t;this.onBegin=s;this.values={};this.offers={};this.trouble="";this.message="";this.picked=null;this.isBusy=!1;this.initial={};this.known={};this.wasAtWork=!1;this.watch=new Vr(e,()=>this.seen()),this.shelf=new Br(e,()=>t().name,i,r=>this.arrive(r)),e.addController(this)}hostConnected(){Object.keys(this.initial).length||(this.values=this.initial=Ui(this.kind().fields)),this.kind().fields.some(e=>e.offered)&&this.loadOffers()}get session(){return this.watch.status?.session??null}get isAtWork(){return this.watch.isAtWork}get isPristine(){return!this.watch.id&&this.values===this.initial}get canStart(){return!this.isBusy&&!this.isAtWork}get canResume(){let{status:e}=this.watch;return!e||this.isBusy||this.isAtWork?!1:!e.finished||Object.keys(this.changes()).length>0}set(e,t){this.values={...this.values,[e]:t},this.changed()}pick(e){this.picked=e,this.host.requestUpdate()}begin(){return this.act(async()=>{this.require(),await this.watch.act("start",`sessions/${this.kind().name}`,{settings:this.values}),this.begun()})}resume(){return this.act(async()=>{this.require(),await this.watch.act("resume",`sessions/${this.watch.id}/resume`,{settings:this.changes()}),this.begun()})}interrupt(){return this.act(()=>this.watch.act("interrupt",`sessions/${this.watch.id}/interrupt`))}open(e){return this.act(async()=>{await this.watch.open(e);let{session:t}=this;t&&(this.values=this.known={...this.initial,...t.settings},this.picked=null,this.host.requestUpdate(),await this.opened(t))})}async opened(e){}reset(){this.watch.close(),this.values=this.initial,this.picked=null,this.changed()}remove(e){return this.act(async()=>{await Dt("DELETE",`sessions/${e}`),this.watch.id===e&&this.reset(),await this.shelf.refresh()})}async loadOffers(){try{this.offers=await It("host"),this.trouble=""}catch(e){this.trouble=e.message}this.host.requestUpdate()}async act(e){if(!this.isBusy){this.isBusy=!0,this.changed();try{await e()}catch(t){this.message=t.message}finally{this.isBusy=!1,this.host.requestUpdate()}}}changed(){this.message="",this.host.requestUpdate()}changes(){return Object.fromEntries(Object.entries(this.values).filter(([e,t])=>t!==this.known[e]))}require(){let e=yh(this.kind().fields,this.values,p);if(e)throw new Error(e)}begun(){this.known=this.values,this.picked=null,this.onBegin(),this.shelf.refresh().catch(()=>{})}seen(){this.watch.status&&(this.wasAtWork&&!this.isAtWork&&this.shelf.refresh().catch(()=>{}),this.wasAtWork=this.isAtWork)}arrive(e){let{id:t}=this.watch;t&&!this.isAtWork?this.watch.follow(t):this.isPristine&&e[0]&&this.open(e[0])}};async function xh(n){let e={picture:await _i(n.blob),name:n.name},t=await Dt("POST","pictures/about",e),i={};t.prompt&&(i.prompt=t.prompt),t.negative_prompt&&(i.negative_prompt=t.negative_prompt);let s={...i,...t.settings};return Object.keys(s).length||t.notes.length?{found:s,replaced:null,notes:t.notes}:null}function $h(n,e){let t=Object.fromEntries(Object.keys(e.found).map(i=>[i,n[i]??null]));return{values:{...n,...e.found},from:{...e,replaced:t}}}function Sh(n,e){let t=Object.entries(e.replaced??{}).filter(([i])=>n[i]===e.found[i]);return{...n,...Object.fromEntries(t)}}var Ka="mask.png";function ce(n){return n?.candidates[n.best]}function ln(n){return n.findLast(e=>e.kept&&e.best>=0)}function kh({masked:n,settings:e,steps:t}){let i=String(e.only_where??"");if(!i)return n?Ka:"";let s=t.at(-1)?.mask;return s?.word===i?s.file:""}function Eh(n,e){return n.findLast(t=>t.number<e.number)}function ui(n,e,t=0){return Ke(`sessions/${n}/pictures/${e}${t?`?side=${t}`:""}`)}function Ph(n,e){let t=Math.max(0,Number(n.settings.steps)-(n.steps.at(-1)?.number??0)),i=n.steps.filter(r=>r.number>0&&r.seconds).slice(-5),s=Math.min(1,e?.progress??0);if(i.length){let r=i.map(o=>Object.values(o.seconds??{}).reduce((l,c)=>l+c,0));return Math.max(0,t-s)*(r.reduce((o,l)=>o+l,0)/r.length)}return e?.eta&&s<1?Math.max(0,t-s)*e.eta/(1-s):0}function Zn(n,e){return n.find(t=>t.number===e)??ln(n)??n.at(-1)}var Ur=class extends CustomEvent{constructor(e){super("cc-drawn",{detail:e,bubbles:!0,composed:!0})}},Th=["#1f2328","#d6281e","#e6a700","#2f9e44","#1d4ed8","#7048e8","#f0dd5c","#ffffff"],Bm=512,Vm=20,Je=class extends I{constructor(){super(...arguments);this.sketch=null;this.width=512;this.height=512;this.colour=Th[1];this.breadth=24;this.undo=[];this.own=null;this.last=null;this.press=t=>{t.button||(this.canvas.setPointerCapture(t.pointerId),this.remember(),this.last=this.place(t),this.line(this.last,this.last))};this.draw=t=>{if(!this.last)return;let i=this.place(t);this.line(this.last,i),this.last=i};this.release=()=>{this.last&&(this.last=null,this.announce())};this.takeBack=()=>{let t=this.undo.at(-1);t&&(this.undo=this.undo.slice(0,-1),this.pen.putImageData(t,0,0),this.announce())};this.clear=()=>{this.remember(),this.blank(),this.sketch=this.own=null,this.dispatchEvent(new Ur(null))};this.load=async t=>{let i=t.target,s=i.files?.[0];if(i.value="",!s)return;this.remember();let r=await createImageBitmap(s).catch(()=>null);r&&(this.pen.drawImage(r,0,0,this.canvas.width,this.canvas.height),this.announce())}}get canvas(){return this.renderRoot.querySelector("canvas")}get pen(){return this.canvas.getContext("2d",{willReadFrequently:!0})}get zoom(){return Math.max(1,Bm/Math.max(this.width,this.height))}updated(t){let i=t.has("width")||t.has("height");i&&this.fit(),(i||t.has("sketch")&&this.sketch!==this.own)&&this.again(i)}fit(){this.canvas.width=Math.round(this.width*this.zoom),this.canvas.height=Math.round(this.height*this.zoom),this.undo=[],this.blank()}async again(t){await this.show(this.sketch),t&&this.sketch&&this.sketch===this.own&&this.announce()}blank(){let{canvas:t,pen:i}=this;i.fillStyle="#fff",i.fillRect(0,0,t.width,t.height)}async show(t){if(this.blank(),!t)return;let i=await createImageBitmap(t.blob);t===this.sketch&&this.pen.drawImage(i,0,0,this.canvas.width,this.canvas.height)}render(){return g`<div class="tools" role="toolbar" aria-label=${p("Drawing")}>
                ${Th.map(t=>g`<button
                            class="colour"
                            style="background: ${t}"
                            aria-label=${p("Colour {colour}",{colour:t})}
                            aria-pressed=${t===this.colour}
                            @click=${()=>this.colour=t}
                        ></button>`)}
                <input
                    type="color"
                    aria-label=${p("Another colour")}
                    .value=${this.colour}
                    @input=${t=>this.colour=t.target.value}
                />
                <input
                    type="range"
                    min="2"
                    max="160"
                    aria-label=${p("Brush size")}
                    title=${p("Brush size")}
                    .value=${String(this.breadth)}
                    @input=${t=>this.breadth=Number(t.target.value)}
                />
                <button ?disabled=${!this.undo.length} @click=${this.takeBack}>${p("Undo")}</button>
                <button ?disabled=${!this.sketch} @click=${this.clear}>${p("Clear")}</button>
                <label class="button">${p("Load a file")}<input type="file" accept="image/*" @change=${this.load} /></label>
            </div>
            <canvas
                role="img"
                aria-label=${p("Sketch: draw with the mouse, a pen or a finger, or load a file")}
                @pointerdown=${this.press}
                @pointermove=${this.draw}
                @pointerup=${this.release}
                @pointercancel=${this.release}
            ></canvas>`}place(t){let{left:i,top:s,width:r,height:o}=this.canvas.getBoundingClientRect();return{x:(t.clientX-i)/r*this.canvas.width,y:(t.clientY-s)/o*this.canvas.height}}line(t,i){let{pen:s}=this;s.strokeStyle=this.colour,s.lineWidth=this.breadth,s.lineCap="round",s.beginPath(),s.moveTo(t.x,t.y),s.lineTo(i.x,i.y),s.stroke()}remember(){let{canvas:t,pen:i}=this;this.undo=[...this.undo,i.getImageData(0,0,t.width,t.height)].slice(-Vm)}announce(){let t=document.createElement("canvas");t.width=this.width,t.height=this.height;let i=t.getContext("2d");i.imageSmoothingQuality="high",i.drawImage(this.canvas,0,0,t.width,t.height),t.toBlob(s=>{s&&(this.sketch=this.own={blob:s,name:"sketch.png"},this.dispatchEvent(new Ur(this.sketch)))},"image/png")}};Je.styles=[V,D`
            :host {
                display: block;
            }
            canvas {
                background: #fff;
                border: 1px solid var(--line);
                border-radius: 12px;
                cursor: crosshair;
                display: block;
                height: auto;
                touch-action: none;
                width: 100%;
            }
            .tools {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
                margin: 0 0 6px;
            }
            .colour {
                border-radius: 50%;
                height: 24px;
                padding: 0;
                width: 24px;
            }
            .colour[aria-pressed="true"] {
                outline: 2px solid var(--accent);
                outline-offset: 1px;
            }
            input[type="color"] {
                height: 28px;
                padding: 1px;
                width: 34px;
            }
            input[type="range"] {
                width: 84px;
            }
            input[type="file"] {
                height: 1px;
                opacity: 0;
                position: absolute;
                width: 1px;
            }
            label.button:focus-within {
                outline: 2px solid var(--accent);
            }
        `],f([x({attribute:!1})],Je.prototype,"sketch",2),f([x({type:Number})],Je.prototype,"width",2),f([x({type:Number})],Je.prototype,"height",2),f([M()],Je.prototype,"colour",2),f([M()],Je.prototype,"breadth",2),f([M()],Je.prototype,"undo",2),Je=f([B("cc-sketch")],Je);var cn={kind:"picture",picture:null,sketch:null,mask:null,isNew:!1},Ga=class extends CustomEvent{constructor(e){super("cc-start",{detail:e,bubbles:!0,composed:!0})}},Um=[["picture","Picture"],["sketch","Sketch"],["prompt","Prompt only"]],Wi=class extends I{constructor(){super(...arguments);this.start=cn;this.shown=null;this.width=512;this.height=512}render(){let{kind:t}=this.start;return g`<fieldset>
                <legend>${p("Start from")}</legend>
                <div class="kinds">
                    ${Um.map(([i,s])=>g`<label>
                                <input
                                    type="radio"
                                    name="kind"
                                    value=${i}
                                    .checked=${i===t}
                                    @change=${()=>this.change({kind:i})}
                                />
                                ${p(s)}
                            </label>`)}
                </div>
            </fieldset>
            ${t==="picture"?this.picture():t==="sketch"?this.sketch():$}`}picture(){return g`<cc-picture-box
            .picture=${this.start.picture}
            label=${p("Start picture")}
            @cc-chosen=${t=>{t.stopPropagation(),this.change({picture:t.detail,mask:null})}}
        ></cc-picture-box>
        ${this.start.mask?this.mask(this.start.mask):$}`}mask(t){return this.shown?.mask!==t&&(URL.revokeObjectURL(this.shown?.address??""),this.shown={mask:t,address:URL.createObjectURL(t.blob)}),g`<p class="mask" id="mask">
            <img src=${this.shown.address} alt="" />
            <span>${p("Only the white part changes.")}</span>
            <button @click=${()=>this.change({mask:null})}>${p("Change everything")}</button>
        </p>`}sketch(){return g`<cc-sketch
            .sketch=${this.start.sketch}
            .width=${this.width}
            .height=${this.height}
            @cc-drawn=${t=>this.change({sketch:t.detail})}
        ></cc-sketch>`}change(t){this.dispatchEvent(new Ga({...this.start,...t,isNew:!0}))}};Wi.styles=[V,D`
            :host {
                --picture-height: 240px;
                display: block;
            }
            fieldset {
                border: 0;
                margin: 0 0 8px;
                padding: 0;
            }
            legend {
                font-size: 13px;
                padding: 0 0 4px;
            }
            .kinds {
                border: 1px solid var(--line);
                border-radius: var(--radius);
                display: inline-flex;
                overflow: hidden;
            }
            .kinds label {
                cursor: pointer;
                padding: 4px 12px;
                position: relative;
            }
            .kinds label + label {
                border-left: 1px solid var(--line);
            }
            .kinds input {
                inset: 0;
                margin: 0;
                opacity: 0;
                position: absolute;
            }
            .kinds label:has(:checked) {
                background: var(--panel);
                box-shadow: inset 0 -2px var(--accent);
                font-weight: 650;
            }
            .mask {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 8px;
                margin: 6px 0 0;
            }
            .mask img {
                border: 1px solid var(--line);
                height: 40px;
            }
            .kinds label:focus-within {
                outline: 2px solid var(--accent);
                outline-offset: -2px;
            }
        `],f([x({attribute:!1})],Wi.prototype,"start",2),f([x({type:Number})],Wi.prototype,"width",2),f([x({type:Number})],Wi.prototype,"height",2),Wi=f([B("cc-loop-start")],Wi);var Wm=["keywords","encoder","seed"],Wr=class extends an{constructor(t,i,s,r,o){super(t,i,s,r);this.onList=o;this.start=cn;this.fromPicture=null}get step(){return this.session?Zn(this.session.steps,this.picked):void 0}get isPristine(){return super.isPristine&&this.start===cn}get canStart(){return!this.isBusy&&(!this.isAtWork||this.start.isNew)}get canResume(){return super.canResume&&!this.start.isNew}setStart(t){let i=t.picture!==this.start.picture;this.start=t,i&&(this.dropFromPicture(),t.picture&&this.readPicture(t.picture,!1)),this.changed()}async receive(t,i){this.dropFromPicture();let s=i.mask??null;this.start={...this.start,kind:"picture",picture:t,mask:s,isNew:!0};let r=this.kind().fields.map(o=>o.name);for(let[o,l]of Object.entries(i))r.includes(o)&&this.set(o,l);this.changed(),await this.readPicture(t,!0)}async readPicture(t,i){try{let s=await xh(t);if(this.start.picture!==t)return;this.fromPicture=s,s&&i&&this.takeFromPicture()}catch(s){this.start.picture===t&&(this.message=s.message)}this.host.requestUpdate()}takeFromPicture(){if(!this.fromPicture)return;let{values:t,from:i}=$h(this.values,this.fromPicture);this.values=t,this.fromPicture=i,this.changed()}dropFromPicture(){this.fromPicture&&(this.values=Sh(this.values,this.fromPicture)),this.fromPicture=null,this.changed()}pick(t){let i=this.session&&Zn(this.session.steps,null);this.picked=t===i?.number?null:t,this.host.requestUpdate()}begin(){return this.act(async()=>{await this.watch.act("start","sessions",await this.startBody(!0)),this.begun()})}makeStep(t){return this.act(async()=>{this.require();let{id:i}=this.watch,s={...t,settings:this.changes()};(!i||this.start.isNew)&&(i=(await Dt("POST","sessions",await this.startBody(!1))).session.id,s={},this.watch.close()),await this.watch.act("step",`sessions/${i}/step`,s),this.begun()})}continueFromStep(){return this.act(async()=>{let{step:t,session:i}=this;if(!t||!i)return;this.require();let s={settings:this.values,continue:{session:i.id,step:t.number}};await this.watch.act("start","sessions",s),this.begun(),this.session&&await this.restoreStart(this.session)})}async opened(t){this.fromPicture=null,this.onList(!1),await this.restoreStart(t)}reset(){this.start=cn,this.fromPicture=null,this.onList(!0),super.reset()}changes(){let t=Object.entries(super.changes());return Object.fromEntries(t.filter(([i,s])=>!(Wm.includes(i)&&s===this.initial[i])))}begun(){this.start={...this.start,isNew:!1},super.begun()}async startBody(t){this.require();let i={settings:this.values,run:t},{kind:s,picture:r,sketch:o}=this.start;if(s==="prompt")return i;if(s==="sketch"){if(!o)throw new Error(p("The sketch is empty: draw something, or start from a picture."));return{...i,sketch:await _i(o.blob)}}if(!r)throw new Error(p("There is no start picture: add one, or start from a sketch or from the prompt only."));let{mask:l}=this.start;return{...i,picture:await _i(r.blob),...l?{mask:await _i(l.blob)}:{}}}async restoreStart({id:t,start:i,masked:s}){let r=this.start={...cn,kind:i};if(i==="prompt")return;let o=async d=>({blob:await me(`sessions/${t}/pictures/${d}`),name:d}),[l,c]=await Promise.all([o("start.png"),s?o(Ka):null]);this.start===r&&this.watch.id===t&&(this.start={...r,[i]:l,mask:c})}};async function jr(n){if(navigator.clipboard)return navigator.clipboard.writeText(n);let e=document.createElement("textarea");e.value=n,document.body.append(e),e.select(),document.execCommand("copy"),e.remove()}function De(n,e){let t=document.createElement("a");t.href=URL.createObjectURL(n),t.download=e,t.click(),setTimeout(()=>URL.revokeObjectURL(t.href),6e4)}var ji=class extends CustomEvent{constructor(e,t,i={}){super("cc-picture",{detail:{panel:e,picture:t,extra:i},bubbles:!0,composed:!0})}};async function qr(n,e=""){let t=await fetch(n).catch(()=>null);if(!t?.ok)throw new Error(`${p("The picture cannot be read.")} (${t?.status??0})`);let i=n.startsWith("data:")?"":n.split("?")[0]??"";return{blob:await t.blob(),name:e||decodeURIComponent(i.split("/").pop()||"")||"picture.png"}}var jm=[{name:"txt2img_prompt",label:"To txt2img prompt",selector:"#txt2img_prompt textarea"},{name:"txt2img_neg_prompt",label:"To txt2img negative prompt",selector:"#txt2img_neg_prompt textarea"},{name:"img2img_prompt",label:"To img2img prompt",selector:"#img2img_prompt textarea"},{name:"img2img_neg_prompt",label:"To img2img negative prompt",selector:"#img2img_neg_prompt textarea"}];function se(){return typeof gradioApp=="function"?gradioApp():document}function Zr(){return jm.filter(n=>se().querySelector(n.selector))}function Kr(n){return se().querySelector(n.selector)?.value??""}function Gr(n,e){let t=se().querySelector(n.selector);t&&(t.value=e,t.dispatchEvent(new Event("input",{bubbles:!0})))}var qm=["txt2img","img2img","extras"],Zm=['button[aria-label="Clear"]','button[aria-label="Remove Image"]',".modify-upload button:last-child"].join(", ");function Ah(){return qm.filter(n=>se().querySelector(`#tab_pnginfo #${n}_tab`))}var Kn={picture:"#img_inpaint_base",mask:"#img_inpaint_mask",size:"#img2img_detect_image_size_btn"},Km=4;function Ch(){let n=[Kn.picture,Kn.mask];return typeof switch_to_img2img_tab=="function"&&n.every(e=>se().querySelector(e))}async function ys(n,e,t=15e3){for(let i=Date.now()+t;Date.now()<i;await new Promise(s=>setTimeout(s,50))){let s=n();if(s)return s}throw new Error(p("{what} did not come in time.",{what:e}))}async function Lh(n,e){let t=await ys(()=>se().querySelector(n),e);return t.querySelector("img")&&(t.querySelector(Zm)?.click(),await ys(()=>!t.querySelector("img"),e)),t}async function Ya(n,e,t){let i=await Lh(n,t),s=await ys(()=>i.querySelector('input[type="file"]'),t),r=new DataTransfer;return r.items.add(new File([e.blob],e.name,{type:e.blob.type||"image/png"})),s.files=r.files,s.dispatchEvent(new Event("change",{bubbles:!0})),await ys(()=>i.querySelector("img")?.complete,t),i}async function Mh(n,e,t){let i=await ys(()=>se().querySelector("#tab_pnginfo"),"PNG Info"),s=()=>[...i.querySelectorAll(".prose")].map(r=>r.textContent).join("").trim();await Lh("#pnginfo_image","PNG Info"),await ys(()=>!s(),"PNG Info"),await Ya("#pnginfo_image",e,"PNG Info"),await ys(()=>t.every(r=>s().includes(r)),"PNG Info"),i.querySelector(`#${n}_tab`)?.click()}async function Rh(n,e){switch_to_img2img_tab(Km),await Ya(Kn.picture,n,"Inpaint"),await Ya(Kn.mask,e,"Inpaint"),se().querySelector(Kn.size)?.click()}var Xe=class extends I{constructor(){super(...arguments);this.disabled=!1;this.message="";this.isDone=!1;this.isBusy=!1;this.animation=()=>{this.act(async()=>{let t=await me(`sessions/${this.session.id}/animation`);De(t,`${this.session.id}.${t.type.split("/")[1]??"webp"}`)})};this.report=()=>{this.act(async()=>De(await me(`sessions/${this.session.id}/report`),`${this.session.id}.html`))};this.json=()=>{this.act(async()=>{let{session:t}=await It(`sessions/${this.session.id}`),i=JSON.stringify(t,null,1);De(new Blob([i],{type:"application/json"}),`${t.id}.json`)})};this.askAndDelete=async()=>{let{session:t}=this,i=String(t.settings.want||t.settings.avoid).replace(/\s+/g," "),s=p('Delete the session "{goal}" of {moment} ({id}) with all its pictures?',{goal:i.length>80?`${i.slice(0,80)}…`:i,moment:Hi(t.id),id:t.id}),r=this.renderRoot;await sn(r,s,p("Delete"))&&t===this.session&&this.dispatchEvent(new Event("cc-delete"))}}willUpdate(t){t.has("step")&&(this.message="")}render(){return g`<div class="row">
                ${this.step?this.stepButtons(this.step):$}
                <div class="group session" role="group" aria-label=${p("The session")}>
                    <button id="animation" ?disabled=${this.isBusy||!this.step} @click=${this.animation}>${p("Animation")}</button>
                    <button id="report" ?disabled=${this.isBusy||!this.step} @click=${this.report}>${p("Report")}</button>
                    <button id="json" ?disabled=${this.isBusy} @click=${this.json}>JSON</button>
                    <button id="delete" class="quiet" ?disabled=${this.disabled} @click=${this.askAndDelete}>${p("Delete")}</button>
                </div>
            </div>
            ${this.message?g`<p class="message ${this.isDone?"":"error"}" role=${this.isDone?"status":"alert"}>${this.message}</p>`:$}`}stepButtons(t){let i=this.isBusy||!ce(t);return g`<div class="group" role="group" aria-label=${p("This step")}>
                    <button id="again" ?disabled=${i||this.disabled} @click=${()=>this.dispatchEvent(new Event("cc-again"))}>
                        ${p("Continue from here")}
                    </button>
                    ${Ah().map(s=>g`<button id="to_${s}" ?disabled=${i} @click=${()=>this.toTab(t,s)}>
                                → ${s}
                            </button>`)}
                    <button id="to_rank" ?disabled=${i} @click=${()=>this.toRank(t)}>→ ${p("Rank keywords")}</button>
                    <button id="to_file" ?disabled=${i} @click=${()=>this.toFile(t)}>${p("Picture")}</button>
                    <button id="copy" ?disabled=${!t.prompt} @click=${()=>this.copy(t.prompt)}>${p("Copy prompt")}</button>
                </div>`}async act(t,i=""){this.isBusy=!0,this.message="";try{await t(),this.message=i,this.isDone=!0}catch(s){this.message=s.message,this.isDone=!1}finally{this.isBusy=!1}}async picture(t){let{id:i}=this.session;return{blob:await me(`sessions/${i}/pictures/${ce(t)?.file??""}`),name:`${i}-${t.number}.png`}}toTab(t,i){let{session:s}=this,r=ce(t)?.seed,o=t.number?[`Seed: ${r}`,`CLIP Critic session: ${s.id}`,`CLIP Critic step: ${t.number}`]:[];this.act(async()=>Mh(i,await this.picture(t),o))}toRank(t){let{prompt:i,negative_prompt:s}=t;this.act(async()=>this.dispatchEvent(new ji("rank",await this.picture(t),{prompt:i,negative:s})))}toFile(t){this.act(async()=>{let{blob:i,name:s}=await this.picture(t);De(i,s)})}copy(t){this.act(()=>jr(t),p("Copied."))}};Xe.styles=[V,D`
            :host {
                display: block;
            }
            .row {
                align-items: center;
                background: var(--panel);
                border: 1px solid var(--line);
                border-radius: 12px;
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
                padding: 8px 10px;
            }
            .session {
                margin-left: auto;
            }
            .group {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            .message {
                margin-top: 6px;
            }
        `],f([x({attribute:!1})],Xe.prototype,"session",2),f([x({attribute:!1})],Xe.prototype,"step",2),f([x({type:Boolean})],Xe.prototype,"disabled",2),f([M()],Xe.prototype,"message",2),f([M()],Xe.prototype,"isDone",2),f([M()],Xe.prototype,"isBusy",2),Xe=f([B("cc-loop-outbox")],Xe);function Ct(n){return n.trim().split(/\s+/).join(" ").normalize("NFD").toLowerCase().toUpperCase().normalize("NFC")}var Gm="uplot",Ym="u-hz",Jm="u-vt",Xm="u-title",Qm="u-wrap",tf="u-under",ef="u-over",sf="u-axis",$s="u-off",nf="u-select",rf="u-cursor-x",of="u-cursor-y",af="u-cursor-pt",lf="u-legend",cf="u-live",hf="u-inline",pf="u-series",df="u-marker",zh="u-label",uf="u-value",Yn="width",Jn="height";var Ih="bottom",hn="left",Ja="right",ml="#000",Dh=ml+"0",Xa="mousemove",Oh="mousedown",Qa="mouseup",Nh="mouseenter",Fh="mouseleave",Hh="dblclick",mf="resize",ff="scroll",Bh="change",to="dppxchange",fl="--",vn=typeof window<"u",nl=vn?document:null,dn=vn?window:null,gf=vn?navigator:null,ft,Yr;function rl(){let n=devicePixelRatio;ft!=n&&(ft=n,Yr&&al(Bh,Yr,rl),Yr=matchMedia(`(min-resolution: ${ft-.001}dppx) and (max-resolution: ${ft+.001}dppx)`),Ss(Bh,Yr,rl),dn.dispatchEvent(new CustomEvent(to)))}function ke(n,e){if(e!=null){let t=n.classList;!t.contains(e)&&t.add(e)}}function ol(n,e){let t=n.classList;t.contains(e)&&t.remove(e)}function Et(n,e,t){n.style[e]=t+"px"}function Qe(n,e,t,i){let s=nl.createElement(n);return e!=null&&ke(s,e),t?.insertBefore(s,i),s}function Oe(n,e){return Qe("div",n,e)}var Vh=new WeakMap;function mi(n,e,t,i,s){let r="translate("+e+"px,"+t+"px)",o=Vh.get(n);r!=o&&(n.style.transform=r,Vh.set(n,r),e<0||t<0||e>i||t>s?ke(n,$s):ol(n,$s))}var Uh=new WeakMap;function Wh(n,e,t){let i=e+t,s=Uh.get(n);i!=s&&(Uh.set(n,i),n.style.background=e,n.style.borderColor=t)}var jh=new WeakMap;function qh(n,e,t,i){let s=e+""+t,r=jh.get(n);s!=r&&(jh.set(n,s),n.style.height=t+"px",n.style.width=e+"px",n.style.marginLeft=i?-e/2+"px":0,n.style.marginTop=i?-t/2+"px":0)}var gl={passive:!0},vf={...gl,capture:!0};function Ss(n,e,t,i){e.addEventListener(n,t,i?vf:gl)}function al(n,e,t,i){e.removeEventListener(n,t,gl)}vn&&rl();function ti(n,e,t,i){let s;t=t||0,i=i||e.length-1;let r=i<=2147483647;for(;i-t>1;)s=r?t+i>>1:Ee((t+i)/2),e[s]<n?t=s:i=s;return n-e[t]<=e[i]-n?t:i}function yp(n){return(t,i,s)=>{let r=-1,o=-1;for(let l=i;l<=s;l++)if(n(t[l])){r=l;break}for(let l=s;l>=i;l--)if(n(t[l])){o=l;break}return[r,o]}}var _p=n=>n!=null,xp=n=>n!=null&&n>0,so=yp(_p),wf=yp(xp);function bf(n,e,t,i=0,s=!1){let r=s?wf:so,o=s?xp:_p;[e,t]=r(n,e,t);let l=n[e],c=n[e];if(e>-1)if(i==1)l=n[e],c=n[t];else if(i==-1)l=n[t],c=n[e];else for(let d=e;d<=t;d++){let b=n[d];o(b)&&(b<l?l=b:b>c&&(c=b))}return[l??yt,c??-yt]}function no(n,e,t,i){let s=Gh(n),r=Gh(e);n==e&&(s==-1?(n*=t,e/=t):(n/=t,e*=t));let o=t==10?ki:$p,l=s==1?Ee:Ne,c=r==1?Ne:Ee,d=l(o(Wt(n))),b=c(o(Wt(e))),v=un(t,d),y=un(t,b);return t==10&&(d<0&&(v=_t(v,-d)),b<0&&(y=_t(y,-b))),i||t==2?(n=v*s,e=y*r):(n=Pp(n,v),e=ro(e,y)),[n,e]}function vl(n,e,t,i){let s=no(n,e,t,i);return n==0&&(s[0]=0),e==0&&(s[1]=0),s}var wl=.1,Zh={mode:3,pad:wl},Qn={pad:0,soft:null,mode:0},yf={min:Qn,max:Qn};function eo(n,e,t,i){return oo(t)?Kh(n,e,t):(Qn.pad=t,Qn.soft=i?0:null,Qn.mode=i?3:0,Kh(n,e,yf))}function ut(n,e){return n??e}function _f(n,e,t){for(e=ut(e,0),t=ut(t,n.length-1);e<=t;){if(n[e]!=null)return!0;e++}return!1}function Kh(n,e,t){let i=t.min,s=t.max,r=ut(i.pad,0),o=ut(s.pad,0),l=ut(i.hard,-yt),c=ut(s.hard,yt),d=ut(i.soft,yt),b=ut(s.soft,-yt),v=ut(i.mode,0),y=ut(s.mode,0),S=e-n,P=ki(S),L=he(Wt(n),Wt(e)),U=ki(L),j=Wt(U-P);(S<1e-24||j>10)&&(S=0,(n==0||e==0)&&(S=1e-24,v==2&&d!=yt&&(r=0),y==2&&b!=-yt&&(o=0)));let E=S||L||1e3,W=ki(E),C=un(10,Ee(W)),X=E*(S==0?n==0?.1:1:r),N=_t(Pp(n-X,C/10),24),st=n>=d&&(v==1||v==3&&N<=d||v==2&&N>=d)?d:yt,Q=he(l,N<st&&n>=st?st:ei(st,N)),lt=E*(S==0?e==0?.1:1:o),it=_t(ro(e+lt,C/10),24),R=e<=b&&(y==1||y==3&&it>=b||y==2&&it<=b)?b:-yt,rt=ei(c,it>R&&e<=R?R:he(R,it));return Q==rt&&Q==0&&(rt=100),[Q,rt]}var xf=new Intl.NumberFormat(vn?gf.language:"en-US"),bl=n=>xf.format(n),Pe=Math,Qr=Pe.PI,Wt=Pe.abs,Ee=Pe.floor,Ut=Pe.round,Ne=Pe.ceil,ei=Pe.min,he=Pe.max,un=Pe.pow,Gh=Pe.sign,ki=Pe.log10,$p=Pe.log2,$f=(n,e=1)=>Pe.sinh(n)*e,tl=(n,e=1)=>Pe.asinh(n/e),yt=1/0;function Yh(n){return(ki((n^n>>31)-(n>>31))|0)+1}function ll(n,e,t){return ei(he(n,e),t)}function Sp(n){return typeof n=="function"}function ct(n){return Sp(n)?n:()=>n}var Sf=()=>{},kp=n=>n,Ep=(n,e)=>e,kf=n=>null,Jh=n=>!0,Xh=(n,e)=>n==e,Ef=/\.\d*?(?=9{6,}|0{6,})/gm,ks=n=>{if(Ap(n)||Zi.has(n))return n;let e=`${n}`,t=e.match(Ef);if(t==null)return n;let i=t[0].length-1;if(e.indexOf("e-")!=-1){let[s,r]=e.split("e");return+`${ks(s)}e${r}`}return _t(n,i)};function _s(n,e){return ks(_t(ks(n/e))*e)}function ro(n,e){return ks(Ne(ks(n/e))*e)}function Pp(n,e){return ks(Ee(ks(n/e))*e)}function _t(n,e=0){if(Ap(n))return n;let t=10**e,i=n*t*(1+Number.EPSILON);return Ut(i)/t}var Zi=new Map;function Tp(n){return((""+n).split(".")[1]||"").length}function er(n,e,t,i){let s=[],r=i.map(Tp);for(let o=e;o<t;o++){let l=Wt(o),c=_t(un(n,o),l);for(let d=0;d<i.length;d++){let b=n==10?+`${i[d]}e${o}`:i[d]*c,v=(o>=0?0:l)+(o>=r[d]?0:r[d]),y=n==10?b:_t(b,v);s.push(y),Zi.set(y,v)}}return s}var tr={},yl=[],mn=[null,null],qi=Array.isArray,Ap=Number.isInteger,Pf=n=>n===void 0;function Qh(n){return typeof n=="string"}function oo(n){let e=!1;if(n!=null){let t=n.constructor;e=t==null||t==Object}return e}function Tf(n){return n!=null&&typeof n=="object"}var Af=Object.getPrototypeOf(Uint8Array),Cp="__proto__";function fn(n,e=oo){let t;if(qi(n)){let i=n.find(s=>s!=null);if(qi(i)||e(i)){t=Array(n.length);for(let s=0;s<n.length;s++)t[s]=fn(n[s],e)}else t=n.slice()}else if(n instanceof Af)t=n.slice();else if(e(n)){t={};for(let i in n)i!=Cp&&(t[i]=fn(n[i],e))}else t=n;return t}function Ht(n){let e=arguments;for(let t=1;t<e.length;t++){let i=e[t];for(let s in i)s!=Cp&&(oo(n[s])?Ht(n[s],fn(i[s])):n[s]=fn(i[s]))}return n}var Cf=0,Lf=1,Mf=2;function Rf(n,e,t){for(let i=0,s,r=-1;i<e.length;i++){let o=e[i];if(o>r){for(s=o-1;s>=0&&n[s]==null;)n[s--]=null;for(s=o+1;s<t&&n[s]==null;)n[r=s++]=null}}}function zf(n,e){if(Of(n)){let o=n[0].slice();for(let l=1;l<n.length;l++)o.push(...n[l].slice(1));return Nf(o[0])||(o=Df(o)),o}let t=new Set;for(let o=0;o<n.length;o++){let c=n[o][0],d=c.length;for(let b=0;b<d;b++)t.add(c[b])}let i=[Array.from(t).sort((o,l)=>o-l)],s=i[0].length,r=new Map;for(let o=0;o<s;o++)r.set(i[0][o],o);for(let o=0;o<n.length;o++){let l=n[o],c=l[0];for(let d=1;d<l.length;d++){let b=l[d],v=Array(s).fill(void 0),y=e?e[o][d]:Lf,S=[];for(let P=0;P<b.length;P++){let L=b[P],U=r.get(c[P]);L===null?y!=Cf&&(v[U]=L,y==Mf&&S.push(U)):v[U]=L}Rf(v,S,s),i.push(v)}}return i}var If=typeof queueMicrotask>"u"?n=>Promise.resolve().then(n):queueMicrotask;function Df(n){let e=n[0],t=e.length,i=Array(t);for(let r=0;r<i.length;r++)i[r]=r;i.sort((r,o)=>e[r]-e[o]);let s=[];for(let r=0;r<n.length;r++){let o=n[r],l=Array(t);for(let c=0;c<t;c++)l[c]=o[i[c]];s.push(l)}return s}function Of(n){let e=n[0][0],t=e.length;for(let i=1;i<n.length;i++){let s=n[i][0];if(s.length!=t)return!1;if(s!=e){for(let r=0;r<t;r++)if(s[r]!=e[r])return!1}}return!0}function Nf(n,e=100){let t=n.length;if(t<=1)return!0;let i=0,s=t-1;for(;i<=s&&n[i]==null;)i++;for(;s>=i&&n[s]==null;)s--;if(s<=i)return!0;let r=he(1,Ee((s-i+1)/e));for(let o=n[i],l=i+r;l<=s;l+=r){let c=n[l];if(c!=null){if(c<=o)return!1;o=c}}return!0}var Lp=["January","February","March","April","May","June","July","August","September","October","November","December"],Mp=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Rp(n){return n.slice(0,3)}var Ff=Mp.map(Rp),Hf=Lp.map(Rp),Bf={MMMM:Lp,MMM:Hf,WWWW:Mp,WWW:Ff};function Gn(n){return(n<10?"0":"")+n}function Vf(n){return(n<10?"00":n<100?"0":"")+n}var Uf={YYYY:n=>n.getFullYear(),YY:n=>(n.getFullYear()+"").slice(2),MMMM:(n,e)=>e.MMMM[n.getMonth()],MMM:(n,e)=>e.MMM[n.getMonth()],MM:n=>Gn(n.getMonth()+1),M:n=>n.getMonth()+1,DD:n=>Gn(n.getDate()),D:n=>n.getDate(),WWWW:(n,e)=>e.WWWW[n.getDay()],WWW:(n,e)=>e.WWW[n.getDay()],HH:n=>Gn(n.getHours()),H:n=>n.getHours(),h:n=>{let e=n.getHours();return e==0?12:e>12?e-12:e},AA:n=>n.getHours()>=12?"PM":"AM",aa:n=>n.getHours()>=12?"pm":"am",a:n=>n.getHours()>=12?"p":"a",mm:n=>Gn(n.getMinutes()),m:n=>n.getMinutes(),ss:n=>Gn(n.getSeconds()),s:n=>n.getSeconds(),fff:n=>Vf(n.getMilliseconds())};function _l(n,e){e=e||Bf;let t=[],i=/\{([a-z]+)\}|[^{]+/gi,s;for(;s=i.exec(n);)t.push(s[0][0]=="{"?Uf[s[1]]:s[0]);return r=>{let o="";for(let l=0;l<t.length;l++)o+=typeof t[l]=="string"?t[l]:t[l](r,e);return o}}var Wf=new Intl.DateTimeFormat().resolvedOptions().timeZone;function jf(n,e){let t;return e=="UTC"||e=="Etc/UTC"?t=new Date(+n+n.getTimezoneOffset()*6e4):e==Wf?t=n:(t=new Date(n.toLocaleString("en-US",{timeZone:e})),t.setMilliseconds(n.getMilliseconds())),t}var zp=n=>n%1==0,io=[1,2,2.5,5],qf=er(10,-32,0,io),Ip=er(10,0,32,io),Zf=Ip.filter(zp),xs=qf.concat(Ip),xl=`
`,Dp="{YYYY}",tp=xl+Dp,Op="{M}/{D}",Xn=xl+Op,Jr=Xn+"/{YY}",Np="{aa}",Kf="{h}:{mm}",pn=Kf+Np,ep=xl+pn,ip=":{ss}",vt=null;function Fp(n){let e=n*1e3,t=e*60,i=t*60,s=i*24,r=s*30,o=s*365,c=(n==1?er(10,0,3,io).filter(zp):er(10,-3,0,io)).concat([e,e*5,e*10,e*15,e*30,t,t*5,t*10,t*15,t*30,i,i*2,i*3,i*4,i*6,i*8,i*12,s,s*2,s*3,s*4,s*5,s*6,s*7,s*8,s*9,s*10,s*15,r,r*2,r*3,r*4,r*6,o,o*2,o*5,o*10,o*25,o*50,o*100]),d=[[o,Dp,vt,vt,vt,vt,vt,vt,1],[s*28,"{MMM}",tp,vt,vt,vt,vt,vt,1],[s,Op,tp,vt,vt,vt,vt,vt,1],[i,"{h}"+Np,Jr,vt,Xn,vt,vt,vt,1],[t,pn,Jr,vt,Xn,vt,vt,vt,1],[e,ip,Jr+" "+pn,vt,Xn+" "+pn,vt,ep,vt,1],[n,ip+".{fff}",Jr+" "+pn,vt,Xn+" "+pn,vt,ep,vt,1]];function b(v){return(y,S,P,L,U,j)=>{let E=[],W=U>=o,C=U>=r&&U<o,X=v(P),N=_t(X*n,3),st=el(X.getFullYear(),W?0:X.getMonth(),C||W?1:X.getDate()),Q=_t(st*n,3);if(C||W){let lt=C?U/r:0,it=W?U/o:0,R=N==Q?N:_t(el(st.getFullYear()+it,st.getMonth()+lt,1)*n,3),rt=new Date(Ut(R/n)),q=rt.getFullYear(),tt=rt.getMonth();for(let Y=0;R<=L;Y++){let ht=el(q+it*Y,tt+lt*Y,1),G=ht-v(_t(ht*n,3));R=_t((+ht+G)*n,3),R<=L&&E.push(R)}}else{let lt=U>=s?s:U,it=Ee(P)-Ee(N),R=Q+it+ro(N-Q,lt);E.push(R);let rt=v(R),q=rt.getHours()+rt.getMinutes()/t+rt.getSeconds()/i,tt=U/i,Y=y.axes[S]._space,ht=j/Y;for(;R=_t(R+U,n==1?0:3),!(R>L);)if(tt>1){let G=Ee(_t(q+tt,6))%24,pt=v(R).getHours()-G;pt>1&&(pt=-1),R-=pt*i,q=(q+tt)%24;let wt=E[E.length-1];_t((R-wt)/U,3)*ht>=.7&&E.push(R)}else E.push(R)}return E}}return[c,d,b]}var[Gf,Yf,Jf]=Fp(1),[Xf,Qf,tg]=Fp(.001);er(2,-53,53,[1]);function sp(n,e){return n.map(t=>t.map((i,s)=>s==0||s==8||i==null?i:e(s==1||t[8]==0?i:t[1]+i)))}function np(n,e){return(t,i,s,r,o)=>{let l=e.find(P=>o>=P[0])||e[e.length-1],c,d,b,v,y,S;return i.map(P=>{let L=n(P),U=L.getFullYear(),j=L.getMonth(),E=L.getDate(),W=L.getHours(),C=L.getMinutes(),X=L.getSeconds(),N=U!=c&&l[2]||j!=d&&l[3]||E!=b&&l[4]||W!=v&&l[5]||C!=y&&l[6]||X!=S&&l[7]||l[1];return c=U,d=j,b=E,v=W,y=C,S=X,N(L)})}}function eg(n,e){let t=_l(e);return(i,s,r,o,l)=>s.map(c=>t(n(c)))}function el(n,e,t){return new Date(n,e,t)}function rp(n,e){return e(n)}var ig="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function op(n,e){return(t,i,s,r)=>r==null?fl:e(n(i))}function sg(n,e){let t=n.series[e];return t.width?t.stroke(n,e):t.points.width?t.points.stroke(n,e):null}function ng(n,e){return n.series[e].fill(n,e)}var rg={show:!0,live:!0,isolate:!1,mount:Sf,markers:{show:!0,width:2,stroke:sg,fill:ng,dash:"solid"},idx:null,idxs:null,values:[]};function og(n,e){let t=n.cursor.points,i=Oe(),s=t.size(n,e);Et(i,Yn,s),Et(i,Jn,s);let r=s/-2;Et(i,"marginLeft",r),Et(i,"marginTop",r);let o=t.width(n,e,s);return o&&Et(i,"borderWidth",o),i}function ag(n,e){let t=n.series[e].points;return t._fill||t._stroke}function lg(n,e){let t=n.series[e].points;return t._stroke||t._fill}function cg(n,e){return n.series[e].points.size}var il=[0,0];function hg(n,e,t){return il[0]=e,il[1]=t,il}function Xr(n,e,t,i=!0){return s=>{s.button==0&&(!i||s.target==e)&&t(s)}}function sl(n,e,t,i=!0){return s=>{(!i||s.target==e)&&t(s)}}var pg={show:!0,x:!0,y:!0,lock:!1,move:hg,points:{one:!1,show:og,size:cg,width:0,stroke:lg,fill:ag},bind:{mousedown:Xr,mouseup:Xr,click:Xr,dblclick:Xr,mousemove:sl,mouseleave:sl,mouseenter:sl},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(n,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(n,e,t,i,s)=>i-s,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Hp={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},$l=Ht({},Hp,{filter:Ep}),Bp=Ht({},$l,{size:10}),Vp=Ht({},Hp,{show:!1}),Sl='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Up="bold "+Sl,Wp=1.5,ap={show:!0,scale:"x",stroke:ml,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Up,side:2,grid:$l,ticks:Bp,border:Vp,font:Sl,lineGap:Wp,rotate:0},dg="Value",ug="Time",lp={show:!0,scale:"x",auto:!1,sorted:1,min:yt,max:-yt,idxs:[]};function mg(n,e,t,i,s){return e.map(r=>r==null?"":bl(r))}function fg(n,e,t,i,s,r,o){let l=[],c=Zi.get(s)||0;t=o?t:_t(ro(t,s),c);for(let d=t;d<=i;d=_t(d+s,c))l.push(Object.is(d,-0)?0:d);return l}function cl(n,e,t,i,s,r,o){let l=[],c=n.scales[n.axes[e].scale].log,d=c==10?ki:$p,b=Ee(d(t));s=un(c,b),c==10&&(s=xs[ti(s,xs)]);let v=t,y=s*c;c==10&&(y=xs[ti(y,xs)]);do l.push(v),v=v+s,c==10&&!Zi.has(v)&&(v=_t(v,Zi.get(s))),v>=y&&(s=v,y=s*c,c==10&&(y=xs[ti(y,xs)]));while(v<=i);return l}function gg(n,e,t,i,s,r,o){let c=n.scales[n.axes[e].scale].asinh,d=i>c?cl(n,e,he(c,t),i,s):[c],b=i>=0&&t<=0?[0]:[];return(t<-c?cl(n,e,he(c,-i),-t,s):[c]).reverse().map(y=>-y).concat(b,d)}var jp=/./,vg=/[12357]/,wg=/[125]/,cp=/1/,hl=(n,e,t,i)=>n.map((s,r)=>e==4&&s==0||r%i==0&&t.test(s.toExponential()[s<0?1:0])?s:null);function bg(n,e,t,i,s){let r=n.axes[t],o=r.scale,l=n.scales[o],c=n.valToPos,d=r._space,b=c(10,o),v=c(9,o)-b>=d?jp:c(7,o)-b>=d?vg:c(5,o)-b>=d?wg:cp;if(v==cp){let y=Wt(c(1,o)-b);if(y<d)return hl(e.slice().reverse(),l.distr,v,Ne(d/y)).reverse()}return hl(e,l.distr,v,1)}function yg(n,e,t,i,s){let r=n.axes[t],o=r.scale,l=r._space,c=n.valToPos,d=Wt(c(1,o)-c(2,o));return d<l?hl(e.slice().reverse(),3,jp,Ne(l/d)).reverse():e}function _g(n,e,t,i){return i==null?fl:e==null?"":bl(e)}var hp={show:!0,scale:"y",stroke:ml,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Up,side:3,grid:$l,ticks:Bp,border:Vp,font:Sl,lineGap:Wp,rotate:0};function xg(n,e){let t=3+(n||1)*2;return _t(t*e,3)}function $g(n,e){let{scale:t,idxs:i}=n.series[0],s=n._data[0],r=n.valToPos(s[i[0]],t,!0),o=n.valToPos(s[i[1]],t,!0),l=Wt(o-r),c=n.series[e],d=l/(c.points.space*ft);return i[1]-i[0]<=d}var pp={scale:null,auto:!0,sorted:0,min:yt,max:-yt},qp=(n,e,t,i,s)=>s,dp={show:!0,auto:!0,sorted:0,gaps:qp,alpha:1,facets:[Ht({},pp,{scale:"x"}),Ht({},pp,{scale:"y"})]},up={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:qp,alpha:1,points:{show:$g,filter:null},values:null,min:yt,max:-yt,idxs:[],path:null,clip:null};function Sg(n,e,t,i,s){return t/10}var Zp={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},kg=Ht({},Zp,{time:!1,ori:1}),mp={};function Kp(n,e){let t=mp[n];return t||(t={key:n,plots:[],sub(i){t.plots.push(i)},unsub(i){t.plots=t.plots.filter(s=>s!=i)},pub(i,s,r,o,l,c,d){for(let b=0;b<t.plots.length;b++)t.plots[b]!=s&&t.plots[b].pub(i,s,r,o,l,c,d)}},n!=null&&(mp[n]=t)),t}var gn=1,pl=2;function Es(n,e,t){let i=n.mode,s=n.series[e],r=i==2?n._data[e]:n._data,o=n.scales,l=n.bbox,c=r[0],d=i==2?r[1]:r[e],b=i==2?o[s.facets[0].scale]:o[n.series[0].scale],v=i==2?o[s.facets[1].scale]:o[s.scale],y=l.left,S=l.top,P=l.width,L=l.height,U=n.valToPosH,j=n.valToPosV;return b.ori==0?t(s,c,d,b,v,U,j,y,S,P,L,lo,wn,ho,Yp,Xp):t(s,c,d,b,v,j,U,S,y,L,P,co,bn,Pl,Jp,Qp)}function kl(n,e){let t=0,i=0,s=ut(n.bands,yl);for(let r=0;r<s.length;r++){let o=s[r];o.series[0]==e?t=o.dir:o.series[1]==e&&(o.dir==1?i|=1:i|=2)}return[t,i==1?-1:i==2?1:i==3?2:0]}function Eg(n,e,t,i,s){let r=n.mode,o=n.series[e],l=r==2?o.facets[1].scale:o.scale,c=n.scales[l];return s==-1?c.min:s==1?c.max:c.distr==3?c.dir==1?c.min:c.max:0}function Ei(n,e,t,i,s,r){return Es(n,e,(o,l,c,d,b,v,y,S,P,L,U)=>{let j=o.pxRound,E=d.dir*(d.ori==0?1:-1),W=d.ori==0?wn:bn,C,X;E==1?(C=t,X=i):(C=i,X=t);let N=j(v(l[C],d,L,S)),st=j(y(c[C],b,U,P)),Q=j(v(l[X],d,L,S)),lt=j(y(r==1?b.max:b.min,b,U,P)),it=new Path2D(s);return W(it,Q,lt),W(it,N,lt),W(it,N,st),it})}function ao(n,e,t,i,s,r){let o=null;if(n.length>0){o=new Path2D;let l=e==0?ho:Pl,c=t;for(let v=0;v<n.length;v++){let y=n[v];if(y[1]>y[0]){let S=y[0]-c;S>0&&l(o,c,i,S,i+r),c=y[1]}}let d=t+s-c,b=10;d>0&&l(o,c,i-b/2,d,i+r+b)}return o}function Pg(n,e,t){let i=n[n.length-1];i&&i[0]==e?i[1]=t:n.push([e,t])}function El(n,e,t,i,s,r,o){let l=[],c=n.length;for(let d=s==1?t:i;d>=t&&d<=i;d+=s)if(e[d]===null){let v=d,y=d;if(s==1)for(;++d<=i&&e[d]===null;)y=d;else for(;--d>=t&&e[d]===null;)y=d;let S=r(n[v]),P=y==v?S:r(n[y]),L=v-s;S=o<=0&&L>=0&&L<c?r(n[L]):S;let j=y+s;P=o>=0&&j>=0&&j<c?r(n[j]):P,P>=S&&l.push([S,P])}return l}function fp(n){return n==0?kp:n==1?Ut:e=>_s(e,n)}function Gp(n){let e=n==0?lo:co,t=n==0?(s,r,o,l,c,d)=>{s.arcTo(r,o,l,c,d)}:(s,r,o,l,c,d)=>{s.arcTo(o,r,c,l,d)},i=n==0?(s,r,o,l,c)=>{s.rect(r,o,l,c)}:(s,r,o,l,c)=>{s.rect(o,r,c,l)};return(s,r,o,l,c,d=0,b=0)=>{d==0&&b==0?i(s,r,o,l,c):(d=ei(d,l/2,c/2),b=ei(b,l/2,c/2),e(s,r+d,o),t(s,r+l,o,r+l,o+c,d),t(s,r+l,o+c,r,o+c,b),t(s,r,o+c,r,o,b),t(s,r,o,r+l,o,d),s.closePath())}}var lo=(n,e,t)=>{n.moveTo(e,t)},co=(n,e,t)=>{n.moveTo(t,e)},wn=(n,e,t)=>{n.lineTo(e,t)},bn=(n,e,t)=>{n.lineTo(t,e)},ho=Gp(0),Pl=Gp(1),Yp=(n,e,t,i,s,r)=>{n.arc(e,t,i,s,r)},Jp=(n,e,t,i,s,r)=>{n.arc(t,e,i,s,r)},Xp=(n,e,t,i,s,r,o)=>{n.bezierCurveTo(e,t,i,s,r,o)},Qp=(n,e,t,i,s,r,o)=>{n.bezierCurveTo(t,e,s,i,o,r)};function td(n){return(e,t,i,s,r)=>Es(e,t,(o,l,c,d,b,v,y,S,P,L,U)=>{let{pxRound:j,points:E}=o,W,C;d.ori==0?(W=lo,C=Yp):(W=co,C=Jp);let X=_t(E.width*ft,3),N=(E.size-E.width)/2*ft,st=_t(N*2,3),Q=new Path2D,lt=new Path2D,{left:it,top:R,width:rt,height:q}=e.bbox;ho(lt,it-st,R-st,rt+st*2,q+st*2);let tt=Y=>{if(c[Y]!=null){let ht=j(v(l[Y],d,L,S)),G=j(y(c[Y],b,U,P));W(Q,ht+N,G),C(Q,ht,G,N,0,Qr*2)}};if(r)r.forEach(tt);else for(let Y=i;Y<=s;Y++)tt(Y);return{stroke:X>0?Q:null,fill:Q,clip:lt,flags:gn|pl}})}function ed(n){return(e,t,i,s,r,o)=>{i!=s&&(r!=i&&o!=i&&n(e,t,i),r!=s&&o!=s&&n(e,t,s),n(e,t,o))}}var Tg=ed(wn),Ag=ed(bn);function id(n){let e=ut(n?.alignGaps,0);return(t,i,s,r)=>Es(t,i,(o,l,c,d,b,v,y,S,P,L,U)=>{[s,r]=so(c,s,r);let j=o.pxRound,E=q=>j(v(q,d,L,S)),W=q=>j(y(q,b,U,P)),C,X;d.ori==0?(C=wn,X=Tg):(C=bn,X=Ag);let N=d.dir*(d.ori==0?1:-1),st={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:gn},Q=st.stroke,lt=!1;if(r-s>=L*4){let q=Z=>t.posToVal(Z,d.key,!0),tt=null,Y=null,ht,G,pe,Pt=E(l[N==1?s:r]),pt=E(l[s]),wt=E(l[r]),ot=q(N==1?pt+1:wt-1);for(let Z=N==1?s:r;Z>=s&&Z<=r;Z+=N){let Bt=l[Z],Tt=(N==1?Bt<ot:Bt>ot)?Pt:E(Bt),gt=c[Z];Tt==Pt?gt!=null?(G=gt,tt==null?(C(Q,Tt,W(G)),ht=tt=Y=G):G<tt?tt=G:G>Y&&(Y=G)):gt===null&&(lt=!0):(tt!=null&&X(Q,Pt,W(tt),W(Y),W(ht),W(G)),gt!=null?(G=gt,C(Q,Tt,W(G)),tt=Y=ht=G):(tt=Y=null,gt===null&&(lt=!0)),Pt=Tt,ot=q(Pt+N))}tt!=null&&tt!=Y&&pe!=Pt&&X(Q,Pt,W(tt),W(Y),W(ht),W(G))}else for(let q=N==1?s:r;q>=s&&q<=r;q+=N){let tt=c[q];tt===null?lt=!0:tt!=null&&C(Q,E(l[q]),W(tt))}let[R,rt]=kl(t,i);if(o.fill!=null||R!=0){let q=st.fill=new Path2D(Q),tt=o.fillTo(t,i,o.min,o.max,R),Y=W(tt),ht=E(l[s]),G=E(l[r]);N==-1&&([G,ht]=[ht,G]),C(q,G,Y),C(q,ht,Y)}if(!o.spanGaps){let q=[];lt&&q.push(...El(l,c,s,r,N,E,e)),st.gaps=q=o.gaps(t,i,s,r,q),st.clip=ao(q,d.ori,S,P,L,U)}return rt!=0&&(st.band=rt==2?[Ei(t,i,s,r,Q,-1),Ei(t,i,s,r,Q,1)]:Ei(t,i,s,r,Q,rt)),st})}function Cg(n){let e=ut(n.align,1),t=ut(n.ascDesc,!1),i=ut(n.alignGaps,0),s=ut(n.extend,!1);return(r,o,l,c)=>Es(r,o,(d,b,v,y,S,P,L,U,j,E,W)=>{[l,c]=so(v,l,c);let C=d.pxRound,{left:X,width:N}=r.bbox,st=pt=>C(P(pt,y,E,U)),Q=pt=>C(L(pt,S,W,j)),lt=y.ori==0?wn:bn,it={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:gn},R=it.stroke,rt=y.dir*(y.ori==0?1:-1),q=Q(v[rt==1?l:c]),tt=st(b[rt==1?l:c]),Y=tt,ht=tt;s&&e==-1&&(ht=X,lt(R,ht,q)),lt(R,tt,q);for(let pt=rt==1?l:c;pt>=l&&pt<=c;pt+=rt){let wt=v[pt];if(wt==null)continue;let ot=st(b[pt]),Z=Q(wt);e==1?lt(R,ot,q):lt(R,Y,Z),lt(R,ot,Z),q=Z,Y=ot}let G=Y;s&&e==1&&(G=X+N,lt(R,G,q));let[pe,Pt]=kl(r,o);if(d.fill!=null||pe!=0){let pt=it.fill=new Path2D(R),wt=d.fillTo(r,o,d.min,d.max,pe),ot=Q(wt);lt(pt,G,ot),lt(pt,ht,ot)}if(!d.spanGaps){let pt=[];pt.push(...El(b,v,l,c,rt,st,i));let wt=d.width*ft/2,ot=t||e==1?wt:-wt,Z=t||e==-1?-wt:wt;pt.forEach(Bt=>{Bt[0]+=ot,Bt[1]+=Z}),it.gaps=pt=d.gaps(r,o,l,c,pt),it.clip=ao(pt,y.ori,U,j,E,W)}return Pt!=0&&(it.band=Pt==2?[Ei(r,o,l,c,R,-1),Ei(r,o,l,c,R,1)]:Ei(r,o,l,c,R,Pt)),it})}function gp(n,e,t,i,s,r,o=yt){if(n.length>1){let l=null;for(let c=0,d=1/0;c<n.length;c++)if(e[c]!==void 0){if(l!=null){let b=Wt(n[c]-n[l]);b<d&&(d=b,o=Wt(t(n[c],i,s,r)-t(n[l],i,s,r)))}l=c}}return o}function Lg(n){n=n||tr;let e=ut(n.size,[.6,yt,1]),t=n.align||0,i=n.gap||0,s=n.radius;s=s==null?[0,0]:typeof s=="number"?[s,0]:s;let r=ct(s),o=1-e[0],l=ut(e[1],yt),c=ut(e[2],1),d=ut(n.disp,tr),b=ut(n.each,S=>{}),{fill:v,stroke:y}=d;return(S,P,L,U)=>Es(S,P,(j,E,W,C,X,N,st,Q,lt,it,R)=>{let rt=j.pxRound,q=t,tt=i*ft,Y=l*ft,ht=c*ft,G,pe;C.ori==0?[G,pe]=r(S,P):[pe,G]=r(S,P);let Pt=C.dir*(C.ori==0?1:-1),pt=C.ori==0?ho:Pl,wt=C.ori==0?b:(F,xt,Vt,Is,is,oi,ss)=>{b(F,xt,Vt,is,Is,ss,oi)},ot=ut(S.bands,yl).find(F=>F.series[0]==P),Z=ot!=null?ot.dir:0,Bt=j.fillTo(S,P,j.min,j.max,Z),ne=rt(st(Bt,X,R,lt)),Tt,gt,Ve,we=it,Lt=rt(j.width*ft),ri=!1,gi=null,Ae=null,Ai=null,Ms=null;v!=null&&(Lt==0||y!=null)&&(ri=!0,gi=v.values(S,P,L,U),Ae=new Map,new Set(gi).forEach(F=>{F!=null&&Ae.set(F,new Path2D)}),Lt>0&&(Ai=y.values(S,P,L,U),Ms=new Map,new Set(Ai).forEach(F=>{F!=null&&Ms.set(F,new Path2D)})));let{x0:Rs,size:Sn}=d;if(Rs!=null&&Sn!=null){q=1,E=Rs.values(S,P,L,U),Rs.unit==2&&(E=E.map(Vt=>S.posToVal(Q+Vt*it,C.key,!0)));let F=Sn.values(S,P,L,U);Sn.unit==2?gt=F[0]*it:gt=N(F[0],C,it,Q)-N(0,C,it,Q),we=gp(E,W,N,C,it,Q,we),Ve=we-gt+tt}else we=gp(E,W,N,C,it,Q,we),Ve=we*o+tt,gt=we-Ve;Ve<1&&(Ve=0),Lt>=gt/2&&(Lt=0),Ve<5&&(rt=kp);let ur=Ve>0,ts=we-Ve-(ur?Lt:0);gt=rt(ll(ts,ht,Y)),Tt=(q==0?gt/2:q==Pt?0:gt)-q*Pt*((q==0?tt/2:0)+(ur?Lt/2:0));let re={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},zs=ri?null:new Path2D,vi=null;if(ot!=null)vi=S.data[ot.series[1]];else{let{y0:F,y1:xt}=d;F!=null&&xt!=null&&(W=xt.values(S,P,L,U),vi=F.values(S,P,L,U))}let es=G*gt,nt=pe*gt;for(let F=Pt==1?L:U;F>=L&&F<=U;F+=Pt){let xt=W[F];if(xt==null)continue;if(vi!=null){let de=vi[F]??0;if(xt-de==0)continue;ne=st(de,X,R,lt)}let Vt=C.distr!=2||d!=null?E[F]:F,Is=N(Vt,C,it,Q),is=st(ut(xt,Bt),X,R,lt),oi=rt(Is-Tt),ss=rt(he(is,ne)),be=rt(ei(is,ne)),Ce=ss-be;if(xt!=null){let de=xt<0?nt:es,Ue=xt<0?es:nt;ri?(Lt>0&&Ai[F]!=null&&pt(Ms.get(Ai[F]),oi,be+Ee(Lt/2),gt,he(0,Ce-Lt),de,Ue),gi[F]!=null&&pt(Ae.get(gi[F]),oi,be+Ee(Lt/2),gt,he(0,Ce-Lt),de,Ue)):pt(zs,oi,be+Ee(Lt/2),gt,he(0,Ce-Lt),de,Ue),wt(S,P,F,oi-Lt/2,be,gt+Lt,Ce)}}return Lt>0?re.stroke=ri?Ms:zs:ri||(re._fill=j.width==0?j._fill:j._stroke??j._fill,re.width=0),re.fill=ri?Ae:zs,re})}function Mg(n,e){let t=ut(e?.alignGaps,0);return(i,s,r,o)=>Es(i,s,(l,c,d,b,v,y,S,P,L,U,j)=>{[r,o]=so(d,r,o);let E=l.pxRound,W=G=>E(y(G,b,U,P)),C=G=>E(S(G,v,j,L)),X,N,st;b.ori==0?(X=lo,st=wn,N=Xp):(X=co,st=bn,N=Qp);let Q=b.dir*(b.ori==0?1:-1),lt=W(c[Q==1?r:o]),it=lt,R=[],rt=[];for(let G=Q==1?r:o;G>=r&&G<=o;G+=Q)if(d[G]!=null){let Pt=c[G],pt=W(Pt);R.push(it=pt),rt.push(C(d[G]))}let q={stroke:n(R,rt,X,st,N,E),fill:null,clip:null,band:null,gaps:null,flags:gn},tt=q.stroke,[Y,ht]=kl(i,s);if(l.fill!=null||Y!=0){let G=q.fill=new Path2D(tt),pe=l.fillTo(i,s,l.min,l.max,Y),Pt=C(pe);st(G,it,Pt),st(G,lt,Pt)}if(!l.spanGaps){let G=[];G.push(...El(c,d,r,o,Q,W,t)),q.gaps=G=l.gaps(i,s,r,o,G),q.clip=ao(G,b.ori,P,L,U,j)}return ht!=0&&(q.band=ht==2?[Ei(i,s,r,o,tt,-1),Ei(i,s,r,o,tt,1)]:Ei(i,s,r,o,tt,ht)),q})}function Rg(n){return Mg(zg,n)}function zg(n,e,t,i,s,r){let o=n.length;if(o<2)return null;let l=new Path2D;if(t(l,n[0],e[0]),o==2)i(l,n[1],e[1]);else{let c=Array(o),d=Array(o-1),b=Array(o-1),v=Array(o-1);for(let y=0;y<o-1;y++)b[y]=e[y+1]-e[y],v[y]=n[y+1]-n[y],d[y]=b[y]/v[y];c[0]=d[0];for(let y=1;y<o-1;y++)d[y]===0||d[y-1]===0||d[y-1]>0!=d[y]>0?c[y]=0:(c[y]=3*(v[y-1]+v[y])/((2*v[y]+v[y-1])/d[y-1]+(v[y]+2*v[y-1])/d[y]),isFinite(c[y])||(c[y]=0));c[o-1]=d[o-2];for(let y=0;y<o-1;y++)s(l,n[y]+v[y]/3,e[y]+c[y]*v[y]/3,n[y+1]-v[y]/3,e[y+1]-c[y+1]*v[y]/3,n[y+1],e[y+1])}return l}var dl=new Set;function vp(){for(let n of dl)n.syncRect(!0)}vn&&(Ss(mf,dn,vp),Ss(ff,dn,vp,!0),Ss(to,dn,()=>{te.pxRatio=ft}));var Ig=id(),Dg=td();function wp(n,e,t,i){return(i?[n[0],n[1]].concat(n.slice(2)):[n[0]].concat(n.slice(1))).map((r,o)=>ul(r,o,e,t))}function Og(n,e){return n.map((t,i)=>i==0?{}:Ht({},e,t))}function ul(n,e,t,i){return Ht({},e==0?t:i,n)}function sd(n,e,t){return e==null?mn:[e,t]}var Ng=sd;function Fg(n,e,t){return e==null?mn:eo(e,t,wl,!0)}function nd(n,e,t,i){return e==null?mn:no(e,t,n.scales[i].log,!1)}var Hg=nd;function rd(n,e,t,i){return e==null?mn:vl(e,t,n.scales[i].log,!1)}var Bg=rd;function Vg(n,e,t,i,s){let r=he(Yh(n),Yh(e)),o=e-n,l=ti(s/i*o,t);do{let c=t[l],d=i*c/o;if(d>=s&&r+(c<5?Zi.get(c):0)<=17)return[c,d]}while(++l<t.length);return[0,0]}function bp(n){let e,t;return n=n.replace(/(\d+)px/,(i,s)=>(e=Ut((t=+s)*ft))+"px"),[n,e,t]}function Ug(n){n.show&&[n.font,n.labelFont].forEach(e=>{let t=_t(e[2]*ft,1);e[0]=e[0].replace(/[0-9.]+px/,t+"px"),e[1]=t})}function te(n,e,t){let i={mode:ut(n.mode,1)},s=i.mode;function r(a,h,u,m){let w=h.valToPct(a);return m+u*(h.dir==-1?1-w:w)}function o(a,h,u,m){let w=h.valToPct(a);return m+u*(h.dir==-1?w:1-w)}function l(a,h,u,m){return h.ori==0?r(a,h,u,m):o(a,h,u,m)}i.valToPosH=r,i.valToPosV=o;let c=!1;i.status=0;let d=i.root=Oe(Gm);if(n.id!=null&&(d.id=n.id),ke(d,n.class),n.title){let a=Oe(Xm,d);a.textContent=n.title}let b=Qe("canvas"),v=i.ctx=b.getContext("2d"),y=Oe(Qm,d);Ss("click",y,a=>{a.target===P&&($t!=qs||At!=Zs)&&Qt.click(i,a)},!0);let S=i.under=Oe(tf,y);y.appendChild(b);let P=i.over=Oe(ef,y);n=fn(n);let L=+ut(n.pxAlign,1),U=fp(L);(n.plugins||[]).forEach(a=>{a.opts&&(n=a.opts(i,n)||n)});let j=n.ms||.001,E=i.series=s==1?wp(n.series||[],lp,up,!1):Og(n.series||[null],dp),W=i.axes=wp(n.axes||[],ap,hp,!0),C=i.scales={},X=i.bands=n.bands||[];X.forEach(a=>{a.fill=ct(a.fill||null),a.dir=ut(a.dir,-1)});let N=s==2?E[1].facets[0].scale:E[0].scale,st={axes:gu,series:pu},Q=(n.drawOrder||["axes","series"]).map(a=>st[a]);function lt(a){let h=a.distr==3?u=>ki(u>0?u:a.clamp(i,u,a.min,a.max,a.key)):a.distr==4?u=>tl(u,a.asinh):a.distr==100?u=>a.fwd(u):u=>u;return u=>{let m=h(u),{_min:w,_max:_}=a,k=_-w;return(m-w)/k}}function it(a){let h=C[a];if(h==null){let u=(n.scales||tr)[a]||tr;if(u.from!=null){it(u.from);let m=Ht({},C[u.from],u,{key:a});m.valToPct=lt(m),C[a]=m}else{h=C[a]=Ht({},a==N?Zp:kg,u),h.key=a;let m=h.time,w=h.range,_=qi(w);if((a!=N||s==2&&!m)&&(_&&(w[0]==null||w[1]==null)&&(w={min:w[0]==null?Zh:{mode:1,hard:w[0],soft:w[0]},max:w[1]==null?Zh:{mode:1,hard:w[1],soft:w[1]}},_=!1),!_&&oo(w))){let k=w;w=(T,A,z)=>A==null?mn:eo(A,z,k)}h.range=ct(w||(m?Ng:a==N?h.distr==3?Hg:h.distr==4?Bg:sd:h.distr==3?nd:h.distr==4?rd:Fg)),h.auto=ct(_?!1:h.auto),h.clamp=ct(h.clamp||Sg),h._min=h._max=null,h.valToPct=lt(h)}}}it("x"),it("y"),s==1&&E.forEach(a=>{it(a.scale)}),W.forEach(a=>{it(a.scale)});for(let a in n.scales)it(a);let R=C[N],rt=R.distr,q,tt;R.ori==0?(ke(d,Ym),q=r,tt=o):(ke(d,Jm),q=o,tt=r);let Y={};for(let a in C){let h=C[a];(h.min!=null||h.max!=null)&&(Y[a]={min:h.min,max:h.max},h.min=h.max=null)}let ht=n.tzDate||(a=>new Date(Ut(a/j))),G=n.fmtDate||_l,pe=j==1?Jf(ht):tg(ht),Pt=np(ht,sp(j==1?Yf:Qf,G)),pt=op(ht,rp(ig,G)),wt=[],ot=i.legend=Ht({},rg,n.legend),Z=i.cursor=Ht({},pg,{drag:{y:s==2}},n.cursor),Bt=ot.show,ne=Z.show,Tt=ot.markers;ot.idxs=wt,Tt.width=ct(Tt.width),Tt.dash=ct(Tt.dash),Tt.stroke=ct(Tt.stroke),Tt.fill=ct(Tt.fill);let gt,Ve,we,Lt=[],ri=[],gi,Ae=!1,Ai={};if(ot.live){let a=E[1]?E[1].values:null;Ae=a!=null,gi=Ae?a(i,1,0):{_:0};for(let h in gi)Ai[h]=fl}if(Bt)if(gt=Qe("table",lf,d),we=Qe("tbody",null,gt),ot.mount(i,gt),Ae){Ve=Qe("thead",null,gt,we);let a=Qe("tr",null,Ve);Qe("th",null,a);for(var Ms in gi)Qe("th",zh,a).textContent=Ms}else ke(gt,hf),ot.live&&ke(gt,cf);let Rs={show:!0},Sn={show:!1};function ur(a,h){if(h==0&&(Ae||!ot.live||s==2))return mn;let u=[],m=Qe("tr",pf,we,we.childNodes[h]);ke(m,a.class),a.show||ke(m,$s);let w=Qe("th",null,m);if(Tt.show){let T=Oe(df,w);if(h>0){let A=Tt.width(i,h);A&&(T.style.border=A+"px "+Tt.dash(i,h)+" "+Tt.stroke(i,h)),T.style.background=Tt.fill(i,h)}}let _=Oe(zh,w);a.label instanceof HTMLElement?_.appendChild(a.label):_.textContent=a.label,h>0&&(Tt.show||(_.style.color=a.width>0?Tt.stroke(i,h):Tt.fill(i,h)),re("click",w,T=>{if(Z._lock)return;rs(T);let A=E.indexOf(a);if((T.ctrlKey||T.metaKey)!=ot.isolate){let z=E.some((O,H)=>H>0&&H!=A&&O.show);E.forEach((O,H)=>{H>0&&li(H,z?H==A?Rs:Sn:Rs,!0,Nt.setSeries)})}else li(A,{show:!a.show},!0,Nt.setSeries)},!1),Os&&re(Nh,w,T=>{Z._lock||(rs(T),li(E.indexOf(a),Gs,!0,Nt.setSeries))},!1));for(var k in gi){let T=Qe("td",uf,m);T.textContent="--",u.push(T)}return[m,u]}let ts=new Map;function re(a,h,u,m=!0){let w=ts.get(h)||{},_=Z.bind[a](i,h,u,m);_&&(Ss(a,h,w[a]=_),ts.set(h,w))}function zs(a,h,u){let m=ts.get(h)||{};for(let w in m)(a==null||w==a)&&(al(w,h,m[w]),delete m[w]);a==null&&ts.delete(h)}let vi=0,es=0,nt=0,F=0,xt=0,Vt=0,Is=xt,is=Vt,oi=nt,ss=F,be=0,Ce=0,de=0,Ue=0;i.bbox={};let Do=!1,mr=!1,Ds=!1,ns=!1,fr=!1,Le=!1;function Oo(a,h,u){(u||a!=i.width||h!=i.height)&&Wl(a,h),Vs(!1),Ds=!0,mr=!0,Us()}function Wl(a,h){i.width=vi=nt=a,i.height=es=F=h,xt=Vt=0,nu(),ru();let u=i.bbox;be=u.left=_s(xt*ft,.5),Ce=u.top=_s(Vt*ft,.5),de=u.width=_s(nt*ft,.5),Ue=u.height=_s(F*ft,.5)}let eu=3;function iu(){let a=!1,h=0;for(;!a;){h++;let u=mu(h),m=fu(h);a=h==eu||u&&m,a||(Wl(i.width,i.height),mr=!0)}}function su({width:a,height:h}){Oo(a,h)}i.setSize=su;function nu(){let a=!1,h=!1,u=!1,m=!1;W.forEach((w,_)=>{if(w.show&&w._show){let{side:k,_size:T}=w,A=k%2,z=w.label!=null?w.labelSize:0,O=T+z;O>0&&(A?(nt-=O,k==3?(xt+=O,m=!0):u=!0):(F-=O,k==0?(Vt+=O,a=!0):h=!0))}}),os[0]=a,os[1]=u,os[2]=h,os[3]=m,nt-=Ci[1]+Ci[3],xt+=Ci[3],F-=Ci[2]+Ci[0],Vt+=Ci[0]}function ru(){let a=xt+nt,h=Vt+F,u=xt,m=Vt;function w(_,k){switch(_){case 1:return a+=k,a-k;case 2:return h+=k,h-k;case 3:return u-=k,u+k;case 0:return m-=k,m+k}}W.forEach((_,k)=>{if(_.show&&_._show){let T=_.side;_._pos=w(T,_._size),_.label!=null&&(_._lpos=w(T,_.labelSize))}})}if(Z.dataIdx==null){let a=Z.hover,h=a.skip=new Set(a.skip??[]);h.add(void 0);let u=a.prox=ct(a.prox),m=a.bias??=0;Z.dataIdx=(w,_,k,T)=>{if(_==0)return k;let A=k,z=u(w,_,k,T)??yt,O=z>=0&&z<yt,H=R.ori==0?nt:F,et=Z.left,mt=e[0],dt=e[_];if(h.has(dt[k])){A=null;let at=null,J=null,K;if(m==0||m==-1)for(K=k;at==null&&K-- >0;)h.has(dt[K])||(at=K);if(m==0||m==1)for(K=k;J==null&&K++<dt.length;)h.has(dt[K])||(J=K);if(at!=null||J!=null)if(O){let kt=at==null?-1/0:q(mt[at],R,H,0),Rt=J==null?1/0:q(mt[J],R,H,0),Yt=et-kt,bt=Rt-et;Yt<=bt?Yt<=z&&(A=at):bt<=z&&(A=J)}else A=J==null?at:at==null?J:k-at<=J-k?at:J}else O&&Wt(et-q(mt[k],R,H,0))>z&&(A=null);return A}}let rs=a=>{Z.event=a};Z.idxs=wt,Z._lock=!1;let ie=Z.points;ie.show=ct(ie.show),ie.size=ct(ie.size),ie.stroke=ct(ie.stroke),ie.width=ct(ie.width),ie.fill=ct(ie.fill);let ai=i.focus=Ht({},n.focus||{alpha:.3},Z.focus),Os=ai.prox>=0,Ns=Os&&ie.one,Me=[],Fs=[],Hs=[];function jl(a,h){let u=ie.show(i,h);if(u instanceof HTMLElement)return ke(u,af),ke(u,a.class),mi(u,-10,-10,nt,F),P.insertBefore(u,Me[h]),u}function ql(a,h){if(s==1||h>0){let u=s==1&&C[a.scale].time,m=a.value;a.value=u?Qh(m)?op(ht,rp(m,G)):m||pt:m||_g,a.label=a.label||(u?ug:dg)}if(Ns||h>0){a.width=a.width==null?1:a.width,a.paths=a.paths||Ig||kf,a.fillTo=ct(a.fillTo||Eg),a.pxAlign=+ut(a.pxAlign,L),a.pxRound=fp(a.pxAlign),a.stroke=ct(a.stroke||null),a.fill=ct(a.fill||null),a._stroke=a._fill=a._paths=a._focus=null;let u=xg(he(1,a.width),1),m=a.points=Ht({},{size:u,width:he(1,u*.2),stroke:a.stroke,space:u*2,paths:Dg,_stroke:null,_fill:null},a.points);m.show=ct(m.show),m.filter=ct(m.filter),m.fill=ct(m.fill),m.stroke=ct(m.stroke),m.paths=ct(m.paths),m.pxAlign=a.pxAlign}if(Bt){let u=ur(a,h);Lt.splice(h,0,u[0]),ri.splice(h,0,u[1]),ot.values.push(null)}if(ne){wt.splice(h,0,null);let u=null;Ns?h==0&&(u=jl(a,h)):h>0&&(u=jl(a,h)),Me.splice(h,0,u),Fs.splice(h,0,0),Hs.splice(h,0,0)}Gt("addSeries",h)}function ou(a,h){h=h??E.length,a=s==1?ul(a,h,lp,up):ul(a,h,{},dp),E.splice(h,0,a),ql(E[h],h)}i.addSeries=ou;function au(a){if(E.splice(a,1),Bt){ot.values.splice(a,1),ri.splice(a,1);let h=Lt.splice(a,1)[0];zs(null,h.firstChild),h.remove()}ne&&(wt.splice(a,1),Me.splice(a,1)[0].remove(),Fs.splice(a,1),Hs.splice(a,1)),Gt("delSeries",a)}i.delSeries=au;let os=[!1,!1,!1,!1];function lu(a,h){if(a._show=a.show,a.show){let u=a.side%2,m=C[a.scale];m==null&&(a.scale=u?E[1].scale:N,m=C[a.scale]);let w=m.time;a.size=ct(a.size),a.space=ct(a.space),a.rotate=ct(a.rotate),qi(a.incrs)&&a.incrs.forEach(k=>{!Zi.has(k)&&Zi.set(k,Tp(k))}),a.incrs=ct(a.incrs||(m.distr==2?Zf:w?j==1?Gf:Xf:xs)),a.splits=ct(a.splits||(w&&m.distr==1?pe:m.distr==3?cl:m.distr==4?gg:fg)),a.stroke=ct(a.stroke),a.grid.stroke=ct(a.grid.stroke),a.ticks.stroke=ct(a.ticks.stroke),a.border.stroke=ct(a.border.stroke);let _=a.values;a.values=qi(_)&&!qi(_[0])?ct(_):w?qi(_)?np(ht,sp(_,G)):Qh(_)?eg(ht,_):_||Pt:_||mg,a.filter=ct(a.filter||(m.distr>=3&&m.log==10?bg:m.distr==3&&m.log==2?yg:Ep)),a.font=bp(a.font),a.labelFont=bp(a.labelFont),a._size=a.size(i,null,h,0),a._space=a._rotate=a._incrs=a._found=a._splits=a._values=null,a._size>0&&(os[h]=!0,a._el=Oe(sf,y))}}function kn(a,h,u,m){let[w,_,k,T]=u,A=h%2,z=0;return A==0&&(T||_)&&(z=h==0&&!w||h==2&&!k?Ut(ap.size/3):0),A==1&&(w||k)&&(z=h==1&&!_||h==3&&!T?Ut(hp.size/2):0),z}let Zl=i.padding=(n.padding||[kn,kn,kn,kn]).map(a=>ct(ut(a,kn))),Ci=i._padding=Zl.map((a,h)=>a(i,h,os,0)),Xt,jt=null,qt=null,gr=s==1?E[0].idxs:null,We=null,En=!1;function Kl(a,h){if(e=a??[],i.data=i._data=e,s==2){Xt=0;for(let u=1;u<E.length;u++)Xt+=e[u][0].length}else{e.length==0&&(i.data=i._data=e=[[]]),We=e[0],Xt=We.length;let u=e;if(rt==2){u=e.slice();let m=u[0]=Array(Xt);for(let w=0;w<Xt;w++)m[w]=w}i._data=e=u}if(Vs(!0),Gt("setData"),rt==2&&(Ds=!0),h!==!1){let u=R;u.auto(i,En)?No():Mi(N,u.min,u.max),ns=ns||Z.left>=0,Le=!0,Us()}}i.setData=Kl;function No(){En=!0;let a,h;s==1&&(Xt>0?(jt=gr[0]=0,qt=gr[1]=Xt-1,a=e[0][jt],h=e[0][qt],rt==2?(a=jt,h=qt):a==h&&(rt==3?[a,h]=no(a,a,R.log,!1):rt==4?[a,h]=vl(a,a,R.log,!1):R.time?h=a+Ut(86400/j):[a,h]=eo(a,h,wl,!0))):(jt=gr[0]=a=null,qt=gr[1]=h=null)),Mi(N,a,h)}let vr,Bs,Fo,Ho,Bo,Vo,Uo,Wo,jo,ue;function Gl(a,h,u,m,w,_){a??=Dh,u??=yl,m??="butt",w??=Dh,_??="round",a!=vr&&(v.strokeStyle=vr=a),w!=Bs&&(v.fillStyle=Bs=w),h!=Fo&&(v.lineWidth=Fo=h),_!=Bo&&(v.lineJoin=Bo=_),m!=Vo&&(v.lineCap=Vo=m),u!=Ho&&v.setLineDash(Ho=u)}function Yl(a,h,u,m){h!=Bs&&(v.fillStyle=Bs=h),a!=Uo&&(v.font=Uo=a),u!=Wo&&(v.textAlign=Wo=u),m!=jo&&(v.textBaseline=jo=m)}function qo(a,h,u,m,w=0){if(m.length>0&&a.auto(i,En)&&(h==null||h.min==null)){let _=ut(jt,0),k=ut(qt,m.length-1),T=u.min==null?bf(m,_,k,w,a.distr==3):[u.min,u.max];a.min=ei(a.min,u.min=T[0]),a.max=he(a.max,u.max=T[1])}}let Jl={min:null,max:null};function cu(){for(let m in C){let w=C[m];Y[m]==null&&(w.min==null||Y[N]!=null&&w.auto(i,En))&&(Y[m]=Jl)}for(let m in C){let w=C[m];Y[m]==null&&w.from!=null&&Y[w.from]!=null&&(Y[m]=Jl)}Y[N]!=null&&Vs(!0);let a={};for(let m in Y){let w=Y[m];if(w!=null){let _=a[m]=fn(C[m],Tf);if(w.min!=null)Ht(_,w);else if(m!=N||s==2)if(Xt==0&&_.from==null){let k=_.range(i,null,null,m);_.min=k[0],_.max=k[1]}else _.min=yt,_.max=-yt}}if(Xt>0){E.forEach((m,w)=>{if(s==1){let _=m.scale,k=Y[_];if(k==null)return;let T=a[_];if(w==0){let A=T.range(i,T.min,T.max,_);T.min=A[0],T.max=A[1],jt=ti(T.min,e[0]),qt=ti(T.max,e[0]),qt-jt>1&&(e[0][jt]<T.min&&jt++,e[0][qt]>T.max&&qt--),m.min=We[jt],m.max=We[qt]}else m.show&&m.auto&&qo(T,k,m,e[w],m.sorted);m.idxs[0]=jt,m.idxs[1]=qt}else if(w>0&&m.show&&m.auto){let[_,k]=m.facets,T=_.scale,A=k.scale,[z,O]=e[w],H=a[T],et=a[A];H!=null&&qo(H,Y[T],_,z,_.sorted),et!=null&&qo(et,Y[A],k,O,k.sorted),m.min=k.min,m.max=k.max}});for(let m in a){let w=a[m],_=Y[m];if(w.from==null&&(_==null||_.min==null)){let k=w.range(i,w.min==yt?null:w.min,w.max==-yt?null:w.max,m);w.min=k[0],w.max=k[1]}}}for(let m in a){let w=a[m];if(w.from!=null){let _=a[w.from];if(_.min==null)w.min=w.max=null;else{let k=w.range(i,_.min,_.max,m);w.min=k[0],w.max=k[1]}}}let h={},u=!1;for(let m in a){let w=a[m],_=C[m];if(_.min!=w.min||_.max!=w.max){_.min=w.min,_.max=w.max;let k=_.distr;_._min=k==3?ki(_.min):k==4?tl(_.min,_.asinh):k==100?_.fwd(_.min):_.min,_._max=k==3?ki(_.max):k==4?tl(_.max,_.asinh):k==100?_.fwd(_.max):_.max,h[m]=u=!0}}if(u){E.forEach((m,w)=>{s==2?w>0&&h.y&&(m._paths=null):h[m.scale]&&(m._paths=null)});for(let m in h)Ds=!0,Gt("setScale",m);ne&&Z.left>=0&&(ns=Le=!0)}for(let m in Y)Y[m]=null}function hu(a){let h=ll(jt-1,0,Xt-1),u=ll(qt+1,0,Xt-1);for(;a[h]==null&&h>0;)h--;for(;a[u]==null&&u<Xt-1;)u++;return[h,u]}function pu(){if(Xt>0){let a=E.some(h=>h._focus)&&ue!=ai.alpha;a&&(v.globalAlpha=ue=ai.alpha),E.forEach((h,u)=>{if(u>0&&h.show&&(Xl(u,!1),Xl(u,!0),h._paths==null)){let m=ue;ue!=h.alpha&&(v.globalAlpha=ue=h.alpha);let w=s==2?[0,e[u][0].length-1]:hu(e[u]);h._paths=h.paths(i,u,w[0],w[1]),ue!=m&&(v.globalAlpha=ue=m)}}),E.forEach((h,u)=>{if(u>0&&h.show){let m=ue;ue!=h.alpha&&(v.globalAlpha=ue=h.alpha),h._paths!=null&&Ql(u,!1);{let w=h._paths!=null?h._paths.gaps:null,_=h.points.show(i,u,jt,qt,w),k=h.points.filter(i,u,_,w);(_||k)&&(h.points._paths=h.points.paths(i,u,jt,qt,k),Ql(u,!0))}ue!=m&&(v.globalAlpha=ue=m),Gt("drawSeries",u)}}),a&&(v.globalAlpha=ue=1)}}function Xl(a,h){let u=h?E[a].points:E[a];u._stroke=u.stroke(i,a),u._fill=u.fill(i,a)}function Ql(a,h){let u=h?E[a].points:E[a],{stroke:m,fill:w,clip:_,flags:k,_stroke:T=u._stroke,_fill:A=u._fill,_width:z=u.width}=u._paths;z=_t(z*ft,3);let O=null,H=z%2/2;h&&A==null&&(A=z>0?"#fff":T);let et=u.pxAlign==1&&H>0;if(et&&v.translate(H,H),!h){let mt=be-z/2,dt=Ce-z/2,at=de+z,J=Ue+z;O=new Path2D,O.rect(mt,dt,at,J)}h?Zo(T,z,u.dash,u.cap,A,m,w,k,_):du(a,T,z,u.dash,u.cap,A,m,w,k,O,_),et&&v.translate(-H,-H)}function du(a,h,u,m,w,_,k,T,A,z,O){let H=!1;A!=0&&X.forEach((et,mt)=>{if(et.series[0]==a){let dt=E[et.series[1]],at=e[et.series[1]],J=(dt._paths||tr).band;qi(J)&&(J=et.dir==1?J[0]:J[1]);let K,kt=null;dt.show&&J&&_f(at,jt,qt)?(kt=et.fill(i,mt)||_,K=dt._paths.clip):J=null,Zo(h,u,m,w,kt,k,T,A,z,O,K,J),H=!0}}),H||Zo(h,u,m,w,_,k,T,A,z,O)}let tc=gn|pl;function Zo(a,h,u,m,w,_,k,T,A,z,O,H){Gl(a,h,u,m,w),(A||z||H)&&(v.save(),A&&v.clip(A),z&&v.clip(z)),H?(T&tc)==tc?(v.clip(H),O&&v.clip(O),br(w,k),wr(a,_,h)):T&pl?(br(w,k),v.clip(H),wr(a,_,h)):T&gn&&(v.save(),v.clip(H),O&&v.clip(O),br(w,k),v.restore(),wr(a,_,h)):(br(w,k),wr(a,_,h)),(A||z||H)&&v.restore()}function wr(a,h,u){u>0&&(h instanceof Map?h.forEach((m,w)=>{v.strokeStyle=vr=w,v.stroke(m)}):h!=null&&a&&v.stroke(h))}function br(a,h){h instanceof Map?h.forEach((u,m)=>{v.fillStyle=Bs=m,v.fill(u)}):h!=null&&a&&v.fill(h)}function uu(a,h,u,m){let w=W[a],_;if(m<=0)_=[0,0];else{let k=w._space=w.space(i,a,h,u,m),T=w._incrs=w.incrs(i,a,h,u,m,k);_=Vg(h,u,T,m,k)}return w._found=_}function Ko(a,h,u,m,w,_,k,T,A,z){let O=k%2/2;L==1&&v.translate(O,O),Gl(T,k,A,z,T),v.beginPath();let H,et,mt,dt,at=w+(m==0||m==3?-_:_);u==0?(et=w,dt=at):(H=w,mt=at);for(let J=0;J<a.length;J++)h[J]!=null&&(u==0?H=mt=a[J]:et=dt=a[J],v.moveTo(H,et),v.lineTo(mt,dt));v.stroke(),L==1&&v.translate(-O,-O)}function mu(a){let h=!0;return W.forEach((u,m)=>{if(!u.show)return;let w=C[u.scale];if(w.min==null){u._show&&(h=!1,u._show=!1,Vs(!1));return}else u._show||(h=!1,u._show=!0,Vs(!1));let _=u.side,k=_%2,{min:T,max:A}=w,[z,O]=uu(m,T,A,k==0?nt:F);if(O==0)return;let H=w.distr==2,et=u._splits=u.splits(i,m,T,A,z,O,H),mt=w.distr==2?et.map(K=>We[K]):et,dt=w.distr==2?We[et[1]]-We[et[0]]:z,at=u._values=u.values(i,u.filter(i,mt,m,O,dt),m,O,dt);u._rotate=_==2?u.rotate(i,at,m,O):0;let J=u._size;u._size=Ne(u.size(i,at,m,a)),J!=null&&u._size!=J&&(h=!1)}),h}function fu(a){let h=!0;return Zl.forEach((u,m)=>{let w=u(i,m,os,a);w!=Ci[m]&&(h=!1),Ci[m]=w}),h}function gu(){for(let a=0;a<W.length;a++){let h=W[a];if(!h.show||!h._show)continue;let u=h.side,m=u%2,w,_,k=h.stroke(i,a),T=u==0||u==3?-1:1,[A,z]=h._found;if(h.label!=null){let ae=h.labelGap*T,xe=Ut((h._lpos+ae)*ft);Yl(h.labelFont[0],k,"center",u==2?"top":Ih),v.save(),m==1?(w=_=0,v.translate(xe,Ut(Ce+Ue/2)),v.rotate((u==3?-Qr:Qr)/2)):(w=Ut(be+de/2),_=xe);let cs=Sp(h.label)?h.label(i,a,A,z):h.label;v.fillText(cs,w,_),v.restore()}if(z==0)continue;let O=C[h.scale],H=m==0?de:Ue,et=m==0?be:Ce,mt=h._splits,dt=O.distr==2?mt.map(ae=>We[ae]):mt,at=O.distr==2?We[mt[1]]-We[mt[0]]:A,J=h.ticks,K=h.border,kt=J.show?J.size:0,Rt=Ut(kt*ft),Yt=Ut((h.alignTo==2?h._size-kt-h.gap:h.gap)*ft),bt=h._rotate*-Qr/180,zt=U(h._pos*ft),ye=(Rt+Yt)*T,oe=zt+ye;_=m==0?oe:0,w=m==1?oe:0;let Re=h.font[0],je=h.align==1?hn:h.align==2?Ja:bt>0?hn:bt<0?Ja:m==0?"center":u==3?Ja:hn,hi=bt||m==1?"middle":u==2?"top":Ih;Yl(Re,k,je,hi);let _e=h.font[1]*h.lineGap,ze=mt.map(ae=>U(l(ae,O,H,et))),qe=h._values;for(let ae=0;ae<qe.length;ae++){let xe=qe[ae];if(xe!=null){m==0?w=ze[ae]:_=ze[ae],xe=""+xe;let cs=xe.indexOf(`
`)==-1?[xe]:xe.split(/\n/gm);for(let le=0;le<cs.length;le++){let bc=cs[le];bt?(v.save(),v.translate(w,_+le*_e),v.rotate(bt),v.fillText(bc,0,0),v.restore()):v.fillText(bc,w,_+le*_e)}}}J.show&&Ko(ze,J.filter(i,dt,a,z,at),m,u,zt,Rt,_t(J.width*ft,3),J.stroke(i,a),J.dash,J.cap);let pi=h.grid;pi.show&&Ko(ze,pi.filter(i,dt,a,z,at),m,m==0?2:1,m==0?Ce:be,m==0?Ue:de,_t(pi.width*ft,3),pi.stroke(i,a),pi.dash,pi.cap),K.show&&Ko([zt],[1],m==0?1:0,m==0?1:2,m==1?Ce:be,m==1?Ue:de,_t(K.width*ft,3),K.stroke(i,a),K.dash,K.cap)}Gt("drawAxes")}function Vs(a){E.forEach((h,u)=>{u>0&&(h._paths=null,a&&(s==1?(h.min=null,h.max=null):h.facets.forEach(m=>{m.min=null,m.max=null})))})}let yr=!1,Go=!1,Pn=[];function vu(){Go=!1;for(let a=0;a<Pn.length;a++)Gt(...Pn[a]);Pn.length=0}function Us(){yr||(If(ec),yr=!0)}function wu(a,h=!1){yr=!0,Go=h,a(i),ec(),h&&Pn.length>0&&queueMicrotask(vu)}i.batch=wu;function ec(){if(Do&&(cu(),Do=!1),Ds&&(iu(),Ds=!1),mr){if(Et(S,hn,xt),Et(S,"top",Vt),Et(S,Yn,nt),Et(S,Jn,F),Et(P,hn,xt),Et(P,"top",Vt),Et(P,Yn,nt),Et(P,Jn,F),Et(y,Yn,vi),Et(y,Jn,es),b.width=Ut(vi*ft),b.height=Ut(es*ft),W.forEach(({_el:a,_show:h,_size:u,_pos:m,side:w})=>{if(a!=null)if(h){let _=w===3||w===0?u:0,k=w%2==1;Et(a,k?"left":"top",m-_),Et(a,k?"width":"height",u),Et(a,k?"top":"left",k?Vt:xt),Et(a,k?"height":"width",k?F:nt),ol(a,$s)}else ke(a,$s)}),vr=Bs=Fo=Bo=Vo=Uo=Wo=jo=Ho=null,ue=1,Cn(!0),xt!=Is||Vt!=is||nt!=oi||F!=ss){Vs(!1);let a=nt/oi,h=F/ss;if(ne&&!ns&&Z.left>=0){Z.left*=a,Z.top*=h,Ws&&mi(Ws,Ut(Z.left),0,nt,F),js&&mi(js,0,Ut(Z.top),nt,F);for(let u=0;u<Me.length;u++){let m=Me[u];m!=null&&(Fs[u]*=a,Hs[u]*=h,mi(m,Ne(Fs[u]),Ne(Hs[u]),nt,F))}}if(St.show&&!fr&&St.left>=0&&St.width>0){St.left*=a,St.width*=a,St.top*=h,St.height*=h;for(let u in ea)Et(Ks,u,St[u])}Is=xt,is=Vt,oi=nt,ss=F}Gt("setSize"),mr=!1}vi>0&&es>0&&(v.clearRect(0,0,b.width,b.height),Gt("drawClear"),Q.forEach(a=>a()),Gt("draw")),St.show&&fr&&(_r(St),fr=!1),ne&&ns&&(ls(null,!0,!1),ns=!1),ot.show&&ot.live&&Le&&(Qo(),Le=!1),c||(c=!0,i.status=1,Gt("ready")),En=!1,yr=!1}i.redraw=(a,h)=>{Ds=h||!1,a!==!1?Mi(N,R.min,R.max):Us()};function Yo(a,h){let u=C[a];if(u.from==null){if(Xt==0){let m=u.range(i,h.min,h.max,a);h.min=m[0],h.max=m[1]}if(h.min>h.max){let m=h.min;h.min=h.max,h.max=m}if(Xt>1&&h.min!=null&&h.max!=null&&h.max-h.min<1e-16)return;a==N&&u.distr==2&&Xt>0&&(h.min=ti(h.min,e[0]),h.max=ti(h.max,e[0]),h.min==h.max&&h.max++),Y[a]=h,Do=!0,Us()}}i.setScale=Yo;let Jo,Xo,Ws,js,ic,sc,qs,Zs,nc,rc,$t,At,Li=!1,Qt=Z.drag,Zt=Qt.x,Kt=Qt.y;ne&&(Z.x&&(Jo=Oe(rf,P)),Z.y&&(Xo=Oe(of,P)),R.ori==0?(Ws=Jo,js=Xo):(Ws=Xo,js=Jo),$t=Z.left,At=Z.top);let St=i.select=Ht({show:!0,over:!0,left:0,width:0,top:0,height:0},n.select),Ks=St.show?Oe(nf,St.over?P:S):null;function _r(a,h){if(St.show){for(let u in a)St[u]=a[u],u in ea&&Et(Ks,u,a[u]);h!==!1&&Gt("setSelect")}}i.setSelect=_r;function bu(a){if(E[a].show)Bt&&ol(Lt[a],$s);else if(Bt&&ke(Lt[a],$s),ne){let u=Ns?Me[0]:Me[a];u!=null&&mi(u,-10,-10,nt,F)}}function Mi(a,h,u){Yo(a,{min:h,max:u})}function li(a,h,u,m){h.focus!=null&&Su(a),h.show!=null&&E.forEach((w,_)=>{_>0&&(a==_||a==null)&&(w.show=h.show,bu(_),s==2?(Mi(w.facets[0].scale,null,null),Mi(w.facets[1].scale,null,null)):Mi(w.scale,null,null),Us())}),u!==!1&&Gt("setSeries",a,h),m&&Ln("setSeries",i,a,h)}i.setSeries=li;function yu(a,h){Ht(X[a],h)}function _u(a,h){a.fill=ct(a.fill||null),a.dir=ut(a.dir,-1),h=h??X.length,X.splice(h,0,a)}function xu(a){a==null?X.length=0:X.splice(a,1)}i.addBand=_u,i.setBand=yu,i.delBand=xu;function $u(a,h){E[a].alpha=h,ne&&Me[a]!=null&&(Me[a].style.opacity=h),Bt&&Lt[a]&&(Lt[a].style.opacity=h)}let wi,Ri,as,Gs={focus:!0};function Su(a){if(a!=as){let h=a==null,u=ai.alpha!=1;E.forEach((m,w)=>{if(s==1||w>0){let _=h||w==0||w==a;m._focus=h?null:_,u&&$u(w,_?1:ai.alpha)}}),as=a,u&&Us()}}Bt&&Os&&re(Fh,gt,a=>{Z._lock||(rs(a),as!=null&&li(null,Gs,!0,Nt.setSeries))});function ci(a,h,u){let m=C[h];u&&(a=a/ft-(m.ori==1?Vt:xt));let w=nt;m.ori==1&&(w=F,a=w-a),m.dir==-1&&(a=w-a);let _=m._min,k=m._max,T=a/w,A=_+(k-_)*T,z=m.distr;return z==3?un(10,A):z==4?$f(A,m.asinh):z==100?m.bwd(A):A}function ku(a,h){let u=ci(a,N,h);return ti(u,e[0],jt,qt)}i.valToIdx=a=>ti(a,e[0]),i.posToIdx=ku,i.posToVal=ci,i.valToPos=(a,h,u)=>C[h].ori==0?r(a,C[h],u?de:nt,u?be:0):o(a,C[h],u?Ue:F,u?Ce:0),i.setCursor=(a,h,u)=>{$t=a.left,At=a.top,ls(null,h,u)};function oc(a,h){Et(Ks,hn,St.left=a),Et(Ks,Yn,St.width=h)}function ac(a,h){Et(Ks,"top",St.top=a),Et(Ks,Jn,St.height=h)}let Tn=R.ori==0?oc:ac,An=R.ori==1?oc:ac;function Eu(){if(Bt&&ot.live)for(let a=s==2?1:0;a<E.length;a++){if(a==0&&Ae)continue;let h=ot.values[a],u=0;for(let m in h)ri[a][u++].firstChild.nodeValue=h[m]}}function Qo(a,h){if(a!=null&&(a.idxs?a.idxs.forEach((u,m)=>{wt[m]=u}):Pf(a.idx)||wt.fill(a.idx),ot.idx=wt[0]),Bt&&ot.live){for(let u=0;u<E.length;u++)(u>0||s==1&&!Ae)&&Pu(u,wt[u]);Eu()}Le=!1,h!==!1&&Gt("setLegend")}i.setLegend=Qo;function Pu(a,h){let u=E[a],m=a==0&&rt==2?We:e[a],w;Ae?w=u.values(i,a,h)??Ai:(w=u.value(i,h==null?null:m[h],a,h),w=w==null?Ai:{_:w}),ot.values[a]=w}function ls(a,h,u){nc=$t,rc=At,[$t,At]=Z.move(i,$t,At),Z.left=$t,Z.top=At,ne&&(Ws&&mi(Ws,Ut($t),0,nt,F),js&&mi(js,0,Ut(At),nt,F));let m,w=jt>qt;wi=yt,Ri=null;let _=R.ori==0?nt:F,k=R.ori==1?nt:F;if($t<0||Xt==0||w){m=Z.idx=null;for(let T=0;T<E.length;T++){let A=Me[T];A!=null&&mi(A,-10,-10,nt,F)}Os&&li(null,Gs,!0,a==null&&Nt.setSeries),ot.live&&(wt.fill(m),Le=!0)}else{let T,A,z;s==1&&(T=R.ori==0?$t:At,A=ci(T,N),m=Z.idx=ti(A,e[0],jt,qt),z=q(e[0][m],R,_,0));let O=-10,H=-10,et=0,mt=0,dt=!0,at="",J="";for(let K=s==2?1:0;K<E.length;K++){let kt=E[K],Rt=wt[K],Yt=Rt==null?null:s==1?e[K][Rt]:e[K][1][Rt],bt=Z.dataIdx(i,K,m,A),zt=bt==null?null:s==1?e[K][bt]:e[K][1][bt];if(Le=Le||zt!=Yt||bt!=Rt,wt[K]=bt,K>0&&kt.show){let ye=bt==null?-10:bt==m?z:q(s==1?e[0][bt]:e[K][0][bt],R,_,0),oe=zt==null?-10:tt(zt,s==1?C[kt.scale]:C[kt.facets[1].scale],k,0);if(Os&&zt!=null){let Re=R.ori==1?$t:At,je=Wt(ai.dist(i,K,bt,oe,Re));if(je<wi){let hi=ai.bias;if(hi!=0){let _e=ci(Re,kt.scale),ze=zt>=0?1:-1,qe=_e>=0?1:-1;qe==ze&&(qe==1?hi==1?zt>=_e:zt<=_e:hi==1?zt<=_e:zt>=_e)&&(wi=je,Ri=K)}else wi=je,Ri=K}}if(Le||Ns){let Re,je;R.ori==0?(Re=ye,je=oe):(Re=oe,je=ye);let hi,_e,ze,qe,pi,ae,xe=!0,cs=ie.bbox;if(cs!=null){xe=!1;let le=cs(i,K);ze=le.left,qe=le.top,hi=le.width,_e=le.height}else ze=Re,qe=je,hi=_e=ie.size(i,K);if(ae=ie.fill(i,K),pi=ie.stroke(i,K),Ns)K==Ri&&wi<=ai.prox&&(O=ze,H=qe,et=hi,mt=_e,dt=xe,at=ae,J=pi);else{let le=Me[K];le!=null&&(Fs[K]=ze,Hs[K]=qe,qh(le,hi,_e,xe),Wh(le,ae,pi),mi(le,Ne(ze),Ne(qe),nt,F))}}}}if(Ns){let K=ai.prox,kt=as==null?wi<=K:wi>K||Ri!=as;if(Le||kt){let Rt=Me[0];Rt!=null&&(Fs[0]=O,Hs[0]=H,qh(Rt,et,mt,dt),Wh(Rt,at,J),mi(Rt,Ne(O),Ne(H),nt,F))}}}if(St.show&&Li)if(a!=null){let[T,A]=Nt.scales,[z,O]=Nt.match,[H,et]=a.cursor.sync.scales,mt=a.cursor.drag;if(Zt=mt._x,Kt=mt._y,Zt||Kt){let{left:dt,top:at,width:J,height:K}=a.select,kt=a.scales[H].ori,Rt=a.posToVal,Yt,bt,zt,ye,oe,Re=T!=null&&z(T,H),je=A!=null&&O(A,et);Re&&Zt?(kt==0?(Yt=dt,bt=J):(Yt=at,bt=K),zt=C[T],ye=q(Rt(Yt,H),zt,_,0),oe=q(Rt(Yt+bt,H),zt,_,0),Tn(ei(ye,oe),Wt(oe-ye))):Tn(0,_),je&&Kt?(kt==1?(Yt=dt,bt=J):(Yt=at,bt=K),zt=C[A],ye=tt(Rt(Yt,et),zt,k,0),oe=tt(Rt(Yt+bt,et),zt,k,0),An(ei(ye,oe),Wt(oe-ye))):An(0,k)}else ia()}else{let T=Wt(nc-ic),A=Wt(rc-sc);if(R.ori==1){let et=T;T=A,A=et}Zt=Qt.x&&T>=Qt.dist,Kt=Qt.y&&A>=Qt.dist;let z=Qt.uni;z!=null?Zt&&Kt&&(Zt=T>=z,Kt=A>=z,!Zt&&!Kt&&(A>T?Kt=!0:Zt=!0)):Qt.x&&Qt.y&&(Zt||Kt)&&(Zt=Kt=!0);let O,H;Zt&&(R.ori==0?(O=qs,H=$t):(O=Zs,H=At),Tn(ei(O,H),Wt(H-O)),Kt||An(0,k)),Kt&&(R.ori==1?(O=qs,H=$t):(O=Zs,H=At),An(ei(O,H),Wt(H-O)),Zt||Tn(0,_)),!Zt&&!Kt&&(Tn(0,0),An(0,0))}if(Qt._x=Zt,Qt._y=Kt,a==null){if(u){if(wc!=null){let[T,A]=Nt.scales;Nt.values[0]=T!=null?ci(R.ori==0?$t:At,T):null,Nt.values[1]=A!=null?ci(R.ori==1?$t:At,A):null}Ln(Xa,i,$t,At,nt,F,m)}if(Os){let T=u&&Nt.setSeries,A=ai.prox;as==null?wi<=A&&li(Ri,Gs,!0,T):wi>A?li(null,Gs,!0,T):Ri!=as&&li(Ri,Gs,!0,T)}}Le&&(ot.idx=m,Qo()),h!==!1&&Gt("setCursor")}let zi=null;Object.defineProperty(i,"rect",{get(){return zi==null&&Cn(!1),zi}});function Cn(a=!1){a?zi=null:(zi=P.getBoundingClientRect(),Gt("syncRect",zi))}function lc(a,h,u,m,w,_,k){Z._lock||Li&&a!=null&&a.movementX==0&&a.movementY==0||(ta(a,h,u,m,w,_,k,!1,a!=null),a!=null?ls(null,!0,!0):ls(h,!0,!1))}function ta(a,h,u,m,w,_,k,T,A){if(zi==null&&Cn(!1),rs(a),a!=null)u=a.clientX-zi.left,m=a.clientY-zi.top;else{if(u<0||m<0){$t=-10,At=-10;return}let[z,O]=Nt.scales,H=h.cursor.sync,[et,mt]=H.values,[dt,at]=H.scales,[J,K]=Nt.match,kt=h.axes[0].side%2==1,Rt=R.ori==0?nt:F,Yt=R.ori==1?nt:F,bt=kt?_:w,zt=kt?w:_,ye=kt?m:u,oe=kt?u:m;if(dt!=null?u=J(z,dt)?l(et,C[z],Rt,0):-10:u=Rt*(ye/bt),at!=null?m=K(O,at)?l(mt,C[O],Yt,0):-10:m=Yt*(oe/zt),R.ori==1){let Re=u;u=m,m=Re}}A&&(h==null||h.cursor.event.type==Xa)&&((u<=1||u>=nt-1)&&(u=_s(u,nt)),(m<=1||m>=F-1)&&(m=_s(m,F))),T?(ic=u,sc=m,[qs,Zs]=Z.move(i,u,m)):($t=u,At=m)}let ea={width:0,height:0,left:0,top:0};function ia(){_r(ea,!1)}let cc,hc,pc,dc;function uc(a,h,u,m,w,_,k){Li=!0,Zt=Kt=Qt._x=Qt._y=!1,ta(a,h,u,m,w,_,k,!0,!1),a!=null&&(re(Qa,nl,mc,!1),Ln(Oh,i,qs,Zs,nt,F,null));let{left:T,top:A,width:z,height:O}=St;cc=T,hc=A,pc=z,dc=O}function mc(a,h,u,m,w,_,k){Li=Qt._x=Qt._y=!1,ta(a,h,u,m,w,_,k,!1,!0);let{left:T,top:A,width:z,height:O}=St,H=z>0||O>0,et=cc!=T||hc!=A||pc!=z||dc!=O;if(H&&et&&_r(St),Qt.setScale&&H&&et){let mt=T,dt=z,at=A,J=O;if(R.ori==1&&(mt=A,dt=O,at=T,J=z),Zt&&Mi(N,ci(mt,N),ci(mt+dt,N)),Kt)for(let K in C){let kt=C[K];K!=N&&kt.from==null&&kt.min!=yt&&Mi(K,ci(at+J,K),ci(at,K))}ia()}else Z.lock&&(Z._lock=!Z._lock,ls(h,!0,a!=null));a!=null&&(zs(Qa,nl),Ln(Qa,i,$t,At,nt,F,null))}function Tu(a,h,u,m,w,_,k){if(Z._lock)return;rs(a);let T=Li;if(Li){let A=!0,z=!0,O=10,H,et;R.ori==0?(H=Zt,et=Kt):(H=Kt,et=Zt),H&&et&&(A=$t<=O||$t>=nt-O,z=At<=O||At>=F-O),H&&A&&($t=$t<qs?0:nt),et&&z&&(At=At<Zs?0:F),ls(null,!0,!0),Li=!1}$t=-10,At=-10,wt.fill(null),ls(null,!0,!0),T&&(Li=T)}function fc(a,h,u,m,w,_,k){Z._lock||(rs(a),No(),ia(),a!=null&&Ln(Hh,i,$t,At,nt,F,null))}function gc(){W.forEach(Ug),Oo(i.width,i.height,!0)}Ss(to,dn,gc);let Ys={};Ys.mousedown=uc,Ys.mousemove=lc,Ys.mouseup=mc,Ys.dblclick=fc,Ys.setSeries=(a,h,u,m)=>{let w=Nt.match[2];u=w(i,h,u),u!=-1&&li(u,m,!0,!1)},ne&&(re(Oh,P,uc),re(Xa,P,lc),re(Nh,P,a=>{rs(a),Cn(!1)}),re(Fh,P,Tu),re(Hh,P,fc),dl.add(i),i.syncRect=Cn);let xr=i.hooks=n.hooks||{};function Gt(a,h,u){Go?Pn.push([a,h,u]):a in xr&&xr[a].forEach(m=>{m.call(null,i,h,u)})}(n.plugins||[]).forEach(a=>{for(let h in a.hooks)xr[h]=(xr[h]||[]).concat(a.hooks[h])});let vc=(a,h,u)=>u,Nt=Ht({key:null,setSeries:!1,filters:{pub:Jh,sub:Jh},scales:[N,E[1]?E[1].scale:null],match:[Xh,Xh,vc],values:[null,null]},Z.sync);Nt.match.length==2&&Nt.match.push(vc),Z.sync=Nt;let wc=Nt.key,sa=Kp(wc);function Ln(a,h,u,m,w,_,k){Nt.filters.pub(a,h,u,m,w,_,k)&&sa.pub(a,h,u,m,w,_,k)}sa.sub(i);function Au(a,h,u,m,w,_,k){Nt.filters.sub(a,h,u,m,w,_,k)&&Ys[a](null,h,u,m,w,_,k)}i.pub=Au;function Cu(){sa.unsub(i),dl.delete(i),ts.clear(),al(to,dn,gc),d.remove(),gt?.remove(),Gt("destroy")}i.destroy=Cu;function na(){Gt("init",n,e),Kl(e||n.data,!1),Y[N]?Yo(N,Y[N]):No(),fr=St.show&&(St.width>0||St.height>0),ns=Le=!0,Oo(n.width,n.height)}return E.forEach(ql),W.forEach(lu),t?t instanceof HTMLElement?(t.appendChild(d),na()):t(i,na):na(),i}te.assign=Ht;te.fmtNum=bl;te.rangeNum=eo;te.rangeLog=no;te.rangeAsinh=vl;te.orient=Es;te.pxRatio=ft;te.join=zf;te.fmtDate=_l,te.tzDate=jf;te.sync=Kp;{te.addGap=Pg,te.clipGaps=ao;let n=te.paths={points:td};n.linear=id,n.stepped=Cg,n.bars=Lg,n.spline=Rg}var od='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';var Tl=190,Ps=class extends I{constructor(){super(...arguments);this.scores=[];this.objective="joint";this.plot=null;this.shape="";this.watcher=new ResizeObserver(()=>this.resize());this.theme=window.matchMedia("(prefers-color-scheme: dark)");this.repaint=()=>this.plot?.redraw(!1,!0)}connectedCallback(){super.connectedCallback(),this.theme.addEventListener("change",this.repaint)}disconnectedCallback(){super.disconnectedCallback(),this.watcher.disconnect(),this.theme.removeEventListener("change",this.repaint),this.plot?.destroy(),this.plot=null,this.shape=""}render(){return g`<p class="legend">
                <span style="--colour: ${this.colour("--accent","#c2410c")}">${p("kept")}</span>
                <span style="--colour: ${ad}">${p("candidates")}</span>
                ${this.hasJudge?g`<span style="--colour: ${ld}">${p("judge")}</span>`:""}
            </p>
            <div class="plot" role="img" aria-label=${this.description}></div>`}updated(t){let i=this.renderRoot.querySelector(".plot");if(!i)return;let s=`${this.most} ${this.hasJudge} ${this.objective}`;if(this.plot&&s===this.shape){this.plot.setData(this.data);return}this.shape=s,this.plot?.destroy(),this.plot=new te(this.options(i.clientWidth||300),this.data,i),this.watcher.disconnect(),this.watcher.observe(i)}get hasJudge(){return this.scores.some(t=>t.judge!==null)}get most(){return Math.max(1,...this.scores.map(t=>t.candidates.length))}get description(){let t=this.scores.filter(i=>i.kept!==null).map(i=>`${i.number||p("Start")}: ${fe(i.kept,this.objective)}`);return`${p("Score of the kept picture after each step")}: ${t.slice(-40).join(", ")}`}get data(){let t=r=>this.scores.map(o=>this.shown(r(o))),i=Array.from({length:this.most},(r,o)=>t(l=>l.candidates[o])),s=this.hasJudge?[t(r=>r.judge)]:[];return[this.scores.map(r=>r.number),...i,...s,t(r=>r.kept)]}shown(t){return t==null?null:this.objective==="similarity"?t:t*100}options(t){let i=this.objective!=="similarity",s=l=>l===null?"–":i?`${Math.round(l)} %`:l.toFixed(2),r=(l,c)=>({stroke:l,paths:()=>null,points:{show:!0,size:c,fill:l}}),o={stroke:()=>this.colour("--soft","#666"),grid:{stroke:()=>this.colour("--line","#ddd"),width:1}};return{width:t,height:Tl,cursor:{show:!1},legend:{show:!1},padding:[8,12,0,0],scales:{x:{time:!1,range:(l,c,d)=>c===d?[c-1,d+1]:[c,d]},y:i?{range:[0,100]}:{}},axes:[{...o,label:p("Step"),labelSize:20,size:28,incrs:[1,2,5,10,20,50,100,200,500],values:(l,c)=>c.map(String)},{...o,label:p("Score"),labelSize:20,size:52,values:(l,c)=>c.map(s)}],series:[{},...Array.from({length:this.most},()=>r(ad,5)),...this.hasJudge?[r(ld,6)]:[],{stroke:()=>this.colour("--accent","#c2410c"),width:2,points:{show:!0,size:6}}]}}colour(t,i){return jg(this,`var(${t}, ${i})`)}resize(){let t=this.renderRoot.querySelector(".plot")?.clientWidth??0;t&&this.plot&&t!==this.plot.width&&this.plot.setSize({width:t,height:Tl})}};Ps.styles=[kr(od),V,D`
            :host {
                display: block;
                min-width: 0;
            }
            .legend {
                display: flex;
                flex-wrap: wrap;
                font-size: 12px;
                gap: 4px 14px;
                margin: 0 0 4px;
            }
            .legend span::before {
                background: var(--colour);
                border-radius: 50%;
                content: "";
                display: inline-block;
                height: 8px;
                margin-right: 5px;
                width: 8px;
            }
            .plot {
                height: ${Tl}px;
                min-width: 0;
                overflow: hidden;
            }
        `],f([x({attribute:!1})],Ps.prototype,"scores",2),f([x()],Ps.prototype,"objective",2),Ps=f([B("cc-chart")],Ps);var ad="#868e96",ld="#7048e8";function jg(n,e){let t=document.createElement("i");t.style.color=e,n.renderRoot.append(t);let i=getComputedStyle(t).color;return t.remove(),i}var qg=4,Zg=200,ii=class extends I{constructor(){super(...arguments);this.earlier="";this.later="";this.earlierTitle="";this.laterTitle="";this.at=50;this.isSmall=!1;this.pressed=null;this.loaded=t=>{let i=t.target;this.isSmall=Math.max(i.naturalWidth,i.naturalHeight)<Zg};this.enlargeAfter=t=>{t.stopPropagation(),this.enlarge(this.later)};this.press=t=>{if(t.button||t.target.closest("button"))return;let i=t.target.closest(".bar")!==null;this.pressed={x:t.clientX,isDragged:i},t.currentTarget.setPointerCapture(t.pointerId)};this.move=t=>{let{pressed:i}=this;if(!i||!i.isDragged&&Math.abs(t.clientX-i.x)<qg)return;i.isDragged=!0;let{left:s,width:r}=t.currentTarget.getBoundingClientRect();this.at=Math.min(100,Math.max(0,(t.clientX-s)/r*100))};this.release=t=>{let{pressed:i}=this;if(this.pressed=null,!i||i.isDragged)return;let{left:s,width:r}=t.currentTarget.getBoundingClientRect();this.enlarge((t.clientX-s)/r*100<this.at?this.earlier:this.later)};this.key=t=>{let s={ArrowLeft:this.at-5,ArrowDown:this.at-5,ArrowRight:this.at+5,ArrowUp:this.at+5,PageDown:this.at-20,PageUp:this.at+20,Home:0,End:100}[t.key];s!==void 0&&(t.preventDefault(),this.at=Math.min(100,Math.max(0,s)))}}render(){let{earlier:t,later:i,at:s}=this,r=this.isSmall?"small":"";return t?g`<div
            class="frame"
            @pointerdown=${this.press}
            @pointermove=${this.move}
            @pointerup=${this.release}
            @pointercancel=${()=>this.pressed=null}
            @dragstart=${o=>o.preventDefault()}
        >
            <img class=${r} src=${i} alt=${this.laterTitle} @load=${this.loaded} />
            <img class="before ${r}" src=${t} alt=${this.earlierTitle} style="clip-path: inset(0 ${100-s}% 0 0)" />
            <div
                class="bar"
                role="slider"
                tabindex="0"
                style="left: ${s}%"
                aria-label=${p("Before and after")}
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=${Math.round(s)}
                aria-valuetext=${p("{share} % before",{share:Math.round(s)})}
                @keydown=${this.key}
            ></div>
            ${this.button()}
        </div>`:g`<div class="frame" style="cursor: zoom-in" @click=${()=>this.enlarge(i)}>
                <img class=${r} src=${i} alt=${this.laterTitle} @load=${this.loaded} />${this.button()}
            </div>`}button(){return g`<button class="large" aria-label=${p("Large view")} title=${p("Large view")} @click=${this.enlargeAfter}>
            ⤢
        </button>`}enlarge(t){this.dispatchEvent(new Vi(t))}};ii.styles=[V,D`
            :host {
                display: block;
            }
            .frame {
                background: var(--panel);
                border: 1px solid var(--line);
                border-radius: 12px;
                cursor: ew-resize;
                overflow: hidden;
                position: relative;
                touch-action: pan-y;
                user-select: none;
            }
            img {
                display: block;
                max-height: var(--picture-height, 70vh);
                object-fit: contain;
                width: 100%;
            }
            img.small {
                image-rendering: pixelated;
            }
            .before {
                height: 100%;
                inset: 0;
                position: absolute;
            }
            .bar {
                background: #fff;
                bottom: 0;
                box-shadow: 0 0 0 1px rgb(0 0 0 / 35%);
                margin-left: -1px;
                position: absolute;
                top: 0;
                width: 3px;
            }
            .bar::after {
                background: #fff;
                border-radius: 50%;
                box-shadow: 0 0 0 1px rgb(0 0 0 / 35%);
                color: #1f2328;
                content: "⟷";
                font-size: 15px;
                height: 30px;
                left: 50%;
                line-height: 29px;
                position: absolute;
                text-align: center;
                top: 50%;
                transform: translate(-50%, -50%);
                width: 30px;
            }
            .bar:focus-visible {
                outline: 3px solid var(--accent);
                outline-offset: 2px;
            }
            .large {
                background: rgb(0 0 0 / 55%);
                border: 0;
                color: #fff;
                line-height: 1;
                padding: 6px 8px;
                position: absolute;
                right: 8px;
                top: 8px;
            }
            .large:hover:not(:disabled) {
                background: rgb(0 0 0 / 75%);
            }
        `],f([x()],ii.prototype,"earlier",2),f([x()],ii.prototype,"later",2),f([x()],ii.prototype,"earlierTitle",2),f([x()],ii.prototype,"laterTitle",2),f([M()],ii.prototype,"at",2),f([M()],ii.prototype,"isSmall",2),ii=f([B("cc-compare")],ii);var Kg={wanted:"+",held:"=",unwanted:"−"},Gg=4,Ts=class extends I{constructor(){super(...arguments);this.parts=[];this.objective="joint"}render(){return g`<ul>
            ${Fi(this.parts,t=>`${t.role} ${t.word}`,t=>this.row(t))}
        </ul>`}row({word:t,role:i,value:s}){let r=this.objective==="similarity"?s/Gg:s,o=Math.round(Math.min(1,Math.max(0,r))*1e3)/10;return g`<li class=${i} data-word=${t}>
            <span class="mark" role="img" aria-label=${p(i)} title=${p(i)}>${Kg[i]}</span>
            <bdi class="word" title=${t}>${t}</bdi>
            <span class="track" aria-hidden="true"><span style="width: ${o}%"></span></span>
            <span class="number">${fe(s,this.objective)}</span>
        </li>`}};Ts.styles=[V,D`
            :host {
                display: block;
            }
            ul {
                display: grid;
                gap: 7px 10px;
                grid-template-columns: auto minmax(0, max-content) minmax(60px, 1fr) auto;
                list-style: none;
                margin: 0;
                padding: 0;
            }
            li {
                align-items: center;
                display: grid;
                grid-column: 1 / -1;
                grid-template-columns: subgrid;
            }
            .mark {
                color: var(--soft);
                font-weight: 700;
                text-align: center;
                width: 14px;
            }
            .wanted .mark {
                color: var(--good);
            }
            .unwanted .mark {
                color: var(--bad);
            }
            .word {
                font-weight: 600;
                max-width: 180px;
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .held .word {
                font-weight: 400;
            }
            .held .track > span {
                background: color-mix(in srgb, var(--accent) 55%, var(--line));
            }
            .unwanted .track > span {
                background: var(--bad);
            }
        `],f([x({attribute:!1})],Ts.prototype,"parts",2),f([x()],Ts.prototype,"objective",2),Ts=f([B("cc-meters")],Ts);Ml();var sr=(n,e)=>{let t=n._$AN;if(t===void 0)return!1;for(let i of t)i._$AO?.(e,!1),sr(i,e);return!0},mo=n=>{let e,t;do{if((e=n._$AM)===void 0)break;t=e._$AN,t.delete(n),n=e}while(t?.size===0)},ud=n=>{for(let e;e=n._$AM;n=e){let t=e._$AN;if(t===void 0)e._$AN=t=new Set;else if(t.has(n))break;t.add(n),ev(e)}};function Qg(n){this._$AN!==void 0?(mo(this),this._$AM=n,ud(this)):this._$AM=n}function tv(n,e=!1,t=0){let i=this._$AH,s=this._$AN;if(s!==void 0&&s.size!==0)if(e)if(Array.isArray(i))for(let r=t;r<i.length;r++)sr(i[r],!1),mo(i[r]);else i!=null&&(sr(i,!1),mo(i));else sr(this,n)}var ev=n=>{n.type==Oi.CHILD&&(n._$AP??=tv,n._$AQ??=Qg)},fo=class extends Di{constructor(){super(...arguments),this._$AN=void 0}_$AT(e,t,i){super._$AT(e,t,i),ud(this),this.isConnected=e._$AU}_$AO(e,t=!0){e!==this.isConnected&&(this.isConnected=e,e?this.reconnected?.():this.disconnected?.()),t&&(sr(this,e),mo(this))}setValue(e){if(qc(this._$Ct))this._$Ct._$AI(e,this);else{let t=[...this._$Ct._$AH];t[this._$Ci]=e,this._$Ct._$AI(t,this,0)}}disconnected(){}reconnected(){}};var nr=class n extends Event{constructor(e){super(n.eventName,{bubbles:!1}),this.first=e.first,this.last=e.last}};nr.eventName="rangeChanged";var rr=class n extends Event{constructor(e){super(n.eventName,{bubbles:!1}),this.first=e.first,this.last=e.last}};rr.eventName="visibilityChanged";var or=class n extends Event{constructor(){super(n.eventName,{bubbles:!1})}};or.eventName="unpinned";var Rl=class{constructor(e){this._element=null;let t=e??window;this._node=t,e&&(this._element=e)}get element(){return this._element||document.scrollingElement||document.documentElement}get scrollTop(){return this.element.scrollTop||window.scrollY}get scrollLeft(){return this.element.scrollLeft||window.scrollX}get scrollHeight(){return this.element.scrollHeight}get scrollWidth(){return this.element.scrollWidth}get viewportHeight(){return this._element?this._element.getBoundingClientRect().height:window.innerHeight}get viewportWidth(){return this._element?this._element.getBoundingClientRect().width:window.innerWidth}get maxScrollTop(){return this.scrollHeight-this.viewportHeight}get maxScrollLeft(){return this.scrollWidth-this.viewportWidth}},go=class extends Rl{constructor(e,t){super(t),this._clients=new Set,this._retarget=null,this._end=null,this.__destination=null,this.correctingScrollError=!1,this._checkForArrival=this._checkForArrival.bind(this),this._updateManagedScrollTo=this._updateManagedScrollTo.bind(this),this.scrollTo=this.scrollTo.bind(this),this.scrollBy=this.scrollBy.bind(this);let i=this._node;this._originalScrollTo=i.scrollTo,this._originalScrollBy=i.scrollBy,this._originalScroll=i.scroll,this._attach(e)}get _destination(){return this.__destination}get scrolling(){return this._destination!==null}scrollTo(e,t){let i=typeof e=="number"&&typeof t=="number"?{left:e,top:t}:e;this._scrollTo(i)}scrollBy(e,t){let i=typeof e=="number"&&typeof t=="number"?{left:e,top:t}:e;i.top!==void 0&&(i.top+=this.scrollTop),i.left!==void 0&&(i.left+=this.scrollLeft),this._scrollTo(i)}_nativeScrollTo(e){this._originalScrollTo.bind(this._element||window)(e)}_scrollTo(e,t=null,i=null){this._end!==null&&this._end(),e.behavior==="smooth"?(this._setDestination(e),this._retarget=t,this._end=i):this._resetScrollState(),this._nativeScrollTo(e)}_setDestination(e){let{top:t,left:i}=e;return t=t===void 0?void 0:Math.max(0,Math.min(t,this.maxScrollTop)),i=i===void 0?void 0:Math.max(0,Math.min(i,this.maxScrollLeft)),this._destination!==null&&i===this._destination.left&&t===this._destination.top?!1:(this.__destination={top:t,left:i,behavior:"smooth"},!0)}_resetScrollState(){this.__destination=null,this._retarget=null,this._end=null}_updateManagedScrollTo(e){this._destination&&this._setDestination(e)&&this._nativeScrollTo(this._destination)}managedScrollTo(e,t,i){return this._scrollTo(e,t,i),this._updateManagedScrollTo}correctScrollError(e){this.correctingScrollError=!0,requestAnimationFrame(()=>requestAnimationFrame(()=>this.correctingScrollError=!1)),this._nativeScrollTo(e),this._retarget&&this._setDestination(this._retarget()),this._destination&&this._nativeScrollTo(this._destination)}_checkForArrival(){if(this._destination!==null){let{scrollTop:e,scrollLeft:t}=this,{top:i,left:s}=this._destination;i=Math.min(i||0,this.maxScrollTop),s=Math.min(s||0,this.maxScrollLeft);let r=Math.abs(i-e),o=Math.abs(s-t);r<1&&o<1&&(this._end&&this._end(),this._resetScrollState())}}detach(e){return this._clients.delete(e),this._clients.size===0&&(this._node.scrollTo=this._originalScrollTo,this._node.scrollBy=this._originalScrollBy,this._node.scroll=this._originalScroll,this._node.removeEventListener("scroll",this._checkForArrival)),null}_attach(e){this._clients.add(e),this._clients.size===1&&(this._node.scrollTo=this.scrollTo,this._node.scrollBy=this.scrollBy,this._node.scroll=this.scrollTo,this._node.addEventListener("scroll",this._checkForArrival))}};var md=typeof window<"u"?window.ResizeObserver:void 0;var yo=Symbol("virtualizerRef"),vo="virtualizer-sizer",fd,bo=class{constructor(e){if(this._benchmarkStart=null,this._layout=null,this._clippingAncestors=[],this._scrollSize=null,this._scrollError=null,this._childrenPos=null,this._childMeasurements=null,this._toBeMeasured=new Map,this._rangeChanged=!0,this._itemsChanged=!0,this._visibilityChanged=!0,this._scrollerController=null,this._isScroller=!1,this._sizer=null,this._hostElementRO=null,this._childrenRO=null,this._mutationObserver=null,this._scrollEventListeners=[],this._scrollEventListenerOptions={passive:!0},this._loadListener=this._childLoaded.bind(this),this._scrollIntoViewTarget=null,this._updateScrollIntoViewCoordinates=null,this._items=[],this._first=-1,this._last=-1,this._firstVisible=-1,this._lastVisible=-1,this._scheduled=new WeakSet,this._measureCallback=null,this._measureChildOverride=null,this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null,this._layoutInitialized=null,this._connected=!1,!e)throw new Error("Virtualizer constructor requires a configuration object");if(e.hostElement)this._init(e);else throw new Error('Virtualizer configuration requires the "hostElement" property')}set items(e){Array.isArray(e)&&e!==this._items&&(this._itemsChanged=!0,this._items=e,this._schedule(this._updateLayout))}_init(e){this._isScroller=!!e.scroller,this._initHostElement(e);let t=e.layout||{};this._layoutInitialized=this._initLayout(t)}_initObservers(){this._mutationObserver=new MutationObserver(this._finishDOMUpdate.bind(this)),this._hostElementRO=new md(()=>this._hostElementSizeChanged()),this._childrenRO=new md(this._childrenSizeChanged.bind(this))}_initHostElement(e){let t=this._hostElement=e.hostElement;this._applyVirtualizerStyles(),t[yo]=this}connected(){this._initObservers();let e=this._isScroller;this._clippingAncestors=nv(this._hostElement,e),this._scrollerController=new go(this,this._clippingAncestors[0]),this._schedule(this._updateLayout),this._observeAndListen(),this._connected=!0}_observeAndListen(){this._mutationObserver.observe(this._hostElement,{childList:!0}),this._hostElementRO.observe(this._hostElement),this._scrollEventListeners.push(window),window.addEventListener("scroll",this,this._scrollEventListenerOptions),this._clippingAncestors.forEach(e=>{e.addEventListener("scroll",this,this._scrollEventListenerOptions),this._scrollEventListeners.push(e),this._hostElementRO.observe(e)}),this._hostElementRO.observe(this._scrollerController.element),this._children.forEach(e=>this._childrenRO.observe(e)),this._scrollEventListeners.forEach(e=>e.addEventListener("scroll",this,this._scrollEventListenerOptions))}disconnected(){this._scrollEventListeners.forEach(e=>e.removeEventListener("scroll",this,this._scrollEventListenerOptions)),this._scrollEventListeners=[],this._clippingAncestors=[],this._scrollerController?.detach(this),this._scrollerController=null,this._mutationObserver?.disconnect(),this._mutationObserver=null,this._hostElementRO?.disconnect(),this._hostElementRO=null,this._childrenRO?.disconnect(),this._childrenRO=null,this._rejectLayoutCompletePromise("disconnected"),this._connected=!1}_applyVirtualizerStyles(){let t=this._hostElement.style;t.display=t.display||"block",t.position=t.position||"relative",t.contain=t.contain||"size layout",this._isScroller&&(t.overflow=t.overflow||"auto",t.minHeight=t.minHeight||"150px")}_getSizer(){let e=this._hostElement;if(!this._sizer){let t=e.querySelector(`[${vo}]`);t||(t=document.createElement("div"),t.setAttribute(vo,""),e.appendChild(t)),Object.assign(t.style,{position:"absolute",margin:"-2px 0 0 0",padding:0,visibility:"hidden",fontSize:"2px"}),t.textContent="&nbsp;",t.setAttribute(vo,""),this._sizer=t}return this._sizer}async updateLayoutConfig(e){await this._layoutInitialized;let t=e.type||fd;if(typeof t=="function"&&this._layout instanceof t){let i={...e};return delete i.type,this._layout.config=i,!0}return!1}async _initLayout(e){let t,i;if(typeof e.type=="function"){i=e.type;let s={...e};delete s.type,t=s}else t=e;i===void 0&&(fd=i=(await Promise.resolve().then(()=>(Ml(),dd))).FlowLayout),this._layout=new i(s=>this._handleLayoutMessage(s),t),this._layout.measureChildren&&typeof this._layout.updateItemSizes=="function"&&(typeof this._layout.measureChildren=="function"&&(this._measureChildOverride=this._layout.measureChildren),this._measureCallback=this._layout.updateItemSizes.bind(this._layout)),this._layout.listenForChildLoadEvents&&this._hostElement.addEventListener("load",this._loadListener,!0),this._schedule(this._updateLayout)}startBenchmarking(){this._benchmarkStart===null&&(this._benchmarkStart=window.performance.now())}stopBenchmarking(){if(this._benchmarkStart!==null){let e=window.performance.now(),t=e-this._benchmarkStart,s=performance.getEntriesByName("uv-virtualizing","measure").filter(r=>r.startTime>=this._benchmarkStart&&r.startTime<e).reduce((r,o)=>r+o.duration,0);return this._benchmarkStart=null,{timeElapsed:t,virtualizationTime:s}}return null}_measureChildren(){let e={},t=this._children,i=this._measureChildOverride||this._measureChild;for(let s=0;s<t.length;s++){let r=t[s],o=this._first+s;(this._itemsChanged||this._toBeMeasured.has(r))&&(e[o]=i.call(this,r,this._items[o]))}this._childMeasurements=e,this._schedule(this._updateLayout),this._toBeMeasured.clear()}_measureChild(e){let{width:t,height:i}=e.getBoundingClientRect();return Object.assign({width:t,height:i},iv(e))}async _schedule(e){this._scheduled.has(e)||(this._scheduled.add(e),await Promise.resolve(),this._scheduled.delete(e),e.call(this))}async _updateDOM(e){this._scrollSize=e.scrollSize,this._adjustRange(e.range),this._childrenPos=e.childPositions,this._scrollError=e.scrollError||null;let{_rangeChanged:t,_itemsChanged:i}=this;this._visibilityChanged&&(this._notifyVisibility(),this._visibilityChanged=!1),(t||i)&&(this._notifyRange(),this._rangeChanged=!1),this._finishDOMUpdate()}_finishDOMUpdate(){this._connected&&(this._children.forEach(e=>this._childrenRO.observe(e)),this._checkScrollIntoViewTarget(this._childrenPos),this._positionChildren(this._childrenPos),this._sizeHostElement(this._scrollSize),this._correctScrollError(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_updateLayout(){this._layout&&this._connected&&(this._layout.items=this._items,this._updateView(),this._childMeasurements!==null&&(this._measureCallback&&this._measureCallback(this._childMeasurements),this._childMeasurements=null),this._layout.reflowIfNeeded(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_handleScrollEvent(){if(this._benchmarkStart&&"mark"in window.performance){try{window.performance.measure("uv-virtualizing","uv-start","uv-end")}catch(e){console.warn("Error measuring performance data: ",e)}window.performance.mark("uv-start")}this._scrollerController.correctingScrollError===!1&&this._layout?.unpin(),this._schedule(this._updateLayout)}handleEvent(e){e.type==="scroll"?(e.currentTarget===window||this._clippingAncestors.includes(e.currentTarget))&&this._handleScrollEvent():console.warn("event not handled",e)}_handleLayoutMessage(e){e.type==="stateChanged"?this._updateDOM(e):e.type==="visibilityChanged"?(this._firstVisible=e.firstVisible,this._lastVisible=e.lastVisible,this._notifyVisibility()):e.type==="unpinned"&&this._hostElement.dispatchEvent(new or)}get _children(){let e=[],t=this._hostElement.firstElementChild;for(;t;)t.hasAttribute(vo)||e.push(t),t=t.nextElementSibling;return e}_updateView(){let e=this._hostElement,t=this._scrollerController?.element,i=this._layout;if(e&&t&&i){let s,r,o,l,c=e.getBoundingClientRect();s=0,r=0,o=window.innerHeight,l=window.innerWidth;let d=this._clippingAncestors.map(j=>j.getBoundingClientRect());d.unshift(c);for(let j of d)s=Math.max(s,j.top),r=Math.max(r,j.left),o=Math.min(o,j.bottom),l=Math.min(l,j.right);let b=t.getBoundingClientRect(),v={left:c.left-b.left,top:c.top-b.top},y={width:t.scrollWidth,height:t.scrollHeight},S=s-c.top+e.scrollTop,P=r-c.left+e.scrollLeft,L=Math.max(0,o-s),U=Math.max(0,l-r);i.viewportSize={width:U,height:L},i.viewportScroll={top:S,left:P},i.totalScrollSize=y,i.offsetWithinScroller=v}}_sizeHostElement(e){let i=e&&e.width!==null?Math.min(82e5,e.width):0,s=e&&e.height!==null?Math.min(82e5,e.height):0;if(this._isScroller)this._getSizer().style.transform=`translate(${i}px, ${s}px)`;else{let r=this._hostElement.style;r.minWidth=i?`${i}px`:"100%",r.minHeight=s?`${s}px`:"100%"}}_positionChildren(e){e&&e.forEach(({top:t,left:i,width:s,height:r,xOffset:o,yOffset:l},c)=>{let d=this._children[c-this._first];d&&(d.style.position="absolute",d.style.boxSizing="border-box",d.style.transform=`translate(${i}px, ${t}px)`,s!==void 0&&(d.style.width=s+"px"),r!==void 0&&(d.style.height=r+"px"),d.style.left=o===void 0?null:o+"px",d.style.top=l===void 0?null:l+"px")})}async _adjustRange(e){let{_first:t,_last:i,_firstVisible:s,_lastVisible:r}=this;this._first=e.first,this._last=e.last,this._firstVisible=e.firstVisible,this._lastVisible=e.lastVisible,this._rangeChanged=this._rangeChanged||this._first!==t||this._last!==i,this._visibilityChanged=this._visibilityChanged||this._firstVisible!==s||this._lastVisible!==r}_correctScrollError(){if(this._scrollError){let{scrollTop:e,scrollLeft:t}=this._scrollerController,{top:i,left:s}=this._scrollError;this._scrollError=null,this._scrollerController.correctScrollError({top:e-i,left:t-s})}}element(e){return e===1/0&&(e=this._items.length-1),this._items?.[e]===void 0?void 0:{scrollIntoView:(t={})=>this._scrollElementIntoView({...t,index:e})}}_scrollElementIntoView(e){if(e.index>=this._first&&e.index<=this._last)this._children[e.index-this._first].scrollIntoView(e);else if(e.index=Math.min(e.index,this._items.length-1),e.behavior==="smooth"){let t=this._layout.getScrollIntoViewCoordinates(e),{behavior:i}=e;this._updateScrollIntoViewCoordinates=this._scrollerController.managedScrollTo(Object.assign(t,{behavior:i}),()=>this._layout.getScrollIntoViewCoordinates(e),()=>this._scrollIntoViewTarget=null),this._scrollIntoViewTarget=e}else this._layout.pin=e}_checkScrollIntoViewTarget(e){let{index:t}=this._scrollIntoViewTarget||{};t&&e?.has(t)&&this._updateScrollIntoViewCoordinates(this._layout.getScrollIntoViewCoordinates(this._scrollIntoViewTarget))}_notifyRange(){this._hostElement.dispatchEvent(new nr({first:this._first,last:this._last}))}_notifyVisibility(){this._hostElement.dispatchEvent(new rr({first:this._firstVisible,last:this._lastVisible}))}get layoutComplete(){return this._layoutCompletePromise||(this._layoutCompletePromise=new Promise((e,t)=>{this._layoutCompleteResolver=e,this._layoutCompleteRejecter=t})),this._layoutCompletePromise}_rejectLayoutCompletePromise(e){this._layoutCompleteRejecter!==null&&this._layoutCompleteRejecter(e),this._resetLayoutCompleteState()}_scheduleLayoutComplete(){this._layoutCompletePromise&&this._pendingLayoutComplete===null&&(this._pendingLayoutComplete=requestAnimationFrame(()=>requestAnimationFrame(()=>this._resolveLayoutCompletePromise())))}_resolveLayoutCompletePromise(){this._layoutCompleteResolver!==null&&this._layoutCompleteResolver(),this._resetLayoutCompleteState()}_resetLayoutCompleteState(){this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null}_hostElementSizeChanged(){this._schedule(this._updateLayout)}_childLoaded(){}_childrenSizeChanged(e){if(this._layout?.measureChildren){for(let t of e)this._toBeMeasured.set(t.target,t.contentRect);this._measureChildren()}this._scheduleLayoutComplete(),this._itemsChanged=!1,this._rangeChanged=!1}};function iv(n){let e=window.getComputedStyle(n);return{marginTop:wo(e.marginTop),marginRight:wo(e.marginRight),marginBottom:wo(e.marginBottom),marginLeft:wo(e.marginLeft)}}function wo(n){let e=n?parseFloat(n):NaN;return Number.isNaN(e)?0:e}function gd(n){if(n.assignedSlot!==null)return n.assignedSlot;if(n.parentElement!==null)return n.parentElement;let e=n.parentNode;return e&&e.nodeType===Node.DOCUMENT_FRAGMENT_NODE&&e.host||null}function sv(n,e=!1){let t=[],i=e?n:gd(n);for(;i!==null;)t.push(i),i=gd(i);return t}function nv(n,e=!1){let t=!1;return sv(n,e).filter(i=>{if(t)return!1;let s=getComputedStyle(i);return t=s.position==="fixed",s.overflow!=="visible"})}var rv=n=>n,ov=(n,e)=>g`${e}: ${JSON.stringify(n,null,2)}`,zl=class extends fo{constructor(e){if(super(e),this._virtualizer=null,this._first=0,this._last=-1,this._renderItem=(t,i)=>ov(t,i+this._first),this._keyFunction=(t,i)=>rv(t,i+this._first),this._items=[],e.type!==Oi.CHILD)throw new Error("The virtualize directive can only be used in child expressions")}render(e){e&&this._setFunctions(e);let t=[];if(this._first>=0&&this._last>=this._first)for(let i=this._first;i<=this._last;i++)t.push(this._items[i]);return Fi(t,this._keyFunction,this._renderItem)}update(e,[t]){this._setFunctions(t);let i=this._items!==t.items;return this._items=t.items||[],this._virtualizer?this._updateVirtualizerConfig(e,t):this._initialize(e,t),i?$e:this.render()}async _updateVirtualizerConfig(e,t){if(!await this._virtualizer.updateLayoutConfig(t.layout||{})){let s=e.parentNode;this._makeVirtualizer(s,t)}this._virtualizer.items=this._items}_setFunctions(e){let{renderItem:t,keyFunction:i}=e;t&&(this._renderItem=(s,r)=>t(s,r+this._first)),i&&(this._keyFunction=(s,r)=>i(s,r+this._first))}_makeVirtualizer(e,t){this._virtualizer&&this._virtualizer.disconnected();let{layout:i,scroller:s,items:r}=t;this._virtualizer=new bo({hostElement:e,layout:i,scroller:s}),this._virtualizer.items=r,this._virtualizer.connected()}_initialize(e,t){let i=e.parentNode;i&&i.nodeType===1&&(i.addEventListener("rangeChanged",s=>{this._first=s.first,this._last=s.last,this.setValue(this.render())}),this._makeVirtualizer(i,t))}disconnected(){this._virtualizer?.disconnected()}reconnected(){this._virtualizer?.connected()}},_o=gs(zl);var xo=class extends CustomEvent{constructor(e){super("cc-pick",{detail:e,bubbles:!0,composed:!0})}},vd=60,wd=96,av=120,As=class extends I{constructor(){super(...arguments);this.tiles=[];this.selected=null;this.isMoved=!1;this.tile=t=>{let i=t.number===this.selected;return g`<button
            data-step=${t.number}
            aria-pressed=${i}
            tabindex=${i||this.selected===null?0:-1}
            title=${t.title}
            @click=${()=>this.pick(t)}
        >
            <span class="picture">
                ${t.source?g`<img loading="lazy" src=${t.source} alt="" />`:g`<small>${p("no picture")}</small>`}
            </span>
            <span class="caption">
                <b>${t.number||p("Start")}</b> ${t.caption}
                ${t.isKept?g`<span class="kept">${p("kept")}</span>`:$}
            </span>
        </button>`};this.key=t=>{let{tiles:i}=this,s=i.findIndex(c=>c.number===this.selected),o={ArrowLeft:s-1,ArrowRight:s+1,Home:0,End:i.length-1}[t.key],l=o===void 0?void 0:i[Math.min(i.length-1,Math.max(0,o))];l&&(t.preventDefault(),this.isMoved=l.number!==this.selected,this.dispatchEvent(new xo(l.number)))}}render(){let{tiles:t}=this;return t.length?t.length<vd?g`<div class="row" role="group" aria-label=${p("Steps")} @keydown=${this.key}>
                ${Fi(t,i=>i.number,this.tile)}
            </div>`:g`<div class="row many" role="group" aria-label=${p("Steps")} tabindex="-1" @keydown=${this.key}>
            ${_o({items:t,keyFunction:(i,s)=>i?.number??-1-s,renderItem:i=>i?this.tile(i):g``,scroller:!0,layout:Ll({direction:"horizontal"})})}
        </div>`:$}updated(t){t.has("tiles")&&this.tiles.length>=vd&&this.requestUpdate(),t.has("selected")&&(this.reveal(this.isMoved),this.isMoved=!1)}pick(t){t.number===this.selected&&t.large?this.dispatchEvent(new Vi(t.large)):this.dispatchEvent(new xo(t.number))}reveal(t,i=av){let s=this.renderRoot.querySelector(".row");if(!s)return;let r=s.querySelector(`[data-step="${this.selected}"]`);if(r){let[l,c]=[r.getBoundingClientRect(),s.getBoundingClientRect()];(l.left<c.left||l.right>c.right)&&(s.scrollLeft+=l.left-c.left-(c.width-l.width)/2),t&&r.focus({preventScroll:!0});return}let o=this.tiles.findIndex(l=>l.number===this.selected);s.scrollLeft=o*wd-(s.clientWidth-wd)/2,o>=0&&i&&requestAnimationFrame(()=>this.reveal(t,i-1))}};As.styles=[V,D`
            :host {
                display: block;
                min-width: 0;
            }
            .row {
                display: flex;
                gap: 8px;
                overflow-x: auto;
                padding: 4px 4px 8px;
                scrollbar-width: thin;
            }
            .many {
                display: block;
                height: 132px;
            }
            button {
                background: none;
                border: 0;
                border-radius: 8px;
                flex: none;
                padding: 0;
                text-align: left;
                width: 88px;
            }
            .many button {
                margin-right: 8px;
            }
            button:hover:not(:disabled) {
                background: none;
            }
            .picture {
                align-items: center;
                aspect-ratio: 1;
                background: var(--panel);
                border: 1px solid var(--line);
                border-radius: 8px;
                display: flex;
                justify-content: center;
                overflow: hidden;
            }
            [aria-pressed="true"] .picture {
                border-color: transparent;
                outline: 3px solid var(--accent);
                outline-offset: 1px;
            }
            img {
                height: 100%;
                object-fit: cover;
                width: 100%;
            }
            .caption {
                display: block;
                font-size: 12px;
                line-height: 1.35;
                overflow: hidden;
                padding: 3px 2px 0;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .caption b {
                font-weight: 650;
            }
            .kept {
                color: var(--soft);
            }
        `],f([x({attribute:!1})],As.prototype,"tiles",2),f([x({type:Number})],As.prototype,"selected",2),As=f([B("cc-strip")],As);var bd=176,lv={wanted:"+",held:"=",unwanted:"−"},Ki=class extends I{constructor(){super(...arguments);this.picked=null;this.seen=[];this.asked="";this.tilesOf=null}get selected(){return Zn(this.session.steps,this.picked)}get objective(){return String(this.session.settings.objective)}connectedCallback(){super.connectedCallback(),this.addEventListener("cc-large",t=>this.enlarge(t.detail))}willUpdate(t){let i=this.selected,s=i&&i.best>=0?`${this.session.id}/steps/${i.number}`:"";s!==this.asked&&(this.asked=s,s?this.look(s):this.seen=[])}async look(t){try{let{seen:i}=await It(`sessions/${t}?brief=true`);t===this.asked&&(this.seen=i)}catch{t===this.asked&&(this.seen=[])}}render(){let t=this.selected;if(!t)return $;let{tiles:i,scores:s}=this.rows();return g`<div class="top" data-step=${t.number}>
                <div class="stage">${this.stage(t)}</div>
                <div class="facts">${this.facts(t)}</div>
            </div>
            <cc-strip .tiles=${i} .selected=${t.number}></cc-strip>
            <slot></slot>
            <div class="more">
                ${t.candidates.length>1?this.candidates(t):$}
                <section class="card">
                    <h3>${p("Score")}</h3>
                    <cc-chart .scores=${s} .objective=${this.objective}></cc-chart>
                </section>
                ${this.seen.length?this.words(t):$}
            </div>`}name(t){let i=t.number?p("Step {number}",{number:t.number}):p("Start");return t===ln(this.session.steps)?`${i}, ${p("kept")}`:i}stage(t){let i=this.session.steps.find(l=>l.best>=0),s=ce(t);if(!s)return g`<p class="hint">${p("This step was skipped and has no picture.")}</p>`;let r=i&&i!==t?ce(i):void 0,{id:o}=this.session;return g`<cc-compare
                .earlier=${r?ui(o,r.file):""}
                .earlierTitle=${p("Before")}
                .later=${ui(o,s.file)}
                .laterTitle=${this.name(t)}
            ></cc-compare>
            <p class="hint">${r?g`${p("before")} ⟷ `:$}${this.name(t)}</p>`}facts(t){let i=ce(t),s=Eh(this.session.steps,t);return g`<section class="card">
                <h3>${this.name(t)} ${this.numbers(t)}</h3>
                <cc-meters .parts=${i?.score.parts??[]} .objective=${this.objective}></cc-meters>
            </section>
            ${t.prompt||t.negative_prompt?g`<section>
                      <h3>${p("Prompt")} <small>${yd(t.tokens)}</small></h3>
                      <p class="prompt" id="prompt">${on(s?.prompt??"",t.prompt)}</p>
                      ${t.negative_prompt||s?.negative_prompt?g`<h3>${p("Negative prompt")} <small>${yd(t.negative_tokens)}</small></h3>
                                <p class="prompt">${on(s?.negative_prompt??"",t.negative_prompt)}</p>`:$}
                      ${t.edited?g`<p class="hint">${p("Changed by hand.")}</p>`:$}
                      ${t.why.length?g`<p class="hint">${t.why.map(r=>p(r)).join(" · ")}</p>`:$}
                  </section>`:$}
            ${t.notes.map(r=>g`<p class="message">${p(r)}</p>`)}`}numbers(t){let i=ce(t),s=[i?fe(i.score.value,this.objective):"",t.judge?`${p("judge")} ${fe(t.judge.value,this.objective)}`:"",t.number?`${p("strength")} ${Ge(t.strength)}`:"",i&&t.number?`${p("seed")} ${i.seed}`:""];return g`<small class="number">${s.filter(Boolean).join(" · ")}</small>`}candidates(t){let{id:i}=this.session;return g`<section class="card">
            <h3>${p("Candidates")} <small>${this.name(t)}</small></h3>
            <div class="candidates">
                ${t.candidates.map((s,r)=>g`<button
                            class=${r===t.best?"best":""}
                            title="${p("seed")} ${s.seed}"
                            aria-label=${p("Candidate {number}, large view",{number:r+1})}
                            @click=${()=>this.dispatchEvent(new Vi(ui(i,s.file)))}
                        >
                            <img loading="lazy" src=${ui(i,s.file,bd)} alt="" />
                            <span class="hint">${fe(s.score.value,this.objective)}</span>
                        </button>`)}
            </div>
        </section>`}words(t){let i=new Map((ce(t)?.score.parts??[]).map(s=>[Ct(s.word),s.role]));return g`<section class="card">
            <h3>${p("What CLIP sees")} <small>${p("share in its group")}</small></h3>
            <div class="seen">
                ${this.seen.map(({group:s,words:r})=>g`<section>
                            ${s?g`<h4><bdi>${s}</bdi></h4>`:$}
                            ${r.map(o=>{let l=i.get(Ct(o.word));return g`<div class="word">
                                    <b>${l?lv[l]:""}</b><bdi title=${o.word}>${o.word}</bdi>
                                    <span class="track" aria-hidden="true"><span style="width: ${o.share*100}%"></span></span>
                                    <span class="number">${xi(o.share)}</span>
                                </div>`})}
                        </section>`)}
            </div>
        </section>`}rows(){let{steps:t}=this.session;if(this.tilesOf?.steps!==t){let i=ln(t);this.tilesOf={steps:t,tiles:t.map(s=>this.tile(s,s===i)),scores:cv(t)}}return this.tilesOf}tile(t,i){let{id:s}=this.session,r=ce(t);return{number:t.number,source:r?ui(s,r.file,bd):"",large:r?ui(s,r.file):"",title:t.prompt||p("Start"),caption:r?fe(r.score.value,this.objective):"",isKept:i}}enlarge(t){let{id:i,steps:s}=this.session,r=(d,b,v)=>({source:ui(i,b),title:`${this.name(d)} · ${fe(v,this.objective)}${d.prompt?` · ${d.prompt}`:""}`}),o=s.flatMap(d=>{let b=ce(d);return b?[r(d,b.file,b.score.value)]:[]}),l=(this.selected?.candidates??[]).map(d=>r(this.selected,d.file,d.score.value)),c=o.some(d=>d.source===t)?o:l;nn(c,c.findIndex(d=>d.source===t))}};Ki.styles=[V,Hr,D`
            :host {
                display: block;
            }
            .top {
                display: grid;
                gap: 18px;
                grid-template-columns: minmax(220px, 340px) minmax(0, 1fr);
            }
            .stage p {
                margin: 5px 0 0;
            }
            .facts {
                display: grid;
                gap: 12px;
                align-content: start;
                min-width: 0;
            }
            h3 {
                align-items: baseline;
                display: flex;
                flex-wrap: wrap;
                gap: 2px 10px;
            }
            h3 .number {
                margin-left: auto;
            }
            .facts p {
                margin: 0 0 4px;
            }
            cc-strip {
                margin: 12px 0 6px;
            }
            .more {
                display: grid;
                gap: 14px;
                grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
                margin-top: 12px;
            }
            .candidates {
                display: grid;
                gap: 8px;
                grid-template-columns: repeat(auto-fill, minmax(84px, 1fr));
            }
            .candidates button {
                background: none;
                border: 0;
                padding: 0;
                text-align: left;
            }
            .candidates img {
                aspect-ratio: 1;
                border: 1px solid var(--line);
                border-radius: 8px;
                display: block;
                object-fit: cover;
                width: 100%;
            }
            .candidates .best img {
                border-color: transparent;
                outline: 2px solid var(--accent);
            }
            .seen {
                column-gap: 20px;
                columns: 2 180px;
            }
            .seen section {
                break-inside: avoid;
                margin-bottom: 10px;
            }
            h4 {
                color: var(--soft);
                font-size: 12px;
                font-weight: 400;
                margin: 0 0 3px;
            }
            .word {
                align-items: center;
                display: grid;
                font-size: 13px;
                gap: 6px;
                grid-template-columns: 10px minmax(0, 1fr) minmax(24px, 22%) 60px;
            }
            .word bdi {
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            @media (max-width: 560px) {
                .top {
                    grid-template-columns: minmax(0, 1fr);
                }
            }
        `],f([x({attribute:!1})],Ki.prototype,"session",2),f([x({attribute:!1})],Ki.prototype,"picked",2),f([M()],Ki.prototype,"seen",2),Ki=f([B("cc-loop-result")],Ki);function cv(n){let e=null;return n.map(t=>(t.kept&&(e=ce(t)?.score.value??e),{number:t.number,kept:e,candidates:t.candidates.map(i=>i.score.value),judge:t.judge?.value??null}))}function yd([n,e]){return e?p("{used} of {room} tokens",{used:n,room:e}):""}var hv=100,ar=class extends CustomEvent{constructor(e,t){super("cc-change",{detail:{name:e,value:t},bubbles:!0,composed:!0})}},Gi=class extends I{constructor(){super(...arguments);this.value=null;this.disabled=!1;this.number=t=>{let{value:i}=t.target;i!==""&&this.change(Number(i))};this.text=t=>{this.change(t.target.value)}}focus(){this.renderRoot.querySelector("input, textarea, select")?.focus()}change(t){this.value=t,this.dispatchEvent(new ar(this.field.name,t))}render(){let{field:t}=this,i=t.info?g`<span class="hint">${p(t.info)}</span>`:$;return t.kind==="flag"?g`<label class="flag">
                <input
                    type="checkbox"
                    .checked=${!!this.value}
                    ?disabled=${this.disabled}
                    @change=${s=>this.change(s.target.checked)}
                />
                <span>${p(t.label)} ${i}</span>
            </label>`:g`<label>
            <span class="name"><span>${p(t.label)}</span>${this.shownNumber()}</span>
            ${this.input()} ${i}
        </label>`}get isSlider(){let{kind:t,minimum:i,maximum:s,step:r}=this.field;return(t==="number"||t==="integer")&&(s-i)/r<=hv}shownNumber(){if(!this.isSlider)return $;let t=this.field.percent?Ge(Number(this.value)):String(this.value);return g`<span class="number">${t}</span>`}choice(){let{field:t,value:i}=this,s=t.offered?["",...t.choices]:t.choices,r=s.includes(String(i))?s:[...s,String(i)];return g`<select ?disabled=${this.disabled} @change=${this.text}>
            ${r.map(o=>g`<option value=${o} ?selected=${o===i}>
                        ${o===""?p("host default"):t.offered?o:p(o)}
                    </option>`)}
        </select>`}input(){let{field:t,disabled:i}=this;if(t.kind==="choice"||t.offered&&t.choices.length)return this.choice();if(t.kind==="number"||t.kind==="integer")return g`<input
                type=${this.isSlider?"range":"number"}
                min=${t.minimum}
                max=${t.maximum}
                step=${t.kind==="integer"?Math.max(1,t.step):this.isSlider?t.step:"any"}
                .value=${String(this.value??t.default)}
                ?disabled=${i}
                @input=${this.number}
            />`;if(t.lines>1)return g`<textarea
                rows=${t.lines}
                .value=${String(this.value??"")}
                ?disabled=${i}
                @input=${this.text}
            ></textarea>`;let s=t.choices.length?"choices":$;return g`<input
                list=${s}
                .value=${String(this.value??"")}
                ?disabled=${i}
                @input=${this.text}
            />${t.choices.length?g`<datalist id="choices">${t.choices.map(r=>g`<option value=${r}></option>`)}</datalist>`:$}`}};Gi.styles=[V,D`
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
        `],f([x({attribute:!1})],Gi.prototype,"field",2),f([x({attribute:!1})],Gi.prototype,"value",2),f([x({type:Boolean})],Gi.prototype,"disabled",2),Gi=f([B("cc-control")],Gi);var Pi=class extends I{constructor(){super(...arguments);this.fields=[];this.sections=[];this.values={};this.disabled=!1;this.changed=t=>{this.values={...this.values,[t.detail.name]:t.detail.value}}}render(){return this.sections.length?g`${this.sections.map(t=>this.section(t))}`:this.rows(this.fields)}section(t){let i=this.fields.filter(s=>s.section===t.name);return i.length?t.folded?g`<details>
            <summary>${p(t.title)}</summary>
            ${this.rows(i)}
        </details>`:this.rows(i):$}rows(t){return g`<div class="rows">
            ${t.map(i=>g`<cc-control
                    class=${i.lines>1||i.kind==="flag"?"wide":""}
                    data-field=${i.name}
                    .field=${i}
                    .value=${this.values[i.name]??i.default}
                    ?disabled=${this.disabled}
                    @cc-change=${this.changed}
                ></cc-control>`)}
        </div>`}};Pi.styles=[V,D`
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
        `],f([x({attribute:!1})],Pi.prototype,"fields",2),f([x({attribute:!1})],Pi.prototype,"sections",2),f([x({attribute:!1})],Pi.prototype,"values",2),f([x({type:Boolean})],Pi.prototype,"disabled",2),Pi=f([B("cc-form")],Pi);var Fe=class extends I{constructor(){super(...arguments);this.value="";this.presets=[];this.preset="";this.error="";this.shown="";this.isUnfolded=!1;this.asked="";this.list=async()=>{try{let t=await It("lists");this.presets=t.lists.map(i=>this.presets.find(s=>s.name===i)??{name:i,own:!0})}catch{}};this.choose=t=>{this.preset=t.target.value,this.load(this.preset,!0)};this.unfold=t=>{this.isUnfolded=t.target.open}}reset(t){this.preset=t,this.shown=this.error=this.asked=""}updated(){this.isUnfolded&&!this.value&&this.preset&&this.asked!==this.preset&&this.load(this.preset)}render(){let t=this.presets.map(s=>s.name),i=!t.includes(this.preset);return g`<label>
                ${p("Keyword list")}
                <select id="preset" @focus=${this.list} @change=${this.choose}>
                    ${i?g`<option value="" selected>${p("A list of its own")}</option>`:$}
                    ${t.map(s=>g`<option value=${s} ?selected=${s===this.preset}>${p(s)}</option>`)}
                </select>
            </label>
            <details id="list" @toggle=${this.unfold}>
                <summary>${p("Show and edit the words")}</summary>
                <label>
                    <span class="hint">${p(this.field.info)}</span>
                    <textarea
                        id="keywords"
                        rows="9"
                        aria-label=${p("Keywords")}
                        .value=${this.value||this.shown}
                        @input=${s=>this.change(s.target.value)}
                    ></textarea>
                </label>
            </details>
            ${this.error?g`<p class="message error" role="alert">${this.error}</p>`:$}`}change(t){this.shown="",this.dispatchEvent(new ar("keywords",t))}async load(t,i=!1){this.asked=t;try{let{text:s}=await It(`lists/${encodeURIComponent(t)}`);if(this.asked!==t)return;this.error="",i?this.change(s):this.shown=s}catch(s){this.error=s.message}}};Fe.styles=[V,D`
            :host {
                display: block;
            }
            label {
                display: grid;
                font-size: 13px;
                gap: 3px;
            }
            select {
                width: 100%;
            }
            textarea {
                resize: vertical;
                width: 100%;
            }
            details {
                margin-top: 6px;
            }
        `],f([x({attribute:!1})],Fe.prototype,"field",2),f([x()],Fe.prototype,"value",2),f([x({attribute:!1})],Fe.prototype,"presets",2),f([x()],Fe.prototype,"preset",2),f([M()],Fe.prototype,"error",2),f([M()],Fe.prototype,"shown",2),f([M()],Fe.prototype,"isUnfolded",2),Fe=f([B("cc-loop-keywords")],Fe);var _d=["want","avoid"],Il="keywords",xd=["steps","candidates","strength"],pv="only_where",$d=["prompt","negative_prompt","policy"],si=class extends I{constructor(){super(...arguments);this.values={};this.offers={};this.mask="";this.trouble="";this.offered=t=>{let i=t.offered?this.offers[t.offered]:void 0;return Array.isArray(i)?{...t,choices:i}:t}}showList(t){this.updateComplete.then(()=>this.renderRoot.querySelector("cc-loop-keywords")?.reset(t))}focusGoal(){this.renderRoot.querySelector("cc-form")?.shadowRoot?.querySelector('cc-control[data-field="want"]')?.focus()}render(){let{kind:t}=this,i=[..._d,Il,...xd,...$d],s=t.fields.filter(r=>!i.includes(r.name));return g`${this.form(this.named(_d))}
            <cc-loop-keywords
                .field=${this.named([Il])[0]}
                .value=${String(this.values[Il]??"")}
                .presets=${this.face.presets}
                .preset=${this.face.default_preset}
            ></cc-loop-keywords>
            <div id="size">${this.form(this.named(xd))}</div>
            ${this.folded("prompts","Prompt and policy",[...this.named($d),...s.filter(r=>r.section==="goal")])}
            ${t.sections.filter(r=>r.name!=="goal").map(r=>this.folded(r.name,r.title,s.filter(o=>o.section===r.name)))}`}named(t){return t.flatMap(i=>this.kind.fields.filter(s=>s.name===i)).map(this.offered)}form(t){return g`<cc-form .fields=${t} .values=${this.values}></cc-form>`}controls(t){let i=this.mask?t.findIndex(s=>s.name===pv):-1;return i<0?this.form(t):g`${this.form(t.slice(0,i+1))}
            <p id="only_where"><img src=${this.mask} alt="" /> ${p("Only the white part changes.")}</p>
            ${this.form(t.slice(i+1))}`}folded(t,i,s){if(!s.length)return $;let r=Ui(s),o=s.filter(c=>(this.values[c.name]??r[c.name])!==r[c.name]),l=o.length?g` · ${p("{count} changed",{count:o.length})}`:$;return g`<details id=${t}>
            <summary>${p(i)}${l}</summary>
            ${this.controls(s.map(this.offered))}
            ${s.some(c=>c.offered)?this.reload():$}
        </details>`}reload(){return g`<button id="reload" @click=${()=>this.dispatchEvent(new Event("cc-reload"))}>
                ${p("Reload the host's lists")}
            </button>
            ${this.trouble?g`<p class="message error" role="alert">${this.trouble}</p>`:$}`}};si.styles=[V,D`
            :host {
                display: grid;
                gap: 12px;
            }
            #size {
                --column: 90px;
            }
            details[open] {
                border-bottom: 1px solid var(--line);
                padding-bottom: 12px;
            }
            summary {
                margin-bottom: 6px;
            }
            #only_where {
                align-items: center;
                display: flex;
                gap: 8px;
                margin: 6px 0 12px;
            }
            #only_where img {
                border: 1px solid var(--line);
                height: 64px;
            }
            #reload {
                margin-top: 10px;
            }
        `],f([x({attribute:!1})],si.prototype,"face",2),f([x({attribute:!1})],si.prototype,"kind",2),f([x({attribute:!1})],si.prototype,"values",2),f([x({attribute:!1})],si.prototype,"offers",2),f([x()],si.prototype,"mask",2),f([x()],si.prototype,"trouble",2),si=f([B("cc-loop-settings")],si);var dv=512,Ti=class extends I{constructor(){super(...arguments);this.model=new Wr(this,()=>this.kind,()=>this.checkVisibility(),()=>this.toBeShown="work",t=>this.form.showList(t?this.face.default_preset:""));this.toBeShown=null;this.paste=t=>{let i=rn(t.clipboardData);if(!i||!this.checkVisibility())return;t.preventDefault();let{model:s}=this,r={blob:i,name:i.name};s.setStart({...s.start,kind:"picture",picture:r,mask:null,isNew:!0})}}connectedCallback(){super.connectedCallback(),document.addEventListener("paste",this.paste)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("paste",this.paste)}receive({picture:t,extra:i}){this.model.receive(t,i),this.form.focusGoal()}updated(){let{model:t}=this;if(!this.toBeShown||!t.session||this.toBeShown==="result"&&!t.step)return;this.toBeShown=this.toBeShown==="work"&&!t.step?"result":null;let i=this.renderRoot.querySelector(".work"),{top:s}=i.getBoundingClientRect();if(s>=0&&s<window.innerHeight*.5)return;let r=window.matchMedia("(prefers-reduced-motion: reduce)").matches;i.scrollIntoView({block:"start",behavior:r?"auto":"smooth"})}render(){return g`<div class="setup">${this.setup()}</div>
            <div class="work">${this.work()}</div>`}setup(){let{model:t}=this,i=Number(t.offers.side||dv);return g`<cc-loop-start
                .start=${t.start}
                .width=${Number(t.values.width)||i}
                .height=${Number(t.values.height)||i}
                @cc-start=${s=>t.setStart(s.detail)}
            ></cc-loop-start>
            ${this.newStart()} ${this.fromPicture()}
            <cc-loop-settings
                .face=${this.face}
                .kind=${this.kind}
                .values=${t.values}
                .offers=${t.offers}
                .mask=${this.mask}
                .trouble=${t.trouble}
                @cc-change=${s=>t.set(s.detail.name,s.detail.value)}
                @cc-reload=${()=>{t.loadOffers()}}
            ></cc-loop-settings>`}get mask(){let{session:t,start:i}=this.model,s=t&&!i.isNew?kh(t):"";return t&&s?ui(t.id,s):""}newStart(){return!this.model.watch.id||!this.model.start.isNew?$:g`<div class="note" id="new_start">${p("Another start: Start and Step begin a new session.")}</div>`}fromPicture(){let{model:t}=this,i=t.fromPicture;if(!i)return $;let s=Object.keys(i.found),r=this.kind.fields.filter(o=>s.includes(o.name)).map(o=>p(o.label));return g`<div class="note" id="from_picture" role="status">
            <span
                ><b>${i.replaced?p("From the picture:"):p("The picture has its own:")}</b> ${r.join(", ")||p("nothing")}</span
            >
            ${i.replaced?g`<button id="drop" @click=${()=>t.dropFromPicture()}>${p("Drop them")}</button>`:s.length?g`<button id="take" @click=${()=>t.takeFromPicture()}>${p("Use them")}</button>`:$}
            ${i.notes.map(o=>g`<span class="hint">${p(o)}</span>`)}
        </div>`}work(){let{model:t}=this,{session:i,watch:s}=t;return g`<cc-toolbar
                .possible=${this.possible}
                .score=${i?this.keptScore(i):""}
                .steps=${i?this.stepsDone(i):""}
                @cc-do=${r=>this.act(r.detail)}
            ></cc-toolbar>
            ${t.message||s.error?g`<p class="message error" id="message" role="alert">${t.message||s.error}</p>`:$}
            <cc-progress
                .status=${s.status}
                .doing=${this.doing()}
                .left=${i?Ph(i,s.status?.live):0}
            ></cc-progress>
            ${this.proposal()} ${i?this.result(i):this.welcome()}
            <details id="sessions" ?open=${!i}>
                <summary>${p("Sessions")}</summary>
                <cc-session-list
                    .briefs=${t.shelf.briefs}
                    .atWork=${t.shelf.atWork}
                    .open=${s.id}
                    ?hasMore=${t.shelf.hasMore}
                    @cc-open=${r=>{t.open(r.detail)}}
                    @cc-more=${()=>{t.shelf.more()}}
                    @cc-delete=${r=>{t.remove(r.detail)}}
                ></cc-session-list>
            </details>`}welcome(){return g`<p class="welcome">${p("Add a picture or draw one, enter what you want to see, and press Start.")}</p>`}result(t){let{model:i}=this,s=g`<cc-loop-outbox
            .session=${t}
            .step=${i.step}
            ?disabled=${i.isAtWork||i.isBusy}
            @cc-again=${()=>{i.continueFromStep()}}
            @cc-delete=${()=>{i.remove(t.id)}}
        ></cc-loop-outbox>`;return i.step?g`<cc-loop-result
            .session=${t}
            .picked=${i.picked}
            @cc-pick=${r=>i.pick(r.detail)}
            >${s}</cc-loop-result
        >`:i.isAtWork?g``:g`<p class="hint">${p("No steps yet in this session.")}</p>
                ${s}`}proposal(){let{status:t}=this.model.watch;if(!t?.proposal||this.model.isAtWork)return $;let i=t.session.steps.at(-1);return g`<cc-by-hand
            .proposal=${t.proposal}
            .lastPrompt=${i?.prompt??""}
            .lastNegative=${i?.negative_prompt??""}
        ></cc-by-hand>`}keptScore(t){let i=ln(t.steps);return i?fe(ce(i)?.score.value,t.settings.objective):""}stepsDone(t){let i=t.steps.at(-1)?.number??0;return p("step {done} of {all}",{done:i,all:Math.max(i,Number(t.settings.steps))})}doing(){let{status:t}=this.model.watch;return t?p(t.doing):""}get possible(){let{model:t}=this;return[...t.canStart?["start","step"]:[],...t.canResume?["resume"]:[],...t.isAtWork?["interrupt"]:[],...t.isPristine?[]:["new"]]}act(t){let{model:i,byHand:s}=this,r=s&&{prompt:s.prompt,negative_prompt:s.negative};({start:()=>i.begin(),step:()=>i.makeStep(r),resume:()=>i.resume(),interrupt:()=>i.interrupt(),new:()=>i.reset()})[t]()}};Ti.styles=[V,D`
            :host {
                display: grid;
                gap: 20px;
                grid-template-columns: minmax(260px, 340px) minmax(0, 1fr);
            }
            .setup,
            .work {
                align-content: start;
                display: grid;
                gap: 12px;
                grid-template-columns: minmax(0, 1fr);
                min-width: 0;
            }
            .note {
                align-items: baseline;
                background: var(--panel);
                border-radius: var(--radius);
                display: flex;
                flex-wrap: wrap;
                font-size: 13px;
                gap: 4px 8px;
                padding: 6px 10px;
            }
            .note button {
                font-size: 12px;
                margin-left: auto;
                padding: 2px 8px;
            }
            .welcome {
                border: 1px dashed var(--line);
                border-radius: 12px;
                color: var(--soft);
                padding: 26px;
                text-align: center;
            }
            @media (max-width: 820px) {
                :host {
                    grid-template-columns: minmax(0, 1fr);
                }
                .work {
                    min-height: 90vh; /* room to scroll it into view while its first picture is still to come */
                }
                cc-toolbar {
                    background: var(--ground);
                    padding: 6px 0;
                    position: sticky;
                    top: 0;
                    z-index: 2;
                }
            }
        `],f([x({attribute:!1})],Ti.prototype,"face",2),f([x({attribute:!1})],Ti.prototype,"kind",2),f([Ze("cc-loop-settings")],Ti.prototype,"form",2),f([Ze("cc-by-hand")],Ti.prototype,"byHand",2),Ti=f([B("cc-loop")],Ti);var uv="CLIP Critic";function $o(n){return se().querySelector(n)??document.querySelector(n)}function Dl(){let e=[...se().querySelectorAll("#tabs button")].find(t=>t.textContent?.trim()===uv);(se().querySelector("#tab_clip_critic-button")??e)?.click()}function Sd(){document.querySelector("#lightboxModal")&&typeof closeModal=="function"&&closeModal()}function kd(n){return n.closest("gradio-app")!==null}var mv=["#txt2img_gallery img","#img2img_gallery img","#extras_gallery img","#lightboxModal"].join(", "),lr="clip-critic-menu",fv=`
    nav.${lr} { z-index: 2000; }
    nav.${lr} .context-menu-items a { cursor: pointer; display: block; padding: 5px 12px; }`;function Ed(n){let e=document.createElement("style");e.textContent=fv,document.head.append(e);let t=(i,s)=>gv(n,i,s);window.addEventListener("contextmenu",i=>t(i,i)),window.addEventListener("touchstart",i=>{i.touches.length===2&&t(i,i.touches[0])},{passive:!0}),window.addEventListener("click",cr),window.addEventListener("keydown",i=>{i.key==="Escape"&&cr()})}function gv(n,e,t){let i=e.shiftKey?null:vv(e),s=n.filter(l=>l.isOffered());if(!i||!s.length)return cr();se().querySelector(`#context-menu:not(.${lr})`)||cr();let r=wv(e.target,t),[o]=s.map(l=>_v(r,l,i));yv(r),e.type==="contextmenu"&&(e.preventDefault(),e.pointerType===""&&o?.focus({preventScroll:!0}))}function vv(n){let e=n.composedPath()[0];if(!(e instanceof Element))return null;e.matches("button.thumbnail-item")&&(e=e.querySelector("img")??e);let t=e.closest(mv);return(t?.id==="lightboxModal"?t.querySelector("#modalImage"):t)?.src||null}function wv(n,e){let i=(kd(n)?se().querySelector("#context-menu"):null)??bv(n,e);return i.classList.add(lr),i}function bv(n,e){let t=document.createElement("nav");t.id="context-menu";let i=document.createElement("ul");i.className="context-menu-items",t.append(i);let s=getComputedStyle($o("#tabs")??document.body);return Object.assign(t.style,{background:"var(--background-fill-primary, Canvas)",color:s.color,fontFamily:s.fontFamily,left:`${e.pageX}px`,position:"absolute",top:`${e.pageY}px`}),(n.closest("gradio-app")??document.body).append(t),t}function yv(n){let{left:e,top:t,width:i,height:s}=n.getBoundingClientRect(),{clientWidth:r,clientHeight:o}=document.documentElement,l={right:e+i-r,bottom:t+s-o},c=(v,y)=>`${parseFloat(v)-y}px`,{left:d,top:b}=getComputedStyle(n);l.right>0&&(n.style.left=c(d,Math.min(l.right,e))),l.bottom>0&&(n.style.top=c(b,Math.min(l.bottom,t)))}function cr(){document.querySelectorAll(`#context-menu.${lr}`).forEach(n=>n.remove())}function _v(n,e,t){let i=document.createElement("a");return i.textContent=p(e.label),i.tabIndex=0,i.addEventListener("click",s=>{s.stopPropagation(),cr(),Sd(),e.act(t)}),i.addEventListener("keydown",s=>{s.key==="Enter"&&i.click()}),n.querySelector(".context-menu-items")?.append(i),i}var So=()=>$o("clip-critic");async function Pd(n,e,t){try{let i=await qr(e,t);Dl(),await So()?.show({panel:n,picture:i,extra:{}})}catch(i){console.error(i),Dl(),So()?.report(i.message)}}var Ol={rankPicture:(n,e="")=>Pd("rank",n,e),loopPicture:(n,e="")=>Pd("feedback",n,e)};function Td(){window.clipCritic||(window.clipCritic=Ol,Ed([{label:"Rank keywords",isOffered:()=>So()!==null,act:n=>Ol.rankPicture(n)},{label:"Start feedback loop",isOffered:()=>So()?.has("feedback")??!1,act:n=>Ol.loopPicture(n)}]))}function Ad(n,e){let t=xv(n);if(!e)return t;let i=e>=1e3?`${(e/1e3).toFixed(1)} GB`:`${e} MB`;return`${t} (↓ ${i})`}function xv(n){let e=n.replace(/^(hf|open_clip):/,"");return n.startsWith("open_clip:")&&/^[^/\\]+\/[^/\\]+$/.test(e)?e:e.replace(/^.*[/\\]/,"")||n}var Yi=class extends CustomEvent{constructor(e,t){super("cc-tick",{detail:{word:e,isTicked:t},bubbles:!0,composed:!0})}};function Cd(n,e,t){let i=new Set(n);return t?i.add(Ct(e)):i.delete(Ct(e)),i}function Md(n,e){let t=n.words.length*n.rows*n.columns;if(e.byteLength!==2*t)throw new RangeError(`${e.byteLength} bytes are not ${t} numbers`);let i=new DataView(e),s=Float32Array.from({length:t},(o,l)=>i.getInt16(2*l,!0)*n.scale),r=new Map(n.words.map(({word:o},l)=>[Ct(o),l]));return{...n,values:s,places:r}}function yn(n,e){let t=n.places.get(Ct(e)),i=n.rows*n.columns;return t===void 0?void 0:n.values.subarray(t*i,(t+1)*i)}function _n(n,e){return n.words[n.places.get(Ct(e))??-1]}function xn({box:n,size:e}){let[t,i,s,r]=n,[o,l]=e;return{left:t/o,top:i/l,width:(s-t)/o,height:(r-i)/l}}function ko(n,e,t){let{left:i,top:s,width:r,height:o}=xn(n),l=Math.floor((e-i)/r*n.columns),c=Math.floor((t-s)/o*n.rows);return l>=0&&l<n.columns&&c>=0&&c<n.rows&&e>=0&&e<=1&&t>=0&&t<=1?c*n.columns+l:null}function Nl(n,e){let{left:t,top:i,width:s,height:r}=xn(n),o=Math.floor(e/n.columns),l=e%n.columns;return{x:t+(l+.5)/n.columns*s,y:i+(o+.5)/n.rows*r}}function Eo(n,e){let t=n.rows*n.columns;return n.words.map(({word:s},r)=>({word:s,value:n.values[r*t+e]??0})).sort((s,r)=>r.value-s.value)}function Rd(n,e,t){return t.map(s=>{let r=yn(n,s.word)?.[e]??null,o=n.brightest>0?Math.min(1,Math.max(0,(r??0)/n.brightest)):0;return{...s,here:{value:r,part:o,text:tn(r,n.brightest)}}}).sort((s,r)=>(r.here.value??-1/0)-(s.here.value??-1/0))}var $v=[["upper left","upper middle","upper right"],["middle left","in the middle","middle right"],["lower left","lower middle","lower right"]];function $n(n,e){let t=r=>Math.min(2,Math.max(0,Math.floor(r*3))),{x:i,y:s}=Nl(n,e);return $v[t(s)][t(i)]}function Fl(n){return n.reduce((e,t,i)=>t>n[e]?i:e,0)}function zd(n,e,t){let i=Math.floor(e/n.columns),s=e%n.columns,r={ArrowUp:[i-1,s],ArrowDown:[i+1,s],ArrowLeft:[i,s-1],ArrowRight:[i,s+1]},[o,l]=r[t]??[i,s];return o>=0&&o<n.rows&&l>=0&&l<n.columns?o*n.columns+l:e}function Id(n,[e,t],i,s){let r=Ld(i,t),o=new Float32Array(i*s);return Ld(s,e).forEach(([l,c,d],b)=>{r.forEach(([v,y,S],P)=>{let L=(E,W)=>n[E*t+W],U=L(l,v)*(1-S)+L(l,y)*S,j=L(c,v)*(1-S)+L(c,y)*S;o[b*i+P]=U*(1-d)+j*d})}),o}function Ld(n,e){return Array.from({length:n},(t,i)=>{let s=Math.min(e-1,Math.max(0,(i+.5)/n*e-.5)),r=Math.floor(s);return[r,Math.min(e-1,r+1),s-r]})}var Dd=n=>!["waiting","running"].includes(n.state);async function Po(n,e,t,i){let s=await Dt("POST","questions",n),{id:r}=s;return i.aborted?await Od(r):i.addEventListener("abort",()=>{Od(r)},{once:!0}),e(s),await zr(()=>`questions/${s.id}`,o=>{s=o,e(o)},Dd,t),s}async function Od(n){await Dt("POST",`questions/${n}/interrupt`).catch(()=>{})}var Sv="*",To=class{constructor(e){this.host=e;this.maps=null;this.question="";this.status=null;this.message="";this.cell=null;this.body=null;this.run=null;this.halt=null;this.look=()=>{let{body:e}=this;if(!e)return;let t={...e,where:Sv,audit:!1,negative:!1,prompt:"",contrasts:"",rounds:0},i=this.halt=new AbortController;this.watch(async s=>{let r=o=>this.show({status:o});await this.read(await Po(t,r,s,i.signal),s)})};this.interrupt=()=>this.halt?.abort();e.addController(this)}hostDisconnected(){this.giveUp()}get isAtWork(){return this.run!==null}forget(){this.giveUp(),this.run=this.halt=this.body=this.maps=this.status=this.cell=null,this.question=this.message="",this.host.requestUpdate()}giveUp(){this.halt?.abort(),this.run?.abort()}about(e,t){this.forget(),this.body=e,t.answer?.where&&this.watch(i=>this.read(t,i))}wish(){!this.maps&&!this.isAtWork&&!this.message&&this.look()}point(e){e!==this.cell&&this.show({cell:e})}show(e){Object.assign(this,e),this.host.requestUpdate()}async watch(e){let t=this.run=new AbortController;this.show({message:""});try{await e(t.signal)}catch(i){t===this.run&&(this.message=i.message)}finally{t===this.run&&(this.run=this.halt=null,this.show({status:null}))}}async read(e,t){if(t.aborted)return;let i=e.answer?.where;if(!i)throw new Error(p(e.state==="interrupted"?"Interrupted.":e.message));let s=await me(`questions/${e.id}/maps`),r=Md(i,await s.arrayBuffer());t.aborted||this.show({maps:r,question:e.id})}};var Nd="important",kv=" !"+Nd,hr=gs(class extends Di{constructor(n){if(super(n),n.type!==Oi.ATTRIBUTE||n.name!=="style"||n.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(n){return Object.keys(n).reduce((e,t)=>{let i=n[t];return i==null?e:e+`${t=t.includes("-")?t:t.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,"-$&").toLowerCase()}:${i};`},"")}update(n,[e]){let{style:t}=n.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(e)),this.render(e);for(let i of this.ft)e[i]==null&&(this.ft.delete(i),i.includes("-")?t.removeProperty(i):t[i]=null);for(let i in e){let s=e[i];if(s!=null){this.ft.add(i);let r=typeof s=="string"&&s.endsWith(kv);i.includes("-")||r?t.setProperty(i,r?s.slice(0,-11):s,r?Nd:""):t[i]=s}}return $e}});var Ao=[[.34,.09,-.11],[.54,.17,0],[.75,.09,.115],[.95,-.025,.1]],pr=Ao.slice(1).map((n,e)=>Pv(n,Ao[e])),Ev=pr.reduce((n,e)=>n+e,0);function Pv(n,e){return Math.hypot(...n.map((t,i)=>t-e[i]))}function Tv(n){let e=Math.min(1,Math.max(0,n))*Ev,t=0;for(;t<pr.length-1&&e>pr[t];)e-=pr[t++];let[i,s]=[Ao[t],Ao[t+1]],r=e/pr[t];return[0,1,2].map(o=>i[o]+(s[o]-i[o])*r)}function Av(n){return Cv(Tv(n)).map(Lv)}function Cv([n,e,t]){let i=(n+.3963377774*e+.2158037573*t)**3,s=(n-.1055613458*e-.0638541728*t)**3,r=(n-.0894841775*e-1.291485548*t)**3;return[4.0767416621*i-3.3077115913*s+.2309699292*r,-1.2684380046*i+2.6097574011*s-.3413193965*r,-.0041960863*i-.7034186147*s+1.707614701*r]}function Lv(n){let e=Math.min(1,Math.max(0,n)),t=e<=.0031308?12.92*e:1.055*e**(1/2.4)-.055;return Math.round(t*255)}var Hl=256,Fd;function Hd(n,e){Fd??=Array.from({length:Hl},(i,s)=>Av(s/(Hl-1)));let t=new Uint8ClampedArray(n.length*4);return n.forEach((i,s)=>{let r=e>0?Math.min(1,Math.max(0,i/e)):0;t.set(Fd[Math.round(r*(Hl-1))],s*4),t[s*4+3]=Math.round(255*r**.5)}),t}var Bd=8,Vd=256,ge=n=>`${n*100}%`,He=class extends I{constructor(){super(...arguments);this.source="";this.word="";this.strength=1;this.cell=null;this.mask="";this.move=t=>{t.pointerType!=="touch"&&this.dispatchEvent(new Hn(this.cellOf(t)))};this.leave=t=>{t.pointerType!=="touch"&&this.dispatchEvent(new Hn(null))}}render(){let[t,i]=this.maps.size,s={width:`min(100%, calc(var(--glow-height, 160px) * ${t/i}))`,aspectRatio:`${t} / ${i}`};return g`<div class="frame" style=${hr(s)} @pointermove=${this.move} @pointerleave=${this.leave}>
            <img class=${Math.max(t,i)<240?"small":""} src=${this.source} alt="" draggable="false" />
            ${this.unread()}
            <canvas style=${hr({...this.box(),opacity:String(this.strength)})}></canvas>
            ${this.mask?g`<img class="mask" src=${this.mask} alt="" draggable="false" />`:$} ${this.marked()}
        </div>`}updated(t){(t.has("maps")||t.has("word"))&&this.draw()}box(){let{left:t,top:i,width:s,height:r}=xn(this.maps);return{left:ge(t),top:ge(i),width:ge(s),height:ge(r)}}unread(){let{left:t,top:i,width:s,height:r}=xn(this.maps),o=[{width:ge(Math.max(0,t))},{left:ge(t+s),width:ge(Math.max(0,1-t-s))},{height:ge(Math.max(0,i))},{top:ge(i+r),height:ge(Math.max(0,1-i-r))}],l=[t,1-t-s,i,1-i-r];return o.filter((c,d)=>l[d]>.001).map(c=>g`<i class="hatched" style=${hr(c)}></i>`)}marked(){if(this.cell===null)return $;let{width:t,height:i}=xn(this.maps),{x:s,y:r}=Nl(this.maps,this.cell),[o,l]=[t/this.maps.columns,i/this.maps.rows],c={left:ge(s-o/2),top:ge(r-l/2),width:ge(o),height:ge(l)};return g`<i class="marked" style=${hr(c)}></i>`}draw(){let{maps:t,canvas:i}=this,s=yn(t,this.word);if(i.width=Math.min(Vd,t.columns*Bd),i.height=Math.min(Vd,t.rows*Bd),!s)return;let{width:r,height:o}=i,l=Id(s,[t.rows,t.columns],r,o);i.getContext("2d")?.putImageData(new ImageData(Hd(l,t.brightest),r,o),0,0)}cellOf(t){let i=this.renderRoot.querySelector(".frame"),{x:s,y:r}=Dr(i,this.maps.size,t);return ko(this.maps,s,r)}};He.styles=[V,D`
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
        `],f([x()],He.prototype,"source",2),f([x({attribute:!1})],He.prototype,"maps",2),f([x()],He.prototype,"word",2),f([x({type:Number})],He.prototype,"strength",2),f([x({attribute:!1})],He.prototype,"cell",2),f([x()],He.prototype,"mask",2),f([Ze("canvas")],He.prototype,"canvas",2),He=f([B("cc-glow")],He);function Bl(n,e,t,i){let s=new URLSearchParams(t?{word:t,without:e}:{word:e});for(let[r,o]of Object.entries(i))s.set(r,String(o));return`questions/${n}/mask?${s}`}function Ud(n,e){return n.filter(t=>!t.trouble&&Ct(t.word)!==Ct(e)).sort((t,i)=>i.placed-t.placed).map(t=>t.word)}var Mv=200,Rv="img2img_prompt",Jt=class extends I{constructor(){super(...arguments);this.fields=[];this.values={};this.word="";this.trouble="";this.words=[];this.picture=null;this.question="";this.canLoop=!1;this.isOpen=!1;this.instead="";this.blob=null;this.message="";this.isBusy=!1;this.address="";this.timer=0;this.toggle=t=>{this.isOpen=t.target.open,this.isOpen||this.show(null)};this.inpaint=async()=>{this.isBusy=!0;try{await Rh(this.picture,this.mask),await this.writeWord(),this.dispatchEvent(new Event("cc-sent"))}catch(t){this.message=t.message}finally{this.isBusy=!1}};this.loop=()=>{let{picture:t,mask:i,word:s}=this;this.dispatchEvent(new ji("feedback",t,{want:s,mask:i})),this.dispatchEvent(new Event("cc-sent"))};this.save=()=>De(this.blob,this.mask.name)}disconnectedCallback(){super.disconnectedCallback(),window.clearTimeout(this.timer),URL.revokeObjectURL(this.address)}willUpdate(t){t.has("word")&&(this.instead=""),["word","values","isOpen","instead"].some(s=>t.has(s))&&this.isOpen&&this.wish()}render(){return g`<details .open=${this.isOpen} @toggle=${this.toggle}>
            <summary>${p("Use as mask")}</summary>
            <div class="inside">
                ${this.message?g`<p class="message warning" role="alert">${this.message}</p>`:$} ${this.offer()}
                <cc-form style="--column: 120px" .fields=${this.fields} .values=${this.values}></cc-form>
                ${this.buttons()}
            </div>
        </details>`}offer(){if(!this.trouble)return $;let t=Ud(this.words,this.word);return g`<label>
            ${p("Where this word should give way to “{word}”:",{word:this.word})}
            <select id="instead" @change=${i=>this.instead=i.target.value}>
                <option value="" ?selected=${!this.instead}>–</option>
                ${t.map(i=>g`<option value=${i} ?selected=${i===this.instead}>${i}</option>`)}
            </select>
        </label>`}buttons(){let t=!this.blob||this.isBusy;return g`<div class="buttons">
            ${Ch()?g`<button id="inpaint" ?disabled=${t} @click=${this.inpaint}>${p("Send to inpaint")}</button>`:$}
            ${this.canLoop?g`<button id="only_where" ?disabled=${t} @click=${this.loop}>${p("Loop only there")}</button>`:$}
            <button id="save" ?disabled=${t} @click=${this.save}>${p("Download the mask")}</button>
        </div>`}wish(){window.clearTimeout(this.timer),this.timer=window.setTimeout(()=>{this.ask()},Mv)}async ask(){let t=Bl(this.question,this.word,this.instead,this.values),i=()=>this.isOpen&&t===Bl(this.question,this.word,this.instead,this.values);try{let s=await me(t);i()&&this.show(s)}catch(s){i()&&this.show(null,s.message)}}show(t,i=""){URL.revokeObjectURL(this.address),this.blob=t,this.message=i,this.address=t?URL.createObjectURL(t):"",this.dispatchEvent(new CustomEvent("cc-mask",{detail:this.address}))}get mask(){let t=this.picture.name.replace(/\.[^.]*$/,"")||"picture";return{blob:this.blob,name:`${t}-mask.png`}}async writeWord(){let t=Zr().find(s=>s.name===Rv);if(!t)return;let i={prompt:Kr(t),words:[this.word],mode:"append",weight:1};Gr(t,(await Dt("POST","prompts/write",i)).prompt)}};Jt.styles=[V,D`
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
        `],f([x({attribute:!1})],Jt.prototype,"fields",2),f([x({attribute:!1})],Jt.prototype,"values",2),f([x()],Jt.prototype,"word",2),f([x()],Jt.prototype,"trouble",2),f([x({attribute:!1})],Jt.prototype,"words",2),f([x({attribute:!1})],Jt.prototype,"picture",2),f([x()],Jt.prototype,"question",2),f([x({type:Boolean})],Jt.prototype,"canLoop",2),f([M()],Jt.prototype,"isOpen",2),f([M()],Jt.prototype,"instead",2),f([M()],Jt.prototype,"blob",2),f([M()],Jt.prototype,"message",2),f([M()],Jt.prototype,"isBusy",2),Jt=f([B("cc-mask")],Jt);var zv=5;function dr(n,e){let t=_n(n,e);return t?t.where==="nowhere"?p("not seen"):`${t.where==="everywhere"?p("all over the picture ({spread})",{spread:Ge(t.spread)}):p(t.where)}, ${Ge(t.placed)}`:p("not in the list")}function Co(n){return n?` · ${p("tokens not read")}: ${n}`:""}function Wd(n,e){let t=Eo(n,e).slice(0,zv);return`${p($n(n,e))}: ${t.map(({word:i,value:s})=>`${i} ${tn(s,n.brightest)}`).join(", ")}`}var jd=8,Ot=class extends I{constructor(){super(...arguments);this.words=[];this.word="";this.rows=new Map;this.source="";this.picture=null;this.question="";this.fields=[];this.canLoop=!1;this.strength=1;this.cell=null;this.values={};this.mask="";this.isSpoken=!1;this.point=t=>{t.stopPropagation(),this.cell=t.detail,this.isSpoken=!1};this.tap=t=>{if(t.pointerType!=="touch")return;let i=this.glow.cellOf(t);this.cell=i===this.cell?null:i};this.key=t=>{if(!t.key.startsWith("Arrow"))return;t.preventDefault();let{maps:i}=this,s=yn(i,this.word);this.cell=this.cell===null?s?Fl(s):0:zd(i,this.cell,t.key),this.isSpoken=!0};this.outside=t=>{t.composedPath()[0]===this.dialog&&this.dialog.close()};this.close=()=>{this.dispatchEvent(new Event("cc-close"))}}connectedCallback(){super.connectedCallback(),this.values=Ui(this.fields)}firstUpdated(){this.dialog.showModal()}render(){let{maps:t,word:i}=this;return g`<dialog aria-label=${p("Where CLIP sees the ticked words")} @close=${this.close} @click=${this.outside}>
            <div class="two" @keydown=${s=>s.stopPropagation()}>
                <cc-glow
                    tabindex="0"
                    role="application"
                    aria-label=${`${i}: ${dr(t,i)}. ${p("The arrow keys move over the picture.")}`}
                    .source=${this.source}
                    .maps=${t}
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
                        <h3><bdi>${i}</bdi> <small>${dr(t,i)}${Co(this.rows.get(i)?.truncated)}</small></h3>
                        <button id="close" aria-label=${p("Close")} @click=${()=>this.dialog.close()}>✕</button>
                    </header>
                    ${this.choice()} ${this.slider()} ${this.here()} ${this.use()}
                </div>
            </div>
            <p class="spoken" role="status">${this.isSpoken&&this.cell!==null?Wd(t,this.cell):""}</p>
        </dialog>`}choice(){return this.words.length<2?$:g`<div class="words">
            ${this.words.map(t=>g`<button aria-pressed=${t===this.word} @click=${()=>this.choose(t)}><bdi>${t}</bdi></button>`)}
        </div>`}slider(){return g`<label>
            ${p("Strength of the glow")}
            <input
                id="glow"
                type="range"
                min="0"
                max="1"
                step="0.05"
                .value=${String(this.strength)}
                @input=${t=>this.strength=Number(t.target.value)}
            />
        </label>`}here(){let{maps:t,cell:i}=this,s=i??Fl(yn(t,this.word)??new Float32Array(1));return g`<section class="here">
            <h3>${p("What CLIP sees here")} <small>${p($n(t,s))}</small></h3>
            <ol>
                ${Eo(t,s).slice(0,jd).map(({word:r,value:o})=>g`<li><bdi>${r}</bdi> <span class="number">${tn(o,t.brightest)}</span></li>`)}
            </ol>
        </section>`}use(){return g`<cc-mask
            .fields=${this.fields}
            .values=${this.values}
            .word=${this.word}
            .trouble=${_n(this.maps,this.word)?.trouble??""}
            .words=${this.maps.words}
            .picture=${this.picture}
            .question=${this.question}
            ?canLoop=${this.canLoop}
            @cc-change=${t=>this.values={...this.values,[t.detail.name]:t.detail.value}}
            @cc-mask=${t=>this.mask=t.detail}
            @cc-sent=${()=>this.dialog.close()}
        ></cc-mask>`}choose(t){this.mask="",this.dispatchEvent(new CustomEvent("cc-word",{detail:t}))}};Ot.styles=[V,D`
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
                min-height: calc(${jd} * 1.45em);
                padding: 0;
            }
            ol li {
                display: flex;
                gap: 8px;
                justify-content: space-between;
            }
            ol bdi {
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
        `],f([x({attribute:!1})],Ot.prototype,"maps",2),f([x({attribute:!1})],Ot.prototype,"words",2),f([x()],Ot.prototype,"word",2),f([x({attribute:!1})],Ot.prototype,"rows",2),f([x()],Ot.prototype,"source",2),f([x({attribute:!1})],Ot.prototype,"picture",2),f([x()],Ot.prototype,"question",2),f([x({attribute:!1})],Ot.prototype,"fields",2),f([x({type:Boolean})],Ot.prototype,"canLoop",2),f([M()],Ot.prototype,"strength",2),f([M()],Ot.prototype,"cell",2),f([M()],Ot.prototype,"values",2),f([M()],Ot.prototype,"mask",2),f([M()],Ot.prototype,"isSpoken",2),f([Ze("dialog")],Ot.prototype,"dialog",2),f([Ze("cc-glow")],Ot.prototype,"glow",2),Ot=f([B("cc-where-large")],Ot);var Lo=24,ee=class extends I{constructor(){super(...arguments);this.maps=null;this.words=[];this.rows=new Map;this.picture=null;this.status=null;this.message="";this.cell=null;this.question="";this.fields=[];this.canLoop=!1;this.source="";this.shown="";this.close=()=>{let{shown:t}=this;this.shown="",[...this.renderRoot.querySelectorAll("li")].find(s=>s.dataset.word===t)?.querySelector("button")?.focus()}}disconnectedCallback(){super.disconnectedCallback(),this.release()}connectedCallback(){super.connectedCallback(),this.hold()}willUpdate(t){t.has("picture")&&this.hold()}hold(){this.release(),this.source=this.picture?URL.createObjectURL(this.picture.blob):""}release(){URL.revokeObjectURL(this.source),this.source=""}render(){let{maps:t,words:i}=this;return this.status?this.work(this.status):this.message?this.refused():i.length?t?g`<ul class="strip" aria-label=${p("Where CLIP sees the ticked words")}>
                ${i.slice(0,Lo).map(s=>this.copy(t,s))}
            </ul>
            ${this.notes(t)}
            ${this.shown?g`<cc-where-large
                      .maps=${t}
                      .words=${i.slice(0,Lo)}
                      .word=${this.shown}
                      .rows=${this.rows}
                      .source=${this.source}
                      .picture=${this.picture}
                      .question=${this.question}
                      .fields=${this.fields}
                      ?canLoop=${this.canLoop}
                      @cc-word=${s=>this.shown=s.detail}
                      @cc-place=${s=>s.stopPropagation()}
                      @cc-close=${this.close}
                  ></cc-where-large>`:$}`:g``:g`<p class="hint">${p("Tick words to see where they are.")}</p>`}copy(t,i){let s=this.rows.get(i),r=s?.share,o=dr(t,i)+Co(s?.truncated);return g`<li data-word=${i}>
            <button title=${p("Large view")} @click=${()=>this.shown=i}>
                <cc-glow .source=${this.source} .maps=${t} .word=${i} .cell=${this.cell}></cc-glow>
                <span class="caption"
                    ><b><bdi>${i}</bdi></b> ${r==null?"":Ge(r)}<br />${o.replaceAll(" %"," %")}</span
                >
            </button>
        </li>`}notes(t){let i=_n(t,this.words[0]);return g`<p class="hint">
            ${p("Point at a place, or tap the picture, to sort the words by what CLIP sees there.")}
            ${i?.placed?p("{part} of “{word}” has a place.",{part:Ge(i.placed),word:i.word}):$}
            ${t.exact?$:p("This encoder does not know its places: parts of the picture were hidden in turn.")}
            ${this.words.length>Lo?g`${Lo} / ${this.words.length}`:$}
        </p>`}work(t){let i=t.doing?p(t.doing):t.state==="waiting"?p("waiting in the queue"):"";return g`<div class="work">
            <progress
                aria-label=${p("Progress")}
                max=${t.total||1}
                value=${t.total>0?t.done:$}
            ></progress>
            <button id="halt" @click=${()=>this.dispatchEvent(new Event("cc-interrupt"))}>${p("Interrupt")}</button>
            <small role="status">${i} ${t.total>1?`${t.done} / ${t.total}`:""}</small>
        </div>`}refused(){return g`<p class="message warning" role="alert">
            ${this.message}
            <button id="look" @click=${()=>this.dispatchEvent(new Event("cc-look"))}>${p("Look for the places")}</button>
        </p>`}};ee.styles=[V,D`
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
                overflow-wrap: anywhere;
            }
            .caption b {
                color: var(--ink);
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
        `],f([x({attribute:!1})],ee.prototype,"maps",2),f([x({attribute:!1})],ee.prototype,"words",2),f([x({attribute:!1})],ee.prototype,"rows",2),f([x({attribute:!1})],ee.prototype,"picture",2),f([x({attribute:!1})],ee.prototype,"status",2),f([x()],ee.prototype,"message",2),f([x({attribute:!1})],ee.prototype,"cell",2),f([x()],ee.prototype,"question",2),f([x({attribute:!1})],ee.prototype,"fields",2),f([x({type:Boolean})],ee.prototype,"canLoop",2),f([M()],ee.prototype,"source",2),f([M()],ee.prototype,"shown",2),ee=f([B("cc-where")],ee);var Iv=[["csv","CSV"],["json","JSON"],["html","HTML"]],Ji=class extends I{constructor(){super(...arguments);this.question="";this.name="";this.canCopy=!1;this.leave=t=>{t.relatedTarget&&!this.details.contains(t.relatedTarget)&&(this.details.open=!1)};this.key=t=>{t.key!=="Escape"||!this.details.open||(t.stopPropagation(),this.details.open=!1,this.renderRoot.querySelector("summary")?.focus())};this.copy=()=>{this.details.open=!1,this.dispatchEvent(new CustomEvent("cc-copy",{bubbles:!0,composed:!0}))}}render(){return g`<details @focusout=${this.leave} @keydown=${this.key}>
            <summary>${p("Export")} ▾</summary>
            <div class="list">
                ${Iv.map(([t,i])=>g`<button data-as=${t} @click=${()=>this.save(t)}>${i}</button>`)}
                <button id="copy" ?disabled=${!this.canCopy} @click=${this.copy}>${p("Copy as prompt")}</button>
            </div>
        </details>`}get details(){return this.renderRoot.querySelector("details")}async save(t){this.details.open=!1;try{let i=this.name.replace(/\.[^.]*$/,"")||"picture";De(await me(`questions/${this.question}/export?as=${t}`),`${i}.${t}`)}catch(i){let s=i.message;this.dispatchEvent(new CustomEvent("cc-failed",{detail:s,bubbles:!0,composed:!0}))}}};Ji.styles=[V,D`
            :host {
                display: inline-block;
            }
            details {
                position: relative;
            }
            summary {
                background: var(--ground);
                border: 1px solid var(--line);
                border-radius: var(--radius);
                color: inherit;
                font-size: 13px;
                list-style: none;
                padding: 3px 10px;
                white-space: nowrap;
            }
            summary::-webkit-details-marker {
                display: none;
            }
            .list {
                background: var(--ground);
                border: 1px solid var(--line);
                border-radius: var(--radius);
                box-shadow: 0 4px 16px #0004;
                display: grid;
                min-width: 150px;
                padding: 4px;
                position: absolute;
                right: 0;
                z-index: 5;
            }
            :host([up]) .list {
                bottom: 100%;
            }
            .list button {
                border: 0;
                text-align: start;
            }
        `],f([x()],Ji.prototype,"question",2),f([x()],Ji.prototype,"name",2),f([x({type:Boolean})],Ji.prototype,"canCopy",2),Ji=f([B("cc-export-menu")],Ji);var Dv=["append","prepend","replace"],ve=class extends I{constructor(){super(...arguments);this.words=[];this.boxes=[];this.question="";this.name="";this.canLoop=!1;this.mode="append";this.weight="1";this.message="";this.isError=!1;this.weigh=t=>{this.weight=t.target.value};this.choose=t=>{this.mode=t.target.value};this.copy=async()=>{try{await jr(await this.written("","replace")),this.tell(p("Copied."))}catch(t){this.tell(t.message,!0)}}}render(){let t=this.words.length;return g`<div class="bar" role="region" aria-label=${p("What to do with the ticked words")}>
            <strong>${t===1?p("1 word"):p("{count} words",{count:t})}</strong>
            ${this.boxes.map((i,s)=>g`<button
                    class=${s?"":"first"}
                    data-box=${i.name}
                    title=${p(i.label)}
                    @click=${()=>this.write(i)}
                >
                    ${p(i.short)}
                </button>`)}
            ${this.canLoop?g`<button id="loop" @click=${()=>this.dispatchEvent(new CustomEvent("cc-loop"))}>${p("Start loop")}</button>`:$}
            <span class="right">
                <label>
                    ${p("Weight")}
                    <input id="weight" type="number" step="0.05" .value=${this.weight} @input=${this.weigh} />
                </label>
                <select id="mode" aria-label=${p("Write ticked words")} @change=${this.choose}>
                    ${Dv.map(i=>g`<option value=${i} ?selected=${i===this.mode}>${p(i)}</option>`)}
                </select>
                <cc-export-menu
                    up
                    .question=${this.question}
                    .name=${this.name}
                    canCopy
                ></cc-export-menu>
            </span>
            <p class="message ${this.isError?"error":""}" role=${this.isError?"alert":"status"}>${this.message}</p>
        </div>`}willUpdate(t){t.has("words")&&t.get("words")&&(this.message="")}tell(t,i=!1){this.message=t,this.isError=i}async written(t,i){let{words:s}=this,r=this.weight===""?1:Number(this.weight);return(await Dt("POST","prompts/write",{prompt:t,words:s,mode:i,weight:r})).prompt}async write(t){try{let i=t.read(),s=await this.written(i,this.mode);t.write(s),this.tell(s===i?p("The prompt already contains these words."):p("Written."))}catch(i){this.tell(i.message,!0)}}};ve.styles=[V,D`
            :host {
                bottom: 0;
                display: block;
                position: sticky;
                z-index: 4;
            }
            .bar {
                align-items: center;
                background: var(--panel);
                border: 1px solid var(--line);
                border-radius: 12px;
                box-shadow: 0 -2px 12px #0001;
                display: flex;
                flex-wrap: wrap;
                gap: 8px;
                padding: 9px 12px;
            }
            .right {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 8px;
                margin-inline-start: auto;
            }
            .right label {
                align-items: center;
                color: var(--soft);
                display: flex;
                gap: 5px;
            }
            input {
                width: 68px;
            }
            button.first {
                background: var(--ink);
                border-color: var(--ink);
                color: var(--ground);
            }
            button.first:hover:not(:disabled) {
                background: var(--soft);
            }
            .message {
                flex-basis: 100%;
            }
            .message:empty {
                display: none;
            }
        `],f([x({attribute:!1})],ve.prototype,"words",2),f([x({attribute:!1})],ve.prototype,"boxes",2),f([x()],ve.prototype,"question",2),f([x()],ve.prototype,"name",2),f([x({type:Boolean})],ve.prototype,"canLoop",2),f([M()],ve.prototype,"mode",2),f([M()],ve.prototype,"weight",2),f([M()],ve.prototype,"message",2),f([M()],ve.prototype,"isError",2),ve=f([B("cc-actions")],ve);var Ov={txt2img_prompt:"→ txt2img",txt2img_neg_prompt:"→ negative",img2img_prompt:"→ img2img",img2img_neg_prompt:"→ img2img negative"};function qd(){return Zr().map(n=>({name:n.name,short:Ov[n.name]??n.label,label:n.label,read:()=>Kr(n),write:e=>Gr(n,e)}))}var Xi=class extends I{constructor(){super(...arguments);this.other="";this.saveAs=async()=>{await this.lists.save(this.other),this.lists.note?.kind!=="error"&&(this.other="")};this.rename=async()=>{await this.lists.rename(this.other),this.lists.note?.kind!=="error"&&(this.other="")}}render(){let{lists:t,field:i}=this,s=t.presets.some(r=>r.own&&r.name===t.name);return g`<label>
                <span>${p(i.label)}</span>
                <textarea
                    id="keywords"
                    rows=${i.lines}
                    spellcheck="false"
                    .value=${t.text}
                    @input=${r=>this.type(r.target.value)}
                ></textarea>
                <span class="hint">${p(i.info)}</span>
            </label>
            <div class="buttons">
                <button id="save" ?disabled=${!t.name} @click=${()=>t.save(t.name)}>${p("Save")}</button>
                <input
                    id="other"
                    aria-label=${p("Preset name")}
                    placeholder=${p("Name for Save as")}
                    .value=${this.other}
                    @input=${r=>this.other=r.target.value}
                />
                <button id="save-as" @click=${this.saveAs}>${p("Save as")}</button>
                <button id="rename" ?disabled=${!s} @click=${this.rename}>${p("Rename")}</button>
                <button id="delete" ?disabled=${!s} @click=${()=>t.remove()}>${p("Delete")}</button>
                <button id="reload" @click=${t.reload}>${p("Reload lists")}</button>
            </div>
            ${this.note()} ${this.dropped()} ${t.skipped.map(r=>this.skipped(r))}`}type(t){this.lists.type(t),this.dispatchEvent(new CustomEvent("cc-typed",{bubbles:!0,composed:!0}))}note(){let{note:t}=this.lists;if(!t)return $;let i=t.kind==="error"?"alert":"status";return g`<p class="message ${t.kind}" role=${i}>${t.text}</p>`}skipped(t){return g`<p class="message warning" role="status">
            ${p("{file} was left out: the name of the file is not UTF-8. Rename it.",{file:t})}
        </p>`}dropped(){let{dropped:t}=this.lists;return t?g`<p class="message" role="status">
            ${p("Your changes to the list before were not saved.")}
            <button id="restore" @click=${()=>this.lists.restore()}>${p("Bring them back")}</button>
        </p>`:$}};Xi.styles=[V,D`
            :host {
                display: block;
            }
            label {
                display: grid;
                gap: 3px;
            }
            textarea {
                max-height: 60vh;
                resize: vertical;
                width: 100%;
            }
            .buttons {
                display: flex;
                flex-wrap: wrap;
                gap: 8px;
                margin-top: 8px;
            }
            .buttons input {
                flex: 1 1 140px;
                min-width: 0;
            }
            .message {
                margin-top: 8px;
            }
        `],f([x({attribute:!1,hasChanged:()=>!0})],Xi.prototype,"lists",2),f([x({attribute:!1})],Xi.prototype,"field",2),f([M()],Xi.prototype,"other",2),Xi=f([B("cc-list-editor")],Xi);var Mo=n=>`lists/${encodeURIComponent(n)}`,Ro=class{constructor(e){this.host=e;this.presets=[];this.skipped=[];this.name="";this.text="";this.note=null;this.dropped=null;this.revision=null;this.original="";this.reload=()=>this.told(()=>this.list());this.refresh=()=>{this.list().then(()=>this.host.requestUpdate(),()=>{})};e.addController(this)}hostConnected(){window.addEventListener("focus",this.refresh)}hostDisconnected(){window.removeEventListener("focus",this.refresh)}get isChanged(){return this.text!==this.original}type(e){this.text=e,this.note=null,this.host.requestUpdate()}async list(){let{presets:e,skipped:t}=await It("lists");this.presets=e,this.skipped=t,this.presets.some(i=>i.name===this.name)||(this.name="")}async choose(e){e&&await this.told(async()=>{let t=await It(Mo(e)),{original:i,revision:s}=this;this.dropped=this.isChanged?{name:this.name,text:this.text,revision:s,original:i}:null,this.show(t)})}restore(){let{dropped:e}=this;e&&(this.show(e),this.original=e.original,this.dropped=null,this.host.requestUpdate())}async save(e){await this.told(async()=>{if(!e.trim())throw new Error(p("First enter a name next to Save as."));let{text:t}=this,i=e===this.name?this.revision:null,s=await Dt("PUT",Mo(e),{text:t,revision:i});this.show({...s,text:this.text}),this.original=t,await this.list(),this.note=s.notes.length?{text:s.notes.map(r=>p(r)).join(" "),kind:"warning"}:{text:p("Saved as {name}.",{name:s.name}),kind:"done"}})}async rename(e){await this.told(async()=>{if(!this.name||!e.trim())throw new Error(p("First choose a preset and enter its new name."));let t=await Dt("POST",`${Mo(this.name)}/rename`,{name:e});this.name=t.name,await this.list(),this.note={text:p("Renamed."),kind:"done"}})}async remove(){await this.told(async()=>{if(!this.name)throw new Error(p("First choose the preset to delete."));await Dt("DELETE",Mo(this.name)),this.name="",this.revision=null,this.original="",await this.list(),this.note={text:p("Moved to the trash folder of your keyword lists."),kind:"done"}})}show(e){this.name=e.name,this.text=this.original=e.text,this.revision=e.revision}async told(e){this.note=null;try{await e()}catch(t){this.note={text:t.message,kind:"error"}}this.host.requestUpdate()}};var Cs=class extends I{constructor(){super(...arguments);this.prompt="";this.negative="";this.boxes=[{name:"prompt",short:"→ prompt",label:"To prompt",read:()=>this.prompt,write:t=>this.prompt=t},{name:"negative_prompt",short:"→ negative",label:"To negative prompt",read:()=>this.negative,write:t=>this.negative=t}];this.typed=t=>{let i=t.target;i.id==="prompt"?this.prompt=i.value:this.negative=i.value}}render(){return g`<label>
                <span>${p("Prompt")}</span>
                <textarea id="prompt" rows="2" .value=${this.prompt} @input=${this.typed}></textarea>
            </label>
            <label>
                <span>${p("Negative prompt")}</span>
                <textarea id="negative_prompt" rows="2" .value=${this.negative} @input=${this.typed}></textarea>
            </label>`}};Cs.styles=[V,D`
            :host {
                display: grid;
                gap: 12px;
                grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
            }
            label {
                display: grid;
                gap: 3px;
            }
            textarea {
                resize: vertical;
            }
        `],f([M()],Cs.prototype,"prompt",2),f([M()],Cs.prototype,"negative",2),Cs=f([B("cc-prompt-boxes")],Cs);var Nv=["#e8590c","#7048e8","#1098ad","#e6a700","#2f9e44","#c2255c","#1971c2","#868e96"],Fv="#adb5bd";function Zd(n){return new Map(n.map((e,t)=>[e,Nv[t]??Fv]))}var Kd=n=>`${Number((100*n).toPrecision(4))} %`;function Hv(n){let{from:e,until:t,from_step:i,until_step:s}=n;return[...e===null?[]:[p("from {when}",{when:Kd(e)})],...i===null?[]:[p("from step {when}",{when:i})],...t===null?[]:[p("until {when}",{when:Kd(t)})],...s===null?[]:[p("until step {when}",{when:s})],...n.turns.map(({turn:r,of:o})=>p("in turns {turn}/{of}",{turn:r,of:o}))]}function Vl(n){let{steps:e,part:t,part_weight:i=1,chunk:s=1}=n;return[...e?Hv(e):[],...i===1?[]:[p("AND part {part}: × {weight}",{part:t??1,weight:i})],...s>1?[p("chunk {chunk}",{chunk:s})]:[]]}var Bv=[["helps","helps"],["does nothing","nothing"],["works against","against"]];function Gd(n){return Bv.find(([e])=>n.verdict.startsWith(e))?.[1]??"unread"}function Yd(n){let e=[...n.prompt],t=n.phrases.filter(o=>typeof o.start=="number"&&typeof o.end=="number"),i=[],s=n.phrases.filter(o=>!t.includes(o)),r=0;for(let o of[...t].sort((l,c)=>l.start-c.start)){if(o.start<r){s.push(o);continue}i.push(e.slice(r,o.start).join(""),o),r=o.end}return[...i,e.slice(r).join(""),...s].filter(o=>o!=="")}var zo=n=>`${n<0?"−":"+"}${Math.abs(n).toFixed(4)}`,Qi=class extends I{constructor(){super(...arguments);this.ticks=new Set;this.current=null;this.phrase=t=>{let i=()=>{this.current=t};return g`<span
            class="phrase ${Gd(t)}"
            role="button"
            tabindex="0"
            data-word=${t.phrase}
            aria-pressed=${this.ticks.has(Ct(t.phrase))}
            aria-label="${t.phrase}: ${p(t.verdict)}, ${zo(t.effect)}"
            title="${p(t.verdict)} ${zo(t.effect)}"
            @mouseenter=${i}
            @focus=${i}
            @click=${()=>this.tick(t)}
            @keydown=${s=>this.key(s,t)}
            >${this.written(t)}</span
        >`}}render(){let{audit:t}=this;return g`<div class="prompt" dir="auto">${Yd(t).map(i=>typeof i=="string"?i:this.phrase(i))}</div>
            <p class="numbers hint" aria-live="polite">${this.current?this.numbers(this.current):this.summary()}</p>
            <p class="hint">${p("green helps · grey does nothing · red works against the picture")}</p>
            <details>
                <summary>${p("All numbers")}</summary>
                ${this.table()}
            </details>`}written(t){return typeof t.start!="number"||typeof t.end!="number"?t.phrase:[...this.audit.prompt].slice(t.start,t.end).join("")||t.phrase}numbers(t){let i=t.weight===1?$:g` · × ${t.weight.toFixed(2)}`,s=Vl(t).map(r=>g` · ${r}`);return g`<b>${t.phrase}</b> ${p(t.verdict)} ·
            ${p("Effect")} ${zo(t.effect)} · ${p("Similarity")} ${Qs(t.similarity)}${i}${s}`}summary(){let{similarity:t,truncated:i,networks:s=[]}=this.audit,r=s.map(({start:o,end:l})=>[...this.audit.prompt].slice(o,l).join(""));return g`${p("Similarity of the whole prompt")} <b>${Qs(t)}</b>${i?g` · ${p("tokens not read")}: <b>${i}</b>`:$}${r.length?g` · ${p("Extra networks, which are not words:")} <bdi>${r.join(" ")}</bdi>`:$}`}table(){return g`<table>
            <thead>
                <tr>
                    <th scope="col">${p("Phrase")}</th>
                    <th scope="col" class="number">${p("Effect")}</th>
                    <th scope="col" class="number">${p("Similarity")}</th>
                    <th scope="col">${p("Verdict")}</th>
                </tr>
            </thead>
            <tbody>
                ${this.audit.phrases.map(t=>g`<tr>
                        <td><bdi>${t.phrase}</bdi>${t.weight===1?$:g` <small>× ${t.weight.toFixed(2)}</small>`}</td>
                        <td class="number effect">${zo(t.effect)}</td>
                        <td class="number">${Qs(t.similarity)}</td>
                        <td>${p(t.verdict)} <small class="when">${Vl(t).join(", ")}</small></td>
                    </tr>`)}
            </tbody>
        </table>`}tick(t){this.dispatchEvent(new Yi(t.phrase,!this.ticks.has(Ct(t.phrase))))}key(t,i){if(t.key===" ")t.preventDefault(),this.tick(i);else if(t.key==="ArrowRight"||t.key==="ArrowLeft"){t.preventDefault();let s=[...this.renderRoot.querySelectorAll(".phrase")],r=s.indexOf(t.currentTarget)+(t.key==="ArrowRight"?1:-1);s[r]?.focus()}}};Qi.styles=[V,D`
            .prompt {
                line-height: 2;
                overflow-wrap: anywhere;
                white-space: pre-wrap;
            }
            .phrase {
                border-radius: 5px;
                box-decoration-break: clone;
                cursor: pointer;
                padding: 1px 5px;
                -webkit-box-decoration-break: clone;
            }
            .phrase::before {
                font-weight: 700;
                margin-inline-end: 3px;
            }
            .helps {
                background: color-mix(in srgb, var(--good) 16%, transparent);
                box-shadow: inset 0 -2px var(--good);
            }
            .helps::before {
                content: "+";
            }
            .nothing,
            .unread {
                box-shadow: inset 0 -2px var(--line);
                color: var(--soft);
            }
            .nothing::before {
                content: "·";
            }
            .unread {
                text-decoration: line-through;
            }
            .against {
                background: color-mix(in srgb, var(--bad) 16%, transparent);
                box-shadow: inset 0 -2px var(--bad);
            }
            .against::before {
                content: "−";
            }
            .phrase[aria-pressed="true"] {
                outline: 2px solid var(--accent);
            }
            .numbers {
                margin: 6px 0 0;
                min-height: 1.5em;
            }
            .hint {
                margin: 0;
            }
            details {
                margin-top: 6px;
            }
            table {
                border-collapse: collapse;
                font-size: 13px;
                width: 100%;
            }
            th {
                color: var(--soft);
                font-weight: 400;
                text-align: start;
            }
            th.number {
                text-align: end;
            }
            td,
            th {
                overflow-wrap: anywhere;
                padding: 2px 8px 2px 0;
            }
        `],f([x({attribute:!1})],Qi.prototype,"audit",2),f([x({attribute:!1})],Qi.prototype,"ticks",2),f([M()],Qi.prototype,"current",2),Qi=f([B("cc-audited-prompt")],Qi);var Ul=3,Vv=.004,fi=class extends I{constructor(){super(...arguments);this.rounds=[];this.colours=new Map;this.ticks=new Set;this.words=0;this.all=!1;this.rung=t=>{let i=this.words-t.round===0,s=!t.above.length&&!i,r=i?p("last one left"):s?p("leads, below the threshold"):"";return g`<li data-round=${t.round}>
            <span class="number place" aria-label="${p("Round")} ${t.round}">${t.round}</span>
            <span class="stack" role="img" aria-label=${this.spoken(t)}>${t.above.map(this.segment)}</span>
            <button
                class="winner"
                aria-pressed=${this.ticks.has(Ct(t.winner))}
                title=${`${t.winner} ${xi(t.share)}`}
                @click=${()=>this.tick(t.winner)}
            >
                <bdi>${t.winner}</bdi>
                <small>${r||xi(t.share)}</small>
            </button>
        </li>`};this.segment=t=>{if(t.share<Vv)return $;let i=this.colours.get(t.keyword)??"var(--soft)";return g`<span
            class=${this.ticks.has(Ct(t.keyword))?"ticked":""}
            style="width: ${t.share*100}%; background: ${i}"
            title=${`${t.keyword} ${xi(t.share)}`}
            @click=${()=>this.tick(t.keyword)}
        ></span>`}}willUpdate(t){t.has("rounds")&&(this.all=!1)}render(){let t=this.all?this.rounds:this.rounds.slice(0,Ul),i=this.rounds.length-Ul;return g`<ol>
                ${t.map(this.rung)}
            </ol>
            ${i<=0?$:g`<button class="quiet more" aria-expanded=${this.all} @click=${()=>this.all=!this.all}>
                      ${this.all?p("Show the first {count} only",{count:Ul}):p("Show all (+{count})",{count:i})}
                  </button>`}`}spoken(t){return(t.above.length?t.above.slice(0,5):[{keyword:t.winner,share:t.share}]).map(s=>`${s.keyword} ${xi(s.share)}`).join(", ")}tick(t){this.dispatchEvent(new Yi(t,!this.ticks.has(Ct(t))))}};fi.styles=[V,D`
            ol {
                display: grid;
                gap: 5px;
                list-style: none;
                margin: 0;
                padding: 0;
            }
            li {
                align-items: center;
                display: grid;
                gap: 10px;
                grid-template-columns: 20px minmax(0, 1fr) minmax(84px, 30%);
            }
            .place {
                color: var(--soft);
            }
            .stack {
                background: var(--line);
                border-radius: 5px;
                display: flex;
                gap: 2px;
                height: 16px;
                overflow: hidden;
            }
            .stack span {
                cursor: pointer;
                flex: none;
                height: 100%;
            }
            .stack span.ticked {
                box-shadow: inset 0 -4px var(--ink);
            }
            .winner {
                background: none;
                border: 0;
                font-weight: 650;
                overflow: hidden;
                padding: 0 4px;
                text-align: start;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .winner[aria-pressed="true"] {
                text-decoration: underline 2px var(--accent);
            }
            .winner small {
                color: var(--soft);
                font-weight: 400;
            }
            .more {
                margin-top: 4px;
            }
        `],f([x({attribute:!1})],fi.prototype,"rounds",2),f([x({attribute:!1})],fi.prototype,"colours",2),f([x({attribute:!1})],fi.prototype,"ticks",2),f([x({type:Number})],fi.prototype,"words",2),f([M()],fi.prototype,"all",2),fi=f([B("cc-ladder")],fi);var Uv=20,Wv=200,Te=class extends I{constructor(){super(...arguments);this.rows=[];this.here=null;this.ticks=new Set;this.colours=new Map;this.title="";this.first=Uv;this.all=!1;this.current=0;this.toggle=()=>{this.all=!this.all,this.current=0};this.row=(t,i)=>{let s=this.ticks.has(Ct(t.word)),r=t.here?.text??xi(t.share),o=t.here?.part??t.share??0;return g`<label class="row ${i<3?"top":""}" data-word=${t.word}>
            <input
                type="checkbox"
                data-place=${i}
                tabindex=${i===this.current?0:-1}
                aria-label=${t.share===null&&!t.here?t.word:`${t.word}, ${r}`}
                .checked=${s}
                @focus=${()=>this.current=i}
                @change=${l=>this.tick(t.word,l)}
            />
            <i class="dot" style="background: ${this.colours.get(t.word)??"var(--line)"}"></i>
            <span class="word"><bdi title=${t.word}>${t.word}</bdi>${t.isUnknown?this.unknown():$}</span>
            <span class="track"><span style="width: ${o*100}%; background: ${this.colours.get(t.word)??"var(--soft)"}"></span></span>
            <span class="number share">${r}</span>
            ${t.similarity===void 0?$:g`<span class="number similarity" title=${p("similarity (cosine)")}>${Qs(t.similarity)}</span>`}
            ${t.truncated?g`<small class="mark cut">${p("tokens not read")}: ${t.truncated}</small>`:$}
        </label>`};this.key=t=>{let i=(this.all?this.rows.length:Math.min(this.rows.length,this.first))-1,r={ArrowDown:this.current+1,ArrowUp:this.current-1,PageDown:this.current+10,PageUp:this.current-10,Home:0,End:i}[t.key];r!==void 0&&(t.preventDefault(),this.go(Math.max(0,Math.min(i,r))))}}willUpdate(t){t.has("rows")&&(this.all=!1,this.current=0)}render(){let t=this.here??this.rows,i=this.all?t:t.slice(0,this.first);return g`<div role="group" aria-label=${this.title} @keydown=${this.key}>
                ${i.length>Wv?g`<div class="scroller">
                          ${_o({items:[...i],renderItem:this.row,scroller:!0})}
                      </div>`:i.map(this.row)}
            </div>
            ${this.more()}`}more(){let t=this.rows.length-this.first;return t<=0?$:g`<button class="quiet more" aria-expanded=${this.all} @click=${this.toggle}>
            ${this.all?p("Show the first {count} only",{count:this.first}):p("Show all (+{count})",{count:t})}
        </button>`}unknown(){return g` <abbr class="unknown" title=${p("never learned by this encoder: its numbers mean nothing")}>?</abbr>`}tick(t,i){this.dispatchEvent(new Yi(t,i.target.checked))}async go(t){this.current=t;let s=this.renderRoot.querySelector(".scroller")?.[yo];s&&(s.element(t)?.scrollIntoView({block:"nearest"}),await s.layoutComplete),await this.updateComplete,this.renderRoot.querySelector(`input[data-place="${t}"]`)?.focus()}};Te.styles=[V,D`
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
            .unknown {
                background: var(--line);
                border-radius: 99px;
                color: var(--ink);
                font-size: 11px;
                font-weight: 650;
                padding: 0 5px;
                text-decoration: none;
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
        `],f([x({attribute:!1})],Te.prototype,"rows",2),f([x({attribute:!1})],Te.prototype,"here",2),f([x({attribute:!1})],Te.prototype,"ticks",2),f([x({attribute:!1})],Te.prototype,"colours",2),f([x()],Te.prototype,"title",2),f([x({type:Number})],Te.prototype,"first",2),f([M()],Te.prototype,"all",2),f([M()],Te.prototype,"current",2),Te=f([B("cc-word-rows")],Te);var Io=50,jv=6,qv=5,Zv={own:"The picture's own prompt",negative:"The picture's own negative prompt",typed:"Prompt audit"},Be=class extends I{constructor(){super(...arguments);this.answer=null;this.ticks=new Set;this.question="";this.maps=null;this.cell=null;this.audited="own";this.canNegate=!1;this.rows=[];this.shownColours=new Map;this.here=null;this.groups=[];this.contrasts=[];this.negate=()=>{this.dispatchEvent(new CustomEvent("cc-negate"))}}willUpdate(t){let{answer:i,maps:s,cell:r}=this;t.has("answer")&&i&&this.sort(i),this.here=s&&r!==null?Rd(s,r,this.rows):null}sort(t){let i=new Set(t.unknown);this.rows=t.keywords.map(s=>({...s,word:s.keyword,isUnknown:i.has(s.keyword)})),this.shownColours=Zd([...new Set(t.keywords.slice(0,50).map(s=>s.keyword))]),this.groups=(t.groups??[]).slice(0,Io).map(({name:s,keywords:r})=>({name:s,rows:r.map(Jd)})),this.contrasts=(t.contrasts??[]).slice(0,Io).map(s=>s.map(Jd))}render(){let{answer:t}=this;return g`<p class="spoken" role="status">${t?this.spoken(t):""}</p>
            <div class="two">
                <div class="left"><slot></slot>${t?.audit?this.audit(t.audit):$}</div>
                <div class="right">${t?[this.notes(t),this.ranking(t),this.rounds(t)]:this.empty()}</div>
            </div>
            ${t?[this.parts(t),this.sets(t)]:$}`}spoken(t){let i=t.keywords[0]?.keyword??"";return p("{count} words are ranked. The best one: {word}",{count:t.keywords.length,word:i})}empty(){return g`<p class="empty">${p("Add a picture, choose or type keywords, and press Rank.")}</p>`}notes(t){let i=t.unknown?.length??0,s=p("Words marked with ? ({count}) were never learned by this encoder: their numbers mean nothing.",{count:i});return[...t.notes.map(o=>p(o)),...i?[s]:[]].map(o=>g`<p class="message warning note" role="status">${o}</p>`)}ranking(t){let i=this.rows.length===1,s=i?p("A single keyword has nothing to be compared with: it has a similarity, but no share."):p("Share among these words, not the probability that a word is true.");return g`<section class="card ranking">
            <div class="head">
                <h3 title=${s}>
                    ${this.place()??p("What CLIP sees")}
                    <small>${i?s:this.here?p("what this place adds · similarity"):p("share among these words · similarity")}</small>
                </h3>
                <cc-export-menu .question=${this.question} .name=${t.picture} ?canCopy=${this.ticks.size>0}></cc-export-menu>
            </div>
            <cc-word-rows
                title=${p("Ranking")}
                .rows=${this.rows}
                .here=${this.here}
                .ticks=${this.ticks}
                .colours=${this.shownColours}
            ></cc-word-rows>
            <p class="hint"><bdi>${t.picture}</bdi> · <code>${t.encoder}</code></p>
        </section>`}place(){let{maps:t,cell:i}=this;return t&&i!==null?p("What CLIP sees here: {place}",{place:p($n(t,i))}):null}rounds(t){return t.rounds.length?g`<section class="card rounds">
            <h3>${p("Rounds")} <small>${p("Each round removes its winner and ranks the rest again.")}</small></h3>
            <cc-ladder
                .rounds=${t.rounds}
                .colours=${this.shownColours}
                .ticks=${this.ticks}
                .words=${this.rows.length}
            ></cc-ladder>
        </section>`:$}audit(t){return g`<section class="card audit">
            <div class="head">
                <h3>${p(Zv[this.audited])}</h3>
                ${this.canNegate?g`<button id="negative" class="quiet" @click=${this.negate}>
                          ${this.audited==="negative"?p("Audit the prompt"):p("Audit the negative prompt")}
                      </button>`:$}
            </div>
            <cc-audited-prompt .audit=${t} .ticks=${this.ticks}></cc-audited-prompt>
        </section>`}parts(t){return this.groups.length<2?$:g`<section class="card whole groups">
            <h3>${p("Groups")} <small>${p("Shares within each group.")}</small></h3>
            <div class="parts">
                ${this.groups.map(({name:i,rows:s},r)=>g`<details ?open=${r<jv}>
                        <summary><bdi>${i||"–"}</bdi></summary>
                        ${this.small(i||p("Groups"),s)}
                    </details>`)}
            </div>
            ${this.leftOut(t.groups?.length??0)}
        </section>`}sets(t){return this.contrasts.length?g`<section class="card whole contrasts">
            <h3>${p("Contrasts")} <small>${p("Near-synonyms, compared only with each other.")}</small></h3>
            <div class="parts">${this.contrasts.map(i=>this.small(p("Contrasts"),i))}</div>
            ${this.leftOut(t.contrasts?.length??0)}
        </section>`:$}small(t,i){return g`<cc-word-rows
            plain
            title=${t}
            .first=${qv}
            .rows=${i}
            .ticks=${this.ticks}
            .colours=${this.shownColours}
        ></cc-word-rows>`}leftOut(t){return t<=Io?$:g`<p class="hint">${Io} / ${t} ${p("are shown; all were ranked.")}</p>`}};Be.styles=[V,D`
            :host {
                container-type: inline-size;
                display: block;
            }
            .two {
                display: grid;
                gap: 14px 20px;
                grid-template-columns: minmax(0, 9fr) minmax(0, 11fr);
            }
            .left,
            .right {
                align-content: start;
                display: grid;
                gap: 14px;
                min-width: 0;
            }
            .whole {
                margin-top: 14px;
            }
            .spoken {
                clip-path: inset(50%);
                height: 1px;
                margin: 0;
                overflow: hidden;
                position: absolute;
                width: 1px;
            }
            .empty {
                color: var(--soft);
                margin: 24px 0;
                text-align: center;
            }
            @container (max-width: 720px) {
                .two {
                    display: flex;
                    flex-direction: column;
                    gap: 10px;
                }
                .left,
                .right {
                    display: contents;
                }
                .audit {
                    order: 1;
                }
                .card {
                    padding: 10px;
                }
            }
            .head {
                align-items: start;
                display: flex;
                gap: 8px;
                justify-content: space-between;
            }
            .parts {
                display: grid;
                gap: 10px 18px;
                grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr));
            }
            summary {
                font-weight: 650;
                padding: 2px 0;
            }
            code {
                font-size: 12px;
                overflow-wrap: anywhere;
            }
            .hint {
                margin: 4px 0 0;
            }
            .head .quiet {
                font-size: 12px;
                padding: 0 4px;
            }
        `],f([x({attribute:!1})],Be.prototype,"answer",2),f([x({attribute:!1})],Be.prototype,"ticks",2),f([x()],Be.prototype,"question",2),f([x({attribute:!1})],Be.prototype,"maps",2),f([x({attribute:!1})],Be.prototype,"cell",2),f([x()],Be.prototype,"audited",2),f([x({type:Boolean})],Be.prototype,"canNegate",2),Be=f([B("cc-rank-result")],Be);function Jd(n,e,t){return{word:n.keyword,share:t.length>1?n.share:null}}var Xd=D`
    :host {
        container-type: inline-size;
        display: block;
    }
    .panel {
        display: grid;
        gap: 12px;
    }
    .panel > * {
        min-width: 0;
    }
    .bar {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
    }
    .bar select,
    .bar > button {
        background: var(--panel);
        border-radius: 99px;
        padding: 6px 12px;
    }
    .bar select {
        max-width: 220px;
        text-overflow: ellipsis;
    }
    .bar .go {
        border-radius: 99px;
        padding: 7px 24px;
    }
    .end {
        align-items: center;
        display: flex;
        flex: 1;
        gap: 10px;
        justify-content: flex-end;
        min-width: 0;
    }
    .work {
        color: var(--soft);
        display: grid;
        min-width: 0;
        text-align: end;
    }
    .work small {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
    }
    progress {
        accent-color: var(--accent);
        width: 100%;
    }
    .more .encoder {
        align-items: end;
        display: grid;
        gap: 10px;
        grid-template-columns: minmax(0, 1fr) auto;
        margin-top: 10px;
    }
    .stage {
        min-width: 0;
    }
    .facts {
        overflow-wrap: anywhere;
    }
    .facts p {
        margin: 4px 0 0;
    }
    .own bdi {
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 4;
        display: -webkit-box;
        overflow: hidden;
    }
    .examples {
        display: grid;
        gap: 8px;
        grid-template-columns: repeat(auto-fill, minmax(84px, 1fr));
    }
    .examples button {
        line-height: 0;
        overflow: hidden;
        padding: 0;
    }
    .examples img {
        aspect-ratio: 1;
        object-fit: cover;
        width: 100%;
    }
    @container (max-width: 720px) {
        .ranked .stage {
            align-items: start;
            display: grid;
            gap: 10px;
            grid-template-columns: minmax(96px, 40%) minmax(0, 1fr);
            --picture-height: 120px;
        }
        .ranked cc-where {
            grid-column: 1 / -1;
            order: 1;
        }
        .bar select {
            max-width: 46%;
        }
    }
`;function Qd(n,e){let t=new Map;for(let i of Kv(n)){if(t.size===e.size)break;let s=Ct(i);e.has(s)&&!t.has(s)&&t.set(s,i)}return[...t.values()]}function*Kv(n){for(let e of n.keywords)yield e.keyword;for(let e of n.contrasts??[])for(let t of e)yield t.keyword;for(let e of n.audit?.phrases??[])yield e.phrase}var tu="…",Gv=["keywords","where"],Mt=class extends I{constructor(){super(...arguments);this.picture=null;this.about=null;this.values={};this.encoder="";this.status=null;this.answer=null;this.question="";this.audited="own";this.ticks=new Set;this.words=[];this.message=null;this.open="";this.examples=[];this.boxes=[];this.lists=new Ro(this);this.seeing=new To(this);this.rows=new Map;this.run=null;this.halt=null;this.rank=async()=>{if(this.isAtWork&&this.stop(),this.message=null,!this.picture){this.fail(new Error(p("There is no picture yet: add one, or right-click a generated one.")));return}let t=this.run=new AbortController,i=this.halt=new AbortController;try{let s=await this.body(this.picture);if(t.signal.aborted)return;let o=await Po(s,l=>{t===this.run&&(this.status=l)},t.signal,i.signal);t===this.run&&await this.finish(o,s)}catch(s){t===this.run&&this.fail(s)}finally{t===this.run&&(this.run=this.status=null)}};this.interrupt=()=>this.halt?.abort();this.paste=t=>{let i=this.checkVisibility()?rn(t.clipboardData):null;i?.type.startsWith("image/")&&(t.preventDefault(),this.show({blob:i,name:i.name}))};this.drop=t=>{let i=t.defaultPrevented?null:rn(t.dataTransfer);i&&(t.preventDefault(),this.show({blob:i,name:i.name}))};this.drag=t=>{t.dataTransfer?.types.includes("Files")&&t.preventDefault()};this.key=t=>{if(t.key!=="Enter"||t.isComposing||t.defaultPrevented)return;let i=t.composedPath()[0];i.matches("textarea")&&!t.ctrlKey&&!t.metaKey||i.matches("button, summary, select, [role=button], [type=file]")||i.id==="other"||i.id==="weight"||(t.preventDefault(),this.rank())};this.tick=t=>{this.ticks=Cd(this.ticks,t.detail.word,t.detail.isTicked),this.words=this.answer?Qd(this.answer,this.ticks):[],this.words.length&&this.seeing.wish()};this.point=t=>{let{maps:i,cell:s}=this.seeing,r=t.detail;if(!i)return;let o=r&&ko(i,r.x,r.y);this.seeing.point(r?.isTap&&o===s?null:o)};this.set=t=>{let{name:i,value:s}=t.detail;this.forget(),i==="encoder"?this.encoder=String(s):this.values={...this.values,[i]:s}};this.forget=()=>{this.message?.kind==="error"&&(this.message=null)};this.chooseEncoder=t=>{let i=t.target;if(this.forget(),i.value!==tu){this.encoder=i.value;return}i.value=this.encoder,this.open="more",this.updateComplete.then(()=>this.renderRoot.querySelector("#encoder")?.focus())};this.choosePreset=async t=>{this.forget(),await this.lists.choose(t.target.value),(this.lists.note||this.lists.dropped)&&(this.open="list")};this.auditNegative=()=>{this.values={...this.values,audit:!0,prompt:"",negative:this.audited!=="negative"},this.rank()};this.unload=async()=>{try{await Dt("POST","encoders/unload"),this.message={text:p("The encoder was unloaded; the next ranking loads it again."),kind:"done"}}catch(t){this.fail(t)}};this.loop=()=>{this.picture&&this.dispatchEvent(new ji("feedback",this.picture,{want:this.words.join(", ")}))}}connectedCallback(){super.connectedCallback(),document.addEventListener("paste",this.paste),this.begin()}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("paste",this.paste),this.run?.abort()}async begin(){this.values=Ui(this.face.rank.fields),this.encoder=String(this.face.rank.encoder.default??""),this.lists.presets=this.face.presets,await Promise.all([this.lists.choose(this.face.default_preset),this.readExamples()])}async readExamples(){this.examples=await It("examples").catch(()=>[])}async receive(t){let{prompt:i,negative:s}=t.extra;typeof i=="string"&&this.ownBoxes&&(this.ownBoxes.prompt=i,this.ownBoxes.negative=String(s??"")),this.show(t.picture),await this.rank()}show(t){this.isAtWork&&this.stop(),this.picture=t,this.about=null,this.answer=null,this.message=null,this.status=null,this.seeing.forget(),this.untick(),t&&this.look(t)}untick(){this.ticks=new Set,this.words=[]}async look(t){try{let i={picture:await _i(t.blob),name:t.name},s=await Dt("POST","pictures/about",i);this.picture===t&&(this.about=s)}catch(i){this.picture===t&&this.fail(i)}}fail(t){this.message={text:t.message,kind:"error"}}get isAtWork(){return this.run!==null}async body(t){let{text:i}=this.lists,s=this.encoder.trim()||null;return{...this.values,picture:await _i(t.blob),name:t.name,keywords:i,encoder:s}}async finish(t,i){t.state==="interrupted"?this.message={text:p("Interrupted. The texts encoded so far are kept."),kind:"warning"}:t.state==="failed"||!t.answer?this.message={text:p(t.message),kind:"error"}:(this.untick(),this.audited=String(i.prompt??"").trim()?"typed":i.negative?"negative":"own",this.question=t.id,this.answer=t.answer,this.rows=new Map(t.answer.keywords.map(s=>[s.keyword,s])),this.seeing.about(i,t),this.open="",await this.updateComplete,this.renderRoot.querySelector("cc-rank-result")?.scrollIntoView({block:"nearest",behavior:"smooth"}))}stop(){this.halt?.abort(),this.run?.abort(),this.run=this.status=null}async chooseExample(t){try{this.show(await qr(Ke(t.url),`${t.name}.png`))}catch(i){this.fail(i)}}willUpdate(t){t.has("words")&&(this.boxes=this.hostBoxes.length?this.hostBoxes:this.ownBoxes?.boxes??[])}updated(){let t=i=>this.renderRoot.querySelector(`select#${i}`);t("preset").value=this.lists.name,t("encoders").value=this.encoder}get hostBoxes(){return qd()}render(){let t=this.answer!==null;return g`<div
            class="panel ${t?"ranked":""}"
            @keydown=${this.key}
            @cc-tick=${this.tick}
            @dragover=${this.drag}
            @drop=${this.drop}
            @cc-copy=${()=>this.actions?.copy()}
            @cc-failed=${i=>this.fail(new Error(i.detail))}
        >
            ${this.bar()} ${this.editor()} ${this.more()} ${this.told()}
            <cc-rank-result
                .answer=${this.answer}
                .ticks=${this.ticks}
                .question=${this.question}
                .audited=${this.audited}
                .maps=${this.seeing.maps}
                .cell=${this.seeing.cell}
                ?canNegate=${!!this.about?.negative_prompt}
                @cc-negate=${this.auditNegative}
            >
                ${this.stage()}
            </cc-rank-result>
            ${this.words.length?g`<cc-actions
                      .words=${this.words}
                      .boxes=${this.boxes}
                      .question=${this.question}
                      .name=${this.picture?.name??""}
                      ?canLoop=${this.canLoop}
                      @cc-loop=${this.loop}
                  ></cc-actions>`:$}
            ${this.hostBoxes.length?$:g`<cc-prompt-boxes class="card"></cc-prompt-boxes>`}
        </div>`}bar(){return g`<div class="bar">
            ${this.presets()}
            <button
                id="edit"
                aria-expanded=${this.open==="list"}
                @click=${()=>this.open=this.open==="list"?"":"list"}
            >
                ✎ ${p("Edit list")}${this.lists.isChanged?" *":""}
            </button>
            ${this.encoders()}
            <button
                id="more"
                aria-expanded=${this.open==="more"}
                aria-label=${p("More settings")}
                title=${p("More settings")}
                @click=${()=>this.open=this.open==="more"?"":"more"}
            >
                ⋯
            </button>
            <span class="end">${this.isAtWork?this.work():g`<button id="rank" class="go" @click=${this.rank}>${p("Rank")}</button>`}</span>
        </div>`}presets(){let{presets:t,name:i}=this.lists,s=o=>t.filter(l=>l.own===o).map(l=>g`<option value=${l.name} ?selected=${l.name===i}>${l.name}</option>`),r=s(!0);return g`<select id="preset" aria-label=${p("Preset")} @change=${this.choosePreset}>
            ${i?$:g`<option value="" selected>–</option>`}
            ${r.length?g`<optgroup label=${p("Your lists")}>${r}</optgroup>`:$}
            <optgroup label=${p("Bundled lists")}>${s(!1)}</optgroup>
        </select>`}encoders(){let{encoder:t}=this,i=this.face.encoders.includes(t)?this.face.encoders:[t,...this.face.encoders],{downloads:s}=this.face;return g`<select id="encoders" aria-label=${p("Encoder")} @change=${this.chooseEncoder}>
            ${i.map(r=>g`<option value=${r} ?selected=${r===t}>${Ad(r,s[r])}</option>`)}
            <option value=${tu}>${p("Another encoder…")}</option>
        </select>`}work(){let{status:t}=this,i=t&&t.total>0,s=t?.doing?p(t.doing):t?.state==="waiting"?p("waiting in the queue"):"";return g`<span class="work">
                <progress
                    aria-label=${p("Progress")}
                    max=${i?t.total:1}
                    value=${i?t.done:$}
                ></progress>
                <small>${s} ${i?`${t.done} / ${t.total}`:""}</small>
            </span>
            <button id="interrupt" @click=${this.interrupt}>${p("Interrupt")}</button>`}editor(){return this.open!=="list"?$:g`<cc-list-editor
            class="card"
            .lists=${this.lists}
            .field=${this.field("keywords")}
            @cc-typed=${this.forget}
        ></cc-list-editor>`}field(t){return this.face.rank.fields.find(i=>i.name===t)??this.face.rank.encoder}more(){if(this.open!=="more")return $;let{fields:t,encoder:i}=this.face.rank;return g`<div class="card more" @cc-change=${this.set}>
            <cc-form .fields=${t.filter(s=>!Gv.includes(s.name))} .values=${this.values}></cc-form>
            <div class="encoder">
                <cc-control id="encoder" data-field="encoder" .field=${i} .value=${this.encoder}></cc-control>
                <button id="unload" @click=${this.unload}>${p("Unload the encoder")}</button>
            </div>
        </div>`}told(){if(!this.message)return $;let{text:t,kind:i}=this.message;return g`<p id="message" class="message ${i}" role=${i==="error"?"alert":"status"}>${t}</p>`}stage(){return g`<div class="stage">
            <cc-picture-box
                label=${p("Picture")}
                .picture=${this.picture}
                ?hasPlaces=${this.seeing.maps!==null}
                @cc-chosen=${t=>this.show(t.detail)}
                @cc-point=${this.point}
            ></cc-picture-box>
            ${this.answer?.keywords.length?this.where():$} ${this.picture?this.facts():this.offered()}
        </div>`}where(){let{seeing:t}=this;return g`<cc-where
            .maps=${t.maps}
            .words=${this.words}
            .rows=${this.rows}
            .picture=${this.picture}
            .status=${t.status}
            .message=${t.message}
            .cell=${t.cell}
            .question=${t.question}
            .fields=${this.face.mask.fields}
            ?canLoop=${this.canLoop}
            @cc-place=${i=>t.point(i.detail)}
            @cc-look=${t.look}
            @cc-interrupt=${t.interrupt}
        ></cc-where>`}get canLoop(){return this.face.kinds.some(t=>t.name==="feedback")}facts(){let{about:t,answer:i}=this;if(!t)return $;let s=i?.audit&&this.audited==="own";return g`<div class="facts">
            <p class="hint">${t.width} × ${t.height} · <bdi>${this.picture?.name}</bdi></p>
            ${t.prompt&&!s?g`<p class="own" title=${t.prompt}><span class="hint">${p("Prompt")}</span> <bdi>${t.prompt}</bdi></p>`:$}
        </div>`}offered(){return this.examples.length?g`<p class="hint">${p("Or try an example:")}</p>
            <div class="examples">
                ${this.examples.map(t=>g`<button title=${t.name} @click=${()=>this.chooseExample(t)}>
                        <img src=${Ke(t.url)} alt=${t.name} loading="lazy" />
                    </button>`)}
            </div>`:$}};Mt.styles=[V,Xd],f([x({attribute:!1})],Mt.prototype,"face",2),f([M()],Mt.prototype,"picture",2),f([M()],Mt.prototype,"about",2),f([M()],Mt.prototype,"values",2),f([M()],Mt.prototype,"encoder",2),f([M()],Mt.prototype,"status",2),f([M()],Mt.prototype,"answer",2),f([M()],Mt.prototype,"question",2),f([M()],Mt.prototype,"audited",2),f([M()],Mt.prototype,"ticks",2),f([M()],Mt.prototype,"words",2),f([M()],Mt.prototype,"message",2),f([M()],Mt.prototype,"open",2),f([M()],Mt.prototype,"examples",2),f([M()],Mt.prototype,"boxes",2),f([Ze("cc-prompt-boxes")],Mt.prototype,"ownBoxes",2),f([Ze("cc-actions")],Mt.prototype,"actions",2),f([M()],Mt.prototype,"run",2),Mt=f([B("cc-rank")],Mt);var Yv=176,Jv=["start","resume","interrupt","new"],Ls=class extends I{constructor(){super(...arguments);this.failure="";this.tilesOf=null;this.isToBeShown=!1;this.model=new an(this,()=>this.kind,()=>this.checkVisibility(),()=>this.isToBeShown=!0);this.offered=t=>{let i=t.offered?this.model.offers[t.offered]:void 0;return Array.isArray(i)?{...t,choices:i}:t}}updated(){if(!this.isToBeShown||!this.model.session)return;this.isToBeShown=!1;let t=this.renderRoot.querySelector(".work");t.getBoundingClientRect().top>window.innerHeight*.5&&t.scrollIntoView({block:"start"})}render(){let{model:t}=this,{session:i,watch:s}=t,r=t.message||s.error||this.failure;return g`<div>
                <cc-form
                    .fields=${this.kind.fields.map(this.offered)}
                    .sections=${this.kind.sections}
                    .values=${t.values}
                    @cc-change=${o=>t.set(o.detail.name,o.detail.value)}
                ></cc-form>
            </div>
            <div class="work">
                <cc-toolbar
                    .wishes=${Jv}
                    .possible=${this.possible}
                    .steps=${i?p("{count} steps",{count:i.steps.length}):""}
                    @cc-do=${o=>this.act(o.detail)}
                ></cc-toolbar>
                ${r?g`<p class="message error" id="message" role="alert">${r}</p>`:$}
                <cc-progress .status=${s.status} .left=${s.status?.live?.eta??0}></cc-progress>
                ${i?this.result(i):$}
                <details id="sessions" ?open=${!i}>
                    <summary>${p("Sessions")}</summary>
                    <cc-session-list
                        .briefs=${t.shelf.briefs}
                        .atWork=${t.shelf.atWork}
                        .open=${s.id}
                        ?hasMore=${t.shelf.hasMore}
                        @cc-open=${o=>{t.open(o.detail)}}
                        @cc-more=${()=>{t.shelf.more()}}
                        @cc-delete=${o=>{t.remove(o.detail)}}
                    ></cc-session-list>
                </details>
            </div>`}get possible(){let{model:t}=this;return[...t.canStart?["start"]:[],...t.canResume?["resume"]:[],...t.isAtWork?["interrupt"]:[],...t.isPristine?[]:["new"]]}act(t){let{model:i}=this;this.failure="",t==="start"?i.begin():t==="resume"?i.resume():t==="interrupt"?i.interrupt():i.reset()}result(t){let{steps:i}=t,s=i.find(r=>r.number===this.model.picked)??i.at(-1);return g`${s?this.step(t,s):$}
            <div class="row" role="group" aria-label=${p("The session")}>
                <button id="picture" ?disabled=${!s?.file} @click=${()=>s&&this.save(t,s)}>${p("Picture")}</button>
                <button id="report" ?disabled=${!i.length} @click=${()=>this.report(t.id)}>${p("Report")}</button>
                <button id="json" @click=${()=>this.json(t)}>JSON</button>
                <button id="delete" class="quiet" ?disabled=${this.model.isAtWork} @click=${()=>this.askAndDelete(t.id)}>
                    ${p("Delete")}
                </button>
            </div>`}step(t,i){let s=p("Step {number}",{number:i.number});return g`${i.file?g`<cc-compare
                      .later=${this.picture(t.id,i.file)}
                      .laterTitle=${`${s}: ${i.text}`}
                      @cc-large=${r=>this.enlarge(t,r.detail)}
                  ></cc-compare>`:$}
            <p id="text"><b>${s}</b> ${i.text}</p>
            <cc-strip
                .tiles=${this.tiles(t)}
                .selected=${i.number}
                @cc-pick=${r=>this.model.pick(r.detail)}
                @cc-large=${r=>this.enlarge(t,r.detail)}
            ></cc-strip>`}picture(t,i,s=0){return Ke(`sessions/${t}/pictures/${i}${s?`?side=${s}`:""}`)}tiles({id:t,steps:i}){if(this.tilesOf?.steps!==i){let s=i.map(({number:r,file:o,text:l})=>({number:r,source:o?this.picture(t,o,Yv):"",large:o?this.picture(t,o):"",title:l,caption:l,isKept:!1}));this.tilesOf={steps:i,tiles:s}}return this.tilesOf.tiles}enlarge({id:t,steps:i},s){let r=i.filter(o=>o.file).map(o=>({source:this.picture(t,o.file),title:`${o.number} · ${o.text}`}));nn(r,r.findIndex(o=>o.source===s))}async fetched(t,i){try{De(await me(t),i),this.failure=""}catch(s){this.failure=s.message}}save({id:t},i){this.fetched(`sessions/${t}/pictures/${i.file}`,`${t}-${i.number}.png`)}report(t){this.fetched(`sessions/${t}/report`,`${t}.html`)}json(t){let i=JSON.stringify(t,null,1);De(new Blob([i],{type:"application/json"}),`${t.id}.json`)}async askAndDelete(t){let i=p("Delete the session of {moment} ({id}) with all its pictures?",{moment:Hi(t),id:t});await sn(this.renderRoot,i,p("Delete"))&&this.model.watch.id===t&&await this.model.remove(t)}};Ls.styles=[V,D`
            :host {
                display: grid;
                gap: 20px;
                grid-template-columns: minmax(240px, 340px) minmax(0, 1fr);
            }
            .work {
                align-content: start;
                display: grid;
                gap: 12px;
                min-width: 0;
            }
            cc-compare {
                max-width: 420px;
            }
            p {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .row {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            @media (max-width: 820px) {
                :host {
                    grid-template-columns: minmax(0, 1fr);
                }
                .work {
                    min-height: 90vh; /* room to scroll it into view while its first picture is still to come */
                }
            }
        `],f([x({attribute:!1})],Ls.prototype,"kind",2),f([M()],Ls.prototype,"failure",2),Ls=f([B("cc-session")],Ls);var ni=class extends I{constructor(){super(...arguments);this.base="clip-critic/v1/";this.key="";this.face=null;this.error="";this.panel="rank";this.reported="";this.loading=Promise.resolve();this.move=t=>{let i={ArrowRight:1,ArrowLeft:-1}[t.key];if(!i)return;let s=[...this.renderRoot.querySelectorAll("[role=tab]")],r=s.findIndex(l=>l.id===`tab-${this.panel}`),o=s[(r+i+s.length)%s.length];o?.click(),o?.focus()}}connectedCallback(){super.connectedCallback(),Bc(this.base,this.key),this.addEventListener("cc-picture",t=>this.show(t.detail)),this.loading=this.load()}async load(){try{let t=await It("face");Hc(t.localization),this.face=t}catch(t){this.error=t.message}}async show(t){await this.loading,this.open(t.panel),await this.updateComplete;let i=this.renderRoot.querySelector(`#${t.panel}`);t.picture&&i?.receive?.(t)}has(t){return t==="rank"||!!this.face?.kinds.some(i=>i.name===t)}report(t){this.reported=t}open(t){this.panel=t,this.reported=""}render(){let{face:t}=this;if(this.error)return g`<p class="message error" role="alert">
                ${this.error} <button @click=${()=>(this.error="",this.loading=this.load())}>${p("Try again")}</button>
            </p>`;if(!t)return g`<p class="hint" aria-busy="true">…</p>`;let i=t.kinds;return g`<nav role="tablist" aria-label="CLIP Critic" @keydown=${this.move}>
                ${this.tab("rank","Rank keywords")} ${i.map(s=>this.tab(s.name,s.title))}
            </nav>
            ${this.reported?g`<p id="report" class="message error" role="alert">${this.reported}</p>`:$}
            <cc-rank id="rank" role="tabpanel" aria-labelledby="tab-rank" .face=${t} ?hidden=${this.panel!=="rank"}></cc-rank>
            ${i.map(s=>this.kind(t,s))}`}tab(t,i){let s=this.panel===t;return g`<button
            id="tab-${t}"
            role="tab"
            aria-selected=${s}
            tabindex=${s?0:-1}
            @click=${()=>this.open(t)}
        >
            ${p(i)}
        </button>`}kind(t,i){let s=this.panel!==i.name;return i.panel==="loop"?g`<cc-loop id=${i.name} role="tabpanel" aria-labelledby="tab-${i.name}" .face=${t} .kind=${i} ?hidden=${s}></cc-loop>`:g`<cc-session id=${i.name} role="tabpanel" aria-labelledby="tab-${i.name}" .kind=${i} ?hidden=${s}></cc-session>${$}`}};ni.styles=[V,D`
            :host {
                display: block;
            }
            nav {
                border-bottom: 1px solid var(--line);
                display: flex;
                flex-wrap: wrap;
                gap: 4px;
                margin-bottom: 14px;
            }
            nav button {
                background: none;
                border: 0;
                border-bottom: 2px solid transparent;
                border-radius: 0;
                padding: 8px 12px;
            }
            nav button[aria-selected="true"] {
                border-color: var(--accent);
                font-weight: 650;
            }
        `],f([x()],ni.prototype,"base",2),f([x()],ni.prototype,"key",2),f([M()],ni.prototype,"face",2),f([M()],ni.prototype,"error",2),f([M()],ni.prototype,"panel",2),f([M()],ni.prototype,"reported",2),ni=f([B("clip-critic")],ni);Td();export{ni as ClipCritic};
