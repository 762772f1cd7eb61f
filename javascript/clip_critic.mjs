/* CLIP Critic. Built from web/ by "npm run build"; do not edit. Contains @lit-labs/virtualizer 2.1.1, diff 9.0.0, lit 3.3.3, photoswipe 5.4.4, uplot 1.6.32: see web/LICENCES.md. */
var Ec=Object.defineProperty;var Bu=Object.getOwnPropertyDescriptor;var da=(s,e,t)=>()=>{if(t)throw t[0];try{return s&&(e=s(s=0)),e}catch(i){throw t=[i],i}};var Vu=(s,e)=>{for(var t in e)Ec(s,t,{get:e[t],enumerable:!0})};var f=(s,e,t,i)=>{for(var n=i>1?void 0:i?Bu(e,t):e,r=s.length-1,o;r>=0;r--)(o=s[r])&&(n=(i?o(e,t,n):o(n))||n);return i&&n&&Ec(e,t,n),n};var sr,fd=da(()=>{sr=class{constructor(e){this._map=new Map,this._roundAverageSize=!1,this.totalSize=0,e?.roundAverageSize===!0&&(this._roundAverageSize=!0)}set(e,t){let i=this._map.get(e)||0;this._map.set(e,t),this.totalSize+=t-i}get averageSize(){if(this._map.size>0){let e=this.totalSize/this._map.size;return this._roundAverageSize?Math.round(e):e}return 0}getSize(e){return this._map.get(e)}clear(){this._map.clear(),this.totalSize=0}}});function Il(s){return s==="horizontal"?"width":"height"}var go,gd=da(()=>{go=class{_getDefaultConfig(){return{direction:"vertical"}}constructor(e,t){this._latestCoords={left:0,top:0},this._direction=null,this._viewportSize={width:0,height:0},this.totalScrollSize={width:0,height:0},this.offsetWithinScroller={left:0,top:0},this._pendingReflow=!1,this._pendingLayoutUpdate=!1,this._pin=null,this._firstVisible=0,this._lastVisible=0,this._physicalMin=0,this._physicalMax=0,this._first=-1,this._last=-1,this._sizeDim="height",this._secondarySizeDim="width",this._positionDim="top",this._secondaryPositionDim="left",this._scrollPosition=0,this._scrollError=0,this._items=[],this._scrollSize=1,this._overhang=1e3,this._hostSink=e,Promise.resolve().then(()=>this.config=t||this._getDefaultConfig())}set config(e){Object.assign(this,Object.assign({},this._getDefaultConfig(),e))}get config(){return{direction:this.direction}}get items(){return this._items}set items(e){this._setItems(e)}_setItems(e){e!==this._items&&(this._items=e,this._scheduleReflow())}get direction(){return this._direction}set direction(e){e=e==="horizontal"?e:"vertical",e!==this._direction&&(this._direction=e,this._sizeDim=e==="horizontal"?"width":"height",this._secondarySizeDim=e==="horizontal"?"height":"width",this._positionDim=e==="horizontal"?"left":"top",this._secondaryPositionDim=e==="horizontal"?"top":"left",this._triggerReflow())}get viewportSize(){return this._viewportSize}set viewportSize(e){let{_viewDim1:t,_viewDim2:i}=this;Object.assign(this._viewportSize,e),i!==this._viewDim2?this._scheduleLayoutUpdate():t!==this._viewDim1&&this._checkThresholds()}get viewportScroll(){return this._latestCoords}set viewportScroll(e){Object.assign(this._latestCoords,e);let t=this._scrollPosition;this._scrollPosition=this._latestCoords[this._positionDim],Math.abs(t-this._scrollPosition)>=1&&this._checkThresholds()}reflowIfNeeded(e=!1){(e||this._pendingReflow)&&(this._pendingReflow=!1,this._reflow())}set pin(e){this._pin=e,this._triggerReflow()}get pin(){if(this._pin!==null){let{index:e,block:t}=this._pin;return{index:Math.max(0,Math.min(e,this.items.length-1)),block:t}}return null}_clampScrollPosition(e){return Math.max(-this.offsetWithinScroller[this._positionDim],Math.min(e,this.totalScrollSize[Il(this.direction)]-this._viewDim1))}unpin(){this._pin!==null&&(this._sendUnpinnedMessage(),this._pin=null)}_updateLayout(){}get _viewDim1(){return this._viewportSize[this._sizeDim]}get _viewDim2(){return this._viewportSize[this._secondarySizeDim]}_scheduleReflow(){this._pendingReflow=!0}_scheduleLayoutUpdate(){this._pendingLayoutUpdate=!0,this._scheduleReflow()}_triggerReflow(){this._scheduleLayoutUpdate(),Promise.resolve().then(()=>this.reflowIfNeeded())}_reflow(){this._pendingLayoutUpdate&&(this._updateLayout(),this._pendingLayoutUpdate=!1),this._updateScrollSize(),this._setPositionFromPin(),this._getActiveItems(),this._updateVisibleIndices(),this._sendStateChangedMessage()}_setPositionFromPin(){if(this.pin!==null){let e=this._scrollPosition,{index:t,block:i}=this.pin;this._scrollPosition=this._calculateScrollIntoViewPosition({index:t,block:i||"start"})-this.offsetWithinScroller[this._positionDim],this._scrollError=e-this._scrollPosition}}_calculateScrollIntoViewPosition(e){let{block:t}=e,i=Math.min(this.items.length,Math.max(0,e.index)),n=this._getItemPosition(i)[this._positionDim],r=n;if(t!=="start"){let o=this._getItemSize(i)[this._sizeDim];if(t==="center")r=n-.5*this._viewDim1+.5*o;else{let l=n-this._viewDim1+o;if(t==="end")r=l;else{let c=this._scrollPosition;r=Math.abs(c-n)<Math.abs(c-l)?n:l}}}return r+=this.offsetWithinScroller[this._positionDim],this._clampScrollPosition(r)}getScrollIntoViewCoordinates(e){return{[this._positionDim]:this._calculateScrollIntoViewPosition(e)}}_sendUnpinnedMessage(){this._hostSink({type:"unpinned"})}_sendVisibilityChangedMessage(){this._hostSink({type:"visibilityChanged",firstVisible:this._firstVisible,lastVisible:this._lastVisible})}_sendStateChangedMessage(){let e=new Map;if(this._first!==-1&&this._last!==-1)for(let i=this._first;i<=this._last;i++)e.set(i,this._getItemPosition(i));let t={type:"stateChanged",scrollSize:{[this._sizeDim]:this._scrollSize,[this._secondarySizeDim]:null},range:{first:this._first,last:this._last,firstVisible:this._firstVisible,lastVisible:this._lastVisible},childPositions:e};this._scrollError&&(t.scrollError={[this._positionDim]:this._scrollError,[this._secondaryPositionDim]:0},this._scrollError=0),this._hostSink(t)}get _num(){return this._first===-1||this._last===-1?0:this._last-this._first+1}_checkThresholds(){if(this._viewDim1===0&&this._num>0||this._pin!==null)this._scheduleReflow();else{let e=Math.max(0,this._scrollPosition-this._overhang),t=Math.min(this._scrollSize,this._scrollPosition+this._viewDim1+this._overhang);this._physicalMin>e||this._physicalMax<t?this._scheduleReflow():this._updateVisibleIndices({emit:!0})}}_updateVisibleIndices(e){if(this._first===-1||this._last===-1)return;let t=this._first;for(;t<this._last&&Math.round(this._getItemPosition(t)[this._positionDim]+this._getItemSize(t)[this._sizeDim])<=Math.round(this._scrollPosition);)t++;let i=this._last;for(;i>this._first&&Math.round(this._getItemPosition(i)[this._positionDim])>=Math.round(this._scrollPosition+this._viewDim1);)i--;(t!==this._firstVisible||i!==this._lastVisible)&&(this._firstVisible=t,this._lastVisible=i,e&&e.emit&&this._sendVisibilityChangedMessage())}}});var wd={};Vu(wd,{FlowLayout:()=>vo,flow:()=>Ol});function vd(s){return s==="horizontal"?"marginLeft":"marginTop"}function cv(s){return s==="horizontal"?"marginRight":"marginBottom"}function hv(s){return s==="horizontal"?"xOffset":"yOffset"}function pv(s,e){let t=[s,e].sort();return t[1]<=0?Math.min(...t):t[0]>=0?Math.max(...t):t[0]+t[1]}var Ol,Dl,vo,Nl=da(()=>{fd();gd();Ol=s=>Object.assign({type:vo},s);Dl=class{constructor(){this._childSizeCache=new sr,this._marginSizeCache=new sr,this._metricsCache=new Map}update(e,t){let i=new Set;Object.keys(e).forEach(n=>{let r=Number(n);this._metricsCache.set(r,e[r]),this._childSizeCache.set(r,e[r][Il(t)]),i.add(r),i.add(r+1)});for(let n of i){let r=this._metricsCache.get(n)?.[vd(t)]||0,o=this._metricsCache.get(n-1)?.[cv(t)]||0;this._marginSizeCache.set(n,pv(r,o))}}get averageChildSize(){return this._childSizeCache.averageSize}get totalChildSize(){return this._childSizeCache.totalSize}get averageMarginSize(){return this._marginSizeCache.averageSize}get totalMarginSize(){return this._marginSizeCache.totalSize}getLeadingMarginValue(e,t){return this._metricsCache.get(e)?.[vd(t)]||0}getChildSize(e){return this._childSizeCache.getSize(e)}getMarginSize(e){return this._marginSizeCache.getSize(e)}clear(){this._childSizeCache.clear(),this._marginSizeCache.clear(),this._metricsCache.clear()}},vo=class extends go{constructor(){super(...arguments),this._itemSize={width:100,height:100},this._physicalItems=new Map,this._newPhysicalItems=new Map,this._metricsCache=new Dl,this._anchorIdx=null,this._anchorPos=null,this._stable=!0,this._measureChildren=!0,this._estimate=!0}get measureChildren(){return this._measureChildren}updateItemSizes(e){this._metricsCache.update(e,this.direction),this._scheduleReflow()}_getPhysicalItem(e){return this._newPhysicalItems.get(e)??this._physicalItems.get(e)}_getSize(e){return this._getPhysicalItem(e)&&this._metricsCache.getChildSize(e)}_getAverageSize(){return this._metricsCache.averageChildSize||this._itemSize[this._sizeDim]}_estimatePosition(e){let t=this._metricsCache;if(this._first===-1||this._last===-1)return t.averageMarginSize+e*(t.averageMarginSize+this._getAverageSize());if(e<this._first){let i=this._first-e;return this._getPhysicalItem(this._first).pos-(t.getMarginSize(this._first-1)||t.averageMarginSize)-(i*t.averageChildSize+(i-1)*t.averageMarginSize)}else{let i=e-this._last;return this._getPhysicalItem(this._last).pos+(t.getChildSize(this._last)||t.averageChildSize)+(t.getMarginSize(this._last)||t.averageMarginSize)+i*(t.averageChildSize+t.averageMarginSize)}}_getPosition(e){let t=this._getPhysicalItem(e),{averageMarginSize:i}=this._metricsCache;return e===0?this._metricsCache.getMarginSize(0)??i:t?t.pos:this._estimatePosition(e)}_calculateAnchor(e,t){return e<=0?0:t>this._scrollSize-this._viewDim1?this.items.length-1:Math.max(0,Math.min(this.items.length-1,Math.floor((e+t)/2/this._delta)))}_getAnchor(e,t){if(this._physicalItems.size===0)return this._calculateAnchor(e,t);if(this._first<0)return this._calculateAnchor(e,t);if(this._last<0)return this._calculateAnchor(e,t);let i=this._getPhysicalItem(this._first),n=this._getPhysicalItem(this._last),r=i.pos;if(n.pos+this._metricsCache.getChildSize(this._last)<e)return this._calculateAnchor(e,t);if(r>t)return this._calculateAnchor(e,t);let c=this._firstVisible-1,d=-1/0;for(;d<e;)d=this._getPhysicalItem(++c).pos+this._metricsCache.getChildSize(c);return c}_getActiveItems(){this._viewDim1===0||this.items.length===0?this._clearItems():this._getItems()}_clearItems(){this._first=-1,this._last=-1,this._physicalMin=0,this._physicalMax=0;let e=this._newPhysicalItems;this._newPhysicalItems=this._physicalItems,this._newPhysicalItems.clear(),this._physicalItems=e,this._stable=!0}_getItems(){let e=this._newPhysicalItems;this._stable=!0;let t,i;if(this.pin!==null){let{index:d}=this.pin;this._anchorIdx=d,this._anchorPos=this._getPosition(d)}if(t=this._scrollPosition-this._overhang,i=this._scrollPosition+this._viewDim1+this._overhang,i<0||t>this._scrollSize){this._clearItems();return}(this._anchorIdx===null||this._anchorPos===null)&&(this._anchorIdx=this._getAnchor(t,i),this._anchorPos=this._getPosition(this._anchorIdx));let n=this._getSize(this._anchorIdx);n===void 0&&(this._stable=!1,n=this._getAverageSize());let r=this._metricsCache.getMarginSize(this._anchorIdx)??this._metricsCache.averageMarginSize,o=this._metricsCache.getMarginSize(this._anchorIdx+1)??this._metricsCache.averageMarginSize;this._anchorIdx===0&&(this._anchorPos=r),this._anchorIdx===this.items.length-1&&(this._anchorPos=this._scrollSize-o-n);let l=0;for(this._anchorPos+n+o<t&&(l=t-(this._anchorPos+n+o)),this._anchorPos-r>i&&(l=i-(this._anchorPos-r)),l&&(this._scrollPosition-=l,t-=l,i-=l,this._scrollError+=l),e.set(this._anchorIdx,{pos:this._anchorPos,size:n}),this._first=this._last=this._anchorIdx,this._physicalMin=this._anchorPos-r,this._physicalMax=this._anchorPos+n+o;this._physicalMin>t&&this._first>0;){let d=this._getSize(--this._first);d===void 0&&(this._stable=!1,d=this._getAverageSize());let w=this._metricsCache.getMarginSize(this._first);w===void 0&&(this._stable=!1,w=this._metricsCache.averageMarginSize),this._physicalMin-=d;let v=this._physicalMin;if(e.set(this._first,{pos:v,size:d}),this._physicalMin-=w,this._stable===!1&&this._estimate===!1)break}for(;this._physicalMax<i&&this._last<this.items.length-1;){let d=this._getSize(++this._last);d===void 0&&(this._stable=!1,d=this._getAverageSize());let w=this._metricsCache.getMarginSize(this._last);w===void 0&&(this._stable=!1,w=this._metricsCache.averageMarginSize);let v=this._physicalMax;if(e.set(this._last,{pos:v,size:d}),this._physicalMax+=d+w,!this._stable&&!this._estimate)break}let c=this._calculateError();c&&(this._physicalMin-=c,this._physicalMax-=c,this._anchorPos-=c,this._scrollPosition-=c,e.forEach(d=>d.pos-=c),this._scrollError+=c),this._stable&&(this._newPhysicalItems=this._physicalItems,this._newPhysicalItems.clear(),this._physicalItems=e)}_calculateError(){return this._first===0?this._physicalMin:this._physicalMin<=0?this._physicalMin-this._first*this._delta:this._last===this.items.length-1?this._physicalMax-this._scrollSize:this._physicalMax>=this._scrollSize?this._physicalMax-this._scrollSize+(this.items.length-1-this._last)*this._delta:0}_reflow(){let{_first:e,_last:t}=this;super._reflow(),(this._first===-1&&this._last==-1||this._first===e&&this._last===t)&&this._resetReflowState()}_resetReflowState(){this._anchorIdx=null,this._anchorPos=null,this._stable=!0}_updateScrollSize(){let{averageMarginSize:e}=this._metricsCache;this._scrollSize=Math.max(1,this.items.length*(e+this._getAverageSize())+e)}get _delta(){let{averageMarginSize:e}=this._metricsCache;return this._getAverageSize()+e}_getItemPosition(e){return{[this._positionDim]:this._getPosition(e),[this._secondaryPositionDim]:0,[hv(this.direction)]:-(this._metricsCache.getLeadingMarginValue(e,this.direction)??this._metricsCache.averageMarginSize)}}_getItemSize(e){return{[this._sizeDim]:this._getSize(e)||this._getAverageSize(),[this._secondarySizeDim]:this._itemSize[this._secondarySizeDim]}}_viewDim2Changed(){this._metricsCache.clear(),this._scheduleReflow()}}});var Er=globalThis,Pr=Er.ShadowRoot&&(Er.ShadyCSS===void 0||Er.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,ua=Symbol(),Pc=new WeakMap,Mn=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==ua)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(Pr&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=Pc.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&Pc.set(t,e))}return e}toString(){return this.cssText}},Tr=s=>new Mn(typeof s=="string"?s:s+"",void 0,ua),z=(s,...e)=>{let t=s.length===1?s[0]:e.reduce((i,n,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+s[r+1],s[0]);return new Mn(t,s,ua)},Tc=(s,e)=>{if(Pr)s.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),n=Er.litNonce;n!==void 0&&i.setAttribute("nonce",n),i.textContent=t.cssText,s.appendChild(i)}},ma=Pr?s=>s:s=>s instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return Tr(t)})(s):s;var{is:Uu,defineProperty:Wu,getOwnPropertyDescriptor:ju,getOwnPropertyNames:qu,getOwnPropertySymbols:Zu,getPrototypeOf:Ku}=Object,Ar=globalThis,Ac=Ar.trustedTypes,Gu=Ac?Ac.emptyScript:"",Yu=Ar.reactiveElementPolyfillSupport,Rn=(s,e)=>s,zn={toAttribute(s,e){switch(e){case Boolean:s=s?Gu:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,e){let t=s;switch(e){case Boolean:t=s!==null;break;case Number:t=s===null?null:Number(s);break;case Object:case Array:try{t=JSON.parse(s)}catch{t=null}}return t}},Cr=(s,e)=>!Uu(s,e),Cc={attribute:!0,type:String,converter:zn,reflect:!1,useDefault:!1,hasChanged:Cr};Symbol.metadata??=Symbol("metadata"),Ar.litPropertyMetadata??=new WeakMap;var _i=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Cc){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),n=this.getPropertyDescriptor(e,i,t);n!==void 0&&Wu(this.prototype,e,n)}}static getPropertyDescriptor(e,t,i){let{get:n,set:r}=ju(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:n,set(o){let l=n?.call(this);r?.call(this,o),this.requestUpdate(e,l,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Cc}static _$Ei(){if(this.hasOwnProperty(Rn("elementProperties")))return;let e=Ku(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(Rn("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Rn("properties"))){let t=this.properties,i=[...qu(t),...Zu(t)];for(let n of i)this.createProperty(n,t[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,n]of t)this.elementProperties.set(i,n)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let n=this._$Eu(t,i);n!==void 0&&this._$Eh.set(n,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let n of i)t.unshift(ma(n))}else e!==void 0&&t.push(ma(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Tc(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),n=this.constructor._$Eu(e,i);if(n!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:zn).toAttribute(t,i.type);this._$Em=e,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(e,t){let i=this.constructor,n=i._$Eh.get(e);if(n!==void 0&&this._$Em!==n){let r=i.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:zn;this._$Em=n;let l=o.fromAttribute(t,r.type);this[n]=l??this._$Ej?.get(n)??l,this._$Em=null}}requestUpdate(e,t,i,n=!1,r){if(e!==void 0){let o=this.constructor;if(n===!1&&(r=this[e]),i??=o.getPropertyOptions(e),!((i.hasChanged??Cr)(r,t)||i.useDefault&&i.reflect&&r===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:n,wrapped:r},o){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),r!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),n===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[n,r]of i){let{wrapped:o}=r,l=this[n];o!==!0||this._$AL.has(n)||l===void 0||this.C(n,void 0,r,l)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};_i.elementStyles=[],_i.shadowRootOptions={mode:"open"},_i[Rn("elementProperties")]=new Map,_i[Rn("finalized")]=new Map,Yu?.({ReactiveElement:_i}),(Ar.reactiveElementVersions??=[]).push("2.1.2");var ga=globalThis,Lc=s=>s,Lr=ga.trustedTypes,Mc=Lr?Lr.createPolicy("lit-html",{createHTML:s=>s}):void 0,va="$lit$",xi=`lit$${Math.random().toFixed(9).slice(2)}$`,wa="?"+xi,Ju=`<${wa}>`,fs=document,Dn=()=>fs.createComment(""),On=s=>s===null||typeof s!="object"&&typeof s!="function",ba=Array.isArray,Nc=s=>ba(s)||typeof s?.[Symbol.iterator]=="function",fa=`[ 	
\f\r]`,In=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Rc=/-->/g,zc=/>/g,us=RegExp(`>|${fa}(?:([^\\s"'>=/]+)(${fa}*=${fa}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Ic=/'/g,Dc=/"/g,Fc=/^(?:script|style|textarea|title)$/i,ya=s=>(e,...t)=>({_$litType$:s,strings:e,values:t}),g=ya(1),vw=ya(2),ww=ya(3),Se=Symbol.for("lit-noChange"),$=Symbol.for("lit-nothing"),Oc=new WeakMap,ms=fs.createTreeWalker(fs,129);function Hc(s,e){if(!ba(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return Mc!==void 0?Mc.createHTML(e):e}var Bc=(s,e)=>{let t=s.length-1,i=[],n,r=e===2?"<svg>":e===3?"<math>":"",o=In;for(let l=0;l<t;l++){let c=s[l],d,w,v=-1,y=0;for(;y<c.length&&(o.lastIndex=y,w=o.exec(c),w!==null);)y=o.lastIndex,o===In?w[1]==="!--"?o=Rc:w[1]!==void 0?o=zc:w[2]!==void 0?(Fc.test(w[2])&&(n=RegExp("</"+w[2],"g")),o=us):w[3]!==void 0&&(o=us):o===us?w[0]===">"?(o=n??In,v=-1):w[1]===void 0?v=-2:(v=o.lastIndex-w[2].length,d=w[1],o=w[3]===void 0?us:w[3]==='"'?Dc:Ic):o===Dc||o===Ic?o=us:o===Rc||o===zc?o=In:(o=us,n=void 0);let S=o===us&&s[l+1].startsWith("/>")?" ":"";r+=o===In?c+Ju:v>=0?(i.push(d),c.slice(0,v)+va+c.slice(v)+xi+S):c+xi+(v===-2?l:S)}return[Hc(s,r+(s[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},Nn=class s{constructor({strings:e,_$litType$:t},i){let n;this.parts=[];let r=0,o=0,l=e.length-1,c=this.parts,[d,w]=Bc(e,t);if(this.el=s.createElement(d,i),ms.currentNode=this.el.content,t===2||t===3){let v=this.el.content.firstChild;v.replaceWith(...v.childNodes)}for(;(n=ms.nextNode())!==null&&c.length<l;){if(n.nodeType===1){if(n.hasAttributes())for(let v of n.getAttributeNames())if(v.endsWith(va)){let y=w[o++],S=n.getAttribute(v).split(xi),P=/([.?@])?(.*)/.exec(y);c.push({type:1,index:r,name:P[2],strings:S,ctor:P[1]==="."?Rr:P[1]==="?"?zr:P[1]==="@"?Ir:vs}),n.removeAttribute(v)}else v.startsWith(xi)&&(c.push({type:6,index:r}),n.removeAttribute(v));if(Fc.test(n.tagName)){let v=n.textContent.split(xi),y=v.length-1;if(y>0){n.textContent=Lr?Lr.emptyScript:"";for(let S=0;S<y;S++)n.append(v[S],Dn()),ms.nextNode(),c.push({type:2,index:++r});n.append(v[y],Dn())}}}else if(n.nodeType===8)if(n.data===wa)c.push({type:2,index:r});else{let v=-1;for(;(v=n.data.indexOf(xi,v+1))!==-1;)c.push({type:7,index:r}),v+=xi.length-1}r++}}static createElement(e,t){let i=fs.createElement("template");return i.innerHTML=e,i}};function gs(s,e,t=s,i){if(e===Se)return e;let n=i!==void 0?t._$Co?.[i]:t._$Cl,r=On(e)?void 0:e._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(s),n._$AT(s,t,i)),i!==void 0?(t._$Co??=[])[i]=n:t._$Cl=n),n!==void 0&&(e=gs(s,n._$AS(s,e.values),n,i)),e}var Mr=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,n=(e?.creationScope??fs).importNode(t,!0);ms.currentNode=n;let r=ms.nextNode(),o=0,l=0,c=i[0];for(;c!==void 0;){if(o===c.index){let d;c.type===2?d=new tn(r,r.nextSibling,this,e):c.type===1?d=new c.ctor(r,c.name,c.strings,this,e):c.type===6&&(d=new Dr(r,this,e)),this._$AV.push(d),c=i[++l]}o!==c?.index&&(r=ms.nextNode(),o++)}return ms.currentNode=fs,n}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},tn=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,n){this.type=2,this._$AH=$,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=gs(this,e,t),On(e)?e===$||e==null||e===""?(this._$AH!==$&&this._$AR(),this._$AH=$):e!==this._$AH&&e!==Se&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Nc(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==$&&On(this._$AH)?this._$AA.nextSibling.data=e:this.T(fs.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,n=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=Nn.createElement(Hc(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===n)this._$AH.p(t);else{let r=new Mr(n,this),o=r.u(this.options);r.p(t),this.T(o),this._$AH=r}}_$AC(e){let t=Oc.get(e.strings);return t===void 0&&Oc.set(e.strings,t=new Nn(e)),t}k(e){ba(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,n=0;for(let r of e)n===t.length?t.push(i=new s(this.O(Dn()),this.O(Dn()),this,this.options)):i=t[n],i._$AI(r),n++;n<t.length&&(this._$AR(i&&i._$AB.nextSibling,n),t.length=n)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=Lc(e).nextSibling;Lc(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},vs=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,n,r){this.type=1,this._$AH=$,this._$AN=void 0,this.element=e,this.name=t,this._$AM=n,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=$}_$AI(e,t=this,i,n){let r=this.strings,o=!1;if(r===void 0)e=gs(this,e,t,0),o=!On(e)||e!==this._$AH&&e!==Se,o&&(this._$AH=e);else{let l=e,c,d;for(e=r[0],c=0;c<r.length-1;c++)d=gs(this,l[i+c],t,c),d===Se&&(d=this._$AH[c]),o||=!On(d)||d!==this._$AH[c],d===$?e=$:e!==$&&(e+=(d??"")+r[c+1]),this._$AH[c]=d}o&&!n&&this.j(e)}j(e){e===$?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Rr=class extends vs{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===$?void 0:e}},zr=class extends vs{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==$)}},Ir=class extends vs{constructor(e,t,i,n,r){super(e,t,i,n,r),this.type=5}_$AI(e,t=this){if((e=gs(this,e,t,0)??$)===Se)return;let i=this._$AH,n=e===$&&i!==$||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,r=e!==$&&(i===$||n);n&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Dr=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){gs(this,e)}},Vc={M:va,P:xi,A:wa,C:1,L:Bc,R:Mr,D:Nc,V:gs,I:tn,H:vs,N:zr,U:Ir,B:Rr,F:Dr},Xu=ga.litHtmlPolyfillSupport;Xu?.(Nn,tn),(ga.litHtmlVersions??=[]).push("3.3.3");var Uc=(s,e,t)=>{let i=t?.renderBefore??e,n=i._$litPart$;if(n===void 0){let r=t?.renderBefore??null;i._$litPart$=n=new tn(e.insertBefore(Dn(),r),r,void 0,t??{})}return n._$AI(s),n};var _a=globalThis,D=class extends _i{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Uc(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return Se}};D._$litElement$=!0,D.finalized=!0,_a.litElementHydrateSupport?.({LitElement:D});var Qu=_a.litElementPolyfillSupport;Qu?.({LitElement:D});(_a.litElementVersions??=[]).push("4.2.2");var B=s=>(e,t)=>{t!==void 0?t.addInitializer(()=>{customElements.define(s,e)}):customElements.define(s,e)};var tm={attribute:!0,type:String,converter:zn,reflect:!1,hasChanged:Cr},em=(s=tm,e,t)=>{let{kind:i,metadata:n}=t,r=globalThis.litPropertyMetadata.get(n);if(r===void 0&&globalThis.litPropertyMetadata.set(n,r=new Map),i==="setter"&&((s=Object.create(s)).wrapped=!0),r.set(t.name,s),i==="accessor"){let{name:o}=t;return{set(l){let c=e.get.call(this);e.set.call(this,l),this.requestUpdate(o,c,s,!0,l)},init(l){return l!==void 0&&this.C(o,void 0,s,l),l}}}if(i==="setter"){let{name:o}=t;return function(l){let c=this[o];e.call(this,l),this.requestUpdate(o,c,s,!0,l)}}throw Error("Unsupported decorator location: "+i)};function _(s){return(e,t)=>typeof t=="object"?em(s,e,t):((i,n,r)=>{let o=n.hasOwnProperty(r);return n.constructor.createProperty(r,i),o?Object.getOwnPropertyDescriptor(n,r):void 0})(s,e,t)}function M(s){return _({...s,state:!0,attribute:!1})}var ws=(s,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(s,e,t),t);function Ke(s,e){return(t,i,n)=>{let r=o=>o.renderRoot?.querySelector(s)??null;if(e){let{get:o,set:l}=typeof i=="object"?t:n??(()=>{let c=Symbol();return{get(){return this[c]},set(d){this[c]=d}}})();return ws(t,i,{get(){let c=o.call(this);return c===void 0&&(c=r(this),(c!==null||this.hasUpdated)&&l.call(this,c)),c}})}return ws(t,i,{get(){return r(this)}})}}var xa={};function qc(s){xa=s}var en=/\{(\w+)\}/g,Wc=new WeakMap;function p(s,e={}){let t=window.localization;return(t?.[s]||xa[s]||t&&jc(s,t)||jc(s,xa)||s).replace(en,(n,r)=>r in e?String(e[r]):n)}function jc(s,e){for(let{pattern:t,names:i,translated:n}of im(e)){let r=t.exec(s)?.slice(1);if(r)return n.replace(en,(o,l)=>p(r[i.indexOf(l)]??o))}}function im(s){let e=Wc.get(s);if(e)return e;let t=Object.keys(s).filter(n=>/\{\w+\}/.test(n));t.sort((n,r)=>r.replace(en,"").length-n.replace(en,"").length);let i=t.map(n=>({pattern:new RegExp(`^${n.split(en).map(sm).join("")}$`,"s"),names:[...n.matchAll(en)].map(r=>r[1]),translated:s[n]}));return Wc.set(s,i),i}function sm(s,e){return e%2?"(.*?)":s.replace(/[.*+?^${}()|[\]\\]/g,"\\$&")}var Fn=class extends Error{constructor(t,i){super(t);this.status=i}},Ni={base:"/clip-critic/v1/",key:""};function Zc(s,e){let t=new URL(s||"clip-critic/v1/",document.baseURI);t.pathname.endsWith("/")||(t.pathname+="/"),Ni.base=t.href,Ni.key=e}var Kc=s=>s.replace(/^\/?(clip-critic\/v1\/)?/,"");function Ge(s){let e=new URL(Kc(s),Ni.base);return Ni.key&&e.searchParams.set("key",Ni.key),e.href}async function $a(s,e,t){let i={};Ni.key&&(i["X-Clip-Critic-Key"]=Ni.key),t!==void 0&&(i["Content-Type"]="application/json");let n;try{n=await fetch(new URL(Kc(e),Ni.base),{method:s,headers:i,body:t===void 0?void 0:JSON.stringify(t),cache:"no-store"})}catch{throw new Fn(p("The server does not answer. Is it still running?"),0)}if(!n.ok)throw new Fn(await nm(n),n.status);return n}async function nm(s){let e=await s.text();try{let{detail:t}=JSON.parse(e);if(typeof t=="string")return p(t);if(Array.isArray(t))return t.map(rm).join(" ")}catch{}return s.status===401?p("Please log in again, and reload the page."):`${p("The server answered with an error.")} (${s.status})`}function rm({loc:s,type:e}){let t=p(String(s?.at(-1)??""));return/too_long|max_length/.test(e??"")?p("{name}: this is too long.",{name:t}):p("{name}: this value cannot be used.",{name:t})}async function It(s){return await(await $a("GET",s)).json()}async function Dt(s,e,t){return await(await $a(s,e,t)).json()}async function ge(s){return(await $a("GET",s)).blob()}var om=s=>new Promise(e=>setTimeout(e,s)),am=500,lm=60,cm=3e3,hm=40;async function Or(s,e,t,i){let n=lm/2,r=0;for(;!i.aborted;await om(r?cm:n=Math.min(am,n*2)))try{let o=await It(s());if(i.aborted||(r=0,e(o),t(o)))return}catch(o){if(o instanceof Fn&&o.status>=400&&o.status<500&&!r||++r>hm)throw o}}function $i(s){return new Promise((e,t)=>{let i=new FileReader;i.onload=()=>e(String(i.result)),i.onerror=()=>t(new Error(p("The picture cannot be read."))),i.readAsDataURL(s)})}var V=z`
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
`;function Ft(s){return s==null||Number.isNaN(s)?"–":s>-5e-4&&s<=0?"0.0 %":s>0&&s<5e-4?"< 0.1 %":s>=.9995&&s<1?"> 99.9 %":`${pm(s*100)} %`}function pm(s){return(Math.abs(s*4%4)===1?s-Math.sign(s)*.05:s).toFixed(1)}function sn(s){return s==null?"–":s.toFixed(3).replace(/^-(?=0\.0+$)/,"")}function Fi(s,e){if(s==null)return"–";let t=e>0?Math.min(Math.max(3,1-Math.floor(Math.log10(e))),12):3;return s.toFixed(t).replace(/^-(?=0\.0+$)/,"")}function Gc(s){return s<90?`${Math.round(s)} s`:`${Math.round(s/60)} min`}function ve(s,e){return e!=="similarity"?Ft(s):s==null?"–":s.toFixed(2)}var Bi={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},bs=s=>(...e)=>({_$litDirective$:s,values:e}),Hi=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,i){this._$Ct=e,this._$AM=t,this._$Ci=i}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:dm}=Vc,Yc=s=>s;var Xc=s=>s.strings===void 0,Jc=()=>document.createComment(""),nn=(s,e,t)=>{let i=s._$AA.parentNode,n=e===void 0?s._$AB:e._$AA;if(t===void 0){let r=i.insertBefore(Jc(),n),o=i.insertBefore(Jc(),n);t=new dm(r,o,s,s.options)}else{let r=t._$AB.nextSibling,o=t._$AM,l=o!==s;if(l){let c;t._$AQ?.(s),t._$AM=s,t._$AP!==void 0&&(c=s._$AU)!==o._$AU&&t._$AP(c)}if(r!==n||l){let c=t._$AA;for(;c!==r;){let d=Yc(c).nextSibling;Yc(i).insertBefore(c,n),c=d}}}return t},Vi=(s,e,t=s)=>(s._$AI(e,t),s),um={},Qc=(s,e=um)=>s._$AH=e,th=s=>s._$AH,Nr=s=>{s._$AR(),s._$AA.remove()};var eh=(s,e,t)=>{let i=new Map;for(let n=e;n<=t;n++)i.set(s[n],n);return i},Ui=bs(class extends Hi{constructor(s){if(super(s),s.type!==Bi.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,e,t){let i;t===void 0?t=e:e!==void 0&&(i=e);let n=[],r=[],o=0;for(let l of s)n[o]=i?i(l,o):o,r[o]=t(l,o),o++;return{values:r,keys:n}}render(s,e,t){return this.dt(s,e,t).values}update(s,[e,t,i]){let n=th(s),{values:r,keys:o}=this.dt(e,t,i);if(!Array.isArray(n))return this.ut=o,r;let l=this.ut??=[],c=[],d,w,v=0,y=n.length-1,S=0,P=r.length-1;for(;v<=y&&S<=P;)if(n[v]===null)v++;else if(n[y]===null)y--;else if(l[v]===o[S])c[S]=Vi(n[v],r[S]),v++,S++;else if(l[y]===o[P])c[P]=Vi(n[y],r[P]),y--,P--;else if(l[v]===o[P])c[P]=Vi(n[v],r[P]),nn(s,c[P+1],n[v]),v++,P--;else if(l[y]===o[S])c[S]=Vi(n[y],r[S]),nn(s,n[v],n[y]),y--,S++;else if(d===void 0&&(d=eh(o,S,P),w=eh(l,v,y)),d.has(l[v]))if(d.has(l[y])){let L=w.get(o[S]),U=L!==void 0?n[L]:null;if(U===null){let j=nn(s,n[v]);Vi(j,r[S]),c[S]=j}else c[S]=Vi(U,r[S]),nn(s,n[v],U),n[L]=null;S++}else Nr(n[y]),y--;else Nr(n[v]),v++;for(;S<=P;){let L=nn(s,c[P+1]);Vi(L,r[S]),c[S++]=L}for(;v<=y;){let L=n[v++];L!==null&&Nr(L)}return this.ut=o,Qc(s,c),Se}});function rn(s,e,t){let i=document.createElement("dialog");i.className="card",i.style.cssText="color: inherit; max-width: min(440px, 92vw); padding: 18px";let n=document.createElement("p");n.textContent=e,n.style.cssText="margin: 0 0 14px; overflow-wrap: anywhere",n.id="question",i.setAttribute("aria-labelledby","question");let r=document.createElement("form");r.method="dialog",r.style.cssText="display: flex; gap: 8px; justify-content: end";for(let[o,l]of[["no",p("Cancel")],["yes",t]]){let c=document.createElement("button");c.value=o,c.textContent=l,r.append(c)}return i.append(n,r),s.append(i),i.showModal(),new Promise(o=>{i.addEventListener("close",()=>{o(i.returnValue==="yes"),i.remove()})})}function ys(s){return s?.state==="waiting"||s?.state==="running"}function ih(s,e){if(!s||s.session.id!==e.session.id)return e;let t=Sa(s),i=e.session.steps.filter(r=>r.number>t),n=i.length?[...s.session.steps,...i]:s.session.steps;return{...e,session:{...e.session,steps:n}}}function Sa(s){return s?.session.steps.at(-1)?.number??-1}function Wi(s){let e=/^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)/.exec(s);return e?`${e[1]}-${e[2]}-${e[3]} ${e[4]}:${e[5]}`:s}function sh(s){return[s.want?.trim(),s.avoid?.trim()&&`− ${s.avoid.trim()}`].filter(Boolean).join(" ").replace(/\s+/g," ")||Wi(s.id)}var ka=class extends CustomEvent{constructor(e){super("cc-open",{detail:e,bubbles:!0,composed:!0})}},Si=class extends D{constructor(){super(...arguments);this.briefs=[];this.atWork=[];this.open="";this.hasMore=!1}render(){return this.briefs.length?g`<ul>
                ${Ui(this.briefs,t=>t.id,t=>this.row(t))}
            </ul>
            ${this.hasMore?g`<button class="quiet" @click=${()=>this.dispatchEvent(new Event("cc-more"))}>${p("Older sessions")}</button>`:$}`:g`<p class="hint">${p("No sessions yet.")}</p>`}row(t){if(t.error!==void 0)return this.damaged(t.id,t.error);let i=t.id===this.open;return g`<li>
            <button
                data-session=${t.id}
                aria-current=${i?"true":$}
                title=${t.id}
                @click=${()=>this.dispatchEvent(new ka(t.id))}
            >
                <span class="picture">${this.picture(t)}</span>
                <span>
                    <bdi class="aim">${sh(t)}</bdi>
                    <span class="hint">${Wi(t.id)} · ${p("{done} of {all} steps",{done:t.steps??0,all:t.of??"?"})}</span>
                </span>
                <span class="right number">
                    ${this.atWork.includes(t.id)?g`<span class="badge">${p("at work")}</span>`:$}
                    ${t.kept?ve(t.kept.score,t.objective):$}
                </span>
            </button>
        </li>`}damaged(t,i){let n=async()=>{let r=p("Delete the damaged session {id} with all its pictures?",{id:t});await rn(this.renderRoot,r,p("Delete"))&&this.dispatchEvent(new CustomEvent("cc-delete",{detail:t}))};return g`<li class="damaged" data-session=${t}>
            <span><b>${p("damaged")}</b> ${Wi(t)} <span class="hint">${p(i)}</span></span>
            <button @click=${n}>${p("Delete")}</button>
        </li>`}picture(t){return t.kept?g`<img loading="lazy" src=${Ge(`sessions/${t.id}/pictures/${t.kept.file}?side=96`)} alt="" />`:$}};Si.styles=[V,z`
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
        `],f([_({attribute:!1})],Si.prototype,"briefs",2),f([_({attribute:!1})],Si.prototype,"atWork",2),f([_()],Si.prototype,"open",2),f([_({type:Boolean})],Si.prototype,"hasMore",2),Si=f([B("cc-session-list")],Si);function ke(s,e,t){let i=document.createElement(e);return s&&(i.className=s),t&&t.appendChild(i),i}function Ht(s,e){return s.x=e.x,s.y=e.y,e.id!==void 0&&(s.id=e.id),s}function ph(s){s.x=Math.round(s.x),s.y=Math.round(s.y)}function Ea(s,e){let t=Math.abs(s.x-e.x),i=Math.abs(s.y-e.y);return Math.sqrt(t*t+i*i)}function Vn(s,e){return s.x===e.x&&s.y===e.y}function Wn(s,e,t){return Math.min(Math.max(s,e),t)}function Un(s,e,t){let i=`translate3d(${s}px,${e||0}px,0)`;return t!==void 0&&(i+=` scale3d(${t},${t},1)`),i}function xs(s,e,t,i){s.style.transform=Un(e,t,i)}var mm="cubic-bezier(.4,0,.22,1)";function dh(s,e,t,i){s.style.transition=e?`${e} ${t}ms ${i||mm}`:"none"}function Pa(s,e,t){s.style.width=typeof e=="number"?`${e}px`:e,s.style.height=typeof t=="number"?`${t}px`:t}function fm(s){dh(s)}function gm(s){return"decode"in s?s.decode().catch(()=>{}):s.complete?Promise.resolve(s):new Promise((e,t)=>{s.onload=()=>e(s),s.onerror=t})}var De={IDLE:"idle",LOADING:"loading",LOADED:"loaded",ERROR:"error"};function vm(s){return"button"in s&&s.button===1||s.ctrlKey||s.metaKey||s.altKey||s.shiftKey}function wm(s,e,t=document){let i=[];if(s instanceof Element)i=[s];else if(s instanceof NodeList||Array.isArray(s))i=Array.from(s);else{let n=typeof s=="string"?s:e;n&&(i=Array.from(t.querySelectorAll(n)))}return i}function nh(){return!!(navigator.vendor&&navigator.vendor.match(/apple/i))}var uh=!1;try{window.addEventListener("test",null,Object.defineProperty({},"passive",{get:()=>{uh=!0}}))}catch{}var Ta=class{constructor(){this._pool=[]}add(e,t,i,n){this._toggleListener(e,t,i,n)}remove(e,t,i,n){this._toggleListener(e,t,i,n,!0)}removeAll(){this._pool.forEach(e=>{this._toggleListener(e.target,e.type,e.listener,e.passive,!0,!0)}),this._pool=[]}_toggleListener(e,t,i,n,r,o){if(!e)return;let l=r?"removeEventListener":"addEventListener";t.split(" ").forEach(d=>{if(d){o||(r?this._pool=this._pool.filter(v=>v.type!==d||v.listener!==i||v.target!==e):this._pool.push({target:e,type:d,listener:i,passive:n}));let w=uh?{passive:n||!1}:!1;e[l](d,i,w)}})}};function mh(s,e){if(s.getViewportSizeFn){let t=s.getViewportSizeFn(s,e);if(t)return t}return{x:document.documentElement.clientWidth,y:window.innerHeight}}function Bn(s,e,t,i,n){let r=0;if(e.paddingFn)r=e.paddingFn(t,i,n)[s];else if(e.padding)r=e.padding[s];else{let o="padding"+s[0].toUpperCase()+s.slice(1);e[o]&&(r=e[o])}return Number(r)||0}function fh(s,e,t,i){return{x:e.x-Bn("left",s,e,t,i)-Bn("right",s,e,t,i),y:e.y-Bn("top",s,e,t,i)-Bn("bottom",s,e,t,i)}}var Aa=class{constructor(e){this.slide=e,this.currZoomLevel=1,this.center={x:0,y:0},this.max={x:0,y:0},this.min={x:0,y:0}}update(e){this.currZoomLevel=e,this.slide.width?(this._updateAxis("x"),this._updateAxis("y"),this.slide.pswp.dispatch("calcBounds",{slide:this.slide})):this.reset()}_updateAxis(e){let{pswp:t}=this.slide,i=this.slide[e==="x"?"width":"height"]*this.currZoomLevel,r=Bn(e==="x"?"left":"top",t.options,t.viewportSize,this.slide.data,this.slide.index),o=this.slide.panAreaSize[e];this.center[e]=Math.round((o-i)/2)+r,this.max[e]=i>o?Math.round(o-i)+r:this.center[e],this.min[e]=i>o?r:this.center[e]}reset(){this.center.x=0,this.center.y=0,this.max.x=0,this.max.y=0,this.min.x=0,this.min.y=0}correctPan(e,t){return Wn(t,this.max[e],this.min[e])}},rh=4e3,Fr=class{constructor(e,t,i,n){this.pswp=n,this.options=e,this.itemData=t,this.index=i,this.panAreaSize=null,this.elementSize=null,this.fit=1,this.fill=1,this.vFill=1,this.initial=1,this.secondary=1,this.max=1,this.min=1}update(e,t,i){let n={x:e,y:t};this.elementSize=n,this.panAreaSize=i;let r=i.x/n.x,o=i.y/n.y;this.fit=Math.min(1,r<o?r:o),this.fill=Math.min(1,r>o?r:o),this.vFill=Math.min(1,o),this.initial=this._getInitial(),this.secondary=this._getSecondary(),this.max=Math.max(this.initial,this.secondary,this._getMax()),this.min=Math.min(this.fit,this.initial,this.secondary),this.pswp&&this.pswp.dispatch("zoomLevelsUpdate",{zoomLevels:this,slideData:this.itemData})}_parseZoomLevelOption(e){let t=e+"ZoomLevel",i=this.options[t];if(i)return typeof i=="function"?i(this):i==="fill"?this.fill:i==="fit"?this.fit:Number(i)}_getSecondary(){let e=this._parseZoomLevelOption("secondary");return e||(e=Math.min(1,this.fit*3),this.elementSize&&e*this.elementSize.x>rh&&(e=rh/this.elementSize.x),e)}_getInitial(){return this._parseZoomLevelOption("initial")||this.fit}_getMax(){return this._parseZoomLevelOption("max")||Math.max(1,this.fit*4)}},Ca=class{constructor(e,t,i){this.data=e,this.index=t,this.pswp=i,this.isActive=t===i.currIndex,this.currentResolution=0,this.panAreaSize={x:0,y:0},this.pan={x:0,y:0},this.isFirstSlide=this.isActive&&!i.opener.isOpen,this.zoomLevels=new Fr(i.options,e,t,i),this.pswp.dispatch("gettingData",{slide:this,data:this.data,index:t}),this.content=this.pswp.contentLoader.getContentBySlide(this),this.container=ke("pswp__zoom-wrap","div"),this.holderElement=null,this.currZoomLevel=1,this.width=this.content.width,this.height=this.content.height,this.heavyAppended=!1,this.bounds=new Aa(this),this.prevDisplayedWidth=-1,this.prevDisplayedHeight=-1,this.pswp.dispatch("slideInit",{slide:this})}setIsActive(e){e&&!this.isActive?this.activate():!e&&this.isActive&&this.deactivate()}append(e){this.holderElement=e,this.container.style.transformOrigin="0 0",this.data&&(this.calculateSize(),this.load(),this.updateContentSize(),this.appendHeavy(),this.holderElement.appendChild(this.container),this.zoomAndPanToInitial(),this.pswp.dispatch("firstZoomPan",{slide:this}),this.applyCurrentZoomPan(),this.pswp.dispatch("afterSetContent",{slide:this}),this.isActive&&this.activate())}load(){this.content.load(!1),this.pswp.dispatch("slideLoad",{slide:this})}appendHeavy(){let{pswp:e}=this;this.heavyAppended||!e.opener.isOpen||e.mainScroll.isShifted()||!this.isActive&&!!0||this.pswp.dispatch("appendHeavy",{slide:this}).defaultPrevented||(this.heavyAppended=!0,this.content.append(),this.pswp.dispatch("appendHeavyContent",{slide:this}))}activate(){this.isActive=!0,this.appendHeavy(),this.content.activate(),this.pswp.dispatch("slideActivate",{slide:this})}deactivate(){this.isActive=!1,this.content.deactivate(),this.currZoomLevel!==this.zoomLevels.initial&&this.calculateSize(),this.currentResolution=0,this.zoomAndPanToInitial(),this.applyCurrentZoomPan(),this.updateContentSize(),this.pswp.dispatch("slideDeactivate",{slide:this})}destroy(){this.content.hasSlide=!1,this.content.remove(),this.container.remove(),this.pswp.dispatch("slideDestroy",{slide:this})}resize(){this.currZoomLevel===this.zoomLevels.initial||!this.isActive?(this.calculateSize(),this.currentResolution=0,this.zoomAndPanToInitial(),this.applyCurrentZoomPan(),this.updateContentSize()):(this.calculateSize(),this.bounds.update(this.currZoomLevel),this.panTo(this.pan.x,this.pan.y))}updateContentSize(e){let t=this.currentResolution||this.zoomLevels.initial;if(!t)return;let i=Math.round(this.width*t)||this.pswp.viewportSize.x,n=Math.round(this.height*t)||this.pswp.viewportSize.y;!this.sizeChanged(i,n)&&!e||this.content.setDisplayedSize(i,n)}sizeChanged(e,t){return e!==this.prevDisplayedWidth||t!==this.prevDisplayedHeight?(this.prevDisplayedWidth=e,this.prevDisplayedHeight=t,!0):!1}getPlaceholderElement(){var e;return(e=this.content.placeholder)===null||e===void 0?void 0:e.element}zoomTo(e,t,i,n){let{pswp:r}=this;if(!this.isZoomable()||r.mainScroll.isShifted())return;r.dispatch("beforeZoomTo",{destZoomLevel:e,centerPoint:t,transitionDuration:i}),r.animations.stopAllPan();let o=this.currZoomLevel;n||(e=Wn(e,this.zoomLevels.min,this.zoomLevels.max)),this.setZoomLevel(e),this.pan.x=this.calculateZoomToPanOffset("x",t,o),this.pan.y=this.calculateZoomToPanOffset("y",t,o),ph(this.pan);let l=()=>{this._setResolution(e),this.applyCurrentZoomPan()};i?r.animations.startTransition({isPan:!0,name:"zoomTo",target:this.container,transform:this.getCurrentTransform(),onComplete:l,duration:i,easing:r.options.easing}):l()}toggleZoom(e){this.zoomTo(this.currZoomLevel===this.zoomLevels.initial?this.zoomLevels.secondary:this.zoomLevels.initial,e,this.pswp.options.zoomAnimationDuration)}setZoomLevel(e){this.currZoomLevel=e,this.bounds.update(this.currZoomLevel)}calculateZoomToPanOffset(e,t,i){if(this.bounds.max[e]-this.bounds.min[e]===0)return this.bounds.center[e];t||(t=this.pswp.getViewportCenterPoint()),i||(i=this.zoomLevels.initial);let r=this.currZoomLevel/i;return this.bounds.correctPan(e,(this.pan[e]-t[e])*r+t[e])}panTo(e,t){this.pan.x=this.bounds.correctPan("x",e),this.pan.y=this.bounds.correctPan("y",t),this.applyCurrentZoomPan()}isPannable(){return!!this.width&&this.currZoomLevel>this.zoomLevels.fit}isZoomable(){return!!this.width&&this.content.isZoomable()}applyCurrentZoomPan(){this._applyZoomTransform(this.pan.x,this.pan.y,this.currZoomLevel),this===this.pswp.currSlide&&this.pswp.dispatch("zoomPanUpdate",{slide:this})}zoomAndPanToInitial(){this.currZoomLevel=this.zoomLevels.initial,this.bounds.update(this.currZoomLevel),Ht(this.pan,this.bounds.center),this.pswp.dispatch("initialZoomPan",{slide:this})}_applyZoomTransform(e,t,i){i/=this.currentResolution||this.zoomLevels.initial,xs(this.container,e,t,i)}calculateSize(){let{pswp:e}=this;Ht(this.panAreaSize,fh(e.options,e.viewportSize,this.data,this.index)),this.zoomLevels.update(this.width,this.height,this.panAreaSize),e.dispatch("calcSlideSize",{slide:this})}getCurrentTransform(){let e=this.currZoomLevel/(this.currentResolution||this.zoomLevels.initial);return Un(this.pan.x,this.pan.y,e)}_setResolution(e){e!==this.currentResolution&&(this.currentResolution=e,this.updateContentSize(),this.pswp.dispatch("resolutionChanged"))}},bm=.35,ym=.6,oh=.4,ah=.5;function _m(s,e){return s*e/(1-e)}var La=class{constructor(e){this.gestures=e,this.pswp=e.pswp,this.startPan={x:0,y:0}}start(){this.pswp.currSlide&&Ht(this.startPan,this.pswp.currSlide.pan),this.pswp.animations.stopAll()}change(){let{p1:e,prevP1:t,dragAxis:i}=this.gestures,{currSlide:n}=this.pswp;if(i==="y"&&this.pswp.options.closeOnVerticalDrag&&n&&n.currZoomLevel<=n.zoomLevels.fit&&!this.gestures.isMultitouch){let r=n.pan.y+(e.y-t.y);if(!this.pswp.dispatch("verticalDrag",{panY:r}).defaultPrevented){this._setPanWithFriction("y",r,ym);let o=1-Math.abs(this._getVerticalDragRatio(n.pan.y));this.pswp.applyBgOpacity(o),n.applyCurrentZoomPan()}}else this._panOrMoveMainScroll("x")||(this._panOrMoveMainScroll("y"),n&&(ph(n.pan),n.applyCurrentZoomPan()))}end(){let{velocity:e}=this.gestures,{mainScroll:t,currSlide:i}=this.pswp,n=0;if(this.pswp.animations.stopAll(),t.isShifted()){let o=(t.x-t.getCurrSlideX())/this.pswp.viewportSize.x;e.x<-ah&&o<0||e.x<.1&&o<-.5?(n=1,e.x=Math.min(e.x,0)):(e.x>ah&&o>0||e.x>-.1&&o>.5)&&(n=-1,e.x=Math.max(e.x,0)),t.moveIndexBy(n,!0,e.x)}i&&i.currZoomLevel>i.zoomLevels.max||this.gestures.isMultitouch?this.gestures.zoomLevels.correctZoomPan(!0):(this._finishPanGestureForAxis("x"),this._finishPanGestureForAxis("y"))}_finishPanGestureForAxis(e){let{velocity:t}=this.gestures,{currSlide:i}=this.pswp;if(!i)return;let{pan:n,bounds:r}=i,o=n[e],l=this.pswp.bgOpacity<1&&e==="y",d=o+_m(t[e],.995);if(l){let P=this._getVerticalDragRatio(o),L=this._getVerticalDragRatio(d);if(P<0&&L<-oh||P>0&&L>oh){this.pswp.close();return}}let w=r.correctPan(e,d);if(o===w)return;let v=w===d?1:.82,y=this.pswp.bgOpacity,S=w-o;this.pswp.animations.startSpring({name:"panGesture"+e,isPan:!0,start:o,end:w,velocity:t[e],dampingRatio:v,onUpdate:P=>{if(l&&this.pswp.bgOpacity<1){let L=1-(w-P)/S;this.pswp.applyBgOpacity(Wn(y+(1-y)*L,0,1))}n[e]=Math.floor(P),i.applyCurrentZoomPan()}})}_panOrMoveMainScroll(e){let{p1:t,dragAxis:i,prevP1:n,isMultitouch:r}=this.gestures,{currSlide:o,mainScroll:l}=this.pswp,c=t[e]-n[e],d=l.x+c;if(!c||!o)return!1;if(e==="x"&&!o.isPannable()&&!r)return l.moveTo(d,!0),!0;let{bounds:w}=o,v=o.pan[e]+c;if(this.pswp.options.allowPanToNext&&i==="x"&&e==="x"&&!r){let y=l.getCurrSlideX(),S=l.x-y,P=c>0,L=!P;if(v>w.min[e]&&P){if(w.min[e]<=this.startPan[e])return l.moveTo(d,!0),!0;this._setPanWithFriction(e,v)}else if(v<w.max[e]&&L){if(this.startPan[e]<=w.max[e])return l.moveTo(d,!0),!0;this._setPanWithFriction(e,v)}else if(S!==0){if(S>0)return l.moveTo(Math.max(d,y),!0),!0;if(S<0)return l.moveTo(Math.min(d,y),!0),!0}else this._setPanWithFriction(e,v)}else e==="y"?!l.isShifted()&&w.min.y!==w.max.y&&this._setPanWithFriction(e,v):this._setPanWithFriction(e,v);return!1}_getVerticalDragRatio(e){var t,i;return(e-((t=(i=this.pswp.currSlide)===null||i===void 0?void 0:i.bounds.center.y)!==null&&t!==void 0?t:0))/(this.pswp.viewportSize.y/3)}_setPanWithFriction(e,t,i){let{currSlide:n}=this.pswp;if(!n)return;let{pan:r,bounds:o}=n;if(o.correctPan(e,t)!==t||i){let c=Math.round(t-r[e]);r[e]+=c*(i||bm)}else r[e]=t}},xm=.05,$m=.15;function lh(s,e,t){return s.x=(e.x+t.x)/2,s.y=(e.y+t.y)/2,s}var Ma=class{constructor(e){this.gestures=e,this._startPan={x:0,y:0},this._startZoomPoint={x:0,y:0},this._zoomPoint={x:0,y:0},this._wasOverFitZoomLevel=!1,this._startZoomLevel=1}start(){let{currSlide:e}=this.gestures.pswp;e&&(this._startZoomLevel=e.currZoomLevel,Ht(this._startPan,e.pan)),this.gestures.pswp.animations.stopAllPan(),this._wasOverFitZoomLevel=!1}change(){let{p1:e,startP1:t,p2:i,startP2:n,pswp:r}=this.gestures,{currSlide:o}=r;if(!o)return;let l=o.zoomLevels.min,c=o.zoomLevels.max;if(!o.isZoomable()||r.mainScroll.isShifted())return;lh(this._startZoomPoint,t,n),lh(this._zoomPoint,e,i);let d=1/Ea(t,n)*Ea(e,i)*this._startZoomLevel;if(d>o.zoomLevels.initial+o.zoomLevels.initial/15&&(this._wasOverFitZoomLevel=!0),d<l)if(r.options.pinchToClose&&!this._wasOverFitZoomLevel&&this._startZoomLevel<=o.zoomLevels.initial){let w=1-(l-d)/(l/1.2);r.dispatch("pinchClose",{bgOpacity:w}).defaultPrevented||r.applyBgOpacity(w)}else d=l-(l-d)*$m;else d>c&&(d=c+(d-c)*xm);o.pan.x=this._calculatePanForZoomLevel("x",d),o.pan.y=this._calculatePanForZoomLevel("y",d),o.setZoomLevel(d),o.applyCurrentZoomPan()}end(){let{pswp:e}=this.gestures,{currSlide:t}=e;(!t||t.currZoomLevel<t.zoomLevels.initial)&&!this._wasOverFitZoomLevel&&e.options.pinchToClose?e.close():this.correctZoomPan()}_calculatePanForZoomLevel(e,t){let i=t/this._startZoomLevel;return this._zoomPoint[e]-(this._startZoomPoint[e]-this._startPan[e])*i}correctZoomPan(e){let{pswp:t}=this.gestures,{currSlide:i}=t;if(!(i!=null&&i.isZoomable()))return;this._zoomPoint.x===0&&(e=!0);let n=i.currZoomLevel,r,o=!0;n<i.zoomLevels.initial?r=i.zoomLevels.initial:n>i.zoomLevels.max?r=i.zoomLevels.max:(o=!1,r=n);let l=t.bgOpacity,c=t.bgOpacity<1,d=Ht({x:0,y:0},i.pan),w=Ht({x:0,y:0},d);e&&(this._zoomPoint.x=0,this._zoomPoint.y=0,this._startZoomPoint.x=0,this._startZoomPoint.y=0,this._startZoomLevel=n,Ht(this._startPan,d)),o&&(w={x:this._calculatePanForZoomLevel("x",r),y:this._calculatePanForZoomLevel("y",r)}),i.setZoomLevel(r),w={x:i.bounds.correctPan("x",w.x),y:i.bounds.correctPan("y",w.y)},i.setZoomLevel(n);let v=!Vn(w,d);if(!v&&!o&&!c){i._setResolution(r),i.applyCurrentZoomPan();return}t.animations.stopAllPan(),t.animations.startSpring({isPan:!0,start:0,end:1e3,velocity:0,dampingRatio:1,naturalFrequency:40,onUpdate:y=>{if(y/=1e3,v||o){if(v&&(i.pan.x=d.x+(w.x-d.x)*y,i.pan.y=d.y+(w.y-d.y)*y),o){let S=n+(r-n)*y;i.setZoomLevel(S)}i.applyCurrentZoomPan()}c&&t.bgOpacity<1&&t.applyBgOpacity(Wn(l+(1-l)*y,0,1))},onComplete:()=>{i._setResolution(r),i.applyCurrentZoomPan()}})}};function ch(s){return!!s.target.closest(".pswp__container")}var Ra=class{constructor(e){this.gestures=e}click(e,t){let i=t.target.classList,n=i.contains("pswp__img"),r=i.contains("pswp__item")||i.contains("pswp__zoom-wrap");n?this._doClickOrTapAction("imageClick",e,t):r&&this._doClickOrTapAction("bgClick",e,t)}tap(e,t){ch(t)&&this._doClickOrTapAction("tap",e,t)}doubleTap(e,t){ch(t)&&this._doClickOrTapAction("doubleTap",e,t)}_doClickOrTapAction(e,t,i){var n;let{pswp:r}=this.gestures,{currSlide:o}=r,l=e+"Action",c=r.options[l];if(!r.dispatch(l,{point:t,originalEvent:i}).defaultPrevented){if(typeof c=="function"){c.call(r,t,i);return}switch(c){case"close":case"next":r[c]();break;case"zoom":o?.toggleZoom(t);break;case"zoom-or-close":o!=null&&o.isZoomable()&&o.zoomLevels.secondary!==o.zoomLevels.initial?o.toggleZoom(t):r.options.clickToCloseNonZoomable&&r.close();break;case"toggle-controls":(n=this.gestures.pswp.element)===null||n===void 0||n.classList.toggle("pswp--ui-visible");break}}}},Sm=10,km=300,Em=25,za=class{constructor(e){this.pswp=e,this.dragAxis=null,this.p1={x:0,y:0},this.p2={x:0,y:0},this.prevP1={x:0,y:0},this.prevP2={x:0,y:0},this.startP1={x:0,y:0},this.startP2={x:0,y:0},this.velocity={x:0,y:0},this._lastStartP1={x:0,y:0},this._intervalP1={x:0,y:0},this._numActivePoints=0,this._ongoingPointers=[],this._touchEventEnabled="ontouchstart"in window,this._pointerEventEnabled=!!window.PointerEvent,this.supportsTouch=this._touchEventEnabled||this._pointerEventEnabled&&navigator.maxTouchPoints>1,this._numActivePoints=0,this._intervalTime=0,this._velocityCalculated=!1,this.isMultitouch=!1,this.isDragging=!1,this.isZooming=!1,this.raf=null,this._tapTimer=null,this.supportsTouch||(e.options.allowPanToNext=!1),this.drag=new La(this),this.zoomLevels=new Ma(this),this.tapHandler=new Ra(this),e.on("bindEvents",()=>{e.events.add(e.scrollWrap,"click",this._onClick.bind(this)),this._pointerEventEnabled?this._bindEvents("pointer","down","up","cancel"):this._touchEventEnabled?(this._bindEvents("touch","start","end","cancel"),e.scrollWrap&&(e.scrollWrap.ontouchmove=()=>{},e.scrollWrap.ontouchend=()=>{})):this._bindEvents("mouse","down","up")})}_bindEvents(e,t,i,n){let{pswp:r}=this,{events:o}=r,l=n?e+n:"";o.add(r.scrollWrap,e+t,this.onPointerDown.bind(this)),o.add(window,e+"move",this.onPointerMove.bind(this)),o.add(window,e+i,this.onPointerUp.bind(this)),l&&o.add(r.scrollWrap,l,this.onPointerUp.bind(this))}onPointerDown(e){let t=e.type==="mousedown"||e.pointerType==="mouse";if(t&&e.button>0)return;let{pswp:i}=this;if(!i.opener.isOpen){e.preventDefault();return}i.dispatch("pointerDown",{originalEvent:e}).defaultPrevented||(t&&(i.mouseDetected(),this._preventPointerEventBehaviour(e,"down")),i.animations.stopAll(),this._updatePoints(e,"down"),this._numActivePoints===1&&(this.dragAxis=null,Ht(this.startP1,this.p1)),this._numActivePoints>1?(this._clearTapTimer(),this.isMultitouch=!0):this.isMultitouch=!1)}onPointerMove(e){this._preventPointerEventBehaviour(e,"move"),this._numActivePoints&&(this._updatePoints(e,"move"),!this.pswp.dispatch("pointerMove",{originalEvent:e}).defaultPrevented&&(this._numActivePoints===1&&!this.isDragging?(this.dragAxis||this._calculateDragDirection(),this.dragAxis&&!this.isDragging&&(this.isZooming&&(this.isZooming=!1,this.zoomLevels.end()),this.isDragging=!0,this._clearTapTimer(),this._updateStartPoints(),this._intervalTime=Date.now(),this._velocityCalculated=!1,Ht(this._intervalP1,this.p1),this.velocity.x=0,this.velocity.y=0,this.drag.start(),this._rafStopLoop(),this._rafRenderLoop())):this._numActivePoints>1&&!this.isZooming&&(this._finishDrag(),this.isZooming=!0,this._updateStartPoints(),this.zoomLevels.start(),this._rafStopLoop(),this._rafRenderLoop())))}_finishDrag(){this.isDragging&&(this.isDragging=!1,this._velocityCalculated||this._updateVelocity(!0),this.drag.end(),this.dragAxis=null)}onPointerUp(e){this._numActivePoints&&(this._updatePoints(e,"up"),!this.pswp.dispatch("pointerUp",{originalEvent:e}).defaultPrevented&&(this._numActivePoints===0&&(this._rafStopLoop(),this.isDragging?this._finishDrag():!this.isZooming&&!this.isMultitouch&&this._finishTap(e)),this._numActivePoints<2&&this.isZooming&&(this.isZooming=!1,this.zoomLevels.end(),this._numActivePoints===1&&(this.dragAxis=null,this._updateStartPoints()))))}_rafRenderLoop(){(this.isDragging||this.isZooming)&&(this._updateVelocity(),this.isDragging?Vn(this.p1,this.prevP1)||this.drag.change():(!Vn(this.p1,this.prevP1)||!Vn(this.p2,this.prevP2))&&this.zoomLevels.change(),this._updatePrevPoints(),this.raf=requestAnimationFrame(this._rafRenderLoop.bind(this)))}_updateVelocity(e){let t=Date.now(),i=t-this._intervalTime;i<50&&!e||(this.velocity.x=this._getVelocity("x",i),this.velocity.y=this._getVelocity("y",i),this._intervalTime=t,Ht(this._intervalP1,this.p1),this._velocityCalculated=!0)}_finishTap(e){let{mainScroll:t}=this.pswp;if(t.isShifted()){t.moveIndexBy(0,!0);return}if(e.type.indexOf("cancel")>0)return;if(e.type==="mouseup"||e.pointerType==="mouse"){this.tapHandler.click(this.startP1,e);return}let i=this.pswp.options.doubleTapAction?km:0;this._tapTimer?(this._clearTapTimer(),Ea(this._lastStartP1,this.startP1)<Em&&this.tapHandler.doubleTap(this.startP1,e)):(Ht(this._lastStartP1,this.startP1),this._tapTimer=setTimeout(()=>{this.tapHandler.tap(this.startP1,e),this._clearTapTimer()},i))}_clearTapTimer(){this._tapTimer&&(clearTimeout(this._tapTimer),this._tapTimer=null)}_getVelocity(e,t){let i=this.p1[e]-this._intervalP1[e];return Math.abs(i)>1&&t>5?i/t:0}_rafStopLoop(){this.raf&&(cancelAnimationFrame(this.raf),this.raf=null)}_preventPointerEventBehaviour(e,t){this.pswp.applyFilters("preventPointerEvent",!0,e,t)&&e.preventDefault()}_updatePoints(e,t){if(this._pointerEventEnabled){let i=e,n=this._ongoingPointers.findIndex(r=>r.id===i.pointerId);t==="up"&&n>-1?this._ongoingPointers.splice(n,1):t==="down"&&n===-1?this._ongoingPointers.push(this._convertEventPosToPoint(i,{x:0,y:0})):n>-1&&this._convertEventPosToPoint(i,this._ongoingPointers[n]),this._numActivePoints=this._ongoingPointers.length,this._numActivePoints>0&&Ht(this.p1,this._ongoingPointers[0]),this._numActivePoints>1&&Ht(this.p2,this._ongoingPointers[1])}else{let i=e;this._numActivePoints=0,i.type.indexOf("touch")>-1?i.touches&&i.touches.length>0&&(this._convertEventPosToPoint(i.touches[0],this.p1),this._numActivePoints++,i.touches.length>1&&(this._convertEventPosToPoint(i.touches[1],this.p2),this._numActivePoints++)):(this._convertEventPosToPoint(e,this.p1),t==="up"?this._numActivePoints=0:this._numActivePoints++)}}_updatePrevPoints(){Ht(this.prevP1,this.p1),Ht(this.prevP2,this.p2)}_updateStartPoints(){Ht(this.startP1,this.p1),Ht(this.startP2,this.p2),this._updatePrevPoints()}_calculateDragDirection(){if(this.pswp.mainScroll.isShifted())this.dragAxis="x";else{let e=Math.abs(this.p1.x-this.startP1.x)-Math.abs(this.p1.y-this.startP1.y);if(e!==0){let t=e>0?"x":"y";Math.abs(this.p1[t]-this.startP1[t])>=Sm&&(this.dragAxis=t)}}}_convertEventPosToPoint(e,t){return t.x=e.pageX-this.pswp.offset.x,t.y=e.pageY-this.pswp.offset.y,"pointerId"in e?t.id=e.pointerId:e.identifier!==void 0&&(t.id=e.identifier),t}_onClick(e){this.pswp.mainScroll.isShifted()&&(e.preventDefault(),e.stopPropagation())}},Pm=.35,Ia=class{constructor(e){this.pswp=e,this.x=0,this.slideWidth=0,this._currPositionIndex=0,this._prevPositionIndex=0,this._containerShiftIndex=-1,this.itemHolders=[]}resize(e){let{pswp:t}=this,i=Math.round(t.viewportSize.x+t.viewportSize.x*t.options.spacing),n=i!==this.slideWidth;n&&(this.slideWidth=i,this.moveTo(this.getCurrSlideX())),this.itemHolders.forEach((r,o)=>{n&&xs(r.el,(o+this._containerShiftIndex)*this.slideWidth),e&&r.slide&&r.slide.resize()})}resetPosition(){this._currPositionIndex=0,this._prevPositionIndex=0,this.slideWidth=0,this._containerShiftIndex=-1}appendHolders(){this.itemHolders=[];for(let e=0;e<3;e++){let t=ke("pswp__item","div",this.pswp.container);t.setAttribute("role","group"),t.setAttribute("aria-roledescription","slide"),t.setAttribute("aria-hidden","true"),t.style.display=e===1?"block":"none",this.itemHolders.push({el:t})}}canBeSwiped(){return this.pswp.getNumItems()>1}moveIndexBy(e,t,i){let{pswp:n}=this,r=n.potentialIndex+e,o=n.getNumItems();if(n.canLoop()){r=n.getLoopedIndex(r);let c=(e+o)%o;c<=o/2?e=c:e=c-o}else r<0?r=0:r>=o&&(r=o-1),e=r-n.potentialIndex;n.potentialIndex=r,this._currPositionIndex-=e,n.animations.stopMainScroll();let l=this.getCurrSlideX();if(!t)this.moveTo(l),this.updateCurrItem();else{n.animations.startSpring({isMainScroll:!0,start:this.x,end:l,velocity:i||0,naturalFrequency:30,dampingRatio:1,onUpdate:d=>{this.moveTo(d)},onComplete:()=>{this.updateCurrItem(),n.appendHeavy()}});let c=n.potentialIndex-n.currIndex;if(n.canLoop()){let d=(c+o)%o;d<=o/2?c=d:c=d-o}Math.abs(c)>1&&this.updateCurrItem()}return!!e}getCurrSlideX(){return this.slideWidth*this._currPositionIndex}isShifted(){return this.x!==this.getCurrSlideX()}updateCurrItem(){var e;let{pswp:t}=this,i=this._prevPositionIndex-this._currPositionIndex;if(!i)return;this._prevPositionIndex=this._currPositionIndex,t.currIndex=t.potentialIndex;let n=Math.abs(i),r;n>=3&&(this._containerShiftIndex+=i+(i>0?-3:3),n=3,this.itemHolders.forEach(o=>{var l;(l=o.slide)===null||l===void 0||l.destroy(),o.slide=void 0}));for(let o=0;o<n;o++)i>0?(r=this.itemHolders.shift(),r&&(this.itemHolders[2]=r,this._containerShiftIndex++,xs(r.el,(this._containerShiftIndex+2)*this.slideWidth),t.setContent(r,t.currIndex-n+o+2))):(r=this.itemHolders.pop(),r&&(this.itemHolders.unshift(r),this._containerShiftIndex--,xs(r.el,this._containerShiftIndex*this.slideWidth),t.setContent(r,t.currIndex+n-o-2)));Math.abs(this._containerShiftIndex)>50&&!this.isShifted()&&(this.resetPosition(),this.resize()),t.animations.stopAllPan(),this.itemHolders.forEach((o,l)=>{o.slide&&o.slide.setIsActive(l===1)}),t.currSlide=(e=this.itemHolders[1])===null||e===void 0?void 0:e.slide,t.contentLoader.updateLazy(i),t.currSlide&&t.currSlide.applyCurrentZoomPan(),t.dispatch("change")}moveTo(e,t){if(!this.pswp.canLoop()&&t){let i=(this.slideWidth*this._currPositionIndex-e)/this.slideWidth;i+=this.pswp.currIndex;let n=Math.round(e-this.x);(i<0&&n>0||i>=this.pswp.getNumItems()-1&&n<0)&&(e=this.x+n*Pm)}this.x=e,this.pswp.container&&xs(this.pswp.container,e),this.pswp.dispatch("moveMainScroll",{x:e,dragging:t??!1})}},Tm={Escape:27,z:90,ArrowLeft:37,ArrowUp:38,ArrowRight:39,ArrowDown:40,Tab:9},_s=(s,e)=>e?s:Tm[s],Da=class{constructor(e){this.pswp=e,this._wasFocused=!1,e.on("bindEvents",()=>{e.options.trapFocus&&(e.options.initialPointerPos||this._focusRoot(),e.events.add(document,"focusin",this._onFocusIn.bind(this))),e.events.add(document,"keydown",this._onKeyDown.bind(this))});let t=document.activeElement;e.on("destroy",()=>{e.options.returnFocus&&t&&this._wasFocused&&t.focus()})}_focusRoot(){!this._wasFocused&&this.pswp.element&&(this.pswp.element.focus(),this._wasFocused=!0)}_onKeyDown(e){let{pswp:t}=this;if(t.dispatch("keydown",{originalEvent:e}).defaultPrevented||vm(e))return;let i,n,r=!1,o="key"in e;switch(o?e.key:e.keyCode){case _s("Escape",o):t.options.escKey&&(i="close");break;case _s("z",o):i="toggleZoom";break;case _s("ArrowLeft",o):n="x";break;case _s("ArrowUp",o):n="y";break;case _s("ArrowRight",o):n="x",r=!0;break;case _s("ArrowDown",o):r=!0,n="y";break;case _s("Tab",o):this._focusRoot();break}if(n){e.preventDefault();let{currSlide:l}=t;t.options.arrowKeys&&n==="x"&&t.getNumItems()>1?i=r?"next":"prev":l&&l.currZoomLevel>l.zoomLevels.fit&&(l.pan[n]+=r?-80:80,l.panTo(l.pan.x,l.pan.y))}i&&(e.preventDefault(),t[i]())}_onFocusIn(e){let{template:t}=this.pswp;t&&document!==e.target&&t!==e.target&&!t.contains(e.target)&&t.focus()}},Am="cubic-bezier(.4,0,.22,1)",Oa=class{constructor(e){var t;this.props=e;let{target:i,onComplete:n,transform:r,onFinish:o=()=>{},duration:l=333,easing:c=Am}=e;this.onFinish=o;let d=r?"transform":"opacity",w=(t=e[d])!==null&&t!==void 0?t:"";this._target=i,this._onComplete=n,this._finished=!1,this._onTransitionEnd=this._onTransitionEnd.bind(this),this._helperTimeout=setTimeout(()=>{dh(i,d,l,c),this._helperTimeout=setTimeout(()=>{i.addEventListener("transitionend",this._onTransitionEnd,!1),i.addEventListener("transitioncancel",this._onTransitionEnd,!1),this._helperTimeout=setTimeout(()=>{this._finalizeAnimation()},l+500),i.style[d]=w},30)},0)}_onTransitionEnd(e){e.target===this._target&&this._finalizeAnimation()}_finalizeAnimation(){this._finished||(this._finished=!0,this.onFinish(),this._onComplete&&this._onComplete())}destroy(){this._helperTimeout&&clearTimeout(this._helperTimeout),fm(this._target),this._target.removeEventListener("transitionend",this._onTransitionEnd,!1),this._target.removeEventListener("transitioncancel",this._onTransitionEnd,!1),this._finished||this._finalizeAnimation()}},Cm=12,Lm=.75,Na=class{constructor(e,t,i){this.velocity=e*1e3,this._dampingRatio=t||Lm,this._naturalFrequency=i||Cm,this._dampedFrequency=this._naturalFrequency,this._dampingRatio<1&&(this._dampedFrequency*=Math.sqrt(1-this._dampingRatio*this._dampingRatio))}easeFrame(e,t){let i=0,n;t/=1e3;let r=Math.E**(-this._dampingRatio*this._naturalFrequency*t);if(this._dampingRatio===1)n=this.velocity+this._naturalFrequency*e,i=(e+n*t)*r,this.velocity=i*-this._naturalFrequency+n*r;else if(this._dampingRatio<1){n=1/this._dampedFrequency*(this._dampingRatio*this._naturalFrequency*e+this.velocity);let o=Math.cos(this._dampedFrequency*t),l=Math.sin(this._dampedFrequency*t);i=r*(e*o+n*l),this.velocity=i*-this._naturalFrequency*this._dampingRatio+r*(-this._dampedFrequency*e*l+this._dampedFrequency*n*o)}return i}},Fa=class{constructor(e){this.props=e,this._raf=0;let{start:t,end:i,velocity:n,onUpdate:r,onComplete:o,onFinish:l=()=>{},dampingRatio:c,naturalFrequency:d}=e;this.onFinish=l;let w=new Na(n,c,d),v=Date.now(),y=t-i,S=()=>{this._raf&&(y=w.easeFrame(y,Date.now()-v),Math.abs(y)<1&&Math.abs(w.velocity)<50?(r(i),o&&o(),this.onFinish()):(v=Date.now(),r(y+i),this._raf=requestAnimationFrame(S)))};this._raf=requestAnimationFrame(S)}destroy(){this._raf>=0&&cancelAnimationFrame(this._raf),this._raf=0}},Ha=class{constructor(){this.activeAnimations=[]}startSpring(e){this._start(e,!0)}startTransition(e){this._start(e)}_start(e,t){let i=t?new Fa(e):new Oa(e);return this.activeAnimations.push(i),i.onFinish=()=>this.stop(i),i}stop(e){e.destroy();let t=this.activeAnimations.indexOf(e);t>-1&&this.activeAnimations.splice(t,1)}stopAll(){this.activeAnimations.forEach(e=>{e.destroy()}),this.activeAnimations=[]}stopAllPan(){this.activeAnimations=this.activeAnimations.filter(e=>e.props.isPan?(e.destroy(),!1):!0)}stopMainScroll(){this.activeAnimations=this.activeAnimations.filter(e=>e.props.isMainScroll?(e.destroy(),!1):!0)}isPanRunning(){return this.activeAnimations.some(e=>e.props.isPan)}},Ba=class{constructor(e){this.pswp=e,e.events.add(e.element,"wheel",this._onWheel.bind(this))}_onWheel(e){e.preventDefault();let{currSlide:t}=this.pswp,{deltaX:i,deltaY:n}=e;if(t&&!this.pswp.dispatch("wheel",{originalEvent:e}).defaultPrevented)if(e.ctrlKey||this.pswp.options.wheelToZoom){if(t.isZoomable()){let r=-n;e.deltaMode===1?r*=.05:r*=e.deltaMode?1:.002,r=2**r;let o=t.currZoomLevel*r;t.zoomTo(o,{x:e.clientX,y:e.clientY})}}else t.isPannable()&&(e.deltaMode===1&&(i*=18,n*=18),t.panTo(t.pan.x-i,t.pan.y-n))}};function Mm(s){if(typeof s=="string")return s;if(!s||!s.isCustomSVG)return"";let e=s,t='<svg aria-hidden="true" class="pswp__icn" viewBox="0 0 %d %d" width="%d" height="%d">';return t=t.split("%d").join(e.size||32),e.outlineID&&(t+='<use class="pswp__icn-shadow" xlink:href="#'+e.outlineID+'"/>'),t+=e.inner,t+="</svg>",t}var Va=class{constructor(e,t){var i;let n=t.name||t.className,r=t.html;if(e.options[n]===!1)return;typeof e.options[n+"SVG"]=="string"&&(r=e.options[n+"SVG"]),e.dispatch("uiElementCreate",{data:t});let o="";t.isButton?(o+="pswp__button ",o+=t.className||`pswp__button--${t.name}`):o+=t.className||`pswp__${t.name}`;let l=t.isButton?t.tagName||"button":t.tagName||"div";l=l.toLowerCase();let c=ke(o,l);if(t.isButton){l==="button"&&(c.type="button");let{title:v}=t,{ariaLabel:y}=t;typeof e.options[n+"Title"]=="string"&&(v=e.options[n+"Title"]),v&&(c.title=v);let S=y||v;S&&c.setAttribute("aria-label",S)}c.innerHTML=Mm(r),t.onInit&&t.onInit(c,e),t.onClick&&(c.onclick=v=>{typeof t.onClick=="string"?e[t.onClick]():typeof t.onClick=="function"&&t.onClick(v,c,e)});let d=t.appendTo||"bar",w=e.element;d==="bar"?(e.topBar||(e.topBar=ke("pswp__top-bar pswp__hide-on-close","div",e.scrollWrap)),w=e.topBar):(c.classList.add("pswp__hide-on-close"),d==="wrapper"&&(w=e.scrollWrap)),(i=w)===null||i===void 0||i.appendChild(e.applyFilters("uiElement",c,t))}};function gh(s,e,t){s.classList.add("pswp__button--arrow"),s.setAttribute("aria-controls","pswp__items"),e.on("change",()=>{e.options.loop||(t?s.disabled=!(e.currIndex<e.getNumItems()-1):s.disabled=!(e.currIndex>0))})}var Rm={name:"arrowPrev",className:"pswp__button--arrow--prev",title:"Previous",order:10,isButton:!0,appendTo:"wrapper",html:{isCustomSVG:!0,size:60,inner:'<path d="M29 43l-3 3-16-16 16-16 3 3-13 13 13 13z" id="pswp__icn-arrow"/>',outlineID:"pswp__icn-arrow"},onClick:"prev",onInit:gh},zm={name:"arrowNext",className:"pswp__button--arrow--next",title:"Next",order:11,isButton:!0,appendTo:"wrapper",html:{isCustomSVG:!0,size:60,inner:'<use xlink:href="#pswp__icn-arrow"/>',outlineID:"pswp__icn-arrow"},onClick:"next",onInit:(s,e)=>{gh(s,e,!0)}},Im={name:"close",title:"Close",order:20,isButton:!0,html:{isCustomSVG:!0,inner:'<path d="M24 10l-2-2-6 6-6-6-2 2 6 6-6 6 2 2 6-6 6 6 2-2-6-6z" id="pswp__icn-close"/>',outlineID:"pswp__icn-close"},onClick:"close"},Dm={name:"zoom",title:"Zoom",order:10,isButton:!0,html:{isCustomSVG:!0,inner:'<path d="M17.426 19.926a6 6 0 1 1 1.5-1.5L23 22.5 21.5 24l-4.074-4.074z" id="pswp__icn-zoom"/><path fill="currentColor" class="pswp__zoom-icn-bar-h" d="M11 16v-2h6v2z"/><path fill="currentColor" class="pswp__zoom-icn-bar-v" d="M13 12h2v6h-2z"/>',outlineID:"pswp__icn-zoom"},onClick:"toggleZoom"},Om={name:"preloader",appendTo:"bar",order:7,html:{isCustomSVG:!0,inner:'<path fill-rule="evenodd" clip-rule="evenodd" d="M21.2 16a5.2 5.2 0 1 1-5.2-5.2V8a8 8 0 1 0 8 8h-2.8Z" id="pswp__icn-loading"/>',outlineID:"pswp__icn-loading"},onInit:(s,e)=>{let t,i=null,n=(l,c)=>{s.classList.toggle("pswp__preloader--"+l,c)},r=l=>{t!==l&&(t=l,n("active",l))},o=()=>{var l;if(!((l=e.currSlide)!==null&&l!==void 0&&l.content.isLoading())){r(!1),i&&(clearTimeout(i),i=null);return}i||(i=setTimeout(()=>{var c;r(!!(!((c=e.currSlide)===null||c===void 0)&&c.content.isLoading())),i=null},e.options.preloaderDelay))};e.on("change",o),e.on("loadComplete",l=>{e.currSlide===l.slide&&o()}),e.ui&&(e.ui.updatePreloaderVisibility=o)}},Nm={name:"counter",order:5,onInit:(s,e)=>{e.on("change",()=>{s.innerText=e.currIndex+1+e.options.indexIndicatorSep+e.getNumItems()})}};function hh(s,e){s.classList.toggle("pswp--zoomed-in",e)}var Ua=class{constructor(e){this.pswp=e,this.isRegistered=!1,this.uiElementsData=[],this.items=[],this.updatePreloaderVisibility=()=>{},this._lastUpdatedZoomLevel=void 0}init(){let{pswp:e}=this;this.isRegistered=!1,this.uiElementsData=[Im,Rm,zm,Dm,Om,Nm],e.dispatch("uiRegister"),this.uiElementsData.sort((t,i)=>(t.order||0)-(i.order||0)),this.items=[],this.isRegistered=!0,this.uiElementsData.forEach(t=>{this.registerElement(t)}),e.on("change",()=>{var t;(t=e.element)===null||t===void 0||t.classList.toggle("pswp--one-slide",e.getNumItems()===1)}),e.on("zoomPanUpdate",()=>this._onZoomPanUpdate())}registerElement(e){this.isRegistered?this.items.push(new Va(this.pswp,e)):this.uiElementsData.push(e)}_onZoomPanUpdate(){let{template:e,currSlide:t,options:i}=this.pswp;if(this.pswp.opener.isClosing||!e||!t)return;let{currZoomLevel:n}=t;if(this.pswp.opener.isOpen||(n=t.zoomLevels.initial),n===this._lastUpdatedZoomLevel)return;this._lastUpdatedZoomLevel=n;let r=t.zoomLevels.initial-t.zoomLevels.secondary;if(Math.abs(r)<.01||!t.isZoomable()){hh(e,!1),e.classList.remove("pswp--zoom-allowed");return}e.classList.add("pswp--zoom-allowed");let o=n===t.zoomLevels.initial?t.zoomLevels.secondary:t.zoomLevels.initial;hh(e,o<=n),(i.imageClickAction==="zoom"||i.imageClickAction==="zoom-or-close")&&e.classList.add("pswp--click-to-zoom")}};function Fm(s){let e=s.getBoundingClientRect();return{x:e.left,y:e.top,w:e.width}}function Hm(s,e,t){let i=s.getBoundingClientRect(),n=i.width/e,r=i.height/t,o=n>r?n:r,l=(i.width-e*o)/2,c=(i.height-t*o)/2,d={x:i.left+l,y:i.top+c,w:e*o};return d.innerRect={w:i.width,h:i.height,x:l,y:c},d}function Bm(s,e,t){let i=t.dispatch("thumbBounds",{index:s,itemData:e,instance:t});if(i.thumbBounds)return i.thumbBounds;let{element:n}=e,r,o;if(n&&t.options.thumbSelector!==!1){let l=t.options.thumbSelector||"img";o=n.matches(l)?n:n.querySelector(l)}return o=t.applyFilters("thumbEl",o,e,s),o&&(e.thumbCropped?r=Hm(o,e.width||e.w||0,e.height||e.h||0):r=Fm(o)),t.applyFilters("thumbBounds",r,e,s)}var Wa=class{constructor(e,t){this.type=e,this.defaultPrevented=!1,t&&Object.assign(this,t)}preventDefault(){this.defaultPrevented=!0}},ja=class{constructor(){this._listeners={},this._filters={},this.pswp=void 0,this.options=void 0}addFilter(e,t,i=100){var n,r,o;this._filters[e]||(this._filters[e]=[]),(n=this._filters[e])===null||n===void 0||n.push({fn:t,priority:i}),(r=this._filters[e])===null||r===void 0||r.sort((l,c)=>l.priority-c.priority),(o=this.pswp)===null||o===void 0||o.addFilter(e,t,i)}removeFilter(e,t){this._filters[e]&&(this._filters[e]=this._filters[e].filter(i=>i.fn!==t)),this.pswp&&this.pswp.removeFilter(e,t)}applyFilters(e,...t){var i;return(i=this._filters[e])===null||i===void 0||i.forEach(n=>{t[0]=n.fn.apply(this,t)}),t[0]}on(e,t){var i,n;this._listeners[e]||(this._listeners[e]=[]),(i=this._listeners[e])===null||i===void 0||i.push(t),(n=this.pswp)===null||n===void 0||n.on(e,t)}off(e,t){var i;this._listeners[e]&&(this._listeners[e]=this._listeners[e].filter(n=>t!==n)),(i=this.pswp)===null||i===void 0||i.off(e,t)}dispatch(e,t){var i;if(this.pswp)return this.pswp.dispatch(e,t);let n=new Wa(e,t);return(i=this._listeners[e])===null||i===void 0||i.forEach(r=>{r.call(this,n)}),n}},qa=class{constructor(e,t){if(this.element=ke("pswp__img pswp__img--placeholder",e?"img":"div",t),e){let i=this.element;i.decoding="async",i.alt="",i.src=e,i.setAttribute("role","presentation")}this.element.setAttribute("aria-hidden","true")}setDisplayedSize(e,t){this.element&&(this.element.tagName==="IMG"?(Pa(this.element,250,"auto"),this.element.style.transformOrigin="0 0",this.element.style.transform=Un(0,0,e/250)):Pa(this.element,e,t))}destroy(){var e;(e=this.element)!==null&&e!==void 0&&e.parentNode&&this.element.remove(),this.element=null}},Za=class{constructor(e,t,i){this.instance=t,this.data=e,this.index=i,this.element=void 0,this.placeholder=void 0,this.slide=void 0,this.displayedImageWidth=0,this.displayedImageHeight=0,this.width=Number(this.data.w)||Number(this.data.width)||0,this.height=Number(this.data.h)||Number(this.data.height)||0,this.isAttached=!1,this.hasSlide=!1,this.isDecoding=!1,this.state=De.IDLE,this.data.type?this.type=this.data.type:this.data.src?this.type="image":this.type="html",this.instance.dispatch("contentInit",{content:this})}removePlaceholder(){this.placeholder&&!this.keepPlaceholder()&&setTimeout(()=>{this.placeholder&&(this.placeholder.destroy(),this.placeholder=void 0)},1e3)}load(e,t){if(this.slide&&this.usePlaceholder())if(this.placeholder){let i=this.placeholder.element;i&&!i.parentElement&&this.slide.container.prepend(i)}else{let i=this.instance.applyFilters("placeholderSrc",this.data.msrc&&this.slide.isFirstSlide?this.data.msrc:!1,this);this.placeholder=new qa(i,this.slide.container)}this.element&&!t||this.instance.dispatch("contentLoad",{content:this,isLazy:e}).defaultPrevented||(this.isImageContent()?(this.element=ke("pswp__img","img"),this.displayedImageWidth&&this.loadImage(e)):(this.element=ke("pswp__content","div"),this.element.innerHTML=this.data.html||""),t&&this.slide&&this.slide.updateContentSize(!0))}loadImage(e){var t,i;if(!this.isImageContent()||!this.element||this.instance.dispatch("contentLoadImage",{content:this,isLazy:e}).defaultPrevented)return;let n=this.element;this.updateSrcsetSizes(),this.data.srcset&&(n.srcset=this.data.srcset),n.src=(t=this.data.src)!==null&&t!==void 0?t:"",n.alt=(i=this.data.alt)!==null&&i!==void 0?i:"",this.state=De.LOADING,n.complete?this.onLoaded():(n.onload=()=>{this.onLoaded()},n.onerror=()=>{this.onError()})}setSlide(e){this.slide=e,this.hasSlide=!0,this.instance=e.pswp}onLoaded(){this.state=De.LOADED,this.slide&&this.element&&(this.instance.dispatch("loadComplete",{slide:this.slide,content:this}),this.slide.isActive&&this.slide.heavyAppended&&!this.element.parentNode&&(this.append(),this.slide.updateContentSize(!0)),(this.state===De.LOADED||this.state===De.ERROR)&&this.removePlaceholder())}onError(){this.state=De.ERROR,this.slide&&(this.displayError(),this.instance.dispatch("loadComplete",{slide:this.slide,isError:!0,content:this}),this.instance.dispatch("loadError",{slide:this.slide,content:this}))}isLoading(){return this.instance.applyFilters("isContentLoading",this.state===De.LOADING,this)}isError(){return this.state===De.ERROR}isImageContent(){return this.type==="image"}setDisplayedSize(e,t){if(this.element&&(this.placeholder&&this.placeholder.setDisplayedSize(e,t),!this.instance.dispatch("contentResize",{content:this,width:e,height:t}).defaultPrevented&&(Pa(this.element,e,t),this.isImageContent()&&!this.isError()))){let i=!this.displayedImageWidth&&e;this.displayedImageWidth=e,this.displayedImageHeight=t,i?this.loadImage(!1):this.updateSrcsetSizes(),this.slide&&this.instance.dispatch("imageSizeChange",{slide:this.slide,width:e,height:t,content:this})}}isZoomable(){return this.instance.applyFilters("isContentZoomable",this.isImageContent()&&this.state!==De.ERROR,this)}updateSrcsetSizes(){if(!this.isImageContent()||!this.element||!this.data.srcset)return;let e=this.element,t=this.instance.applyFilters("srcsetSizesWidth",this.displayedImageWidth,this);(!e.dataset.largestUsedSize||t>parseInt(e.dataset.largestUsedSize,10))&&(e.sizes=t+"px",e.dataset.largestUsedSize=String(t))}usePlaceholder(){return this.instance.applyFilters("useContentPlaceholder",this.isImageContent(),this)}lazyLoad(){this.instance.dispatch("contentLazyLoad",{content:this}).defaultPrevented||this.load(!0)}keepPlaceholder(){return this.instance.applyFilters("isKeepingPlaceholder",this.isLoading(),this)}destroy(){this.hasSlide=!1,this.slide=void 0,!this.instance.dispatch("contentDestroy",{content:this}).defaultPrevented&&(this.remove(),this.placeholder&&(this.placeholder.destroy(),this.placeholder=void 0),this.isImageContent()&&this.element&&(this.element.onload=null,this.element.onerror=null,this.element=void 0))}displayError(){if(this.slide){var e,t;let i=ke("pswp__error-msg","div");i.innerText=(e=(t=this.instance.options)===null||t===void 0?void 0:t.errorMsg)!==null&&e!==void 0?e:"",i=this.instance.applyFilters("contentErrorElement",i,this),this.element=ke("pswp__content pswp__error-msg-container","div"),this.element.appendChild(i),this.slide.container.innerText="",this.slide.container.appendChild(this.element),this.slide.updateContentSize(!0),this.removePlaceholder()}}append(){if(this.isAttached||!this.element)return;if(this.isAttached=!0,this.state===De.ERROR){this.displayError();return}if(this.instance.dispatch("contentAppend",{content:this}).defaultPrevented)return;let e="decode"in this.element;this.isImageContent()?e&&this.slide&&(!this.slide.isActive||nh())?(this.isDecoding=!0,this.element.decode().catch(()=>{}).finally(()=>{this.isDecoding=!1,this.appendImage()})):this.appendImage():this.slide&&!this.element.parentNode&&this.slide.container.appendChild(this.element)}activate(){this.instance.dispatch("contentActivate",{content:this}).defaultPrevented||!this.slide||(this.isImageContent()&&this.isDecoding&&!nh()?this.appendImage():this.isError()&&this.load(!1,!0),this.slide.holderElement&&this.slide.holderElement.setAttribute("aria-hidden","false"))}deactivate(){this.instance.dispatch("contentDeactivate",{content:this}),this.slide&&this.slide.holderElement&&this.slide.holderElement.setAttribute("aria-hidden","true")}remove(){this.isAttached=!1,!this.instance.dispatch("contentRemove",{content:this}).defaultPrevented&&(this.element&&this.element.parentNode&&this.element.remove(),this.placeholder&&this.placeholder.element&&this.placeholder.element.remove())}appendImage(){this.isAttached&&(this.instance.dispatch("contentAppendImage",{content:this}).defaultPrevented||(this.slide&&this.element&&!this.element.parentNode&&this.slide.container.appendChild(this.element),(this.state===De.LOADED||this.state===De.ERROR)&&this.removePlaceholder()))}},Vm=5;function vh(s,e,t){let i=e.createContentFromData(s,t),n,{options:r}=e;if(r){n=new Fr(r,s,-1);let o;e.pswp?o=e.pswp.viewportSize:o=mh(r,e);let l=fh(r,o,s,t);n.update(i.width,i.height,l)}return i.lazyLoad(),n&&i.setDisplayedSize(Math.ceil(i.width*n.initial),Math.ceil(i.height*n.initial)),i}function Um(s,e){let t=e.getItemData(s);if(!e.dispatch("lazyLoadSlide",{index:s,itemData:t}).defaultPrevented)return vh(t,e,s)}var Ka=class{constructor(e){this.pswp=e,this.limit=Math.max(e.options.preload[0]+e.options.preload[1]+1,Vm),this._cachedItems=[]}updateLazy(e){let{pswp:t}=this;if(t.dispatch("lazyLoad").defaultPrevented)return;let{preload:i}=t.options,n=e===void 0?!0:e>=0,r;for(r=0;r<=i[1];r++)this.loadSlideByIndex(t.currIndex+(n?r:-r));for(r=1;r<=i[0];r++)this.loadSlideByIndex(t.currIndex+(n?-r:r))}loadSlideByIndex(e){let t=this.pswp.getLoopedIndex(e),i=this.getContentByIndex(t);i||(i=Um(t,this.pswp),i&&this.addToCache(i))}getContentBySlide(e){let t=this.getContentByIndex(e.index);return t||(t=this.pswp.createContentFromData(e.data,e.index),this.addToCache(t)),t.setSlide(e),t}addToCache(e){if(this.removeByIndex(e.index),this._cachedItems.push(e),this._cachedItems.length>this.limit){let t=this._cachedItems.findIndex(i=>!i.isAttached&&!i.hasSlide);t!==-1&&this._cachedItems.splice(t,1)[0].destroy()}}removeByIndex(e){let t=this._cachedItems.findIndex(i=>i.index===e);t!==-1&&this._cachedItems.splice(t,1)}getContentByIndex(e){return this._cachedItems.find(t=>t.index===e)}destroy(){this._cachedItems.forEach(e=>e.destroy()),this._cachedItems=[]}},Ga=class extends ja{getNumItems(){var e;let t=0,i=(e=this.options)===null||e===void 0?void 0:e.dataSource;i&&"length"in i?t=i.length:i&&"gallery"in i&&(i.items||(i.items=this._getGalleryDOMElements(i.gallery)),i.items&&(t=i.items.length));let n=this.dispatch("numItems",{dataSource:i,numItems:t});return this.applyFilters("numItems",n.numItems,i)}createContentFromData(e,t){return new Za(e,this,t)}getItemData(e){var t;let i=(t=this.options)===null||t===void 0?void 0:t.dataSource,n={};Array.isArray(i)?n=i[e]:i&&"gallery"in i&&(i.items||(i.items=this._getGalleryDOMElements(i.gallery)),n=i.items[e]);let r=n;r instanceof Element&&(r=this._domElementToItemData(r));let o=this.dispatch("itemData",{itemData:r||{},index:e});return this.applyFilters("itemData",o.itemData,e)}_getGalleryDOMElements(e){var t,i;return(t=this.options)!==null&&t!==void 0&&t.children||(i=this.options)!==null&&i!==void 0&&i.childSelector?wm(this.options.children,this.options.childSelector,e)||[]:[e]}_domElementToItemData(e){let t={element:e},i=e.tagName==="A"?e:e.querySelector("a");if(i){t.src=i.dataset.pswpSrc||i.href,i.dataset.pswpSrcset&&(t.srcset=i.dataset.pswpSrcset),t.width=i.dataset.pswpWidth?parseInt(i.dataset.pswpWidth,10):0,t.height=i.dataset.pswpHeight?parseInt(i.dataset.pswpHeight,10):0,t.w=t.width,t.h=t.height,i.dataset.pswpType&&(t.type=i.dataset.pswpType);let r=e.querySelector("img");if(r){var n;t.msrc=r.currentSrc||r.src,t.alt=(n=r.getAttribute("alt"))!==null&&n!==void 0?n:""}(i.dataset.pswpCropped||i.dataset.cropped)&&(t.thumbCropped=!0)}return this.applyFilters("domItemData",t,e,i)}lazyLoadData(e,t){return vh(e,this,t)}},Hn=.003,Ya=class{constructor(e){this.pswp=e,this.isClosed=!0,this.isOpen=!1,this.isClosing=!1,this.isOpening=!1,this._duration=void 0,this._useAnimation=!1,this._croppedZoom=!1,this._animateRootOpacity=!1,this._animateBgOpacity=!1,this._placeholder=void 0,this._opacityElement=void 0,this._cropContainer1=void 0,this._cropContainer2=void 0,this._thumbBounds=void 0,this._prepareOpen=this._prepareOpen.bind(this),e.on("firstZoomPan",this._prepareOpen)}open(){this._prepareOpen(),this._start()}close(){if(this.isClosed||this.isClosing||this.isOpening)return;let e=this.pswp.currSlide;this.isOpen=!1,this.isOpening=!1,this.isClosing=!0,this._duration=this.pswp.options.hideAnimationDuration,e&&e.currZoomLevel*e.width>=this.pswp.options.maxWidthToAnimate&&(this._duration=0),this._applyStartProps(),setTimeout(()=>{this._start()},this._croppedZoom?30:0)}_prepareOpen(){if(this.pswp.off("firstZoomPan",this._prepareOpen),!this.isOpening){let e=this.pswp.currSlide;this.isOpening=!0,this.isClosing=!1,this._duration=this.pswp.options.showAnimationDuration,e&&e.zoomLevels.initial*e.width>=this.pswp.options.maxWidthToAnimate&&(this._duration=0),this._applyStartProps()}}_applyStartProps(){let{pswp:e}=this,t=this.pswp.currSlide,{options:i}=e;if(i.showHideAnimationType==="fade"?(i.showHideOpacity=!0,this._thumbBounds=void 0):i.showHideAnimationType==="none"?(i.showHideOpacity=!1,this._duration=0,this._thumbBounds=void 0):this.isOpening&&e._initialThumbBounds?this._thumbBounds=e._initialThumbBounds:this._thumbBounds=this.pswp.getThumbBounds(),this._placeholder=t?.getPlaceholderElement(),e.animations.stopAll(),this._useAnimation=!!(this._duration&&this._duration>50),this._animateZoom=!!this._thumbBounds&&t?.content.usePlaceholder()&&(!this.isClosing||!e.mainScroll.isShifted()),!this._animateZoom)this._animateRootOpacity=!0,this.isOpening&&t&&(t.zoomAndPanToInitial(),t.applyCurrentZoomPan());else{var n;this._animateRootOpacity=(n=i.showHideOpacity)!==null&&n!==void 0?n:!1}if(this._animateBgOpacity=!this._animateRootOpacity&&this.pswp.options.bgOpacity>Hn,this._opacityElement=this._animateRootOpacity?e.element:e.bg,!this._useAnimation){this._duration=0,this._animateZoom=!1,this._animateBgOpacity=!1,this._animateRootOpacity=!0,this.isOpening&&(e.element&&(e.element.style.opacity=String(Hn)),e.applyBgOpacity(1));return}if(this._animateZoom&&this._thumbBounds&&this._thumbBounds.innerRect){var r;this._croppedZoom=!0,this._cropContainer1=this.pswp.container,this._cropContainer2=(r=this.pswp.currSlide)===null||r===void 0?void 0:r.holderElement,e.container&&(e.container.style.overflow="hidden",e.container.style.width=e.viewportSize.x+"px")}else this._croppedZoom=!1;this.isOpening?(this._animateRootOpacity?(e.element&&(e.element.style.opacity=String(Hn)),e.applyBgOpacity(1)):(this._animateBgOpacity&&e.bg&&(e.bg.style.opacity=String(Hn)),e.element&&(e.element.style.opacity="1")),this._animateZoom&&(this._setClosedStateZoomPan(),this._placeholder&&(this._placeholder.style.willChange="transform",this._placeholder.style.opacity=String(Hn)))):this.isClosing&&(e.mainScroll.itemHolders[0]&&(e.mainScroll.itemHolders[0].el.style.display="none"),e.mainScroll.itemHolders[2]&&(e.mainScroll.itemHolders[2].el.style.display="none"),this._croppedZoom&&e.mainScroll.x!==0&&(e.mainScroll.resetPosition(),e.mainScroll.resize()))}_start(){this.isOpening&&this._useAnimation&&this._placeholder&&this._placeholder.tagName==="IMG"?new Promise(e=>{let t=!1,i=!0;gm(this._placeholder).finally(()=>{t=!0,i||e(!0)}),setTimeout(()=>{i=!1,t&&e(!0)},50),setTimeout(e,250)}).finally(()=>this._initiate()):this._initiate()}_initiate(){var e,t;(e=this.pswp.element)===null||e===void 0||e.style.setProperty("--pswp-transition-duration",this._duration+"ms"),this.pswp.dispatch(this.isOpening?"openingAnimationStart":"closingAnimationStart"),this.pswp.dispatch("initialZoom"+(this.isOpening?"In":"Out")),(t=this.pswp.element)===null||t===void 0||t.classList.toggle("pswp--ui-visible",this.isOpening),this.isOpening?(this._placeholder&&(this._placeholder.style.opacity="1"),this._animateToOpenState()):this.isClosing&&this._animateToClosedState(),this._useAnimation||this._onAnimationComplete()}_onAnimationComplete(){let{pswp:e}=this;if(this.isOpen=this.isOpening,this.isClosed=this.isClosing,this.isOpening=!1,this.isClosing=!1,e.dispatch(this.isOpen?"openingAnimationEnd":"closingAnimationEnd"),e.dispatch("initialZoom"+(this.isOpen?"InEnd":"OutEnd")),this.isClosed)e.destroy();else if(this.isOpen){var t;this._animateZoom&&e.container&&(e.container.style.overflow="visible",e.container.style.width="100%"),(t=e.currSlide)===null||t===void 0||t.applyCurrentZoomPan()}}_animateToOpenState(){let{pswp:e}=this;this._animateZoom&&(this._croppedZoom&&this._cropContainer1&&this._cropContainer2&&(this._animateTo(this._cropContainer1,"transform","translate3d(0,0,0)"),this._animateTo(this._cropContainer2,"transform","none")),e.currSlide&&(e.currSlide.zoomAndPanToInitial(),this._animateTo(e.currSlide.container,"transform",e.currSlide.getCurrentTransform()))),this._animateBgOpacity&&e.bg&&this._animateTo(e.bg,"opacity",String(e.options.bgOpacity)),this._animateRootOpacity&&e.element&&this._animateTo(e.element,"opacity","1")}_animateToClosedState(){let{pswp:e}=this;this._animateZoom&&this._setClosedStateZoomPan(!0),this._animateBgOpacity&&e.bgOpacity>.01&&e.bg&&this._animateTo(e.bg,"opacity","0"),this._animateRootOpacity&&e.element&&this._animateTo(e.element,"opacity","0")}_setClosedStateZoomPan(e){if(!this._thumbBounds)return;let{pswp:t}=this,{innerRect:i}=this._thumbBounds,{currSlide:n,viewportSize:r}=t;if(this._croppedZoom&&i&&this._cropContainer1&&this._cropContainer2){let o=-r.x+(this._thumbBounds.x-i.x)+i.w,l=-r.y+(this._thumbBounds.y-i.y)+i.h,c=r.x-i.w,d=r.y-i.h;e?(this._animateTo(this._cropContainer1,"transform",Un(o,l)),this._animateTo(this._cropContainer2,"transform",Un(c,d))):(xs(this._cropContainer1,o,l),xs(this._cropContainer2,c,d))}n&&(Ht(n.pan,i||this._thumbBounds),n.currZoomLevel=this._thumbBounds.w/n.width,e?this._animateTo(n.container,"transform",n.getCurrentTransform()):n.applyCurrentZoomPan())}_animateTo(e,t,i){if(!this._duration){e.style[t]=i;return}let{animations:n}=this.pswp,r={duration:this._duration,easing:this.pswp.options.easing,onComplete:()=>{n.activeAnimations.length||this._onAnimationComplete()},target:e};r[t]=i,n.startTransition(r)}},Wm={allowPanToNext:!0,spacing:.1,loop:!0,pinchToClose:!0,closeOnVerticalDrag:!0,hideAnimationDuration:333,showAnimationDuration:333,zoomAnimationDuration:333,escKey:!0,arrowKeys:!0,trapFocus:!0,returnFocus:!0,maxWidthToAnimate:4e3,clickToCloseNonZoomable:!0,imageClickAction:"zoom-or-close",bgClickAction:"close",tapAction:"toggle-controls",doubleTapAction:"zoom",indexIndicatorSep:" / ",preloaderDelay:2e3,bgOpacity:.8,index:0,errorMsg:"The image cannot be loaded",preload:[1,2],easing:"cubic-bezier(.4,0,.22,1)"},Hr=class extends Ga{constructor(e){super(),this.options=this._prepareOptions(e||{}),this.offset={x:0,y:0},this._prevViewportSize={x:0,y:0},this.viewportSize={x:0,y:0},this.bgOpacity=1,this.currIndex=0,this.potentialIndex=0,this.isOpen=!1,this.isDestroying=!1,this.hasMouse=!1,this._initialItemData={},this._initialThumbBounds=void 0,this.topBar=void 0,this.element=void 0,this.template=void 0,this.container=void 0,this.scrollWrap=void 0,this.currSlide=void 0,this.events=new Ta,this.animations=new Ha,this.mainScroll=new Ia(this),this.gestures=new za(this),this.opener=new Ya(this),this.keyboard=new Da(this),this.contentLoader=new Ka(this)}init(){if(this.isOpen||this.isDestroying)return!1;this.isOpen=!0,this.dispatch("init"),this.dispatch("beforeOpen"),this._createMainStructure();let e="pswp--open";return this.gestures.supportsTouch&&(e+=" pswp--touch"),this.options.mainClass&&(e+=" "+this.options.mainClass),this.element&&(this.element.className+=" "+e),this.currIndex=this.options.index||0,this.potentialIndex=this.currIndex,this.dispatch("firstUpdate"),this.scrollWheel=new Ba(this),(Number.isNaN(this.currIndex)||this.currIndex<0||this.currIndex>=this.getNumItems())&&(this.currIndex=0),this.gestures.supportsTouch||this.mouseDetected(),this.updateSize(),this.offset.y=window.pageYOffset,this._initialItemData=this.getItemData(this.currIndex),this.dispatch("gettingData",{index:this.currIndex,data:this._initialItemData,slide:void 0}),this._initialThumbBounds=this.getThumbBounds(),this.dispatch("initialLayout"),this.on("openingAnimationEnd",()=>{let{itemHolders:t}=this.mainScroll;t[0]&&(t[0].el.style.display="block",this.setContent(t[0],this.currIndex-1)),t[2]&&(t[2].el.style.display="block",this.setContent(t[2],this.currIndex+1)),this.appendHeavy(),this.contentLoader.updateLazy(),this.events.add(window,"resize",this._handlePageResize.bind(this)),this.events.add(window,"scroll",this._updatePageScrollOffset.bind(this)),this.dispatch("bindEvents")}),this.mainScroll.itemHolders[1]&&this.setContent(this.mainScroll.itemHolders[1],this.currIndex),this.dispatch("change"),this.opener.open(),this.dispatch("afterInit"),!0}getLoopedIndex(e){let t=this.getNumItems();return this.options.loop&&(e>t-1&&(e-=t),e<0&&(e+=t)),Wn(e,0,t-1)}appendHeavy(){this.mainScroll.itemHolders.forEach(e=>{var t;(t=e.slide)===null||t===void 0||t.appendHeavy()})}goTo(e){this.mainScroll.moveIndexBy(this.getLoopedIndex(e)-this.potentialIndex)}next(){this.goTo(this.potentialIndex+1)}prev(){this.goTo(this.potentialIndex-1)}zoomTo(...e){var t;(t=this.currSlide)===null||t===void 0||t.zoomTo(...e)}toggleZoom(){var e;(e=this.currSlide)===null||e===void 0||e.toggleZoom()}close(){!this.opener.isOpen||this.isDestroying||(this.isDestroying=!0,this.dispatch("close"),this.events.removeAll(),this.opener.close())}destroy(){var e;if(!this.isDestroying){this.options.showHideAnimationType="none",this.close();return}this.dispatch("destroy"),this._listeners={},this.scrollWrap&&(this.scrollWrap.ontouchmove=null,this.scrollWrap.ontouchend=null),(e=this.element)===null||e===void 0||e.remove(),this.mainScroll.itemHolders.forEach(t=>{var i;(i=t.slide)===null||i===void 0||i.destroy()}),this.contentLoader.destroy(),this.events.removeAll()}refreshSlideContent(e){this.contentLoader.removeByIndex(e),this.mainScroll.itemHolders.forEach((t,i)=>{var n,r;let o=((n=(r=this.currSlide)===null||r===void 0?void 0:r.index)!==null&&n!==void 0?n:0)-1+i;if(this.canLoop()&&(o=this.getLoopedIndex(o)),o===e&&(this.setContent(t,e,!0),i===1)){var l;this.currSlide=t.slide,(l=t.slide)===null||l===void 0||l.setIsActive(!0)}}),this.dispatch("change")}setContent(e,t,i){if(this.canLoop()&&(t=this.getLoopedIndex(t)),e.slide){if(e.slide.index===t&&!i)return;e.slide.destroy(),e.slide=void 0}if(!this.canLoop()&&(t<0||t>=this.getNumItems()))return;let n=this.getItemData(t);e.slide=new Ca(n,t,this),t===this.currIndex&&(this.currSlide=e.slide),e.slide.append(e.el)}getViewportCenterPoint(){return{x:this.viewportSize.x/2,y:this.viewportSize.y/2}}updateSize(e){if(this.isDestroying)return;let t=mh(this.options,this);!e&&Vn(t,this._prevViewportSize)||(Ht(this._prevViewportSize,t),this.dispatch("beforeResize"),Ht(this.viewportSize,this._prevViewportSize),this._updatePageScrollOffset(),this.dispatch("viewportSize"),this.mainScroll.resize(this.opener.isOpen),!this.hasMouse&&window.matchMedia("(any-hover: hover)").matches&&this.mouseDetected(),this.dispatch("resize"))}applyBgOpacity(e){this.bgOpacity=Math.max(e,0),this.bg&&(this.bg.style.opacity=String(this.bgOpacity*this.options.bgOpacity))}mouseDetected(){if(!this.hasMouse){var e;this.hasMouse=!0,(e=this.element)===null||e===void 0||e.classList.add("pswp--has_mouse")}}_handlePageResize(){this.updateSize(),/iPhone|iPad|iPod/i.test(window.navigator.userAgent)&&setTimeout(()=>{this.updateSize()},500)}_updatePageScrollOffset(){this.setScrollOffset(0,window.pageYOffset)}setScrollOffset(e,t){this.offset.x=e,this.offset.y=t,this.dispatch("updateScrollOffset")}_createMainStructure(){this.element=ke("pswp","div"),this.element.setAttribute("tabindex","-1"),this.element.setAttribute("role","dialog"),this.template=this.element,this.bg=ke("pswp__bg","div",this.element),this.scrollWrap=ke("pswp__scroll-wrap","section",this.element),this.container=ke("pswp__container","div",this.scrollWrap),this.scrollWrap.setAttribute("aria-roledescription","carousel"),this.container.setAttribute("aria-live","off"),this.container.setAttribute("id","pswp__items"),this.mainScroll.appendHolders(),this.ui=new Ua(this),this.ui.init(),(this.options.appendToEl||document.body).appendChild(this.element)}getThumbBounds(){return Bm(this.currIndex,this.currSlide?this.currSlide.data:this._initialItemData,this)}canLoop(){return this.options.loop&&this.getNumItems()>2}_prepareOptions(e){return window.matchMedia("(prefers-reduced-motion), (update: slow)").matches&&(e.showHideAnimationType="none",e.zoomAnimationDuration=0),{...Wm,...e}}};var wh=`/*! PhotoSwipe main CSS by Dmytro Semenov | photoswipe.com */\r
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
`;var ji=class extends CustomEvent{constructor(e){super("cc-large",{detail:e,bubbles:!0,composed:!0})}},qm=`.pswp__clip-critic-title { background: rgb(0 0 0 / 55%); bottom: 0; color: #fff; font: 14px/1.5 system-ui,
sans-serif; left: 0; padding: 8px 16px; position: absolute; right: 0; text-align: center; }
.clip-critic-large { --pswp-root-z-index: 100000; }
.clip-critic-small .pswp__img { image-rendering: pixelated; }`;function Zm(){if(document.getElementById("clip-critic-large"))return;let s=document.createElement("style");s.id="clip-critic-large",s.textContent=wh+qm,document.head.append(s)}var bh=.8;function Km(s){return new Promise(e=>{let t=new Image;t.onload=()=>e({w:t.naturalWidth,h:t.naturalHeight}),t.onerror=()=>e({w:512,h:512}),t.src=s})}function yh({w:s,h:e}){let t=Math.min(window.innerWidth*bh/s,window.innerHeight*bh/e),i=Math.max(1,t);return{width:Math.round(s*i),height:Math.round(e*i)}}function Br(s,e){return g`<button class="large" title=${p("Large view")} @click=${()=>{ki([{source:s,title:e}],0)}}>
        <img src=${s} alt=${e} />
    </button>`}async function ki(s,e){let t=s[e];if(!t)return;Zm();let i=await Km(t.source),n=new Hr({dataSource:s.map(({source:r,title:o})=>({src:r,alt:o,...yh(i)})),index:e,mainClass:`clip-critic-large${Math.max(i.w,i.h)<200?" clip-critic-small":""}`,bgOpacity:.92,loop:!1,closeTitle:p("Close"),zoomTitle:p("Zoom"),arrowPrevTitle:p("Previous picture"),arrowNextTitle:p("Next picture"),errorMsg:p("The picture cannot be read."),showHideAnimationType:"fade"});n.on("uiRegister",()=>{n.ui?.registerElement({name:"clip-critic-title",order:9,isButton:!1,appendTo:"root",onInit:r=>{n.on("change",()=>r.textContent=s[n.currIndex]?.title??"")}})}),n.on("loadComplete",({slide:r,content:o})=>{let l=o.element;if(!l?.naturalWidth)return;let{width:c,height:d}=yh({w:l.naturalWidth,h:l.naturalHeight});r.data.width===c&&r.data.height===d||(Object.assign(r.data,{width:c,height:d}),n.refreshSlideContent(r.index))}),n.init(),n.element?.setAttribute("aria-label",p("Large view"))}var qi=class extends D{constructor(){super(...arguments);this.status=null;this.doing="";this.left=0}render(){let{status:t}=this;return t?g`${ys(t)?this.work(t):this.end(t)}
        ${t.session.notes.map(i=>g`<p class="message">${p(i)}</p>`)}`:$}work(t){let i=Math.round(this.share(t)*100),n=this.left>0?` · ${p("{time} left",{time:Gc(this.left)})}`:"";return g`<div class="work" data-state=${t.state}>
            ${this.preview(t)}
            <div class="bar">
                <p role="status">${this.doing||p(t.doing)}${n}</p>
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
        </div>`}share(t){return Math.min(1,Math.max(0,t.done||(t.live?.progress??0)))}preview({live:t,session:i}){return t?.preview?g`<button class="large" title=${p("Large view")} @click=${Gm}>
            <img
                class="preview"
                src=${Ym(i.id,t.preview)}
                alt=${p("Preview of the unfinished picture")}
                @load=${_h}
                @error=${_h}
            />
        </button>`:$}end(t){let i=t.message||t.finished;return i?g`<p class="message ${{failed:"error",interrupted:"interrupted"}[t.state]??"done"}" role="status" data-state=${t.state}>${p(i)}</p>`:$}};qi.styles=[V,z`
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
        `],f([_({attribute:!1})],qi.prototype,"status",2),f([_()],qi.prototype,"doing",2),f([_({type:Number})],qi.prototype,"left",2),qi=f([B("cc-progress")],qi);function _h(s){s.target.parentElement.hidden=s.type==="error"}function Gm(s){let e=s.currentTarget.querySelector("img"),t=document.createElement("canvas");[t.width,t.height]=[e.naturalWidth,e.naturalHeight],t.getContext("2d").drawImage(e,0,0),ki([{source:t.toDataURL(),title:e.alt}],0)}function Ym(s,e){let t=`sessions/${s}/preview`,i=e.split("?")[1];return Ge(i?`${t}?${i}`:t)}var Ja=class extends CustomEvent{constructor(e){super("cc-do",{detail:e,bubbles:!0,composed:!0})}},xh=[["start","Start","Begin a new session"],["step","Step","Make one step"],["resume","Resume","Continue the open session"],["interrupt","Interrupt","Stop; finished steps are kept"],["new","New","Close the session, and give all defaults back"]],Ei=class extends D{constructor(){super(...arguments);this.wishes=xh.map(([t])=>t);this.possible=[];this.score="";this.steps=""}render(){return g`${xh.filter(([t])=>this.wishes.includes(t)).map(([t,i,n])=>g`<button
                        id=${t}
                        class=${t==="start"?"go":""}
                        title=${p(n)}
                        ?disabled=${!this.possible.includes(t)}
                        @click=${()=>this.dispatchEvent(new Ja(t))}
                    >
                        ${p(i)}
                    </button>`)}
            ${this.steps?g`<span class="headline"><b id="score">${this.score}</b> <span class="hint">${this.steps}</span></span>`:$}`}};Ei.styles=[V,z`
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
        `],f([_({attribute:!1})],Ei.prototype,"wishes",2),f([_({attribute:!1})],Ei.prototype,"possible",2),f([_()],Ei.prototype,"score",2),f([_()],Ei.prototype,"steps",2),Ei=f([B("cc-toolbar")],Ei);var jn=class extends CustomEvent{constructor(e){super("cc-place",{detail:e,bubbles:!0,composed:!0})}};function Vr(s,[e,t],i){let n=s.getBoundingClientRect(),r=Math.min(n.width/e,n.height/t);return{x:.5+(i.clientX-n.left-n.width/2)/(e*r),y:.5+(i.clientY-n.top-n.height/2)/(t*r)}}var Xa=class extends CustomEvent{constructor(e){super("cc-chosen",{detail:e,bubbles:!0,composed:!0})}},Ur=class extends CustomEvent{constructor(e){super("cc-point",{detail:e,bubbles:!0,composed:!0})}};function on(s){return s?.files[0]??null}var Ye=class extends D{constructor(){super(...arguments);this.picture=null;this.label="";this.hasPlaces=!1;this.over=!1;this.source="";this.isUnseen=!1;this.loaded=t=>{let i=t.target;i.classList.toggle("small",i.naturalHeight<240)};this.file=t=>{let i=t.target,n=i.files?.[0];n&&this.choose({blob:n,name:n.name}),i.value=""};this.drag=t=>{t.preventDefault(),this.over=!0};this.drop=t=>{this.over=!1;let i=on(t.dataTransfer);i&&(t.preventDefault(),this.choose({blob:i,name:i.name}))}}connectedCallback(){super.connectedCallback(),this.addEventListener("dragover",this.drag),this.addEventListener("dragleave",()=>this.over=!1),this.addEventListener("drop",this.drop)}disconnectedCallback(){super.disconnectedCallback(),URL.revokeObjectURL(this.source)}willUpdate(t){t.has("picture")&&(URL.revokeObjectURL(this.source),this.source=this.picture?URL.createObjectURL(this.picture.blob):"",this.isUnseen=!1)}render(){return this.picture?this.shown(this.picture):this.empty()}empty(){return g`<label class="empty">
            <strong>${p("Drop a picture here")}</strong>
            <span>${p("or paste one, or click to choose a file")}</span>
            ${this.input()}
        </label>`}shown(t){return g`<figure>
                ${this.isUnseen?g`<p class="unseen">${t.name}</p>`:g`<button
                          class="large"
                          title=${p("Large view")}
                          @click=${i=>this.clicked(i,t)}
                          @pointermove=${i=>i.pointerType==="touch"||this.point(i,!1)}
                          @pointerleave=${i=>i.pointerType==="touch"||this.dispatchEvent(new Ur(null))}
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
            </div>`}input(){return g`<input type="file" accept="image/*" aria-label=${this.label||$} @change=${this.file} />`}clicked(t,i){this.hasPlaces&&t.pointerType==="touch"?this.point(t,!0):this.enlarge(i)}point(t,i){let n=this.renderRoot.querySelector("img");if(!n?.naturalWidth)return;let r=Vr(n,[n.naturalWidth,n.naturalHeight],t);this.dispatchEvent(new Ur({...r,isTap:i}))}enlarge(t){ki([{source:this.source,title:t.name}],0)}choose(t){this.picture=t,this.dispatchEvent(new Xa(t))}};Ye.styles=[V,z`
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
        `],f([_({attribute:!1})],Ye.prototype,"picture",2),f([_()],Ye.prototype,"label",2),f([_({type:Boolean})],Ye.prototype,"hasPlaces",2),f([_({type:Boolean,reflect:!0})],Ye.prototype,"over",2),f([M()],Ye.prototype,"source",2),f([M()],Ye.prototype,"isUnseen",2),Ye=f([B("cc-picture-box")],Ye);var qn=class{diff(e,t,i={}){let n;typeof i=="function"?(n=i,i={}):"callback"in i&&(n=i.callback);let r=this.castInput(e,i),o=this.castInput(t,i),l=this.removeEmpty(this.tokenize(r,i)),c=this.removeEmpty(this.tokenize(o,i));return this.diffWithOptionsObj(l,c,i,n)}diffWithOptionsObj(e,t,i,n){var r;let o=E=>{if(E=this.postProcess(E,i),n){setTimeout(function(){n(E)},0);return}else return E},l=t.length,c=e.length,d=1,w=l+c;i.maxEditLength!=null&&(w=Math.min(w,i.maxEditLength));let v=(r=i.timeout)!==null&&r!==void 0?r:1/0,y=Date.now()+v,S=[{oldPos:-1,lastComponent:void 0}],P=this.extractCommon(S[0],t,e,0,i);if(S[0].oldPos+1>=c&&P+1>=l)return o(this.buildValues(S[0].lastComponent,t,e));let L=-1/0,U=1/0,j=()=>{for(let E=Math.max(L,-d);E<=Math.min(U,d);E+=2){let W,C=S[E-1],X=S[E+1];C&&(S[E-1]=void 0);let N=!1;if(X){let Q=X.oldPos-E;N=X&&0<=Q&&Q<l}let st=C&&C.oldPos+1<c;if(!N&&!st){S[E]=void 0;continue}if(!st||N&&C.oldPos<X.oldPos?W=this.addToPath(X,!0,!1,0,i):W=this.addToPath(C,!1,!0,1,i),P=this.extractCommon(W,t,e,E,i),W.oldPos+1>=c&&P+1>=l)return o(this.buildValues(W.lastComponent,t,e))||!0;S[E]=W,W.oldPos+1>=c&&(U=Math.min(U,E-1)),P+1>=l&&(L=Math.max(L,E+1))}d++};if(n)(function E(){setTimeout(function(){if(d>w||Date.now()>y)return n(void 0);j()||E()},0)})();else for(;d<=w&&Date.now()<=y;){let E=j();if(E)return E}}addToPath(e,t,i,n,r){let o=e.lastComponent;return o&&!r.oneChangePerToken&&o.added===t&&o.removed===i?{oldPos:e.oldPos+n,lastComponent:{count:o.count+1,added:t,removed:i,previousComponent:o.previousComponent}}:{oldPos:e.oldPos+n,lastComponent:{count:1,added:t,removed:i,previousComponent:o}}}extractCommon(e,t,i,n,r){let o=t.length,l=i.length,c=e.oldPos,d=c-n,w=0;for(;d+1<o&&c+1<l&&this.equals(i[c+1],t[d+1],r);)d++,c++,w++,r.oneChangePerToken&&(e.lastComponent={count:1,previousComponent:e.lastComponent,added:!1,removed:!1});return w&&!r.oneChangePerToken&&(e.lastComponent={count:w,previousComponent:e.lastComponent,added:!1,removed:!1}),e.oldPos=c,d}equals(e,t,i){return i.comparator?i.comparator(e,t):e===t||!!i.ignoreCase&&e.toLowerCase()===t.toLowerCase()}removeEmpty(e){let t=[];for(let i=0;i<e.length;i++)e[i]&&t.push(e[i]);return t}castInput(e,t){return e}tokenize(e,t){return Array.from(e)}join(e){return e.join("")}postProcess(e,t){return e}get useLongestToken(){return!1}buildValues(e,t,i){let n=[],r;for(;e;)n.push(e),r=e.previousComponent,delete e.previousComponent,e=r;n.reverse();let o=n.length,l=0,c=0,d=0;for(;l<o;l++){let w=n[l];if(w.removed)w.value=this.join(i.slice(d,d+w.count)),d+=w.count;else{if(!w.added&&this.useLongestToken){let v=t.slice(c,c+w.count);v=v.map(function(y,S){let P=i[d+S];return P.length>y.length?P:y}),w.value=this.join(v)}else w.value=this.join(t.slice(c,c+w.count));c+=w.count,w.added||(d+=w.count)}}return n}};var Qa=class extends qn{tokenize(e){return e.slice()}join(e){return e}removeEmpty(e){return e}},$h=new Qa;function tl(s,e,t){return $h.diff(s,e,t)}var Sh=/[,，、､\n]\s*|[^,，、､\n]+/gu,Jm=500;function kh(s,e){return(tl(s.match(Sh)??[],e.match(Sh)??[],{maxEditLength:Jm})??[{value:[s],removed:!0,added:!1},{value:[e],removed:!1,added:!0}]).map(({value:n,added:r,removed:o})=>({kind:r?"added":o?"removed":"same",text:n.join("")}))}var Wr=z`
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
`;function an(s,e){let t=s?kh(s,e):[{kind:"same",text:e}];return g`${t.map(Xm)}`}function Xm({kind:s,text:e}){return s==="added"?g`<ins>${e}</ins>`:s==="removed"?g`<del>${e}</del>`:e}var mi=class extends D{constructor(){super(...arguments);this.lastPrompt="";this.lastNegative="";this.prompt="";this.negative="";this.typed=t=>{let i=t.target;i.id==="next_prompt"?this.prompt=i.value:this.negative=i.value}}willUpdate(t){let i=t.get("proposal"),{prompt:n,negative_prompt:r}=this.proposal;!t.has("proposal")||i?.prompt===n&&i.negative_prompt===r||(this.prompt=n,this.negative=r)}render(){let{proposal:t,prompt:i,negative:n}=this,r=i===t.prompt&&n===t.negative_prompt;return g`<section class="card">
            <h3>${p("Next step")} <small>${p("Edit the prompt, or use it as it is, and press Step.")}</small></h3>
            <div class="boxes">
                <label>
                    ${p("Next prompt")}
                    <textarea id="next_prompt" rows="2" .value=${i} @input=${this.typed}></textarea>
                </label>
                <label>
                    ${p("Next negative prompt")}
                    <textarea id="next_negative" rows="2" .value=${n} @input=${this.typed}></textarea>
                </label>
            </div>
            <div id="change" aria-live="polite">
                <p class="prompt">${an(this.lastPrompt,i)}</p>
                ${n||this.lastNegative?g`<p class="prompt"><span class="hint">${p("Negative prompt")}</span> ${an(this.lastNegative,n)}</p>`:$}
                ${r&&t.why.length?g`<p class="hint">${t.why.map(o=>p(o)).join(" · ")}</p>`:$}
            </div>
        </section>`}};mi.styles=[V,Wr,z`
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
        `],f([_({attribute:!1})],mi.prototype,"proposal",2),f([_()],mi.prototype,"lastPrompt",2),f([_()],mi.prototype,"lastNegative",2),f([M()],mi.prototype,"prompt",2),f([M()],mi.prototype,"negative",2),mi=f([B("cc-by-hand")],mi);function Zi(s){return Object.fromEntries(s.map(e=>[e.name,e.default]))}function Eh(s,e,t){for(let i of s){if(i.percent||i.kind!=="number"&&i.kind!=="integer")continue;let n=Number(e[i.name]??i.default),{minimum:r,maximum:o}=i,l=t(i.label,{});if(!(n>=r&&n<=o))return t("{label}: {value} is not between {minimum} and {maximum}.",{label:l,value:n,minimum:r,maximum:o});if(i.kind==="integer"&&!Number.isInteger(n))return t("{label}: {value} is not a whole number.",{label:l,value:n})}return""}var Qm=3e3,Ph=30,jr=class{constructor(e,t,i,n){this.host=e;this.kind=t;this.isSeen=i;this.onWork=n;this.briefs=[];this.atWork=[];this.hasMore=!1;this.launches=-1;this.timer=0;this.wanted=Ph;e.addController(this)}hostConnected(){this.timer=window.setInterval(()=>{this.look()},Qm),this.refresh().catch(()=>{})}hostDisconnected(){window.clearInterval(this.timer)}async refresh(){let{wanted:e}=this,t=await It(`sessions?limit=${e+1}&kind=${this.kind()}`);this.briefs=t.sessions.slice(0,e),this.hasMore=t.sessions.length>e,this.note(t),this.host.requestUpdate()}async more(){this.wanted+=Ph,await this.refresh()}async look(){if(!(document.hidden||!this.isSeen()))try{let{at_work:e,launches:t}=await It("sessions?limit=0");(t!==this.launches||e.join()!==this.atWork.join())&&await this.refresh()}catch{}}note({at_work:e,launches:t}){let i=t!==this.launches;this.atWork=e,this.launches=t,i&&this.onWork(e.filter(n=>this.briefs.some(r=>r.id===n)))}};var qr=class{constructor(e,t=()=>{}){this.host=e;this.onNews=t;this.status=null;this.error="";this.polls=null;e.addController(this)}hostDisconnected(){this.polls?.abort()}hostConnected(){this.id&&ys(this.status)&&this.follow(this.id)}get id(){return this.status?.session.id??""}get isAtWork(){return ys(this.status)}async open(e){this.close();let t=this.polls=new AbortController,i=await It(`sessions/${e}`);t.signal.aborted||(this.seen(i),ys(i)&&this.follow(e))}close(){this.polls?.abort(),this.status=null,this.error="",this.host.requestUpdate()}async act(e,t,i={}){let n=await Dt("POST",t,i);e==="start"&&this.close(),this.seen(n),this.follow(n.session.id)}follow(e){this.polls?.abort();let t=this.polls=new AbortController;Or(()=>`sessions/${e}?wait=0&newer_than=${this.status?.version??-1}&after_step=${Sa(this.status)}`,i=>this.seen(i),i=>!ys(i),t.signal).catch(i=>{t.signal.aborted||(i.status===404&&(this.status=null),this.error=i.message,this.host.requestUpdate())})}seen(e){this.status=ih(this.status,e),this.error="",this.onNews(this.status),this.host.requestUpdate()}};var ln=class{constructor(e,t,i,n){this.host=e;this.kind=t;this.onBegin=n;this.values={};this.offers={};this.trouble="";this.message="";this.picked=null;this.isBusy=!1;this.initial={};this.known={};this.wasAtWork=!1;this.watch=new qr(e,()=>this.seen()),this.shelf=new jr(e,()=>t().name,i,r=>this.arrive(r)),e.addController(this)}hostConnected(){Object.keys(this.initial).length||(this.values=this.initial=Zi(this.kind().fields)),this.kind().fields.some(e=>e.offered)&&this.loadOffers()}get session(){return this.watch.status?.session??null}get isAtWork(){return this.watch.isAtWork}get isPristine(){return!this.watch.id&&this.values===this.initial}get canStart(){return!this.isBusy&&!this.isAtWork}get canResume(){let{status:e}=this.watch;return!e||this.isBusy||this.isAtWork?!1:!e.finished||Object.keys(this.changes()).length>0}set(e,t){this.values={...this.values,[e]:t},this.changed()}pick(e){this.picked=e,this.host.requestUpdate()}begin(){return this.act(async()=>{this.require(),await this.watch.act("start",`sessions/${this.kind().name}`,{settings:this.values}),this.begun()})}resume(){return this.act(async()=>{this.require(),await this.watch.act("resume",`sessions/${this.watch.id}/resume`,{settings:this.changes()}),this.begun()})}interrupt(){return this.act(()=>this.watch.act("interrupt",`sessions/${this.watch.id}/interrupt`))}open(e){return this.act(async()=>{await this.watch.open(e);let{session:t}=this;t&&(this.values=this.known={...this.initial,...t.settings},this.picked=null,this.host.requestUpdate(),await this.opened(t))})}async opened(e){}reset(){this.watch.close(),this.values=this.initial,this.picked=null,this.changed()}remove(e){return this.act(async()=>{await Dt("DELETE",`sessions/${e}`),this.watch.id===e&&this.reset(),await this.shelf.refresh()})}async loadOffers(){try{this.offers=await It("host"),this.trouble=""}catch(e){this.trouble=e.message}this.host.requestUpdate()}async act(e){if(!this.isBusy){this.isBusy=!0,this.changed();try{await e()}catch(t){this.message=t.message}finally{this.isBusy=!1,this.host.requestUpdate()}}}changed(){this.message="",this.host.requestUpdate()}changes(){return Object.fromEntries(Object.entries(this.values).filter(([e,t])=>String(t)!==String(this.known[e])))}require(){let e=Eh(this.kind().fields,this.values,p);if(e)throw new Error(e)}begun(){this.known=this.values,this.picked=null,this.onBegin(),this.shelf.refresh().catch(()=>{})}seen(){this.watch.status&&(this.wasAtWork&&!this.isAtWork&&this.shelf.refresh().catch(()=>{}),this.wasAtWork=this.isAtWork)}arrive(e){let{id:t}=this.watch;t&&!this.isAtWork?this.watch.follow(t):this.isPristine&&e[0]&&this.open(e[0])}};async function Th(s){let e={picture:await $i(s.blob),name:s.name},t=await Dt("POST","pictures/about",e),i={};t.prompt&&(i.prompt=t.prompt),t.negative_prompt&&(i.negative_prompt=t.negative_prompt);let n={...i,...t.settings};return Object.keys(n).length||t.notes.length?{found:n,replaced:null,notes:t.notes}:null}function Ah(s,e){let t=Object.fromEntries(Object.keys(e.found).map(i=>[i,s[i]??null]));return{values:{...s,...e.found},from:{...e,replaced:t}}}function Ch(s,e){let t=Object.entries(e.replaced??{}).filter(([i])=>s[i]===e.found[i]);return{...s,...Object.fromEntries(t)}}function yt(s){return s.trim().split(/\s+/).join(" ").normalize("NFD").toLowerCase().replace(/[^ı]+/g,i=>i.toUpperCase()).normalize("NFC")}var Zn="mask.png";function pe(s){return s?.candidates[s.best]}function cn(s){return s.findLast(e=>e.kept&&e.best>=0)}function Lh({masked:s,settings:e,steps:t}){let i=String(e.only_where??"");if(!i)return s?Zn:"";let n=t.at(-1)?.mask;return n&&yt(n.word)===yt(i)?n.file:""}function Mh(s,e){return s.findLast(t=>t.number<e.number)}function fi(s,e,t=0){return Ge(`sessions/${s}/pictures/${e}${t?`?side=${t}`:""}`)}function Rh(s,e){let t=Math.max(0,Number(s.settings.steps)-(s.steps.at(-1)?.number??0)),i=s.steps.filter(r=>r.number>0&&r.seconds).slice(-5),n=Math.min(1,e?.progress??0);if(i.length){let r=i.map(o=>Object.values(o.seconds??{}).reduce((l,c)=>l+c,0));return Math.max(0,t-n)*(r.reduce((o,l)=>o+l,0)/r.length)}return e?.eta&&n<1?Math.max(0,t-n)*e.eta/(1-n):0}function Kn(s,e){return s.find(t=>t.number===e)??cn(s)??s.at(-1)}var Zr=class extends CustomEvent{constructor(e){super("cc-drawn",{detail:e,bubbles:!0,composed:!0})}},zh=["#1f2328","#d6281e","#e6a700","#2f9e44","#1d4ed8","#7048e8","#f0dd5c","#ffffff"],tf=512,ef=20,Je=class extends D{constructor(){super(...arguments);this.sketch=null;this.width=512;this.height=512;this.colour=zh[1];this.breadth=24;this.undo=[];this.own=null;this.last=null;this.press=t=>{t.button||(this.canvas.setPointerCapture(t.pointerId),this.remember(),this.last=this.place(t),this.line(this.last,this.last))};this.draw=t=>{if(!this.last)return;let i=this.place(t);this.line(this.last,i),this.last=i};this.release=()=>{this.last&&(this.last=null,this.announce())};this.takeBack=()=>{let t=this.undo.at(-1);t&&(this.undo=this.undo.slice(0,-1),this.pen.putImageData(t,0,0),this.announce())};this.clear=()=>{this.remember(),this.blank(),this.sketch=this.own=null,this.dispatchEvent(new Zr(null))};this.load=async t=>{let i=t.target,n=i.files?.[0];if(i.value="",!n)return;this.remember();let r=await createImageBitmap(n).catch(()=>null);r&&(this.pen.drawImage(r,0,0,this.canvas.width,this.canvas.height),this.announce())}}get canvas(){return this.renderRoot.querySelector("canvas")}get pen(){return this.canvas.getContext("2d",{willReadFrequently:!0})}get zoom(){return Math.max(1,tf/Math.max(this.width,this.height))}updated(t){let i=t.has("width")||t.has("height");i&&this.fit(),(i||t.has("sketch")&&this.sketch!==this.own)&&this.again(i)}fit(){this.canvas.width=Math.round(this.width*this.zoom),this.canvas.height=Math.round(this.height*this.zoom),this.undo=[],this.blank()}async again(t){await this.show(this.sketch),t&&this.sketch&&this.sketch===this.own&&this.announce()}blank(){let{canvas:t,pen:i}=this;i.fillStyle="#fff",i.fillRect(0,0,t.width,t.height)}async show(t){if(this.blank(),!t)return;let i=await createImageBitmap(t.blob);t===this.sketch&&this.pen.drawImage(i,0,0,this.canvas.width,this.canvas.height)}render(){return g`<div class="tools" role="toolbar" aria-label=${p("Drawing")}>
                ${zh.map(t=>g`<button
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
            ></canvas>`}place(t){let{left:i,top:n,width:r,height:o}=this.canvas.getBoundingClientRect();return{x:(t.clientX-i)/r*this.canvas.width,y:(t.clientY-n)/o*this.canvas.height}}line(t,i){let{pen:n}=this;n.strokeStyle=this.colour,n.lineWidth=this.breadth,n.lineCap="round",n.beginPath(),n.moveTo(t.x,t.y),n.lineTo(i.x,i.y),n.stroke()}remember(){let{canvas:t,pen:i}=this;this.undo=[...this.undo,i.getImageData(0,0,t.width,t.height)].slice(-ef)}announce(){let t=document.createElement("canvas");t.width=this.width,t.height=this.height;let i=t.getContext("2d");i.imageSmoothingQuality="high",i.drawImage(this.canvas,0,0,t.width,t.height),t.toBlob(n=>{n&&(this.sketch=this.own={blob:n,name:"sketch.png"},this.dispatchEvent(new Zr(this.sketch)))},"image/png")}};Je.styles=[V,z`
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
        `],f([_({attribute:!1})],Je.prototype,"sketch",2),f([_({type:Number})],Je.prototype,"width",2),f([_({type:Number})],Je.prototype,"height",2),f([M()],Je.prototype,"colour",2),f([M()],Je.prototype,"breadth",2),f([M()],Je.prototype,"undo",2),Je=f([B("cc-sketch")],Je);var hn={kind:"picture",picture:null,sketch:null,mask:null,isNew:!1},el=class extends CustomEvent{constructor(e){super("cc-start",{detail:e,bubbles:!0,composed:!0})}},sf=[["picture","Picture"],["sketch","Sketch"],["prompt","Prompt only"]],Ki=class extends D{constructor(){super(...arguments);this.start=hn;this.shown=null;this.width=512;this.height=512}render(){let{kind:t}=this.start;return g`<fieldset>
                <legend>${p("Start from")}</legend>
                <div class="kinds">
                    ${sf.map(([i,n])=>g`<label>
                                <input
                                    type="radio"
                                    name="kind"
                                    value=${i}
                                    .checked=${i===t}
                                    @change=${()=>this.change({kind:i})}
                                />
                                ${p(n)}
                            </label>`)}
                </div>
            </fieldset>
            ${t==="picture"?this.picture():t==="sketch"?this.sketch():$}`}picture(){return g`<cc-picture-box
            .picture=${this.start.picture}
            label=${p("Start picture")}
            @cc-chosen=${t=>{t.stopPropagation(),this.change({picture:t.detail,mask:null})}}
        ></cc-picture-box>
        ${this.start.mask?this.mask(this.start.mask):$}`}mask(t){return this.shown?.mask!==t&&(URL.revokeObjectURL(this.shown?.address??""),this.shown={mask:t,address:URL.createObjectURL(t.blob)}),g`<p class="mask" id="mask">
            ${Br(this.shown.address,p("Only the white part changes."))}
            <span>${p("Only the white part changes.")}</span>
            <button @click=${()=>this.change({mask:null})}>${p("Change everything")}</button>
        </p>`}sketch(){return g`<cc-sketch
            .sketch=${this.start.sketch}
            .width=${this.width}
            .height=${this.height}
            @cc-drawn=${t=>this.change({sketch:t.detail})}
        ></cc-sketch>`}change(t){this.dispatchEvent(new el({...this.start,...t,isNew:!0}))}};Ki.styles=[V,z`
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
        `],f([_({attribute:!1})],Ki.prototype,"start",2),f([_({type:Number})],Ki.prototype,"width",2),f([_({type:Number})],Ki.prototype,"height",2),Ki=f([B("cc-loop-start")],Ki);var nf=["keywords","encoder","seed"],Kr=class extends ln{constructor(t,i,n,r,o){super(t,i,n,r);this.onList=o;this.start=hn;this.fromPicture=null}get step(){return this.session?Kn(this.session.steps,this.picked):void 0}get isPristine(){return super.isPristine&&this.start===hn}get canStart(){return!this.isBusy&&(!this.isAtWork||this.start.isNew)}get canResume(){return super.canResume&&!this.start.isNew}setStart(t){let i=t.picture!==this.start.picture;this.start=t,i&&(this.dropFromPicture(),t.picture&&this.readPicture(t.picture,!1)),this.changed()}async receive(t,i){this.dropFromPicture();let n=i.mask??null;this.start={...this.start,kind:"picture",picture:t,mask:n,isNew:!0};let r=this.kind().fields.map(o=>o.name);for(let[o,l]of Object.entries(i))r.includes(o)&&this.set(o,l);this.changed(),await this.readPicture(t,!0)}async readPicture(t,i){try{let n=await Th(t);if(this.start.picture!==t)return;this.fromPicture=n,n&&i&&this.takeFromPicture()}catch(n){this.start.picture===t&&(this.message=n.message)}this.host.requestUpdate()}takeFromPicture(){if(!this.fromPicture)return;let{values:t,from:i}=Ah(this.values,this.fromPicture);this.values=t,this.fromPicture=i,this.changed()}dropFromPicture(){this.fromPicture&&(this.values=Ch(this.values,this.fromPicture)),this.fromPicture=null,this.changed()}pick(t){let i=this.session&&Kn(this.session.steps,null);this.picked=t===i?.number?null:t,this.host.requestUpdate()}begin(){return this.act(async()=>{await this.watch.act("start","sessions",await this.startBody(!0)),this.begun()})}makeStep(t){return this.act(async()=>{this.require();let{id:i}=this.watch,n={...t,settings:this.changes()};(!i||this.start.isNew)&&(i=(await Dt("POST","sessions",await this.startBody(!1))).session.id,n={},this.watch.close()),await this.watch.act("step",`sessions/${i}/step`,n),this.begun()})}continueFromStep(){return this.act(async()=>{let{step:t,session:i}=this;if(!t||!i)return;this.require();let n={settings:this.values,continue:{session:i.id,step:t.number}};await this.watch.act("start","sessions",n),this.begun(),this.session&&await this.restoreStart(this.session)})}async opened(t){this.fromPicture=null,this.onList(!1),await this.restoreStart(t)}reset(){this.start=hn,this.fromPicture=null,this.onList(!0),super.reset()}changes(){let t=Object.entries(super.changes());return Object.fromEntries(t.filter(([i,n])=>!(nf.includes(i)&&n===this.initial[i])))}begun(){this.start={...this.start,isNew:!1},super.begun()}async startBody(t){this.require();let i={settings:this.values,run:t},{kind:n,picture:r,sketch:o}=this.start;if(n==="prompt")return i;if(n==="sketch"){if(!o)throw new Error(p("The sketch is empty: draw something, or start from a picture."));return{...i,sketch:await $i(o.blob)}}if(!r)throw new Error(p("There is no start picture: add one, or start from a sketch or from the prompt only."));let{mask:l}=this.start;return{...i,picture:await $i(r.blob),...l?{mask:await $i(l.blob)}:{}}}async restoreStart({id:t,start:i,masked:n}){let r=this.start={...hn,kind:i};if(i==="prompt")return;let o=async d=>({blob:await ge(`sessions/${t}/pictures/${d}`),name:d}),[l,c]=await Promise.all([o("start.png"),n?o(Zn):null]);this.start===r&&this.watch.id===t&&(this.start={...r,[i]:l,mask:c})}};async function Gr(s){if(navigator.clipboard)return navigator.clipboard.writeText(s);let e=document.createElement("textarea");e.value=s,document.body.append(e),e.select(),document.execCommand("copy"),e.remove()}function Oe(s,e){let t=document.createElement("a");t.href=URL.createObjectURL(s),t.download=e,t.click(),setTimeout(()=>URL.revokeObjectURL(t.href),6e4)}var Gi=class extends CustomEvent{constructor(e,t,i={}){super("cc-picture",{detail:{panel:e,picture:t,extra:i},bubbles:!0,composed:!0})}};async function Yr(s,e=""){let t=await fetch(s).catch(()=>null);if(!t?.ok)throw new Error(`${p("The picture cannot be read.")} (${t?.status??0})`);let i=s.startsWith("data:")?"":s.split("?")[0]??"";return{blob:await t.blob(),name:e||decodeURIComponent(i.split("/").pop()||"")||"picture.png"}}var rf=[{name:"txt2img_prompt",label:"To txt2img prompt",selector:"#txt2img_prompt textarea"},{name:"txt2img_neg_prompt",label:"To txt2img negative prompt",selector:"#txt2img_neg_prompt textarea"},{name:"img2img_prompt",label:"To img2img prompt",selector:"#img2img_prompt textarea"},{name:"img2img_neg_prompt",label:"To img2img negative prompt",selector:"#img2img_neg_prompt textarea"}];function re(){return typeof gradioApp=="function"?gradioApp():document}function Jr(){return rf.filter(s=>re().querySelector(s.selector))}function Xr(s){return re().querySelector(s.selector)?.value??""}function Qr(s,e){let t=re().querySelector(s.selector);t&&(t.value=e,t.dispatchEvent(new Event("input",{bubbles:!0})))}var of=["txt2img","img2img","extras"],af=['button[aria-label="Clear"]','button[aria-label="Remove Image"]',".modify-upload button:last-child"].join(", ");function Ih(){return of.filter(s=>re().querySelector(`#tab_pnginfo #${s}_tab`))}var Gn={picture:"#img_inpaint_base",mask:"#img_inpaint_mask",size:"#img2img_detect_image_size_btn"},lf=4;function Dh(){let s=[Gn.picture,Gn.mask];return typeof switch_to_img2img_tab=="function"&&s.every(e=>re().querySelector(e))}async function $s(s,e,t=15e3){for(let i=Date.now()+t;Date.now()<i;await new Promise(n=>setTimeout(n,50))){let n=s();if(n)return n}throw new Error(p("{what} did not come in time.",{what:e}))}async function Oh(s,e){let t=await $s(()=>re().querySelector(s),e);return t.querySelector("img")&&(t.querySelector(af)?.click(),await $s(()=>!t.querySelector("img"),e)),t}async function il(s,e,t){let i=await Oh(s,t),n=await $s(()=>i.querySelector('input[type="file"]'),t),r=new DataTransfer;return r.items.add(new File([e.blob],e.name,{type:e.blob.type||"image/png"})),n.files=r.files,n.dispatchEvent(new Event("change",{bubbles:!0})),await $s(()=>i.querySelector("img")?.complete,t),i}async function Nh(s,e,t){let i=await $s(()=>re().querySelector("#tab_pnginfo"),"PNG Info"),n=()=>[...i.querySelectorAll(".prose")].map(r=>r.textContent).join("").trim();await Oh("#pnginfo_image","PNG Info"),await $s(()=>!n(),"PNG Info"),await il("#pnginfo_image",e,"PNG Info"),await $s(()=>t.every(r=>n().includes(r)),"PNG Info"),i.querySelector(`#${s}_tab`)?.click()}async function Fh(s,e){switch_to_img2img_tab(lf),await il(Gn.picture,s,"Inpaint"),await il(Gn.mask,e,"Inpaint"),re().querySelector(Gn.size)?.click()}var Xe=class extends D{constructor(){super(...arguments);this.disabled=!1;this.message="";this.isDone=!1;this.isBusy=!1;this.animation=()=>{this.act(async()=>{let t=await ge(`sessions/${this.session.id}/animation`);Oe(t,`${this.session.id}.${t.type.split("/")[1]??"webp"}`)})};this.report=()=>{this.act(async()=>Oe(await ge(`sessions/${this.session.id}/report`),`${this.session.id}.html`))};this.json=()=>{this.act(async()=>{let{session:t}=await It(`sessions/${this.session.id}`),i=JSON.stringify(t,null,1);Oe(new Blob([i],{type:"application/json"}),`${t.id}.json`)})};this.askAndDelete=async()=>{let{session:t}=this,i=String(t.settings.want||t.settings.avoid).replace(/\s+/g," "),n=p('Delete the session "{goal}" of {moment} ({id}) with all its pictures?',{goal:i.length>80?`${i.slice(0,80)}…`:i,moment:Wi(t.id),id:t.id}),r=this.renderRoot;await rn(r,n,p("Delete"))&&t===this.session&&this.dispatchEvent(new Event("cc-delete"))}}willUpdate(t){t.has("step")&&(this.message="")}render(){return g`<div class="row">
                ${this.step?this.stepButtons(this.step):$}
                <div class="group session" role="group" aria-label=${p("The session")}>
                    <button id="animation" ?disabled=${this.isBusy||!this.step} @click=${this.animation}>${p("Animation")}</button>
                    <button id="report" ?disabled=${this.isBusy||!this.step} @click=${this.report}>${p("Report")}</button>
                    <button id="json" ?disabled=${this.isBusy} @click=${this.json}>JSON</button>
                    <button id="delete" class="quiet" ?disabled=${this.disabled} @click=${this.askAndDelete}>${p("Delete")}</button>
                </div>
            </div>
            ${this.message?g`<p class="message ${this.isDone?"":"error"}" role=${this.isDone?"status":"alert"}>${this.message}</p>`:$}`}stepButtons(t){let i=this.isBusy||!pe(t);return g`<div class="group" role="group" aria-label=${p("This step")}>
                    <button id="again" ?disabled=${i||this.disabled} @click=${()=>this.dispatchEvent(new Event("cc-again"))}>
                        ${p("Continue from here")}
                    </button>
                    ${Ih().map(n=>g`<button id="to_${n}" ?disabled=${i} @click=${()=>this.toTab(t,n)}>
                                → ${n}
                            </button>`)}
                    <button id="to_rank" ?disabled=${i} @click=${()=>this.toRank(t)}>→ ${p("Rank keywords")}</button>
                    <button id="to_file" ?disabled=${i} @click=${()=>this.toFile(t)}>${p("Picture")}</button>
                    <button id="copy" ?disabled=${!t.prompt} @click=${()=>this.copy(t.prompt)}>${p("Copy prompt")}</button>
                </div>`}async act(t,i=""){this.isBusy=!0,this.message="";try{await t(),this.message=i,this.isDone=!0}catch(n){this.message=n.message,this.isDone=!1}finally{this.isBusy=!1}}async picture(t){let{id:i}=this.session;return{blob:await ge(`sessions/${i}/pictures/${pe(t)?.file??""}`),name:`${i}-${t.number}.png`}}toTab(t,i){let{session:n}=this,r=pe(t)?.seed,o=t.number?[`Seed: ${r}`,`CLIP Critic session: ${n.id}`,`CLIP Critic step: ${t.number}`]:[];this.act(async()=>Nh(i,await this.picture(t),o))}toRank(t){let{prompt:i,negative_prompt:n}=t;this.act(async()=>this.dispatchEvent(new Gi("rank",await this.picture(t),{prompt:i,negative:n})))}toFile(t){this.act(async()=>{let{blob:i,name:n}=await this.picture(t);Oe(i,n)})}copy(t){this.act(()=>Gr(t),p("Copied."))}};Xe.styles=[V,z`
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
        `],f([_({attribute:!1})],Xe.prototype,"session",2),f([_({attribute:!1})],Xe.prototype,"step",2),f([_({type:Boolean})],Xe.prototype,"disabled",2),f([M()],Xe.prototype,"message",2),f([M()],Xe.prototype,"isDone",2),f([M()],Xe.prototype,"isBusy",2),Xe=f([B("cc-loop-outbox")],Xe);var cf="uplot",hf="u-hz",pf="u-vt",df="u-title",uf="u-wrap",mf="u-under",ff="u-over",gf="u-axis",Es="u-off",vf="u-select",wf="u-cursor-x",bf="u-cursor-y",yf="u-cursor-pt",_f="u-legend",xf="u-live",$f="u-inline",Sf="u-series",kf="u-marker",Hh="u-label",Ef="u-value",Jn="width",Xn="height";var Bh="bottom",pn="left",sl="right",yl="#000",Vh=yl+"0",nl="mousemove",Uh="mousedown",rl="mouseup",Wh="mouseenter",jh="mouseleave",qh="dblclick",Pf="resize",Tf="scroll",Zh="change",no="dppxchange",_l="--",wn=typeof window<"u",hl=wn?document:null,un=wn?window:null,Af=wn?navigator:null,ft,to;function pl(){let s=devicePixelRatio;ft!=s&&(ft=s,to&&ul(Zh,to,pl),to=matchMedia(`(min-resolution: ${ft-.001}dppx) and (max-resolution: ${ft+.001}dppx)`),Ps(Zh,to,pl),un.dispatchEvent(new CustomEvent(no)))}function Ee(s,e){if(e!=null){let t=s.classList;!t.contains(e)&&t.add(e)}}function dl(s,e){let t=s.classList;t.contains(e)&&t.remove(e)}function Pt(s,e,t){s.style[e]=t+"px"}function Qe(s,e,t,i){let n=hl.createElement(s);return e!=null&&Ee(n,e),t?.insertBefore(n,i),n}function Ne(s,e){return Qe("div",s,e)}var Kh=new WeakMap;function gi(s,e,t,i,n){let r="translate("+e+"px,"+t+"px)",o=Kh.get(s);r!=o&&(s.style.transform=r,Kh.set(s,r),e<0||t<0||e>i||t>n?Ee(s,Es):dl(s,Es))}var Gh=new WeakMap;function Yh(s,e,t){let i=e+t,n=Gh.get(s);i!=n&&(Gh.set(s,i),s.style.background=e,s.style.borderColor=t)}var Jh=new WeakMap;function Xh(s,e,t,i){let n=e+""+t,r=Jh.get(s);n!=r&&(Jh.set(s,n),s.style.height=t+"px",s.style.width=e+"px",s.style.marginLeft=i?-e/2+"px":0,s.style.marginTop=i?-t/2+"px":0)}var xl={passive:!0},Cf={...xl,capture:!0};function Ps(s,e,t,i){e.addEventListener(s,t,i?Cf:xl)}function ul(s,e,t,i){e.removeEventListener(s,t,xl)}wn&&pl();function ti(s,e,t,i){let n;t=t||0,i=i||e.length-1;let r=i<=2147483647;for(;i-t>1;)n=r?t+i>>1:Pe((t+i)/2),e[n]<s?t=n:i=n;return s-e[t]<=e[i]-s?t:i}function Ep(s){return(t,i,n)=>{let r=-1,o=-1;for(let l=i;l<=n;l++)if(s(t[l])){r=l;break}for(let l=n;l>=i;l--)if(s(t[l])){o=l;break}return[r,o]}}var Pp=s=>s!=null,Tp=s=>s!=null&&s>0,ao=Ep(Pp),Lf=Ep(Tp);function Mf(s,e,t,i=0,n=!1){let r=n?Lf:ao,o=n?Tp:Pp;[e,t]=r(s,e,t);let l=s[e],c=s[e];if(e>-1)if(i==1)l=s[e],c=s[t];else if(i==-1)l=s[t],c=s[e];else for(let d=e;d<=t;d++){let w=s[d];o(w)&&(w<l?l=w:w>c&&(c=w))}return[l??_t,c??-_t]}function lo(s,e,t,i){let n=ep(s),r=ep(e);s==e&&(n==-1?(s*=t,e/=t):(s/=t,e*=t));let o=t==10?Pi:Ap,l=n==1?Pe:Fe,c=r==1?Fe:Pe,d=l(o(jt(s))),w=c(o(jt(e))),v=mn(t,d),y=mn(t,w);return t==10&&(d<0&&(v=xt(v,-d)),w<0&&(y=xt(y,-w))),i||t==2?(s=v*n,e=y*r):(s=Rp(s,v),e=co(e,y)),[s,e]}function $l(s,e,t,i){let n=lo(s,e,t,i);return s==0&&(n[0]=0),e==0&&(n[1]=0),n}var Sl=.1,Qh={mode:3,pad:Sl},tr={pad:0,soft:null,mode:0},Rf={min:tr,max:tr};function ro(s,e,t,i){return ho(t)?tp(s,e,t):(tr.pad=t,tr.soft=i?0:null,tr.mode=i?3:0,tp(s,e,Rf))}function ut(s,e){return s??e}function zf(s,e,t){for(e=ut(e,0),t=ut(t,s.length-1);e<=t;){if(s[e]!=null)return!0;e++}return!1}function tp(s,e,t){let i=t.min,n=t.max,r=ut(i.pad,0),o=ut(n.pad,0),l=ut(i.hard,-_t),c=ut(n.hard,_t),d=ut(i.soft,_t),w=ut(n.soft,-_t),v=ut(i.mode,0),y=ut(n.mode,0),S=e-s,P=Pi(S),L=de(jt(s),jt(e)),U=Pi(L),j=jt(U-P);(S<1e-24||j>10)&&(S=0,(s==0||e==0)&&(S=1e-24,v==2&&d!=_t&&(r=0),y==2&&w!=-_t&&(o=0)));let E=S||L||1e3,W=Pi(E),C=mn(10,Pe(W)),X=E*(S==0?s==0?.1:1:r),N=xt(Rp(s-X,C/10),24),st=s>=d&&(v==1||v==3&&N<=d||v==2&&N>=d)?d:_t,Q=de(l,N<st&&s>=st?st:ei(st,N)),lt=E*(S==0?e==0?.1:1:o),it=xt(co(e+lt,C/10),24),R=e<=w&&(y==1||y==3&&it>=w||y==2&&it<=w)?w:-_t,rt=ei(c,it>R&&e<=R?R:de(R,it));return Q==rt&&Q==0&&(rt=100),[Q,rt]}var If=new Intl.NumberFormat(wn?Af.language:"en-US"),kl=s=>If.format(s),Te=Math,so=Te.PI,jt=Te.abs,Pe=Te.floor,Wt=Te.round,Fe=Te.ceil,ei=Te.min,de=Te.max,mn=Te.pow,ep=Te.sign,Pi=Te.log10,Ap=Te.log2,Df=(s,e=1)=>Te.sinh(s)*e,ol=(s,e=1)=>Te.asinh(s/e),_t=1/0;function ip(s){return(Pi((s^s>>31)-(s>>31))|0)+1}function ml(s,e,t){return ei(de(s,e),t)}function Cp(s){return typeof s=="function"}function ct(s){return Cp(s)?s:()=>s}var Of=()=>{},Lp=s=>s,Mp=(s,e)=>e,Nf=s=>null,sp=s=>!0,np=(s,e)=>s==e,Ff=/\.\d*?(?=9{6,}|0{6,})/gm,Ts=s=>{if(Ip(s)||Ji.has(s))return s;let e=`${s}`,t=e.match(Ff);if(t==null)return s;let i=t[0].length-1;if(e.indexOf("e-")!=-1){let[n,r]=e.split("e");return+`${Ts(n)}e${r}`}return xt(s,i)};function Ss(s,e){return Ts(xt(Ts(s/e))*e)}function co(s,e){return Ts(Fe(Ts(s/e))*e)}function Rp(s,e){return Ts(Pe(Ts(s/e))*e)}function xt(s,e=0){if(Ip(s))return s;let t=10**e,i=s*t*(1+Number.EPSILON);return Wt(i)/t}var Ji=new Map;function zp(s){return((""+s).split(".")[1]||"").length}function ir(s,e,t,i){let n=[],r=i.map(zp);for(let o=e;o<t;o++){let l=jt(o),c=xt(mn(s,o),l);for(let d=0;d<i.length;d++){let w=s==10?+`${i[d]}e${o}`:i[d]*c,v=(o>=0?0:l)+(o>=r[d]?0:r[d]),y=s==10?w:xt(w,v);n.push(y),Ji.set(y,v)}}return n}var er={},El=[],fn=[null,null],Yi=Array.isArray,Ip=Number.isInteger,Hf=s=>s===void 0;function rp(s){return typeof s=="string"}function ho(s){let e=!1;if(s!=null){let t=s.constructor;e=t==null||t==Object}return e}function Bf(s){return s!=null&&typeof s=="object"}var Vf=Object.getPrototypeOf(Uint8Array),Dp="__proto__";function gn(s,e=ho){let t;if(Yi(s)){let i=s.find(n=>n!=null);if(Yi(i)||e(i)){t=Array(s.length);for(let n=0;n<s.length;n++)t[n]=gn(s[n],e)}else t=s.slice()}else if(s instanceof Vf)t=s.slice();else if(e(s)){t={};for(let i in s)i!=Dp&&(t[i]=gn(s[i],e))}else t=s;return t}function Bt(s){let e=arguments;for(let t=1;t<e.length;t++){let i=e[t];for(let n in i)n!=Dp&&(ho(s[n])?Bt(s[n],gn(i[n])):s[n]=gn(i[n]))}return s}var Uf=0,Wf=1,jf=2;function qf(s,e,t){for(let i=0,n,r=-1;i<e.length;i++){let o=e[i];if(o>r){for(n=o-1;n>=0&&s[n]==null;)s[n--]=null;for(n=o+1;n<t&&s[n]==null;)s[r=n++]=null}}}function Zf(s,e){if(Yf(s)){let o=s[0].slice();for(let l=1;l<s.length;l++)o.push(...s[l].slice(1));return Jf(o[0])||(o=Gf(o)),o}let t=new Set;for(let o=0;o<s.length;o++){let c=s[o][0],d=c.length;for(let w=0;w<d;w++)t.add(c[w])}let i=[Array.from(t).sort((o,l)=>o-l)],n=i[0].length,r=new Map;for(let o=0;o<n;o++)r.set(i[0][o],o);for(let o=0;o<s.length;o++){let l=s[o],c=l[0];for(let d=1;d<l.length;d++){let w=l[d],v=Array(n).fill(void 0),y=e?e[o][d]:Wf,S=[];for(let P=0;P<w.length;P++){let L=w[P],U=r.get(c[P]);L===null?y!=Uf&&(v[U]=L,y==jf&&S.push(U)):v[U]=L}qf(v,S,n),i.push(v)}}return i}var Kf=typeof queueMicrotask>"u"?s=>Promise.resolve().then(s):queueMicrotask;function Gf(s){let e=s[0],t=e.length,i=Array(t);for(let r=0;r<i.length;r++)i[r]=r;i.sort((r,o)=>e[r]-e[o]);let n=[];for(let r=0;r<s.length;r++){let o=s[r],l=Array(t);for(let c=0;c<t;c++)l[c]=o[i[c]];n.push(l)}return n}function Yf(s){let e=s[0][0],t=e.length;for(let i=1;i<s.length;i++){let n=s[i][0];if(n.length!=t)return!1;if(n!=e){for(let r=0;r<t;r++)if(n[r]!=e[r])return!1}}return!0}function Jf(s,e=100){let t=s.length;if(t<=1)return!0;let i=0,n=t-1;for(;i<=n&&s[i]==null;)i++;for(;n>=i&&s[n]==null;)n--;if(n<=i)return!0;let r=de(1,Pe((n-i+1)/e));for(let o=s[i],l=i+r;l<=n;l+=r){let c=s[l];if(c!=null){if(c<=o)return!1;o=c}}return!0}var Op=["January","February","March","April","May","June","July","August","September","October","November","December"],Np=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Fp(s){return s.slice(0,3)}var Xf=Np.map(Fp),Qf=Op.map(Fp),tg={MMMM:Op,MMM:Qf,WWWW:Np,WWW:Xf};function Yn(s){return(s<10?"0":"")+s}function eg(s){return(s<10?"00":s<100?"0":"")+s}var ig={YYYY:s=>s.getFullYear(),YY:s=>(s.getFullYear()+"").slice(2),MMMM:(s,e)=>e.MMMM[s.getMonth()],MMM:(s,e)=>e.MMM[s.getMonth()],MM:s=>Yn(s.getMonth()+1),M:s=>s.getMonth()+1,DD:s=>Yn(s.getDate()),D:s=>s.getDate(),WWWW:(s,e)=>e.WWWW[s.getDay()],WWW:(s,e)=>e.WWW[s.getDay()],HH:s=>Yn(s.getHours()),H:s=>s.getHours(),h:s=>{let e=s.getHours();return e==0?12:e>12?e-12:e},AA:s=>s.getHours()>=12?"PM":"AM",aa:s=>s.getHours()>=12?"pm":"am",a:s=>s.getHours()>=12?"p":"a",mm:s=>Yn(s.getMinutes()),m:s=>s.getMinutes(),ss:s=>Yn(s.getSeconds()),s:s=>s.getSeconds(),fff:s=>eg(s.getMilliseconds())};function Pl(s,e){e=e||tg;let t=[],i=/\{([a-z]+)\}|[^{]+/gi,n;for(;n=i.exec(s);)t.push(n[0][0]=="{"?ig[n[1]]:n[0]);return r=>{let o="";for(let l=0;l<t.length;l++)o+=typeof t[l]=="string"?t[l]:t[l](r,e);return o}}var sg=new Intl.DateTimeFormat().resolvedOptions().timeZone;function ng(s,e){let t;return e=="UTC"||e=="Etc/UTC"?t=new Date(+s+s.getTimezoneOffset()*6e4):e==sg?t=s:(t=new Date(s.toLocaleString("en-US",{timeZone:e})),t.setMilliseconds(s.getMilliseconds())),t}var Hp=s=>s%1==0,oo=[1,2,2.5,5],rg=ir(10,-32,0,oo),Bp=ir(10,0,32,oo),og=Bp.filter(Hp),ks=rg.concat(Bp),Tl=`
`,Vp="{YYYY}",op=Tl+Vp,Up="{M}/{D}",Qn=Tl+Up,eo=Qn+"/{YY}",Wp="{aa}",ag="{h}:{mm}",dn=ag+Wp,ap=Tl+dn,lp=":{ss}",vt=null;function jp(s){let e=s*1e3,t=e*60,i=t*60,n=i*24,r=n*30,o=n*365,c=(s==1?ir(10,0,3,oo).filter(Hp):ir(10,-3,0,oo)).concat([e,e*5,e*10,e*15,e*30,t,t*5,t*10,t*15,t*30,i,i*2,i*3,i*4,i*6,i*8,i*12,n,n*2,n*3,n*4,n*5,n*6,n*7,n*8,n*9,n*10,n*15,r,r*2,r*3,r*4,r*6,o,o*2,o*5,o*10,o*25,o*50,o*100]),d=[[o,Vp,vt,vt,vt,vt,vt,vt,1],[n*28,"{MMM}",op,vt,vt,vt,vt,vt,1],[n,Up,op,vt,vt,vt,vt,vt,1],[i,"{h}"+Wp,eo,vt,Qn,vt,vt,vt,1],[t,dn,eo,vt,Qn,vt,vt,vt,1],[e,lp,eo+" "+dn,vt,Qn+" "+dn,vt,ap,vt,1],[s,lp+".{fff}",eo+" "+dn,vt,Qn+" "+dn,vt,ap,vt,1]];function w(v){return(y,S,P,L,U,j)=>{let E=[],W=U>=o,C=U>=r&&U<o,X=v(P),N=xt(X*s,3),st=al(X.getFullYear(),W?0:X.getMonth(),C||W?1:X.getDate()),Q=xt(st*s,3);if(C||W){let lt=C?U/r:0,it=W?U/o:0,R=N==Q?N:xt(al(st.getFullYear()+it,st.getMonth()+lt,1)*s,3),rt=new Date(Wt(R/s)),q=rt.getFullYear(),tt=rt.getMonth();for(let Y=0;R<=L;Y++){let ht=al(q+it*Y,tt+lt*Y,1),G=ht-v(xt(ht*s,3));R=xt((+ht+G)*s,3),R<=L&&E.push(R)}}else{let lt=U>=n?n:U,it=Pe(P)-Pe(N),R=Q+it+co(N-Q,lt);E.push(R);let rt=v(R),q=rt.getHours()+rt.getMinutes()/t+rt.getSeconds()/i,tt=U/i,Y=y.axes[S]._space,ht=j/Y;for(;R=xt(R+U,s==1?0:3),!(R>L);)if(tt>1){let G=Pe(xt(q+tt,6))%24,pt=v(R).getHours()-G;pt>1&&(pt=-1),R-=pt*i,q=(q+tt)%24;let wt=E[E.length-1];xt((R-wt)/U,3)*ht>=.7&&E.push(R)}else E.push(R)}return E}}return[c,d,w]}var[lg,cg,hg]=jp(1),[pg,dg,ug]=jp(.001);ir(2,-53,53,[1]);function cp(s,e){return s.map(t=>t.map((i,n)=>n==0||n==8||i==null?i:e(n==1||t[8]==0?i:t[1]+i)))}function hp(s,e){return(t,i,n,r,o)=>{let l=e.find(P=>o>=P[0])||e[e.length-1],c,d,w,v,y,S;return i.map(P=>{let L=s(P),U=L.getFullYear(),j=L.getMonth(),E=L.getDate(),W=L.getHours(),C=L.getMinutes(),X=L.getSeconds(),N=U!=c&&l[2]||j!=d&&l[3]||E!=w&&l[4]||W!=v&&l[5]||C!=y&&l[6]||X!=S&&l[7]||l[1];return c=U,d=j,w=E,v=W,y=C,S=X,N(L)})}}function mg(s,e){let t=Pl(e);return(i,n,r,o,l)=>n.map(c=>t(s(c)))}function al(s,e,t){return new Date(s,e,t)}function pp(s,e){return e(s)}var fg="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function dp(s,e){return(t,i,n,r)=>r==null?_l:e(s(i))}function gg(s,e){let t=s.series[e];return t.width?t.stroke(s,e):t.points.width?t.points.stroke(s,e):null}function vg(s,e){return s.series[e].fill(s,e)}var wg={show:!0,live:!0,isolate:!1,mount:Of,markers:{show:!0,width:2,stroke:gg,fill:vg,dash:"solid"},idx:null,idxs:null,values:[]};function bg(s,e){let t=s.cursor.points,i=Ne(),n=t.size(s,e);Pt(i,Jn,n),Pt(i,Xn,n);let r=n/-2;Pt(i,"marginLeft",r),Pt(i,"marginTop",r);let o=t.width(s,e,n);return o&&Pt(i,"borderWidth",o),i}function yg(s,e){let t=s.series[e].points;return t._fill||t._stroke}function _g(s,e){let t=s.series[e].points;return t._stroke||t._fill}function xg(s,e){return s.series[e].points.size}var ll=[0,0];function $g(s,e,t){return ll[0]=e,ll[1]=t,ll}function io(s,e,t,i=!0){return n=>{n.button==0&&(!i||n.target==e)&&t(n)}}function cl(s,e,t,i=!0){return n=>{(!i||n.target==e)&&t(n)}}var Sg={show:!0,x:!0,y:!0,lock:!1,move:$g,points:{one:!1,show:bg,size:xg,width:0,stroke:_g,fill:yg},bind:{mousedown:io,mouseup:io,click:io,dblclick:io,mousemove:cl,mouseleave:cl,mouseenter:cl},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(s,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(s,e,t,i,n)=>i-n,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},qp={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Al=Bt({},qp,{filter:Mp}),Zp=Bt({},Al,{size:10}),Kp=Bt({},qp,{show:!1}),Cl='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Gp="bold "+Cl,Yp=1.5,up={show:!0,scale:"x",stroke:yl,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Gp,side:2,grid:Al,ticks:Zp,border:Kp,font:Cl,lineGap:Yp,rotate:0},kg="Value",Eg="Time",mp={show:!0,scale:"x",auto:!1,sorted:1,min:_t,max:-_t,idxs:[]};function Pg(s,e,t,i,n){return e.map(r=>r==null?"":kl(r))}function Tg(s,e,t,i,n,r,o){let l=[],c=Ji.get(n)||0;t=o?t:xt(co(t,n),c);for(let d=t;d<=i;d=xt(d+n,c))l.push(Object.is(d,-0)?0:d);return l}function fl(s,e,t,i,n,r,o){let l=[],c=s.scales[s.axes[e].scale].log,d=c==10?Pi:Ap,w=Pe(d(t));n=mn(c,w),c==10&&(n=ks[ti(n,ks)]);let v=t,y=n*c;c==10&&(y=ks[ti(y,ks)]);do l.push(v),v=v+n,c==10&&!Ji.has(v)&&(v=xt(v,Ji.get(n))),v>=y&&(n=v,y=n*c,c==10&&(y=ks[ti(y,ks)]));while(v<=i);return l}function Ag(s,e,t,i,n,r,o){let c=s.scales[s.axes[e].scale].asinh,d=i>c?fl(s,e,de(c,t),i,n):[c],w=i>=0&&t<=0?[0]:[];return(t<-c?fl(s,e,de(c,-i),-t,n):[c]).reverse().map(y=>-y).concat(w,d)}var Jp=/./,Cg=/[12357]/,Lg=/[125]/,fp=/1/,gl=(s,e,t,i)=>s.map((n,r)=>e==4&&n==0||r%i==0&&t.test(n.toExponential()[n<0?1:0])?n:null);function Mg(s,e,t,i,n){let r=s.axes[t],o=r.scale,l=s.scales[o],c=s.valToPos,d=r._space,w=c(10,o),v=c(9,o)-w>=d?Jp:c(7,o)-w>=d?Cg:c(5,o)-w>=d?Lg:fp;if(v==fp){let y=jt(c(1,o)-w);if(y<d)return gl(e.slice().reverse(),l.distr,v,Fe(d/y)).reverse()}return gl(e,l.distr,v,1)}function Rg(s,e,t,i,n){let r=s.axes[t],o=r.scale,l=r._space,c=s.valToPos,d=jt(c(1,o)-c(2,o));return d<l?gl(e.slice().reverse(),3,Jp,Fe(l/d)).reverse():e}function zg(s,e,t,i){return i==null?_l:e==null?"":kl(e)}var gp={show:!0,scale:"y",stroke:yl,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Gp,side:3,grid:Al,ticks:Zp,border:Kp,font:Cl,lineGap:Yp,rotate:0};function Ig(s,e){let t=3+(s||1)*2;return xt(t*e,3)}function Dg(s,e){let{scale:t,idxs:i}=s.series[0],n=s._data[0],r=s.valToPos(n[i[0]],t,!0),o=s.valToPos(n[i[1]],t,!0),l=jt(o-r),c=s.series[e],d=l/(c.points.space*ft);return i[1]-i[0]<=d}var vp={scale:null,auto:!0,sorted:0,min:_t,max:-_t},Xp=(s,e,t,i,n)=>n,wp={show:!0,auto:!0,sorted:0,gaps:Xp,alpha:1,facets:[Bt({},vp,{scale:"x"}),Bt({},vp,{scale:"y"})]},bp={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Xp,alpha:1,points:{show:Dg,filter:null},values:null,min:_t,max:-_t,idxs:[],path:null,clip:null};function Og(s,e,t,i,n){return t/10}var Qp={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},Ng=Bt({},Qp,{time:!1,ori:1}),yp={};function td(s,e){let t=yp[s];return t||(t={key:s,plots:[],sub(i){t.plots.push(i)},unsub(i){t.plots=t.plots.filter(n=>n!=i)},pub(i,n,r,o,l,c,d){for(let w=0;w<t.plots.length;w++)t.plots[w]!=n&&t.plots[w].pub(i,n,r,o,l,c,d)}},s!=null&&(yp[s]=t)),t}var vn=1,vl=2;function As(s,e,t){let i=s.mode,n=s.series[e],r=i==2?s._data[e]:s._data,o=s.scales,l=s.bbox,c=r[0],d=i==2?r[1]:r[e],w=i==2?o[n.facets[0].scale]:o[s.series[0].scale],v=i==2?o[n.facets[1].scale]:o[n.scale],y=l.left,S=l.top,P=l.width,L=l.height,U=s.valToPosH,j=s.valToPosV;return w.ori==0?t(n,c,d,w,v,U,j,y,S,P,L,uo,bn,fo,id,nd):t(n,c,d,w,v,j,U,S,y,L,P,mo,yn,Rl,sd,rd)}function Ll(s,e){let t=0,i=0,n=ut(s.bands,El);for(let r=0;r<n.length;r++){let o=n[r];o.series[0]==e?t=o.dir:o.series[1]==e&&(o.dir==1?i|=1:i|=2)}return[t,i==1?-1:i==2?1:i==3?2:0]}function Fg(s,e,t,i,n){let r=s.mode,o=s.series[e],l=r==2?o.facets[1].scale:o.scale,c=s.scales[l];return n==-1?c.min:n==1?c.max:c.distr==3?c.dir==1?c.min:c.max:0}function Ti(s,e,t,i,n,r){return As(s,e,(o,l,c,d,w,v,y,S,P,L,U)=>{let j=o.pxRound,E=d.dir*(d.ori==0?1:-1),W=d.ori==0?bn:yn,C,X;E==1?(C=t,X=i):(C=i,X=t);let N=j(v(l[C],d,L,S)),st=j(y(c[C],w,U,P)),Q=j(v(l[X],d,L,S)),lt=j(y(r==1?w.max:w.min,w,U,P)),it=new Path2D(n);return W(it,Q,lt),W(it,N,lt),W(it,N,st),it})}function po(s,e,t,i,n,r){let o=null;if(s.length>0){o=new Path2D;let l=e==0?fo:Rl,c=t;for(let v=0;v<s.length;v++){let y=s[v];if(y[1]>y[0]){let S=y[0]-c;S>0&&l(o,c,i,S,i+r),c=y[1]}}let d=t+n-c,w=10;d>0&&l(o,c,i-w/2,d,i+r+w)}return o}function Hg(s,e,t){let i=s[s.length-1];i&&i[0]==e?i[1]=t:s.push([e,t])}function Ml(s,e,t,i,n,r,o){let l=[],c=s.length;for(let d=n==1?t:i;d>=t&&d<=i;d+=n)if(e[d]===null){let v=d,y=d;if(n==1)for(;++d<=i&&e[d]===null;)y=d;else for(;--d>=t&&e[d]===null;)y=d;let S=r(s[v]),P=y==v?S:r(s[y]),L=v-n;S=o<=0&&L>=0&&L<c?r(s[L]):S;let j=y+n;P=o>=0&&j>=0&&j<c?r(s[j]):P,P>=S&&l.push([S,P])}return l}function _p(s){return s==0?Lp:s==1?Wt:e=>Ss(e,s)}function ed(s){let e=s==0?uo:mo,t=s==0?(n,r,o,l,c,d)=>{n.arcTo(r,o,l,c,d)}:(n,r,o,l,c,d)=>{n.arcTo(o,r,c,l,d)},i=s==0?(n,r,o,l,c)=>{n.rect(r,o,l,c)}:(n,r,o,l,c)=>{n.rect(o,r,c,l)};return(n,r,o,l,c,d=0,w=0)=>{d==0&&w==0?i(n,r,o,l,c):(d=ei(d,l/2,c/2),w=ei(w,l/2,c/2),e(n,r+d,o),t(n,r+l,o,r+l,o+c,d),t(n,r+l,o+c,r,o+c,w),t(n,r,o+c,r,o,w),t(n,r,o,r+l,o,d),n.closePath())}}var uo=(s,e,t)=>{s.moveTo(e,t)},mo=(s,e,t)=>{s.moveTo(t,e)},bn=(s,e,t)=>{s.lineTo(e,t)},yn=(s,e,t)=>{s.lineTo(t,e)},fo=ed(0),Rl=ed(1),id=(s,e,t,i,n,r)=>{s.arc(e,t,i,n,r)},sd=(s,e,t,i,n,r)=>{s.arc(t,e,i,n,r)},nd=(s,e,t,i,n,r,o)=>{s.bezierCurveTo(e,t,i,n,r,o)},rd=(s,e,t,i,n,r,o)=>{s.bezierCurveTo(t,e,n,i,o,r)};function od(s){return(e,t,i,n,r)=>As(e,t,(o,l,c,d,w,v,y,S,P,L,U)=>{let{pxRound:j,points:E}=o,W,C;d.ori==0?(W=uo,C=id):(W=mo,C=sd);let X=xt(E.width*ft,3),N=(E.size-E.width)/2*ft,st=xt(N*2,3),Q=new Path2D,lt=new Path2D,{left:it,top:R,width:rt,height:q}=e.bbox;fo(lt,it-st,R-st,rt+st*2,q+st*2);let tt=Y=>{if(c[Y]!=null){let ht=j(v(l[Y],d,L,S)),G=j(y(c[Y],w,U,P));W(Q,ht+N,G),C(Q,ht,G,N,0,so*2)}};if(r)r.forEach(tt);else for(let Y=i;Y<=n;Y++)tt(Y);return{stroke:X>0?Q:null,fill:Q,clip:lt,flags:vn|vl}})}function ad(s){return(e,t,i,n,r,o)=>{i!=n&&(r!=i&&o!=i&&s(e,t,i),r!=n&&o!=n&&s(e,t,n),s(e,t,o))}}var Bg=ad(bn),Vg=ad(yn);function ld(s){let e=ut(s?.alignGaps,0);return(t,i,n,r)=>As(t,i,(o,l,c,d,w,v,y,S,P,L,U)=>{[n,r]=ao(c,n,r);let j=o.pxRound,E=q=>j(v(q,d,L,S)),W=q=>j(y(q,w,U,P)),C,X;d.ori==0?(C=bn,X=Bg):(C=yn,X=Vg);let N=d.dir*(d.ori==0?1:-1),st={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:vn},Q=st.stroke,lt=!1;if(r-n>=L*4){let q=Z=>t.posToVal(Z,d.key,!0),tt=null,Y=null,ht,G,ue,Tt=E(l[N==1?n:r]),pt=E(l[n]),wt=E(l[r]),ot=q(N==1?pt+1:wt-1);for(let Z=N==1?n:r;Z>=n&&Z<=r;Z+=N){let Vt=l[Z],At=(N==1?Vt<ot:Vt>ot)?Tt:E(Vt),gt=c[Z];At==Tt?gt!=null?(G=gt,tt==null?(C(Q,At,W(G)),ht=tt=Y=G):G<tt?tt=G:G>Y&&(Y=G)):gt===null&&(lt=!0):(tt!=null&&X(Q,Tt,W(tt),W(Y),W(ht),W(G)),gt!=null?(G=gt,C(Q,At,W(G)),tt=Y=ht=G):(tt=Y=null,gt===null&&(lt=!0)),Tt=At,ot=q(Tt+N))}tt!=null&&tt!=Y&&ue!=Tt&&X(Q,Tt,W(tt),W(Y),W(ht),W(G))}else for(let q=N==1?n:r;q>=n&&q<=r;q+=N){let tt=c[q];tt===null?lt=!0:tt!=null&&C(Q,E(l[q]),W(tt))}let[R,rt]=Ll(t,i);if(o.fill!=null||R!=0){let q=st.fill=new Path2D(Q),tt=o.fillTo(t,i,o.min,o.max,R),Y=W(tt),ht=E(l[n]),G=E(l[r]);N==-1&&([G,ht]=[ht,G]),C(q,G,Y),C(q,ht,Y)}if(!o.spanGaps){let q=[];lt&&q.push(...Ml(l,c,n,r,N,E,e)),st.gaps=q=o.gaps(t,i,n,r,q),st.clip=po(q,d.ori,S,P,L,U)}return rt!=0&&(st.band=rt==2?[Ti(t,i,n,r,Q,-1),Ti(t,i,n,r,Q,1)]:Ti(t,i,n,r,Q,rt)),st})}function Ug(s){let e=ut(s.align,1),t=ut(s.ascDesc,!1),i=ut(s.alignGaps,0),n=ut(s.extend,!1);return(r,o,l,c)=>As(r,o,(d,w,v,y,S,P,L,U,j,E,W)=>{[l,c]=ao(v,l,c);let C=d.pxRound,{left:X,width:N}=r.bbox,st=pt=>C(P(pt,y,E,U)),Q=pt=>C(L(pt,S,W,j)),lt=y.ori==0?bn:yn,it={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:vn},R=it.stroke,rt=y.dir*(y.ori==0?1:-1),q=Q(v[rt==1?l:c]),tt=st(w[rt==1?l:c]),Y=tt,ht=tt;n&&e==-1&&(ht=X,lt(R,ht,q)),lt(R,tt,q);for(let pt=rt==1?l:c;pt>=l&&pt<=c;pt+=rt){let wt=v[pt];if(wt==null)continue;let ot=st(w[pt]),Z=Q(wt);e==1?lt(R,ot,q):lt(R,Y,Z),lt(R,ot,Z),q=Z,Y=ot}let G=Y;n&&e==1&&(G=X+N,lt(R,G,q));let[ue,Tt]=Ll(r,o);if(d.fill!=null||ue!=0){let pt=it.fill=new Path2D(R),wt=d.fillTo(r,o,d.min,d.max,ue),ot=Q(wt);lt(pt,G,ot),lt(pt,ht,ot)}if(!d.spanGaps){let pt=[];pt.push(...Ml(w,v,l,c,rt,st,i));let wt=d.width*ft/2,ot=t||e==1?wt:-wt,Z=t||e==-1?-wt:wt;pt.forEach(Vt=>{Vt[0]+=ot,Vt[1]+=Z}),it.gaps=pt=d.gaps(r,o,l,c,pt),it.clip=po(pt,y.ori,U,j,E,W)}return Tt!=0&&(it.band=Tt==2?[Ti(r,o,l,c,R,-1),Ti(r,o,l,c,R,1)]:Ti(r,o,l,c,R,Tt)),it})}function xp(s,e,t,i,n,r,o=_t){if(s.length>1){let l=null;for(let c=0,d=1/0;c<s.length;c++)if(e[c]!==void 0){if(l!=null){let w=jt(s[c]-s[l]);w<d&&(d=w,o=jt(t(s[c],i,n,r)-t(s[l],i,n,r)))}l=c}}return o}function Wg(s){s=s||er;let e=ut(s.size,[.6,_t,1]),t=s.align||0,i=s.gap||0,n=s.radius;n=n==null?[0,0]:typeof n=="number"?[n,0]:n;let r=ct(n),o=1-e[0],l=ut(e[1],_t),c=ut(e[2],1),d=ut(s.disp,er),w=ut(s.each,S=>{}),{fill:v,stroke:y}=d;return(S,P,L,U)=>As(S,P,(j,E,W,C,X,N,st,Q,lt,it,R)=>{let rt=j.pxRound,q=t,tt=i*ft,Y=l*ft,ht=c*ft,G,ue;C.ori==0?[G,ue]=r(S,P):[ue,G]=r(S,P);let Tt=C.dir*(C.ori==0?1:-1),pt=C.ori==0?fo:Rl,wt=C.ori==0?w:(F,$t,Ut,Ns,rs,li,os)=>{w(F,$t,Ut,rs,Ns,os,li)},ot=ut(S.bands,El).find(F=>F.series[0]==P),Z=ot!=null?ot.dir:0,Vt=j.fillTo(S,P,j.min,j.max,Z),oe=rt(st(Vt,X,R,lt)),At,gt,Ue,be=it,Lt=rt(j.width*ft),ai=!1,wi=null,Ce=null,Mi=null,Is=null;v!=null&&(Lt==0||y!=null)&&(ai=!0,wi=v.values(S,P,L,U),Ce=new Map,new Set(wi).forEach(F=>{F!=null&&Ce.set(F,new Path2D)}),Lt>0&&(Mi=y.values(S,P,L,U),Is=new Map,new Set(Mi).forEach(F=>{F!=null&&Is.set(F,new Path2D)})));let{x0:Ds,size:Sn}=d;if(Ds!=null&&Sn!=null){q=1,E=Ds.values(S,P,L,U),Ds.unit==2&&(E=E.map(Ut=>S.posToVal(Q+Ut*it,C.key,!0)));let F=Sn.values(S,P,L,U);Sn.unit==2?gt=F[0]*it:gt=N(F[0],C,it,Q)-N(0,C,it,Q),be=xp(E,W,N,C,it,Q,be),Ue=be-gt+tt}else be=xp(E,W,N,C,it,Q,be),Ue=be*o+tt,gt=be-Ue;Ue<1&&(Ue=0),Lt>=gt/2&&(Lt=0),Ue<5&&(rt=Lp);let gr=Ue>0,ss=be-Ue-(gr?Lt:0);gt=rt(ml(ss,ht,Y)),At=(q==0?gt/2:q==Tt?0:gt)-q*Tt*((q==0?tt/2:0)+(gr?Lt/2:0));let ae={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},Os=ai?null:new Path2D,bi=null;if(ot!=null)bi=S.data[ot.series[1]];else{let{y0:F,y1:$t}=d;F!=null&&$t!=null&&(W=$t.values(S,P,L,U),bi=F.values(S,P,L,U))}let ns=G*gt,nt=ue*gt;for(let F=Tt==1?L:U;F>=L&&F<=U;F+=Tt){let $t=W[F];if($t==null)continue;if(bi!=null){let me=bi[F]??0;if($t-me==0)continue;oe=st(me,X,R,lt)}let Ut=C.distr!=2||d!=null?E[F]:F,Ns=N(Ut,C,it,Q),rs=st(ut($t,Vt),X,R,lt),li=rt(Ns-At),os=rt(de(rs,oe)),ye=rt(ei(rs,oe)),Le=os-ye;if($t!=null){let me=$t<0?nt:ns,We=$t<0?ns:nt;ai?(Lt>0&&Mi[F]!=null&&pt(Is.get(Mi[F]),li,ye+Pe(Lt/2),gt,de(0,Le-Lt),me,We),wi[F]!=null&&pt(Ce.get(wi[F]),li,ye+Pe(Lt/2),gt,de(0,Le-Lt),me,We)):pt(Os,li,ye+Pe(Lt/2),gt,de(0,Le-Lt),me,We),wt(S,P,F,li-Lt/2,ye,gt+Lt,Le)}}return Lt>0?ae.stroke=ai?Is:Os:ai||(ae._fill=j.width==0?j._fill:j._stroke??j._fill,ae.width=0),ae.fill=ai?Ce:Os,ae})}function jg(s,e){let t=ut(e?.alignGaps,0);return(i,n,r,o)=>As(i,n,(l,c,d,w,v,y,S,P,L,U,j)=>{[r,o]=ao(d,r,o);let E=l.pxRound,W=G=>E(y(G,w,U,P)),C=G=>E(S(G,v,j,L)),X,N,st;w.ori==0?(X=uo,st=bn,N=nd):(X=mo,st=yn,N=rd);let Q=w.dir*(w.ori==0?1:-1),lt=W(c[Q==1?r:o]),it=lt,R=[],rt=[];for(let G=Q==1?r:o;G>=r&&G<=o;G+=Q)if(d[G]!=null){let Tt=c[G],pt=W(Tt);R.push(it=pt),rt.push(C(d[G]))}let q={stroke:s(R,rt,X,st,N,E),fill:null,clip:null,band:null,gaps:null,flags:vn},tt=q.stroke,[Y,ht]=Ll(i,n);if(l.fill!=null||Y!=0){let G=q.fill=new Path2D(tt),ue=l.fillTo(i,n,l.min,l.max,Y),Tt=C(ue);st(G,it,Tt),st(G,lt,Tt)}if(!l.spanGaps){let G=[];G.push(...Ml(c,d,r,o,Q,W,t)),q.gaps=G=l.gaps(i,n,r,o,G),q.clip=po(G,w.ori,P,L,U,j)}return ht!=0&&(q.band=ht==2?[Ti(i,n,r,o,tt,-1),Ti(i,n,r,o,tt,1)]:Ti(i,n,r,o,tt,ht)),q})}function qg(s){return jg(Zg,s)}function Zg(s,e,t,i,n,r){let o=s.length;if(o<2)return null;let l=new Path2D;if(t(l,s[0],e[0]),o==2)i(l,s[1],e[1]);else{let c=Array(o),d=Array(o-1),w=Array(o-1),v=Array(o-1);for(let y=0;y<o-1;y++)w[y]=e[y+1]-e[y],v[y]=s[y+1]-s[y],d[y]=w[y]/v[y];c[0]=d[0];for(let y=1;y<o-1;y++)d[y]===0||d[y-1]===0||d[y-1]>0!=d[y]>0?c[y]=0:(c[y]=3*(v[y-1]+v[y])/((2*v[y]+v[y-1])/d[y-1]+(v[y]+2*v[y-1])/d[y]),isFinite(c[y])||(c[y]=0));c[o-1]=d[o-2];for(let y=0;y<o-1;y++)n(l,s[y]+v[y]/3,e[y]+c[y]*v[y]/3,s[y+1]-v[y]/3,e[y+1]-c[y+1]*v[y]/3,s[y+1],e[y+1])}return l}var wl=new Set;function $p(){for(let s of wl)s.syncRect(!0)}wn&&(Ps(Pf,un,$p),Ps(Tf,un,$p,!0),Ps(no,un,()=>{se.pxRatio=ft}));var Kg=ld(),Gg=od();function Sp(s,e,t,i){return(i?[s[0],s[1]].concat(s.slice(2)):[s[0]].concat(s.slice(1))).map((r,o)=>bl(r,o,e,t))}function Yg(s,e){return s.map((t,i)=>i==0?{}:Bt({},e,t))}function bl(s,e,t,i){return Bt({},e==0?t:i,s)}function cd(s,e,t){return e==null?fn:[e,t]}var Jg=cd;function Xg(s,e,t){return e==null?fn:ro(e,t,Sl,!0)}function hd(s,e,t,i){return e==null?fn:lo(e,t,s.scales[i].log,!1)}var Qg=hd;function pd(s,e,t,i){return e==null?fn:$l(e,t,s.scales[i].log,!1)}var tv=pd;function ev(s,e,t,i,n){let r=de(ip(s),ip(e)),o=e-s,l=ti(n/i*o,t);do{let c=t[l],d=i*c/o;if(d>=n&&r+(c<5?Ji.get(c):0)<=17)return[c,d]}while(++l<t.length);return[0,0]}function kp(s){let e,t;return s=s.replace(/(\d+)px/,(i,n)=>(e=Wt((t=+n)*ft))+"px"),[s,e,t]}function iv(s){s.show&&[s.font,s.labelFont].forEach(e=>{let t=xt(e[2]*ft,1);e[0]=e[0].replace(/[0-9.]+px/,t+"px"),e[1]=t})}function se(s,e,t){let i={mode:ut(s.mode,1)},n=i.mode;function r(a,h,u,m){let b=h.valToPct(a);return m+u*(h.dir==-1?1-b:b)}function o(a,h,u,m){let b=h.valToPct(a);return m+u*(h.dir==-1?b:1-b)}function l(a,h,u,m){return h.ori==0?r(a,h,u,m):o(a,h,u,m)}i.valToPosH=r,i.valToPosV=o;let c=!1;i.status=0;let d=i.root=Ne(cf);if(s.id!=null&&(d.id=s.id),Ee(d,s.class),s.title){let a=Ne(df,d);a.textContent=s.title}let w=Qe("canvas"),v=i.ctx=w.getContext("2d"),y=Ne(uf,d);Ps("click",y,a=>{a.target===P&&(St!=Gs||Ct!=Ys)&&ie.click(i,a)},!0);let S=i.under=Ne(mf,y);y.appendChild(w);let P=i.over=Ne(ff,y);s=gn(s);let L=+ut(s.pxAlign,1),U=_p(L);(s.plugins||[]).forEach(a=>{a.opts&&(s=a.opts(i,s)||s)});let j=s.ms||.001,E=i.series=n==1?Sp(s.series||[],mp,bp,!1):Yg(s.series||[null],wp),W=i.axes=Sp(s.axes||[],up,gp,!0),C=i.scales={},X=i.bands=s.bands||[];X.forEach(a=>{a.fill=ct(a.fill||null),a.dir=ut(a.dir,-1)});let N=n==2?E[1].facets[0].scale:E[0].scale,st={axes:Eu,series:_u},Q=(s.drawOrder||["axes","series"]).map(a=>st[a]);function lt(a){let h=a.distr==3?u=>Pi(u>0?u:a.clamp(i,u,a.min,a.max,a.key)):a.distr==4?u=>ol(u,a.asinh):a.distr==100?u=>a.fwd(u):u=>u;return u=>{let m=h(u),{_min:b,_max:x}=a,k=x-b;return(m-b)/k}}function it(a){let h=C[a];if(h==null){let u=(s.scales||er)[a]||er;if(u.from!=null){it(u.from);let m=Bt({},C[u.from],u,{key:a});m.valToPct=lt(m),C[a]=m}else{h=C[a]=Bt({},a==N?Qp:Ng,u),h.key=a;let m=h.time,b=h.range,x=Yi(b);if((a!=N||n==2&&!m)&&(x&&(b[0]==null||b[1]==null)&&(b={min:b[0]==null?Qh:{mode:1,hard:b[0],soft:b[0]},max:b[1]==null?Qh:{mode:1,hard:b[1],soft:b[1]}},x=!1),!x&&ho(b))){let k=b;b=(T,A,I)=>A==null?fn:ro(A,I,k)}h.range=ct(b||(m?Jg:a==N?h.distr==3?Qg:h.distr==4?tv:cd:h.distr==3?hd:h.distr==4?pd:Xg)),h.auto=ct(x?!1:h.auto),h.clamp=ct(h.clamp||Og),h._min=h._max=null,h.valToPct=lt(h)}}}it("x"),it("y"),n==1&&E.forEach(a=>{it(a.scale)}),W.forEach(a=>{it(a.scale)});for(let a in s.scales)it(a);let R=C[N],rt=R.distr,q,tt;R.ori==0?(Ee(d,hf),q=r,tt=o):(Ee(d,pf),q=o,tt=r);let Y={};for(let a in C){let h=C[a];(h.min!=null||h.max!=null)&&(Y[a]={min:h.min,max:h.max},h.min=h.max=null)}let ht=s.tzDate||(a=>new Date(Wt(a/j))),G=s.fmtDate||Pl,ue=j==1?hg(ht):ug(ht),Tt=hp(ht,cp(j==1?cg:dg,G)),pt=dp(ht,pp(fg,G)),wt=[],ot=i.legend=Bt({},wg,s.legend),Z=i.cursor=Bt({},Sg,{drag:{y:n==2}},s.cursor),Vt=ot.show,oe=Z.show,At=ot.markers;ot.idxs=wt,At.width=ct(At.width),At.dash=ct(At.dash),At.stroke=ct(At.stroke),At.fill=ct(At.fill);let gt,Ue,be,Lt=[],ai=[],wi,Ce=!1,Mi={};if(ot.live){let a=E[1]?E[1].values:null;Ce=a!=null,wi=Ce?a(i,1,0):{_:0};for(let h in wi)Mi[h]=_l}if(Vt)if(gt=Qe("table",_f,d),be=Qe("tbody",null,gt),ot.mount(i,gt),Ce){Ue=Qe("thead",null,gt,be);let a=Qe("tr",null,Ue);Qe("th",null,a);for(var Is in wi)Qe("th",Hh,a).textContent=Is}else Ee(gt,$f),ot.live&&Ee(gt,xf);let Ds={show:!0},Sn={show:!1};function gr(a,h){if(h==0&&(Ce||!ot.live||n==2))return fn;let u=[],m=Qe("tr",Sf,be,be.childNodes[h]);Ee(m,a.class),a.show||Ee(m,Es);let b=Qe("th",null,m);if(At.show){let T=Ne(kf,b);if(h>0){let A=At.width(i,h);A&&(T.style.border=A+"px "+At.dash(i,h)+" "+At.stroke(i,h)),T.style.background=At.fill(i,h)}}let x=Ne(Hh,b);a.label instanceof HTMLElement?x.appendChild(a.label):x.textContent=a.label,h>0&&(At.show||(x.style.color=a.width>0?At.stroke(i,h):At.fill(i,h)),ae("click",b,T=>{if(Z._lock)return;ls(T);let A=E.indexOf(a);if((T.ctrlKey||T.metaKey)!=ot.isolate){let I=E.some((O,H)=>H>0&&H!=A&&O.show);E.forEach((O,H)=>{H>0&&hi(H,I?H==A?Ds:Sn:Ds,!0,Nt.setSeries)})}else hi(A,{show:!a.show},!0,Nt.setSeries)},!1),Hs&&ae(Wh,b,T=>{Z._lock||(ls(T),hi(E.indexOf(a),Xs,!0,Nt.setSeries))},!1));for(var k in wi){let T=Qe("td",Ef,m);T.textContent="--",u.push(T)}return[m,u]}let ss=new Map;function ae(a,h,u,m=!0){let b=ss.get(h)||{},x=Z.bind[a](i,h,u,m);x&&(Ps(a,h,b[a]=x),ss.set(h,b))}function Os(a,h,u){let m=ss.get(h)||{};for(let b in m)(a==null||b==a)&&(ul(b,h,m[b]),delete m[b]);a==null&&ss.delete(h)}let bi=0,ns=0,nt=0,F=0,$t=0,Ut=0,Ns=$t,rs=Ut,li=nt,os=F,ye=0,Le=0,me=0,We=0;i.bbox={};let Uo=!1,vr=!1,Fs=!1,as=!1,wr=!1,Me=!1;function Wo(a,h,u){(u||a!=i.width||h!=i.height)&&Yl(a,h),js(!1),Fs=!0,vr=!0,qs()}function Yl(a,h){i.width=bi=nt=a,i.height=ns=F=h,$t=Ut=0,mu(),fu();let u=i.bbox;ye=u.left=Ss($t*ft,.5),Le=u.top=Ss(Ut*ft,.5),me=u.width=Ss(nt*ft,.5),We=u.height=Ss(F*ft,.5)}let pu=3;function du(){let a=!1,h=0;for(;!a;){h++;let u=Su(h),m=ku(h);a=h==pu||u&&m,a||(Yl(i.width,i.height),vr=!0)}}function uu({width:a,height:h}){Wo(a,h)}i.setSize=uu;function mu(){let a=!1,h=!1,u=!1,m=!1;W.forEach((b,x)=>{if(b.show&&b._show){let{side:k,_size:T}=b,A=k%2,I=b.label!=null?b.labelSize:0,O=T+I;O>0&&(A?(nt-=O,k==3?($t+=O,m=!0):u=!0):(F-=O,k==0?(Ut+=O,a=!0):h=!0))}}),cs[0]=a,cs[1]=u,cs[2]=h,cs[3]=m,nt-=Ri[1]+Ri[3],$t+=Ri[3],F-=Ri[2]+Ri[0],Ut+=Ri[0]}function fu(){let a=$t+nt,h=Ut+F,u=$t,m=Ut;function b(x,k){switch(x){case 1:return a+=k,a-k;case 2:return h+=k,h-k;case 3:return u-=k,u+k;case 0:return m-=k,m+k}}W.forEach((x,k)=>{if(x.show&&x._show){let T=x.side;x._pos=b(T,x._size),x.label!=null&&(x._lpos=b(T,x.labelSize))}})}if(Z.dataIdx==null){let a=Z.hover,h=a.skip=new Set(a.skip??[]);h.add(void 0);let u=a.prox=ct(a.prox),m=a.bias??=0;Z.dataIdx=(b,x,k,T)=>{if(x==0)return k;let A=k,I=u(b,x,k,T)??_t,O=I>=0&&I<_t,H=R.ori==0?nt:F,et=Z.left,mt=e[0],dt=e[x];if(h.has(dt[k])){A=null;let at=null,J=null,K;if(m==0||m==-1)for(K=k;at==null&&K-- >0;)h.has(dt[K])||(at=K);if(m==0||m==1)for(K=k;J==null&&K++<dt.length;)h.has(dt[K])||(J=K);if(at!=null||J!=null)if(O){let Et=at==null?-1/0:q(mt[at],R,H,0),Rt=J==null?1/0:q(mt[J],R,H,0),Xt=et-Et,bt=Rt-et;Xt<=bt?Xt<=I&&(A=at):bt<=I&&(A=J)}else A=J==null?at:at==null?J:k-at<=J-k?at:J}else O&&jt(et-q(mt[k],R,H,0))>I&&(A=null);return A}}let ls=a=>{Z.event=a};Z.idxs=wt,Z._lock=!1;let ne=Z.points;ne.show=ct(ne.show),ne.size=ct(ne.size),ne.stroke=ct(ne.stroke),ne.width=ct(ne.width),ne.fill=ct(ne.fill);let ci=i.focus=Bt({},s.focus||{alpha:.3},Z.focus),Hs=ci.prox>=0,Bs=Hs&&ne.one,Re=[],Vs=[],Us=[];function Jl(a,h){let u=ne.show(i,h);if(u instanceof HTMLElement)return Ee(u,yf),Ee(u,a.class),gi(u,-10,-10,nt,F),P.insertBefore(u,Re[h]),u}function Xl(a,h){if(n==1||h>0){let u=n==1&&C[a.scale].time,m=a.value;a.value=u?rp(m)?dp(ht,pp(m,G)):m||pt:m||zg,a.label=a.label||(u?Eg:kg)}if(Bs||h>0){a.width=a.width==null?1:a.width,a.paths=a.paths||Kg||Nf,a.fillTo=ct(a.fillTo||Fg),a.pxAlign=+ut(a.pxAlign,L),a.pxRound=_p(a.pxAlign),a.stroke=ct(a.stroke||null),a.fill=ct(a.fill||null),a._stroke=a._fill=a._paths=a._focus=null;let u=Ig(de(1,a.width),1),m=a.points=Bt({},{size:u,width:de(1,u*.2),stroke:a.stroke,space:u*2,paths:Gg,_stroke:null,_fill:null},a.points);m.show=ct(m.show),m.filter=ct(m.filter),m.fill=ct(m.fill),m.stroke=ct(m.stroke),m.paths=ct(m.paths),m.pxAlign=a.pxAlign}if(Vt){let u=gr(a,h);Lt.splice(h,0,u[0]),ai.splice(h,0,u[1]),ot.values.push(null)}if(oe){wt.splice(h,0,null);let u=null;Bs?h==0&&(u=Jl(a,h)):h>0&&(u=Jl(a,h)),Re.splice(h,0,u),Vs.splice(h,0,0),Us.splice(h,0,0)}Jt("addSeries",h)}function gu(a,h){h=h??E.length,a=n==1?bl(a,h,mp,bp):bl(a,h,{},wp),E.splice(h,0,a),Xl(E[h],h)}i.addSeries=gu;function vu(a){if(E.splice(a,1),Vt){ot.values.splice(a,1),ai.splice(a,1);let h=Lt.splice(a,1)[0];Os(null,h.firstChild),h.remove()}oe&&(wt.splice(a,1),Re.splice(a,1)[0].remove(),Vs.splice(a,1),Us.splice(a,1)),Jt("delSeries",a)}i.delSeries=vu;let cs=[!1,!1,!1,!1];function wu(a,h){if(a._show=a.show,a.show){let u=a.side%2,m=C[a.scale];m==null&&(a.scale=u?E[1].scale:N,m=C[a.scale]);let b=m.time;a.size=ct(a.size),a.space=ct(a.space),a.rotate=ct(a.rotate),Yi(a.incrs)&&a.incrs.forEach(k=>{!Ji.has(k)&&Ji.set(k,zp(k))}),a.incrs=ct(a.incrs||(m.distr==2?og:b?j==1?lg:pg:ks)),a.splits=ct(a.splits||(b&&m.distr==1?ue:m.distr==3?fl:m.distr==4?Ag:Tg)),a.stroke=ct(a.stroke),a.grid.stroke=ct(a.grid.stroke),a.ticks.stroke=ct(a.ticks.stroke),a.border.stroke=ct(a.border.stroke);let x=a.values;a.values=Yi(x)&&!Yi(x[0])?ct(x):b?Yi(x)?hp(ht,cp(x,G)):rp(x)?mg(ht,x):x||Tt:x||Pg,a.filter=ct(a.filter||(m.distr>=3&&m.log==10?Mg:m.distr==3&&m.log==2?Rg:Mp)),a.font=kp(a.font),a.labelFont=kp(a.labelFont),a._size=a.size(i,null,h,0),a._space=a._rotate=a._incrs=a._found=a._splits=a._values=null,a._size>0&&(cs[h]=!0,a._el=Ne(gf,y))}}function kn(a,h,u,m){let[b,x,k,T]=u,A=h%2,I=0;return A==0&&(T||x)&&(I=h==0&&!b||h==2&&!k?Wt(up.size/3):0),A==1&&(b||k)&&(I=h==1&&!x||h==3&&!T?Wt(gp.size/2):0),I}let Ql=i.padding=(s.padding||[kn,kn,kn,kn]).map(a=>ct(ut(a,kn))),Ri=i._padding=Ql.map((a,h)=>a(i,h,cs,0)),ee,Zt=null,Kt=null,br=n==1?E[0].idxs:null,je=null,En=!1;function tc(a,h){if(e=a??[],i.data=i._data=e,n==2){ee=0;for(let u=1;u<E.length;u++)ee+=e[u][0].length}else{e.length==0&&(i.data=i._data=e=[[]]),je=e[0],ee=je.length;let u=e;if(rt==2){u=e.slice();let m=u[0]=Array(ee);for(let b=0;b<ee;b++)m[b]=b}i._data=e=u}if(js(!0),Jt("setData"),rt==2&&(Fs=!0),h!==!1){let u=R;u.auto(i,En)?jo():Ii(N,u.min,u.max),as=as||Z.left>=0,Me=!0,qs()}}i.setData=tc;function jo(){En=!0;let a,h;n==1&&(ee>0?(Zt=br[0]=0,Kt=br[1]=ee-1,a=e[0][Zt],h=e[0][Kt],rt==2?(a=Zt,h=Kt):a==h&&(rt==3?[a,h]=lo(a,a,R.log,!1):rt==4?[a,h]=$l(a,a,R.log,!1):R.time?h=a+Wt(86400/j):[a,h]=ro(a,h,Sl,!0))):(Zt=br[0]=a=null,Kt=br[1]=h=null)),Ii(N,a,h)}let yr,Ws,qo,Zo,Ko,Go,Yo,Jo,Xo,fe;function ec(a,h,u,m,b,x){a??=Vh,u??=El,m??="butt",b??=Vh,x??="round",a!=yr&&(v.strokeStyle=yr=a),b!=Ws&&(v.fillStyle=Ws=b),h!=qo&&(v.lineWidth=qo=h),x!=Ko&&(v.lineJoin=Ko=x),m!=Go&&(v.lineCap=Go=m),u!=Zo&&v.setLineDash(Zo=u)}function ic(a,h,u,m){h!=Ws&&(v.fillStyle=Ws=h),a!=Yo&&(v.font=Yo=a),u!=Jo&&(v.textAlign=Jo=u),m!=Xo&&(v.textBaseline=Xo=m)}function Qo(a,h,u,m,b=0){if(m.length>0&&a.auto(i,En)&&(h==null||h.min==null)){let x=ut(Zt,0),k=ut(Kt,m.length-1),T=u.min==null?Mf(m,x,k,b,a.distr==3):[u.min,u.max];a.min=ei(a.min,u.min=T[0]),a.max=de(a.max,u.max=T[1])}}let sc={min:null,max:null};function bu(){for(let m in C){let b=C[m];Y[m]==null&&(b.min==null||Y[N]!=null&&b.auto(i,En))&&(Y[m]=sc)}for(let m in C){let b=C[m];Y[m]==null&&b.from!=null&&Y[b.from]!=null&&(Y[m]=sc)}Y[N]!=null&&js(!0);let a={};for(let m in Y){let b=Y[m];if(b!=null){let x=a[m]=gn(C[m],Bf);if(b.min!=null)Bt(x,b);else if(m!=N||n==2)if(ee==0&&x.from==null){let k=x.range(i,null,null,m);x.min=k[0],x.max=k[1]}else x.min=_t,x.max=-_t}}if(ee>0){E.forEach((m,b)=>{if(n==1){let x=m.scale,k=Y[x];if(k==null)return;let T=a[x];if(b==0){let A=T.range(i,T.min,T.max,x);T.min=A[0],T.max=A[1],Zt=ti(T.min,e[0]),Kt=ti(T.max,e[0]),Kt-Zt>1&&(e[0][Zt]<T.min&&Zt++,e[0][Kt]>T.max&&Kt--),m.min=je[Zt],m.max=je[Kt]}else m.show&&m.auto&&Qo(T,k,m,e[b],m.sorted);m.idxs[0]=Zt,m.idxs[1]=Kt}else if(b>0&&m.show&&m.auto){let[x,k]=m.facets,T=x.scale,A=k.scale,[I,O]=e[b],H=a[T],et=a[A];H!=null&&Qo(H,Y[T],x,I,x.sorted),et!=null&&Qo(et,Y[A],k,O,k.sorted),m.min=k.min,m.max=k.max}});for(let m in a){let b=a[m],x=Y[m];if(b.from==null&&(x==null||x.min==null)){let k=b.range(i,b.min==_t?null:b.min,b.max==-_t?null:b.max,m);b.min=k[0],b.max=k[1]}}}for(let m in a){let b=a[m];if(b.from!=null){let x=a[b.from];if(x.min==null)b.min=b.max=null;else{let k=b.range(i,x.min,x.max,m);b.min=k[0],b.max=k[1]}}}let h={},u=!1;for(let m in a){let b=a[m],x=C[m];if(x.min!=b.min||x.max!=b.max){x.min=b.min,x.max=b.max;let k=x.distr;x._min=k==3?Pi(x.min):k==4?ol(x.min,x.asinh):k==100?x.fwd(x.min):x.min,x._max=k==3?Pi(x.max):k==4?ol(x.max,x.asinh):k==100?x.fwd(x.max):x.max,h[m]=u=!0}}if(u){E.forEach((m,b)=>{n==2?b>0&&h.y&&(m._paths=null):h[m.scale]&&(m._paths=null)});for(let m in h)Fs=!0,Jt("setScale",m);oe&&Z.left>=0&&(as=Me=!0)}for(let m in Y)Y[m]=null}function yu(a){let h=ml(Zt-1,0,ee-1),u=ml(Kt+1,0,ee-1);for(;a[h]==null&&h>0;)h--;for(;a[u]==null&&u<ee-1;)u++;return[h,u]}function _u(){if(ee>0){let a=E.some(h=>h._focus)&&fe!=ci.alpha;a&&(v.globalAlpha=fe=ci.alpha),E.forEach((h,u)=>{if(u>0&&h.show&&(nc(u,!1),nc(u,!0),h._paths==null)){let m=fe;fe!=h.alpha&&(v.globalAlpha=fe=h.alpha);let b=n==2?[0,e[u][0].length-1]:yu(e[u]);h._paths=h.paths(i,u,b[0],b[1]),fe!=m&&(v.globalAlpha=fe=m)}}),E.forEach((h,u)=>{if(u>0&&h.show){let m=fe;fe!=h.alpha&&(v.globalAlpha=fe=h.alpha),h._paths!=null&&rc(u,!1);{let b=h._paths!=null?h._paths.gaps:null,x=h.points.show(i,u,Zt,Kt,b),k=h.points.filter(i,u,x,b);(x||k)&&(h.points._paths=h.points.paths(i,u,Zt,Kt,k),rc(u,!0))}fe!=m&&(v.globalAlpha=fe=m),Jt("drawSeries",u)}}),a&&(v.globalAlpha=fe=1)}}function nc(a,h){let u=h?E[a].points:E[a];u._stroke=u.stroke(i,a),u._fill=u.fill(i,a)}function rc(a,h){let u=h?E[a].points:E[a],{stroke:m,fill:b,clip:x,flags:k,_stroke:T=u._stroke,_fill:A=u._fill,_width:I=u.width}=u._paths;I=xt(I*ft,3);let O=null,H=I%2/2;h&&A==null&&(A=I>0?"#fff":T);let et=u.pxAlign==1&&H>0;if(et&&v.translate(H,H),!h){let mt=ye-I/2,dt=Le-I/2,at=me+I,J=We+I;O=new Path2D,O.rect(mt,dt,at,J)}h?ta(T,I,u.dash,u.cap,A,m,b,k,x):xu(a,T,I,u.dash,u.cap,A,m,b,k,O,x),et&&v.translate(-H,-H)}function xu(a,h,u,m,b,x,k,T,A,I,O){let H=!1;A!=0&&X.forEach((et,mt)=>{if(et.series[0]==a){let dt=E[et.series[1]],at=e[et.series[1]],J=(dt._paths||er).band;Yi(J)&&(J=et.dir==1?J[0]:J[1]);let K,Et=null;dt.show&&J&&zf(at,Zt,Kt)?(Et=et.fill(i,mt)||x,K=dt._paths.clip):J=null,ta(h,u,m,b,Et,k,T,A,I,O,K,J),H=!0}}),H||ta(h,u,m,b,x,k,T,A,I,O)}let oc=vn|vl;function ta(a,h,u,m,b,x,k,T,A,I,O,H){ec(a,h,u,m,b),(A||I||H)&&(v.save(),A&&v.clip(A),I&&v.clip(I)),H?(T&oc)==oc?(v.clip(H),O&&v.clip(O),xr(b,k),_r(a,x,h)):T&vl?(xr(b,k),v.clip(H),_r(a,x,h)):T&vn&&(v.save(),v.clip(H),O&&v.clip(O),xr(b,k),v.restore(),_r(a,x,h)):(xr(b,k),_r(a,x,h)),(A||I||H)&&v.restore()}function _r(a,h,u){u>0&&(h instanceof Map?h.forEach((m,b)=>{v.strokeStyle=yr=b,v.stroke(m)}):h!=null&&a&&v.stroke(h))}function xr(a,h){h instanceof Map?h.forEach((u,m)=>{v.fillStyle=Ws=m,v.fill(u)}):h!=null&&a&&v.fill(h)}function $u(a,h,u,m){let b=W[a],x;if(m<=0)x=[0,0];else{let k=b._space=b.space(i,a,h,u,m),T=b._incrs=b.incrs(i,a,h,u,m,k);x=ev(h,u,T,m,k)}return b._found=x}function ea(a,h,u,m,b,x,k,T,A,I){let O=k%2/2;L==1&&v.translate(O,O),ec(T,k,A,I,T),v.beginPath();let H,et,mt,dt,at=b+(m==0||m==3?-x:x);u==0?(et=b,dt=at):(H=b,mt=at);for(let J=0;J<a.length;J++)h[J]!=null&&(u==0?H=mt=a[J]:et=dt=a[J],v.moveTo(H,et),v.lineTo(mt,dt));v.stroke(),L==1&&v.translate(-O,-O)}function Su(a){let h=!0;return W.forEach((u,m)=>{if(!u.show)return;let b=C[u.scale];if(b.min==null){u._show&&(h=!1,u._show=!1,js(!1));return}else u._show||(h=!1,u._show=!0,js(!1));let x=u.side,k=x%2,{min:T,max:A}=b,[I,O]=$u(m,T,A,k==0?nt:F);if(O==0)return;let H=b.distr==2,et=u._splits=u.splits(i,m,T,A,I,O,H),mt=b.distr==2?et.map(K=>je[K]):et,dt=b.distr==2?je[et[1]]-je[et[0]]:I,at=u._values=u.values(i,u.filter(i,mt,m,O,dt),m,O,dt);u._rotate=x==2?u.rotate(i,at,m,O):0;let J=u._size;u._size=Fe(u.size(i,at,m,a)),J!=null&&u._size!=J&&(h=!1)}),h}function ku(a){let h=!0;return Ql.forEach((u,m)=>{let b=u(i,m,cs,a);b!=Ri[m]&&(h=!1),Ri[m]=b}),h}function Eu(){for(let a=0;a<W.length;a++){let h=W[a];if(!h.show||!h._show)continue;let u=h.side,m=u%2,b,x,k=h.stroke(i,a),T=u==0||u==3?-1:1,[A,I]=h._found;if(h.label!=null){let ce=h.labelGap*T,$e=Wt((h._lpos+ce)*ft);ic(h.labelFont[0],k,"center",u==2?"top":Bh),v.save(),m==1?(b=x=0,v.translate($e,Wt(Le+We/2)),v.rotate((u==3?-so:so)/2)):(b=Wt(ye+me/2),x=$e);let ds=Cp(h.label)?h.label(i,a,A,I):h.label;v.fillText(ds,b,x),v.restore()}if(I==0)continue;let O=C[h.scale],H=m==0?me:We,et=m==0?ye:Le,mt=h._splits,dt=O.distr==2?mt.map(ce=>je[ce]):mt,at=O.distr==2?je[mt[1]]-je[mt[0]]:A,J=h.ticks,K=h.border,Et=J.show?J.size:0,Rt=Wt(Et*ft),Xt=Wt((h.alignTo==2?h._size-Et-h.gap:h.gap)*ft),bt=h._rotate*-so/180,zt=U(h._pos*ft),_e=(Rt+Xt)*T,le=zt+_e;x=m==0?le:0,b=m==1?le:0;let ze=h.font[0],qe=h.align==1?pn:h.align==2?sl:bt>0?pn:bt<0?sl:m==0?"center":u==3?sl:pn,di=bt||m==1?"middle":u==2?"top":Bh;ic(ze,k,qe,di);let xe=h.font[1]*h.lineGap,Ie=mt.map(ce=>U(l(ce,O,H,et))),Ze=h._values;for(let ce=0;ce<Ze.length;ce++){let $e=Ze[ce];if($e!=null){m==0?b=Ie[ce]:x=Ie[ce],$e=""+$e;let ds=$e.indexOf(`
`)==-1?[$e]:$e.split(/\n/gm);for(let he=0;he<ds.length;he++){let kc=ds[he];bt?(v.save(),v.translate(b,x+he*xe),v.rotate(bt),v.fillText(kc,0,0),v.restore()):v.fillText(kc,b,x+he*xe)}}}J.show&&ea(Ie,J.filter(i,dt,a,I,at),m,u,zt,Rt,xt(J.width*ft,3),J.stroke(i,a),J.dash,J.cap);let ui=h.grid;ui.show&&ea(Ie,ui.filter(i,dt,a,I,at),m,m==0?2:1,m==0?Le:ye,m==0?We:me,xt(ui.width*ft,3),ui.stroke(i,a),ui.dash,ui.cap),K.show&&ea([zt],[1],m==0?1:0,m==0?1:2,m==1?Le:ye,m==1?We:me,xt(K.width*ft,3),K.stroke(i,a),K.dash,K.cap)}Jt("drawAxes")}function js(a){E.forEach((h,u)=>{u>0&&(h._paths=null,a&&(n==1?(h.min=null,h.max=null):h.facets.forEach(m=>{m.min=null,m.max=null})))})}let $r=!1,ia=!1,Pn=[];function Pu(){ia=!1;for(let a=0;a<Pn.length;a++)Jt(...Pn[a]);Pn.length=0}function qs(){$r||(Kf(ac),$r=!0)}function Tu(a,h=!1){$r=!0,ia=h,a(i),ac(),h&&Pn.length>0&&queueMicrotask(Pu)}i.batch=Tu;function ac(){if(Uo&&(bu(),Uo=!1),Fs&&(du(),Fs=!1),vr){if(Pt(S,pn,$t),Pt(S,"top",Ut),Pt(S,Jn,nt),Pt(S,Xn,F),Pt(P,pn,$t),Pt(P,"top",Ut),Pt(P,Jn,nt),Pt(P,Xn,F),Pt(y,Jn,bi),Pt(y,Xn,ns),w.width=Wt(bi*ft),w.height=Wt(ns*ft),W.forEach(({_el:a,_show:h,_size:u,_pos:m,side:b})=>{if(a!=null)if(h){let x=b===3||b===0?u:0,k=b%2==1;Pt(a,k?"left":"top",m-x),Pt(a,k?"width":"height",u),Pt(a,k?"top":"left",k?Ut:$t),Pt(a,k?"height":"width",k?F:nt),dl(a,Es)}else Ee(a,Es)}),yr=Ws=qo=Ko=Go=Yo=Jo=Xo=Zo=null,fe=1,Cn(!0),$t!=Ns||Ut!=rs||nt!=li||F!=os){js(!1);let a=nt/li,h=F/os;if(oe&&!as&&Z.left>=0){Z.left*=a,Z.top*=h,Zs&&gi(Zs,Wt(Z.left),0,nt,F),Ks&&gi(Ks,0,Wt(Z.top),nt,F);for(let u=0;u<Re.length;u++){let m=Re[u];m!=null&&(Vs[u]*=a,Us[u]*=h,gi(m,Fe(Vs[u]),Fe(Us[u]),nt,F))}}if(kt.show&&!wr&&kt.left>=0&&kt.width>0){kt.left*=a,kt.width*=a,kt.top*=h,kt.height*=h;for(let u in la)Pt(Js,u,kt[u])}Ns=$t,rs=Ut,li=nt,os=F}Jt("setSize"),vr=!1}bi>0&&ns>0&&(v.clearRect(0,0,w.width,w.height),Jt("drawClear"),Q.forEach(a=>a()),Jt("draw")),kt.show&&wr&&(Sr(kt),wr=!1),oe&&as&&(ps(null,!0,!1),as=!1),ot.show&&ot.live&&Me&&(oa(),Me=!1),c||(c=!0,i.status=1,Jt("ready")),En=!1,$r=!1}i.redraw=(a,h)=>{Fs=h||!1,a!==!1?Ii(N,R.min,R.max):qs()};function sa(a,h){let u=C[a];if(u.from==null){if(ee==0){let m=u.range(i,h.min,h.max,a);h.min=m[0],h.max=m[1]}if(h.min>h.max){let m=h.min;h.min=h.max,h.max=m}if(ee>1&&h.min!=null&&h.max!=null&&h.max-h.min<1e-16)return;a==N&&u.distr==2&&ee>0&&(h.min=ti(h.min,e[0]),h.max=ti(h.max,e[0]),h.min==h.max&&h.max++),Y[a]=h,Uo=!0,qs()}}i.setScale=sa;let na,ra,Zs,Ks,lc,cc,Gs,Ys,hc,pc,St,Ct,zi=!1,ie=Z.drag,Gt=ie.x,Yt=ie.y;oe&&(Z.x&&(na=Ne(wf,P)),Z.y&&(ra=Ne(bf,P)),R.ori==0?(Zs=na,Ks=ra):(Zs=ra,Ks=na),St=Z.left,Ct=Z.top);let kt=i.select=Bt({show:!0,over:!0,left:0,width:0,top:0,height:0},s.select),Js=kt.show?Ne(vf,kt.over?P:S):null;function Sr(a,h){if(kt.show){for(let u in a)kt[u]=a[u],u in la&&Pt(Js,u,a[u]);h!==!1&&Jt("setSelect")}}i.setSelect=Sr;function Au(a){if(E[a].show)Vt&&dl(Lt[a],Es);else if(Vt&&Ee(Lt[a],Es),oe){let u=Bs?Re[0]:Re[a];u!=null&&gi(u,-10,-10,nt,F)}}function Ii(a,h,u){sa(a,{min:h,max:u})}function hi(a,h,u,m){h.focus!=null&&zu(a),h.show!=null&&E.forEach((b,x)=>{x>0&&(a==x||a==null)&&(b.show=h.show,Au(x),n==2?(Ii(b.facets[0].scale,null,null),Ii(b.facets[1].scale,null,null)):Ii(b.scale,null,null),qs())}),u!==!1&&Jt("setSeries",a,h),m&&Ln("setSeries",i,a,h)}i.setSeries=hi;function Cu(a,h){Bt(X[a],h)}function Lu(a,h){a.fill=ct(a.fill||null),a.dir=ut(a.dir,-1),h=h??X.length,X.splice(h,0,a)}function Mu(a){a==null?X.length=0:X.splice(a,1)}i.addBand=Lu,i.setBand=Cu,i.delBand=Mu;function Ru(a,h){E[a].alpha=h,oe&&Re[a]!=null&&(Re[a].style.opacity=h),Vt&&Lt[a]&&(Lt[a].style.opacity=h)}let yi,Di,hs,Xs={focus:!0};function zu(a){if(a!=hs){let h=a==null,u=ci.alpha!=1;E.forEach((m,b)=>{if(n==1||b>0){let x=h||b==0||b==a;m._focus=h?null:x,u&&Ru(b,x?1:ci.alpha)}}),hs=a,u&&qs()}}Vt&&Hs&&ae(jh,gt,a=>{Z._lock||(ls(a),hs!=null&&hi(null,Xs,!0,Nt.setSeries))});function pi(a,h,u){let m=C[h];u&&(a=a/ft-(m.ori==1?Ut:$t));let b=nt;m.ori==1&&(b=F,a=b-a),m.dir==-1&&(a=b-a);let x=m._min,k=m._max,T=a/b,A=x+(k-x)*T,I=m.distr;return I==3?mn(10,A):I==4?Df(A,m.asinh):I==100?m.bwd(A):A}function Iu(a,h){let u=pi(a,N,h);return ti(u,e[0],Zt,Kt)}i.valToIdx=a=>ti(a,e[0]),i.posToIdx=Iu,i.posToVal=pi,i.valToPos=(a,h,u)=>C[h].ori==0?r(a,C[h],u?me:nt,u?ye:0):o(a,C[h],u?We:F,u?Le:0),i.setCursor=(a,h,u)=>{St=a.left,Ct=a.top,ps(null,h,u)};function dc(a,h){Pt(Js,pn,kt.left=a),Pt(Js,Jn,kt.width=h)}function uc(a,h){Pt(Js,"top",kt.top=a),Pt(Js,Xn,kt.height=h)}let Tn=R.ori==0?dc:uc,An=R.ori==1?dc:uc;function Du(){if(Vt&&ot.live)for(let a=n==2?1:0;a<E.length;a++){if(a==0&&Ce)continue;let h=ot.values[a],u=0;for(let m in h)ai[a][u++].firstChild.nodeValue=h[m]}}function oa(a,h){if(a!=null&&(a.idxs?a.idxs.forEach((u,m)=>{wt[m]=u}):Hf(a.idx)||wt.fill(a.idx),ot.idx=wt[0]),Vt&&ot.live){for(let u=0;u<E.length;u++)(u>0||n==1&&!Ce)&&Ou(u,wt[u]);Du()}Me=!1,h!==!1&&Jt("setLegend")}i.setLegend=oa;function Ou(a,h){let u=E[a],m=a==0&&rt==2?je:e[a],b;Ce?b=u.values(i,a,h)??Mi:(b=u.value(i,h==null?null:m[h],a,h),b=b==null?Mi:{_:b}),ot.values[a]=b}function ps(a,h,u){hc=St,pc=Ct,[St,Ct]=Z.move(i,St,Ct),Z.left=St,Z.top=Ct,oe&&(Zs&&gi(Zs,Wt(St),0,nt,F),Ks&&gi(Ks,0,Wt(Ct),nt,F));let m,b=Zt>Kt;yi=_t,Di=null;let x=R.ori==0?nt:F,k=R.ori==1?nt:F;if(St<0||ee==0||b){m=Z.idx=null;for(let T=0;T<E.length;T++){let A=Re[T];A!=null&&gi(A,-10,-10,nt,F)}Hs&&hi(null,Xs,!0,a==null&&Nt.setSeries),ot.live&&(wt.fill(m),Me=!0)}else{let T,A,I;n==1&&(T=R.ori==0?St:Ct,A=pi(T,N),m=Z.idx=ti(A,e[0],Zt,Kt),I=q(e[0][m],R,x,0));let O=-10,H=-10,et=0,mt=0,dt=!0,at="",J="";for(let K=n==2?1:0;K<E.length;K++){let Et=E[K],Rt=wt[K],Xt=Rt==null?null:n==1?e[K][Rt]:e[K][1][Rt],bt=Z.dataIdx(i,K,m,A),zt=bt==null?null:n==1?e[K][bt]:e[K][1][bt];if(Me=Me||zt!=Xt||bt!=Rt,wt[K]=bt,K>0&&Et.show){let _e=bt==null?-10:bt==m?I:q(n==1?e[0][bt]:e[K][0][bt],R,x,0),le=zt==null?-10:tt(zt,n==1?C[Et.scale]:C[Et.facets[1].scale],k,0);if(Hs&&zt!=null){let ze=R.ori==1?St:Ct,qe=jt(ci.dist(i,K,bt,le,ze));if(qe<yi){let di=ci.bias;if(di!=0){let xe=pi(ze,Et.scale),Ie=zt>=0?1:-1,Ze=xe>=0?1:-1;Ze==Ie&&(Ze==1?di==1?zt>=xe:zt<=xe:di==1?zt<=xe:zt>=xe)&&(yi=qe,Di=K)}else yi=qe,Di=K}}if(Me||Bs){let ze,qe;R.ori==0?(ze=_e,qe=le):(ze=le,qe=_e);let di,xe,Ie,Ze,ui,ce,$e=!0,ds=ne.bbox;if(ds!=null){$e=!1;let he=ds(i,K);Ie=he.left,Ze=he.top,di=he.width,xe=he.height}else Ie=ze,Ze=qe,di=xe=ne.size(i,K);if(ce=ne.fill(i,K),ui=ne.stroke(i,K),Bs)K==Di&&yi<=ci.prox&&(O=Ie,H=Ze,et=di,mt=xe,dt=$e,at=ce,J=ui);else{let he=Re[K];he!=null&&(Vs[K]=Ie,Us[K]=Ze,Xh(he,di,xe,$e),Yh(he,ce,ui),gi(he,Fe(Ie),Fe(Ze),nt,F))}}}}if(Bs){let K=ci.prox,Et=hs==null?yi<=K:yi>K||Di!=hs;if(Me||Et){let Rt=Re[0];Rt!=null&&(Vs[0]=O,Us[0]=H,Xh(Rt,et,mt,dt),Yh(Rt,at,J),gi(Rt,Fe(O),Fe(H),nt,F))}}}if(kt.show&&zi)if(a!=null){let[T,A]=Nt.scales,[I,O]=Nt.match,[H,et]=a.cursor.sync.scales,mt=a.cursor.drag;if(Gt=mt._x,Yt=mt._y,Gt||Yt){let{left:dt,top:at,width:J,height:K}=a.select,Et=a.scales[H].ori,Rt=a.posToVal,Xt,bt,zt,_e,le,ze=T!=null&&I(T,H),qe=A!=null&&O(A,et);ze&&Gt?(Et==0?(Xt=dt,bt=J):(Xt=at,bt=K),zt=C[T],_e=q(Rt(Xt,H),zt,x,0),le=q(Rt(Xt+bt,H),zt,x,0),Tn(ei(_e,le),jt(le-_e))):Tn(0,x),qe&&Yt?(Et==1?(Xt=dt,bt=J):(Xt=at,bt=K),zt=C[A],_e=tt(Rt(Xt,et),zt,k,0),le=tt(Rt(Xt+bt,et),zt,k,0),An(ei(_e,le),jt(le-_e))):An(0,k)}else ca()}else{let T=jt(hc-lc),A=jt(pc-cc);if(R.ori==1){let et=T;T=A,A=et}Gt=ie.x&&T>=ie.dist,Yt=ie.y&&A>=ie.dist;let I=ie.uni;I!=null?Gt&&Yt&&(Gt=T>=I,Yt=A>=I,!Gt&&!Yt&&(A>T?Yt=!0:Gt=!0)):ie.x&&ie.y&&(Gt||Yt)&&(Gt=Yt=!0);let O,H;Gt&&(R.ori==0?(O=Gs,H=St):(O=Ys,H=Ct),Tn(ei(O,H),jt(H-O)),Yt||An(0,k)),Yt&&(R.ori==1?(O=Gs,H=St):(O=Ys,H=Ct),An(ei(O,H),jt(H-O)),Gt||Tn(0,x)),!Gt&&!Yt&&(Tn(0,0),An(0,0))}if(ie._x=Gt,ie._y=Yt,a==null){if(u){if(Sc!=null){let[T,A]=Nt.scales;Nt.values[0]=T!=null?pi(R.ori==0?St:Ct,T):null,Nt.values[1]=A!=null?pi(R.ori==1?St:Ct,A):null}Ln(nl,i,St,Ct,nt,F,m)}if(Hs){let T=u&&Nt.setSeries,A=ci.prox;hs==null?yi<=A&&hi(Di,Xs,!0,T):yi>A?hi(null,Xs,!0,T):Di!=hs&&hi(Di,Xs,!0,T)}}Me&&(ot.idx=m,oa()),h!==!1&&Jt("setCursor")}let Oi=null;Object.defineProperty(i,"rect",{get(){return Oi==null&&Cn(!1),Oi}});function Cn(a=!1){a?Oi=null:(Oi=P.getBoundingClientRect(),Jt("syncRect",Oi))}function mc(a,h,u,m,b,x,k){Z._lock||zi&&a!=null&&a.movementX==0&&a.movementY==0||(aa(a,h,u,m,b,x,k,!1,a!=null),a!=null?ps(null,!0,!0):ps(h,!0,!1))}function aa(a,h,u,m,b,x,k,T,A){if(Oi==null&&Cn(!1),ls(a),a!=null)u=a.clientX-Oi.left,m=a.clientY-Oi.top;else{if(u<0||m<0){St=-10,Ct=-10;return}let[I,O]=Nt.scales,H=h.cursor.sync,[et,mt]=H.values,[dt,at]=H.scales,[J,K]=Nt.match,Et=h.axes[0].side%2==1,Rt=R.ori==0?nt:F,Xt=R.ori==1?nt:F,bt=Et?x:b,zt=Et?b:x,_e=Et?m:u,le=Et?u:m;if(dt!=null?u=J(I,dt)?l(et,C[I],Rt,0):-10:u=Rt*(_e/bt),at!=null?m=K(O,at)?l(mt,C[O],Xt,0):-10:m=Xt*(le/zt),R.ori==1){let ze=u;u=m,m=ze}}A&&(h==null||h.cursor.event.type==nl)&&((u<=1||u>=nt-1)&&(u=Ss(u,nt)),(m<=1||m>=F-1)&&(m=Ss(m,F))),T?(lc=u,cc=m,[Gs,Ys]=Z.move(i,u,m)):(St=u,Ct=m)}let la={width:0,height:0,left:0,top:0};function ca(){Sr(la,!1)}let fc,gc,vc,wc;function bc(a,h,u,m,b,x,k){zi=!0,Gt=Yt=ie._x=ie._y=!1,aa(a,h,u,m,b,x,k,!0,!1),a!=null&&(ae(rl,hl,yc,!1),Ln(Uh,i,Gs,Ys,nt,F,null));let{left:T,top:A,width:I,height:O}=kt;fc=T,gc=A,vc=I,wc=O}function yc(a,h,u,m,b,x,k){zi=ie._x=ie._y=!1,aa(a,h,u,m,b,x,k,!1,!0);let{left:T,top:A,width:I,height:O}=kt,H=I>0||O>0,et=fc!=T||gc!=A||vc!=I||wc!=O;if(H&&et&&Sr(kt),ie.setScale&&H&&et){let mt=T,dt=I,at=A,J=O;if(R.ori==1&&(mt=A,dt=O,at=T,J=I),Gt&&Ii(N,pi(mt,N),pi(mt+dt,N)),Yt)for(let K in C){let Et=C[K];K!=N&&Et.from==null&&Et.min!=_t&&Ii(K,pi(at+J,K),pi(at,K))}ca()}else Z.lock&&(Z._lock=!Z._lock,ps(h,!0,a!=null));a!=null&&(Os(rl,hl),Ln(rl,i,St,Ct,nt,F,null))}function Nu(a,h,u,m,b,x,k){if(Z._lock)return;ls(a);let T=zi;if(zi){let A=!0,I=!0,O=10,H,et;R.ori==0?(H=Gt,et=Yt):(H=Yt,et=Gt),H&&et&&(A=St<=O||St>=nt-O,I=Ct<=O||Ct>=F-O),H&&A&&(St=St<Gs?0:nt),et&&I&&(Ct=Ct<Ys?0:F),ps(null,!0,!0),zi=!1}St=-10,Ct=-10,wt.fill(null),ps(null,!0,!0),T&&(zi=T)}function _c(a,h,u,m,b,x,k){Z._lock||(ls(a),jo(),ca(),a!=null&&Ln(qh,i,St,Ct,nt,F,null))}function xc(){W.forEach(iv),Wo(i.width,i.height,!0)}Ps(no,un,xc);let Qs={};Qs.mousedown=bc,Qs.mousemove=mc,Qs.mouseup=yc,Qs.dblclick=_c,Qs.setSeries=(a,h,u,m)=>{let b=Nt.match[2];u=b(i,h,u),u!=-1&&hi(u,m,!0,!1)},oe&&(ae(Uh,P,bc),ae(nl,P,mc),ae(Wh,P,a=>{ls(a),Cn(!1)}),ae(jh,P,Nu),ae(qh,P,_c),wl.add(i),i.syncRect=Cn);let kr=i.hooks=s.hooks||{};function Jt(a,h,u){ia?Pn.push([a,h,u]):a in kr&&kr[a].forEach(m=>{m.call(null,i,h,u)})}(s.plugins||[]).forEach(a=>{for(let h in a.hooks)kr[h]=(kr[h]||[]).concat(a.hooks[h])});let $c=(a,h,u)=>u,Nt=Bt({key:null,setSeries:!1,filters:{pub:sp,sub:sp},scales:[N,E[1]?E[1].scale:null],match:[np,np,$c],values:[null,null]},Z.sync);Nt.match.length==2&&Nt.match.push($c),Z.sync=Nt;let Sc=Nt.key,ha=td(Sc);function Ln(a,h,u,m,b,x,k){Nt.filters.pub(a,h,u,m,b,x,k)&&ha.pub(a,h,u,m,b,x,k)}ha.sub(i);function Fu(a,h,u,m,b,x,k){Nt.filters.sub(a,h,u,m,b,x,k)&&Qs[a](null,h,u,m,b,x,k)}i.pub=Fu;function Hu(){ha.unsub(i),wl.delete(i),ss.clear(),ul(no,un,xc),d.remove(),gt?.remove(),Jt("destroy")}i.destroy=Hu;function pa(){Jt("init",s,e),tc(e||s.data,!1),Y[N]?sa(N,Y[N]):jo(),wr=kt.show&&(kt.width>0||kt.height>0),as=Me=!0,Wo(s.width,s.height)}return E.forEach(Xl),W.forEach(wu),t?t instanceof HTMLElement?(t.appendChild(d),pa()):t(i,pa):pa(),i}se.assign=Bt;se.fmtNum=kl;se.rangeNum=ro;se.rangeLog=lo;se.rangeAsinh=$l;se.orient=As;se.pxRatio=ft;se.join=Zf;se.fmtDate=Pl,se.tzDate=ng;se.sync=td;{se.addGap=Hg,se.clipGaps=po;let s=se.paths={points:od};s.linear=ld,s.stepped=Ug,s.bars=Wg,s.spline=qg}var dd='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';var zl=190,Cs=class extends D{constructor(){super(...arguments);this.scores=[];this.objective="joint";this.plot=null;this.shape="";this.watcher=new ResizeObserver(()=>this.resize());this.theme=window.matchMedia("(prefers-color-scheme: dark)");this.repaint=()=>this.plot?.redraw(!1,!0)}connectedCallback(){super.connectedCallback(),this.theme.addEventListener("change",this.repaint)}disconnectedCallback(){super.disconnectedCallback(),this.watcher.disconnect(),this.theme.removeEventListener("change",this.repaint),this.plot?.destroy(),this.plot=null,this.shape=""}render(){return g`<p class="legend">
                <span style="--colour: ${this.colour("--accent","#c2410c")}">${p("kept")}</span>
                <span style="--colour: ${ud}">${p("candidates")}</span>
                ${this.hasJudge?g`<span style="--colour: ${md}">${p("judge")}</span>`:""}
            </p>
            <div class="plot" role="img" aria-label=${this.description}></div>`}updated(t){let i=this.renderRoot.querySelector(".plot");if(!i)return;let n=`${this.most} ${this.hasJudge} ${this.objective}`;if(this.plot&&n===this.shape){this.plot.setData(this.data);return}this.shape=n,this.plot?.destroy(),this.plot=new se(this.options(i.clientWidth||300),this.data,i),this.watcher.disconnect(),this.watcher.observe(i)}get hasJudge(){return this.scores.some(t=>t.judge!==null)}get most(){return Math.max(1,...this.scores.map(t=>t.candidates.length))}get description(){let t=this.scores.filter(i=>i.kept!==null).map(i=>`${i.number||p("Start")}: ${ve(i.kept,this.objective)}`);return`${p("Score of the kept picture after each step")}: ${t.slice(-40).join(", ")}`}get data(){let t=r=>this.scores.map(o=>this.shown(r(o))),i=Array.from({length:this.most},(r,o)=>t(l=>l.candidates[o])),n=this.hasJudge?[t(r=>r.judge)]:[];return[this.scores.map(r=>r.number),...i,...n,t(r=>r.kept)]}shown(t){return t==null?null:this.objective==="similarity"?t:t*100}options(t){let i=this.objective!=="similarity",n=l=>l===null?"–":i?Ft(l/100):l.toFixed(2),r=(l,c)=>({stroke:l,paths:()=>null,points:{show:!0,size:c,fill:l}}),o={stroke:()=>this.colour("--soft","#666"),grid:{stroke:()=>this.colour("--line","#ddd"),width:1}};return{width:t,height:zl,cursor:{show:!1},legend:{show:!1},padding:[8,12,0,0],scales:{x:{time:!1,range:(l,c,d)=>c===d?[c-1,d+1]:[c,d]},y:i?{range:[0,100]}:{}},axes:[{...o,label:p("Step"),labelSize:20,size:28,incrs:[1,2,5,10,20,50,100,200,500],values:(l,c)=>c.map(String)},{...o,label:p("Score"),labelSize:20,size:60,values:(l,c)=>c.map(n)}],series:[{},...Array.from({length:this.most},()=>r(ud,5)),...this.hasJudge?[r(md,6)]:[],{stroke:()=>this.colour("--accent","#c2410c"),width:2,points:{show:!0,size:6}}]}}colour(t,i){return nv(this,`var(${t}, ${i})`)}resize(){let t=this.renderRoot.querySelector(".plot")?.clientWidth??0;t&&this.plot&&t!==this.plot.width&&this.plot.setSize({width:t,height:zl})}};Cs.styles=[Tr(dd),V,z`
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
                height: ${zl}px;
                min-width: 0;
                overflow: hidden;
            }
        `],f([_({attribute:!1})],Cs.prototype,"scores",2),f([_()],Cs.prototype,"objective",2),Cs=f([B("cc-chart")],Cs);var ud="#868e96",md="#7048e8";function nv(s,e){let t=document.createElement("i");t.style.color=e,s.renderRoot.append(t);let i=getComputedStyle(t).color;return t.remove(),i}var rv=4,ov=200,ii=class extends D{constructor(){super(...arguments);this.earlier="";this.later="";this.earlierTitle="";this.laterTitle="";this.at=50;this.isSmall=!1;this.pressed=null;this.loaded=t=>{let i=t.target;this.isSmall=Math.max(i.naturalWidth,i.naturalHeight)<ov};this.enlargeAfter=t=>{t.stopPropagation(),this.enlarge(this.later)};this.press=t=>{if(t.button||t.target.closest("button"))return;let i=t.target.closest(".bar")!==null;this.pressed={x:t.clientX,isDragged:i},t.currentTarget.setPointerCapture(t.pointerId)};this.move=t=>{let{pressed:i}=this;if(!i||!i.isDragged&&Math.abs(t.clientX-i.x)<rv)return;i.isDragged=!0;let{left:n,width:r}=t.currentTarget.getBoundingClientRect();this.at=Math.min(100,Math.max(0,(t.clientX-n)/r*100))};this.release=t=>{let{pressed:i}=this;if(this.pressed=null,!i||i.isDragged)return;let{left:n,width:r}=t.currentTarget.getBoundingClientRect();this.enlarge((t.clientX-n)/r*100<this.at?this.earlier:this.later)};this.key=t=>{let n={ArrowLeft:this.at-5,ArrowDown:this.at-5,ArrowRight:this.at+5,ArrowUp:this.at+5,PageDown:this.at-20,PageUp:this.at+20,Home:0,End:100}[t.key];n!==void 0&&(t.preventDefault(),this.at=Math.min(100,Math.max(0,n)))}}render(){let{earlier:t,later:i,at:n}=this,r=this.isSmall?"small":"";return t?g`<div
            class="frame"
            @pointerdown=${this.press}
            @pointermove=${this.move}
            @pointerup=${this.release}
            @pointercancel=${()=>this.pressed=null}
            @dragstart=${o=>o.preventDefault()}
        >
            <img class=${r} src=${i} alt=${this.laterTitle} @load=${this.loaded} />
            <img class="before ${r}" src=${t} alt=${this.earlierTitle} style="clip-path: inset(0 ${100-n}% 0 0)" />
            <div
                class="bar"
                role="slider"
                tabindex="0"
                style="left: ${n}%"
                aria-label=${p("Before and after")}
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=${Math.round(n)}
                aria-valuetext=${p("{share} % before",{share:Math.round(n)})}
                @keydown=${this.key}
            ></div>
            ${this.button()}
        </div>`:g`<div class="frame" style="cursor: zoom-in" @click=${()=>this.enlarge(i)}>
                <img class=${r} src=${i} alt=${this.laterTitle} @load=${this.loaded} />${this.button()}
            </div>`}button(){return g`<button class="large" aria-label=${p("Large view")} title=${p("Large view")} @click=${this.enlargeAfter}>
            ⤢
        </button>`}enlarge(t){this.dispatchEvent(new ji(t))}};ii.styles=[V,z`
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
        `],f([_()],ii.prototype,"earlier",2),f([_()],ii.prototype,"later",2),f([_()],ii.prototype,"earlierTitle",2),f([_()],ii.prototype,"laterTitle",2),f([M()],ii.prototype,"at",2),f([M()],ii.prototype,"isSmall",2),ii=f([B("cc-compare")],ii);var av={wanted:"+",held:"=",unwanted:"−"},lv=4,Ls=class extends D{constructor(){super(...arguments);this.parts=[];this.objective="joint"}render(){return this.parts.length?g`<p class="hint">
                <span>${p("Targets")}</span>
                <span>${p("Score")}</span>
            </p>
            <ul>
                ${Ui(this.parts,t=>`${t.role} ${t.word}`,t=>this.row(t))}
            </ul>`:$}row({word:t,role:i,value:n}){let r=this.objective==="similarity"?n/lv:n,o=Math.round(Math.min(1,Math.max(0,r))*1e3)/10;return g`<li class=${i} data-word=${t}>
            <span class="mark" role="img" aria-label=${p(i)} title=${p(i)}>${av[i]}</span>
            <bdi class="word" title=${t}>${t}</bdi>
            <span class="track" aria-hidden="true"><span style="width: ${o}%"></span></span>
            <span class="number">${ve(n,this.objective)}</span>
        </li>`}};Ls.styles=[V,z`
            :host {
                display: block;
            }
            p {
                display: flex;
                justify-content: space-between;
                margin: 0 0 4px;
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
        `],f([_({attribute:!1})],Ls.prototype,"parts",2),f([_()],Ls.prototype,"objective",2),Ls=f([B("cc-meters")],Ls);Nl();var nr=(s,e)=>{let t=s._$AN;if(t===void 0)return!1;for(let i of t)i._$AO?.(e,!1),nr(i,e);return!0},wo=s=>{let e,t;do{if((e=s._$AM)===void 0)break;t=e._$AN,t.delete(s),s=e}while(t?.size===0)},bd=s=>{for(let e;e=s._$AM;s=e){let t=e._$AN;if(t===void 0)e._$AN=t=new Set;else if(t.has(s))break;t.add(s),mv(e)}};function dv(s){this._$AN!==void 0?(wo(this),this._$AM=s,bd(this)):this._$AM=s}function uv(s,e=!1,t=0){let i=this._$AH,n=this._$AN;if(n!==void 0&&n.size!==0)if(e)if(Array.isArray(i))for(let r=t;r<i.length;r++)nr(i[r],!1),wo(i[r]);else i!=null&&(nr(i,!1),wo(i));else nr(this,s)}var mv=s=>{s.type==Bi.CHILD&&(s._$AP??=uv,s._$AQ??=dv)},bo=class extends Hi{constructor(){super(...arguments),this._$AN=void 0}_$AT(e,t,i){super._$AT(e,t,i),bd(this),this.isConnected=e._$AU}_$AO(e,t=!0){e!==this.isConnected&&(this.isConnected=e,e?this.reconnected?.():this.disconnected?.()),t&&(nr(this,e),wo(this))}setValue(e){if(Xc(this._$Ct))this._$Ct._$AI(e,this);else{let t=[...this._$Ct._$AH];t[this._$Ci]=e,this._$Ct._$AI(t,this,0)}}disconnected(){}reconnected(){}};var rr=class s extends Event{constructor(e){super(s.eventName,{bubbles:!1}),this.first=e.first,this.last=e.last}};rr.eventName="rangeChanged";var or=class s extends Event{constructor(e){super(s.eventName,{bubbles:!1}),this.first=e.first,this.last=e.last}};or.eventName="visibilityChanged";var ar=class s extends Event{constructor(){super(s.eventName,{bubbles:!1})}};ar.eventName="unpinned";var Fl=class{constructor(e){this._element=null;let t=e??window;this._node=t,e&&(this._element=e)}get element(){return this._element||document.scrollingElement||document.documentElement}get scrollTop(){return this.element.scrollTop||window.scrollY}get scrollLeft(){return this.element.scrollLeft||window.scrollX}get scrollHeight(){return this.element.scrollHeight}get scrollWidth(){return this.element.scrollWidth}get viewportHeight(){return this._element?this._element.getBoundingClientRect().height:window.innerHeight}get viewportWidth(){return this._element?this._element.getBoundingClientRect().width:window.innerWidth}get maxScrollTop(){return this.scrollHeight-this.viewportHeight}get maxScrollLeft(){return this.scrollWidth-this.viewportWidth}},yo=class extends Fl{constructor(e,t){super(t),this._clients=new Set,this._retarget=null,this._end=null,this.__destination=null,this.correctingScrollError=!1,this._checkForArrival=this._checkForArrival.bind(this),this._updateManagedScrollTo=this._updateManagedScrollTo.bind(this),this.scrollTo=this.scrollTo.bind(this),this.scrollBy=this.scrollBy.bind(this);let i=this._node;this._originalScrollTo=i.scrollTo,this._originalScrollBy=i.scrollBy,this._originalScroll=i.scroll,this._attach(e)}get _destination(){return this.__destination}get scrolling(){return this._destination!==null}scrollTo(e,t){let i=typeof e=="number"&&typeof t=="number"?{left:e,top:t}:e;this._scrollTo(i)}scrollBy(e,t){let i=typeof e=="number"&&typeof t=="number"?{left:e,top:t}:e;i.top!==void 0&&(i.top+=this.scrollTop),i.left!==void 0&&(i.left+=this.scrollLeft),this._scrollTo(i)}_nativeScrollTo(e){this._originalScrollTo.bind(this._element||window)(e)}_scrollTo(e,t=null,i=null){this._end!==null&&this._end(),e.behavior==="smooth"?(this._setDestination(e),this._retarget=t,this._end=i):this._resetScrollState(),this._nativeScrollTo(e)}_setDestination(e){let{top:t,left:i}=e;return t=t===void 0?void 0:Math.max(0,Math.min(t,this.maxScrollTop)),i=i===void 0?void 0:Math.max(0,Math.min(i,this.maxScrollLeft)),this._destination!==null&&i===this._destination.left&&t===this._destination.top?!1:(this.__destination={top:t,left:i,behavior:"smooth"},!0)}_resetScrollState(){this.__destination=null,this._retarget=null,this._end=null}_updateManagedScrollTo(e){this._destination&&this._setDestination(e)&&this._nativeScrollTo(this._destination)}managedScrollTo(e,t,i){return this._scrollTo(e,t,i),this._updateManagedScrollTo}correctScrollError(e){this.correctingScrollError=!0,requestAnimationFrame(()=>requestAnimationFrame(()=>this.correctingScrollError=!1)),this._nativeScrollTo(e),this._retarget&&this._setDestination(this._retarget()),this._destination&&this._nativeScrollTo(this._destination)}_checkForArrival(){if(this._destination!==null){let{scrollTop:e,scrollLeft:t}=this,{top:i,left:n}=this._destination;i=Math.min(i||0,this.maxScrollTop),n=Math.min(n||0,this.maxScrollLeft);let r=Math.abs(i-e),o=Math.abs(n-t);r<1&&o<1&&(this._end&&this._end(),this._resetScrollState())}}detach(e){return this._clients.delete(e),this._clients.size===0&&(this._node.scrollTo=this._originalScrollTo,this._node.scrollBy=this._originalScrollBy,this._node.scroll=this._originalScroll,this._node.removeEventListener("scroll",this._checkForArrival)),null}_attach(e){this._clients.add(e),this._clients.size===1&&(this._node.scrollTo=this.scrollTo,this._node.scrollBy=this.scrollBy,this._node.scroll=this.scrollTo,this._node.addEventListener("scroll",this._checkForArrival))}};var yd=typeof window<"u"?window.ResizeObserver:void 0;var So=Symbol("virtualizerRef"),_o="virtualizer-sizer",_d,$o=class{constructor(e){if(this._benchmarkStart=null,this._layout=null,this._clippingAncestors=[],this._scrollSize=null,this._scrollError=null,this._childrenPos=null,this._childMeasurements=null,this._toBeMeasured=new Map,this._rangeChanged=!0,this._itemsChanged=!0,this._visibilityChanged=!0,this._scrollerController=null,this._isScroller=!1,this._sizer=null,this._hostElementRO=null,this._childrenRO=null,this._mutationObserver=null,this._scrollEventListeners=[],this._scrollEventListenerOptions={passive:!0},this._loadListener=this._childLoaded.bind(this),this._scrollIntoViewTarget=null,this._updateScrollIntoViewCoordinates=null,this._items=[],this._first=-1,this._last=-1,this._firstVisible=-1,this._lastVisible=-1,this._scheduled=new WeakSet,this._measureCallback=null,this._measureChildOverride=null,this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null,this._layoutInitialized=null,this._connected=!1,!e)throw new Error("Virtualizer constructor requires a configuration object");if(e.hostElement)this._init(e);else throw new Error('Virtualizer configuration requires the "hostElement" property')}set items(e){Array.isArray(e)&&e!==this._items&&(this._itemsChanged=!0,this._items=e,this._schedule(this._updateLayout))}_init(e){this._isScroller=!!e.scroller,this._initHostElement(e);let t=e.layout||{};this._layoutInitialized=this._initLayout(t)}_initObservers(){this._mutationObserver=new MutationObserver(this._finishDOMUpdate.bind(this)),this._hostElementRO=new yd(()=>this._hostElementSizeChanged()),this._childrenRO=new yd(this._childrenSizeChanged.bind(this))}_initHostElement(e){let t=this._hostElement=e.hostElement;this._applyVirtualizerStyles(),t[So]=this}connected(){this._initObservers();let e=this._isScroller;this._clippingAncestors=vv(this._hostElement,e),this._scrollerController=new yo(this,this._clippingAncestors[0]),this._schedule(this._updateLayout),this._observeAndListen(),this._connected=!0}_observeAndListen(){this._mutationObserver.observe(this._hostElement,{childList:!0}),this._hostElementRO.observe(this._hostElement),this._scrollEventListeners.push(window),window.addEventListener("scroll",this,this._scrollEventListenerOptions),this._clippingAncestors.forEach(e=>{e.addEventListener("scroll",this,this._scrollEventListenerOptions),this._scrollEventListeners.push(e),this._hostElementRO.observe(e)}),this._hostElementRO.observe(this._scrollerController.element),this._children.forEach(e=>this._childrenRO.observe(e)),this._scrollEventListeners.forEach(e=>e.addEventListener("scroll",this,this._scrollEventListenerOptions))}disconnected(){this._scrollEventListeners.forEach(e=>e.removeEventListener("scroll",this,this._scrollEventListenerOptions)),this._scrollEventListeners=[],this._clippingAncestors=[],this._scrollerController?.detach(this),this._scrollerController=null,this._mutationObserver?.disconnect(),this._mutationObserver=null,this._hostElementRO?.disconnect(),this._hostElementRO=null,this._childrenRO?.disconnect(),this._childrenRO=null,this._rejectLayoutCompletePromise("disconnected"),this._connected=!1}_applyVirtualizerStyles(){let t=this._hostElement.style;t.display=t.display||"block",t.position=t.position||"relative",t.contain=t.contain||"size layout",this._isScroller&&(t.overflow=t.overflow||"auto",t.minHeight=t.minHeight||"150px")}_getSizer(){let e=this._hostElement;if(!this._sizer){let t=e.querySelector(`[${_o}]`);t||(t=document.createElement("div"),t.setAttribute(_o,""),e.appendChild(t)),Object.assign(t.style,{position:"absolute",margin:"-2px 0 0 0",padding:0,visibility:"hidden",fontSize:"2px"}),t.textContent="&nbsp;",t.setAttribute(_o,""),this._sizer=t}return this._sizer}async updateLayoutConfig(e){await this._layoutInitialized;let t=e.type||_d;if(typeof t=="function"&&this._layout instanceof t){let i={...e};return delete i.type,this._layout.config=i,!0}return!1}async _initLayout(e){let t,i;if(typeof e.type=="function"){i=e.type;let n={...e};delete n.type,t=n}else t=e;i===void 0&&(_d=i=(await Promise.resolve().then(()=>(Nl(),wd))).FlowLayout),this._layout=new i(n=>this._handleLayoutMessage(n),t),this._layout.measureChildren&&typeof this._layout.updateItemSizes=="function"&&(typeof this._layout.measureChildren=="function"&&(this._measureChildOverride=this._layout.measureChildren),this._measureCallback=this._layout.updateItemSizes.bind(this._layout)),this._layout.listenForChildLoadEvents&&this._hostElement.addEventListener("load",this._loadListener,!0),this._schedule(this._updateLayout)}startBenchmarking(){this._benchmarkStart===null&&(this._benchmarkStart=window.performance.now())}stopBenchmarking(){if(this._benchmarkStart!==null){let e=window.performance.now(),t=e-this._benchmarkStart,n=performance.getEntriesByName("uv-virtualizing","measure").filter(r=>r.startTime>=this._benchmarkStart&&r.startTime<e).reduce((r,o)=>r+o.duration,0);return this._benchmarkStart=null,{timeElapsed:t,virtualizationTime:n}}return null}_measureChildren(){let e={},t=this._children,i=this._measureChildOverride||this._measureChild;for(let n=0;n<t.length;n++){let r=t[n],o=this._first+n;(this._itemsChanged||this._toBeMeasured.has(r))&&(e[o]=i.call(this,r,this._items[o]))}this._childMeasurements=e,this._schedule(this._updateLayout),this._toBeMeasured.clear()}_measureChild(e){let{width:t,height:i}=e.getBoundingClientRect();return Object.assign({width:t,height:i},fv(e))}async _schedule(e){this._scheduled.has(e)||(this._scheduled.add(e),await Promise.resolve(),this._scheduled.delete(e),e.call(this))}async _updateDOM(e){this._scrollSize=e.scrollSize,this._adjustRange(e.range),this._childrenPos=e.childPositions,this._scrollError=e.scrollError||null;let{_rangeChanged:t,_itemsChanged:i}=this;this._visibilityChanged&&(this._notifyVisibility(),this._visibilityChanged=!1),(t||i)&&(this._notifyRange(),this._rangeChanged=!1),this._finishDOMUpdate()}_finishDOMUpdate(){this._connected&&(this._children.forEach(e=>this._childrenRO.observe(e)),this._checkScrollIntoViewTarget(this._childrenPos),this._positionChildren(this._childrenPos),this._sizeHostElement(this._scrollSize),this._correctScrollError(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_updateLayout(){this._layout&&this._connected&&(this._layout.items=this._items,this._updateView(),this._childMeasurements!==null&&(this._measureCallback&&this._measureCallback(this._childMeasurements),this._childMeasurements=null),this._layout.reflowIfNeeded(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_handleScrollEvent(){if(this._benchmarkStart&&"mark"in window.performance){try{window.performance.measure("uv-virtualizing","uv-start","uv-end")}catch(e){console.warn("Error measuring performance data: ",e)}window.performance.mark("uv-start")}this._scrollerController.correctingScrollError===!1&&this._layout?.unpin(),this._schedule(this._updateLayout)}handleEvent(e){e.type==="scroll"?(e.currentTarget===window||this._clippingAncestors.includes(e.currentTarget))&&this._handleScrollEvent():console.warn("event not handled",e)}_handleLayoutMessage(e){e.type==="stateChanged"?this._updateDOM(e):e.type==="visibilityChanged"?(this._firstVisible=e.firstVisible,this._lastVisible=e.lastVisible,this._notifyVisibility()):e.type==="unpinned"&&this._hostElement.dispatchEvent(new ar)}get _children(){let e=[],t=this._hostElement.firstElementChild;for(;t;)t.hasAttribute(_o)||e.push(t),t=t.nextElementSibling;return e}_updateView(){let e=this._hostElement,t=this._scrollerController?.element,i=this._layout;if(e&&t&&i){let n,r,o,l,c=e.getBoundingClientRect();n=0,r=0,o=window.innerHeight,l=window.innerWidth;let d=this._clippingAncestors.map(j=>j.getBoundingClientRect());d.unshift(c);for(let j of d)n=Math.max(n,j.top),r=Math.max(r,j.left),o=Math.min(o,j.bottom),l=Math.min(l,j.right);let w=t.getBoundingClientRect(),v={left:c.left-w.left,top:c.top-w.top},y={width:t.scrollWidth,height:t.scrollHeight},S=n-c.top+e.scrollTop,P=r-c.left+e.scrollLeft,L=Math.max(0,o-n),U=Math.max(0,l-r);i.viewportSize={width:U,height:L},i.viewportScroll={top:S,left:P},i.totalScrollSize=y,i.offsetWithinScroller=v}}_sizeHostElement(e){let i=e&&e.width!==null?Math.min(82e5,e.width):0,n=e&&e.height!==null?Math.min(82e5,e.height):0;if(this._isScroller)this._getSizer().style.transform=`translate(${i}px, ${n}px)`;else{let r=this._hostElement.style;r.minWidth=i?`${i}px`:"100%",r.minHeight=n?`${n}px`:"100%"}}_positionChildren(e){e&&e.forEach(({top:t,left:i,width:n,height:r,xOffset:o,yOffset:l},c)=>{let d=this._children[c-this._first];d&&(d.style.position="absolute",d.style.boxSizing="border-box",d.style.transform=`translate(${i}px, ${t}px)`,n!==void 0&&(d.style.width=n+"px"),r!==void 0&&(d.style.height=r+"px"),d.style.left=o===void 0?null:o+"px",d.style.top=l===void 0?null:l+"px")})}async _adjustRange(e){let{_first:t,_last:i,_firstVisible:n,_lastVisible:r}=this;this._first=e.first,this._last=e.last,this._firstVisible=e.firstVisible,this._lastVisible=e.lastVisible,this._rangeChanged=this._rangeChanged||this._first!==t||this._last!==i,this._visibilityChanged=this._visibilityChanged||this._firstVisible!==n||this._lastVisible!==r}_correctScrollError(){if(this._scrollError){let{scrollTop:e,scrollLeft:t}=this._scrollerController,{top:i,left:n}=this._scrollError;this._scrollError=null,this._scrollerController.correctScrollError({top:e-i,left:t-n})}}element(e){return e===1/0&&(e=this._items.length-1),this._items?.[e]===void 0?void 0:{scrollIntoView:(t={})=>this._scrollElementIntoView({...t,index:e})}}_scrollElementIntoView(e){if(e.index>=this._first&&e.index<=this._last)this._children[e.index-this._first].scrollIntoView(e);else if(e.index=Math.min(e.index,this._items.length-1),e.behavior==="smooth"){let t=this._layout.getScrollIntoViewCoordinates(e),{behavior:i}=e;this._updateScrollIntoViewCoordinates=this._scrollerController.managedScrollTo(Object.assign(t,{behavior:i}),()=>this._layout.getScrollIntoViewCoordinates(e),()=>this._scrollIntoViewTarget=null),this._scrollIntoViewTarget=e}else this._layout.pin=e}_checkScrollIntoViewTarget(e){let{index:t}=this._scrollIntoViewTarget||{};t&&e?.has(t)&&this._updateScrollIntoViewCoordinates(this._layout.getScrollIntoViewCoordinates(this._scrollIntoViewTarget))}_notifyRange(){this._hostElement.dispatchEvent(new rr({first:this._first,last:this._last}))}_notifyVisibility(){this._hostElement.dispatchEvent(new or({first:this._firstVisible,last:this._lastVisible}))}get layoutComplete(){return this._layoutCompletePromise||(this._layoutCompletePromise=new Promise((e,t)=>{this._layoutCompleteResolver=e,this._layoutCompleteRejecter=t})),this._layoutCompletePromise}_rejectLayoutCompletePromise(e){this._layoutCompleteRejecter!==null&&this._layoutCompleteRejecter(e),this._resetLayoutCompleteState()}_scheduleLayoutComplete(){this._layoutCompletePromise&&this._pendingLayoutComplete===null&&(this._pendingLayoutComplete=requestAnimationFrame(()=>requestAnimationFrame(()=>this._resolveLayoutCompletePromise())))}_resolveLayoutCompletePromise(){this._layoutCompleteResolver!==null&&this._layoutCompleteResolver(),this._resetLayoutCompleteState()}_resetLayoutCompleteState(){this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null}_hostElementSizeChanged(){this._schedule(this._updateLayout)}_childLoaded(){}_childrenSizeChanged(e){if(this._layout?.measureChildren){for(let t of e)this._toBeMeasured.set(t.target,t.contentRect);this._measureChildren()}this._scheduleLayoutComplete(),this._itemsChanged=!1,this._rangeChanged=!1}};function fv(s){let e=window.getComputedStyle(s);return{marginTop:xo(e.marginTop),marginRight:xo(e.marginRight),marginBottom:xo(e.marginBottom),marginLeft:xo(e.marginLeft)}}function xo(s){let e=s?parseFloat(s):NaN;return Number.isNaN(e)?0:e}function xd(s){if(s.assignedSlot!==null)return s.assignedSlot;if(s.parentElement!==null)return s.parentElement;let e=s.parentNode;return e&&e.nodeType===Node.DOCUMENT_FRAGMENT_NODE&&e.host||null}function gv(s,e=!1){let t=[],i=e?s:xd(s);for(;i!==null;)t.push(i),i=xd(i);return t}function vv(s,e=!1){let t=!1;return gv(s,e).filter(i=>{if(t)return!1;let n=getComputedStyle(i);return t=n.position==="fixed",n.overflow!=="visible"})}var wv=s=>s,bv=(s,e)=>g`${e}: ${JSON.stringify(s,null,2)}`,Hl=class extends bo{constructor(e){if(super(e),this._virtualizer=null,this._first=0,this._last=-1,this._renderItem=(t,i)=>bv(t,i+this._first),this._keyFunction=(t,i)=>wv(t,i+this._first),this._items=[],e.type!==Bi.CHILD)throw new Error("The virtualize directive can only be used in child expressions")}render(e){e&&this._setFunctions(e);let t=[];if(this._first>=0&&this._last>=this._first)for(let i=this._first;i<=this._last;i++)t.push(this._items[i]);return Ui(t,this._keyFunction,this._renderItem)}update(e,[t]){this._setFunctions(t);let i=this._items!==t.items;return this._items=t.items||[],this._virtualizer?this._updateVirtualizerConfig(e,t):this._initialize(e,t),i?Se:this.render()}async _updateVirtualizerConfig(e,t){if(!await this._virtualizer.updateLayoutConfig(t.layout||{})){let n=e.parentNode;this._makeVirtualizer(n,t)}this._virtualizer.items=this._items}_setFunctions(e){let{renderItem:t,keyFunction:i}=e;t&&(this._renderItem=(n,r)=>t(n,r+this._first)),i&&(this._keyFunction=(n,r)=>i(n,r+this._first))}_makeVirtualizer(e,t){this._virtualizer&&this._virtualizer.disconnected();let{layout:i,scroller:n,items:r}=t;this._virtualizer=new $o({hostElement:e,layout:i,scroller:n}),this._virtualizer.items=r,this._virtualizer.connected()}_initialize(e,t){let i=e.parentNode;i&&i.nodeType===1&&(i.addEventListener("rangeChanged",n=>{this._first=n.first,this._last=n.last,this.setValue(this.render())}),this._makeVirtualizer(i,t))}disconnected(){this._virtualizer?.disconnected()}reconnected(){this._virtualizer?.connected()}},ko=bs(Hl);var Eo=class extends CustomEvent{constructor(e){super("cc-pick",{detail:e,bubbles:!0,composed:!0})}},$d=60,Sd=120,yv=120,Ms=class extends D{constructor(){super(...arguments);this.tiles=[];this.selected=null;this.isMoved=!1;this.tile=t=>{let i=t.number===this.selected;return g`<button
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
        </button>`};this.key=t=>{let{tiles:i}=this,n=i.findIndex(c=>c.number===this.selected),o={ArrowLeft:n-1,ArrowRight:n+1,Home:0,End:i.length-1}[t.key],l=o===void 0?void 0:i[Math.min(i.length-1,Math.max(0,o))];l&&(t.preventDefault(),this.isMoved=l.number!==this.selected,this.dispatchEvent(new Eo(l.number)))}}render(){let{tiles:t}=this;return t.length?t.length<$d?g`<div class="row" role="group" aria-label=${p("All steps")} @keydown=${this.key}>
                ${Ui(t,i=>i.number,this.tile)}
            </div>`:g`<div class="row many" role="group" aria-label=${p("All steps")} tabindex="-1" @keydown=${this.key}>
            ${ko({items:t,keyFunction:(i,n)=>i?.number??-1-n,renderItem:i=>i?this.tile(i):g``,scroller:!0,layout:Ol({direction:"horizontal"})})}
        </div>`:$}updated(t){t.has("tiles")&&this.tiles.length>=$d&&this.requestUpdate(),t.has("selected")&&(this.reveal(this.isMoved),this.isMoved=!1)}pick(t){t.number===this.selected&&t.large?this.dispatchEvent(new ji(t.large)):this.dispatchEvent(new Eo(t.number))}reveal(t,i=yv){let n=this.renderRoot.querySelector(".row");if(!n)return;let r=n.querySelector(`[data-step="${this.selected}"]`);if(r){let[l,c]=[r.getBoundingClientRect(),n.getBoundingClientRect()];(l.left<c.left||l.right>c.right)&&(n.scrollLeft+=l.left-c.left-(c.width-l.width)/2),t&&r.focus({preventScroll:!0});return}let o=this.tiles.findIndex(l=>l.number===this.selected);n.scrollLeft=o*Sd-(n.clientWidth-Sd)/2,o>=0&&i&&requestAnimationFrame(()=>this.reveal(t,i-1))}};Ms.styles=[V,z`
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
                height: 156px;
            }
            button {
                background: none;
                border: 0;
                border-radius: 8px;
                flex: none;
                padding: 0;
                text-align: left;
                width: 112px; /* room for the longest caption, as in "123 > 99.9 % kept" */
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
        `],f([_({attribute:!1})],Ms.prototype,"tiles",2),f([_({type:Number})],Ms.prototype,"selected",2),Ms=f([B("cc-strip")],Ms);var kd=176,_v={wanted:"+",held:"=",unwanted:"−"},Xi=class extends D{constructor(){super(...arguments);this.picked=null;this.seen=[];this.asked="";this.tilesOf=null}get selected(){return Kn(this.session.steps,this.picked)}get objective(){return String(this.session.settings.objective)}connectedCallback(){super.connectedCallback(),this.addEventListener("cc-large",t=>this.enlarge(t.detail))}willUpdate(t){let i=this.selected,n=i&&i.best>=0?`${this.session.id}/steps/${i.number}`:"";n!==this.asked&&(this.asked=n,n?this.look(n):this.seen=[])}async look(t){try{let{seen:i}=await It(`sessions/${t}?brief=true`);t===this.asked&&(this.seen=i)}catch{t===this.asked&&(this.seen=[])}}render(){let t=this.selected;if(!t)return $;let{tiles:i,scores:n}=this.rows();return g`<div class="top" data-step=${t.number}>
                <div class="stage">${this.stage(t)}</div>
                <div class="facts">${this.facts(t)}</div>
            </div>
            <section class="steps">
                <h3>${p("All steps")}</h3>
                <cc-strip .tiles=${i} .selected=${t.number}></cc-strip>
            </section>
            <slot></slot>
            <div class="more">
                ${t.candidates.length>1?this.candidates(t):$}
                <section class="card">
                    <h3>${p("Score")}</h3>
                    <cc-chart .scores=${n} .objective=${this.objective}></cc-chart>
                </section>
                ${this.seen.length?this.words(t):$}
            </div>`}name(t){let i=t.number?p("Step {number}",{number:t.number}):p("Start");return t===cn(this.session.steps)?`${i}, ${p("kept")}`:i}stage(t){let i=this.session.steps.find(l=>l.best>=0),n=pe(t);if(!n)return g`<p class="hint">${p("This step was skipped and has no picture.")}</p>`;let r=i&&i!==t?pe(i):void 0,{id:o}=this.session;return g`<cc-compare
                .earlier=${r?fi(o,r.file):""}
                .earlierTitle=${p("Before")}
                .later=${fi(o,n.file)}
                .laterTitle=${this.name(t)}
            ></cc-compare>
            <p class="hint">${r?g`${p("before")} ⟷ `:$}${this.name(t)}</p>`}facts(t){let i=pe(t),n=Mh(this.session.steps,t);return g`<section class="card">
                <h3>${this.name(t)} ${this.numbers(t)}</h3>
                <cc-meters .parts=${i?.score.parts??[]} .objective=${this.objective}></cc-meters>
            </section>
            ${t.prompt||t.negative_prompt?g`<section>
                      <h3>${p("Prompt")} <small>${Ed(t.tokens)}</small></h3>
                      <p class="prompt" id="prompt">${an(n?.prompt??"",t.prompt)}</p>
                      ${t.negative_prompt||n?.negative_prompt?g`<h3>${p("Negative prompt")} <small>${Ed(t.negative_tokens)}</small></h3>
                                <p class="prompt">${an(n?.negative_prompt??"",t.negative_prompt)}</p>`:$}
                      ${t.edited?g`<p class="hint">${p("Changed by hand.")}</p>`:$}
                      ${t.why.length?g`<p class="hint">${t.why.map(r=>p(r)).join(" · ")}</p>`:$}
                  </section>`:$}
            ${t.notes.map(r=>g`<p class="message">${p(r)}</p>`)} ${this.newestNotes(t)}`}newestNotes(t){let i=this.session.steps.at(-1);return i.notes.filter(r=>!t.notes.includes(r)).map(r=>g`<p class="message"><b>${this.name(i)}:</b> ${p(r)}</p>`)}numbers(t){let i=pe(t),n=[i?ve(i.score.value,this.objective):"",t.judge?`${p("judge")} ${ve(t.judge.value,this.objective)}`:"",t.number?`${p("strength")} ${Number(t.strength.toFixed(2))}`:"",i&&t.number?`${p("seed")} ${i.seed}`:""];return g`<small class="number">${n.filter(Boolean).join(" · ")}</small>`}candidates(t){let{id:i}=this.session;return g`<section class="card">
            <h3>${p("Candidates")} <small>${this.name(t)}</small></h3>
            <div class="candidates">
                ${t.candidates.map((n,r)=>g`<button
                            class=${r===t.best?"best":""}
                            title="${p("seed")} ${n.seed}"
                            aria-label=${p("Candidate {number}, large view",{number:r+1})}
                            @click=${()=>this.dispatchEvent(new ji(fi(i,n.file)))}
                        >
                            <img loading="lazy" src=${fi(i,n.file,kd)} alt="" />
                            <span class="hint">${ve(n.score.value,this.objective)}</span>
                        </button>`)}
            </div>
        </section>`}words(t){let i=new Map((pe(t)?.score.parts??[]).map(n=>[yt(n.word),n.role]));return g`<section class="card">
            <h3>${p("What CLIP sees")} <small>${p("share in its group")}</small></h3>
            <div class="seen">
                ${this.seen.map(({group:n,words:r})=>g`<section>
                            ${n?g`<h4><bdi>${n}</bdi></h4>`:$}
                            ${r.map(o=>{let l=i.get(yt(o.word));return g`<div class="word">
                                    <b>${l?_v[l]:""}</b><bdi title=${o.word}>${o.word}</bdi>
                                    <span class="track" aria-hidden="true"><span style="width: ${o.share*100}%"></span></span>
                                    <span class="number">${Ft(o.share)}</span>
                                </div>`})}
                        </section>`)}
            </div>
        </section>`}rows(){let{steps:t}=this.session;if(this.tilesOf?.steps!==t){let i=cn(t);this.tilesOf={steps:t,tiles:t.map(n=>this.tile(n,n===i)),scores:xv(t)}}return this.tilesOf}tile(t,i){let{id:n}=this.session,r=pe(t);return{number:t.number,source:r?fi(n,r.file,kd):"",large:r?fi(n,r.file):"",title:t.prompt||p("Start"),caption:r?ve(r.score.value,this.objective):"",isKept:i}}enlarge(t){let{id:i,steps:n}=this.session,r=(d,w,v)=>({source:fi(i,w),title:`${this.name(d)} · ${ve(v,this.objective)}${d.prompt?` · ${d.prompt}`:""}`}),o=n.flatMap(d=>{let w=pe(d);return w?[r(d,w.file,w.score.value)]:[]}),l=(this.selected?.candidates??[]).map(d=>r(this.selected,d.file,d.score.value)),c=o.some(d=>d.source===t)?o:l;ki(c,c.findIndex(d=>d.source===t))}};Xi.styles=[V,Wr,z`
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
            .steps {
                margin: 12px 0 6px;
            }
            .steps h3 {
                margin: 0;
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
                columns: 2 230px;
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
                grid-template-columns: 10px minmax(min-content, 1fr) minmax(12px, 22%) 60px;
            }
            .word bdi {
                max-width: 130px;
                overflow-wrap: break-word; /* only a word that is wider than this */
            }
            @media (max-width: 560px) {
                .top {
                    grid-template-columns: minmax(0, 1fr);
                }
            }
        `],f([_({attribute:!1})],Xi.prototype,"session",2),f([_({attribute:!1})],Xi.prototype,"picked",2),f([M()],Xi.prototype,"seen",2),Xi=f([B("cc-loop-result")],Xi);function xv(s){let e=null;return s.map(t=>(t.kept&&(e=pe(t)?.score.value??e),{number:t.number,kept:e,candidates:t.candidates.map(i=>i.score.value),judge:t.judge?.value??null}))}function Ed(s){let[e,t]=s??["?","?"];return t?p("{used} of {room} tokens",{used:e,room:t}):""}var $v=100,lr=class extends CustomEvent{constructor(e,t){super("cc-change",{detail:{name:e,value:t},bubbles:!0,composed:!0})}},Qi=class extends D{constructor(){super(...arguments);this.value=null;this.disabled=!1;this.number=t=>{let{value:i}=t.target;i!==""&&this.change(Number(i))};this.percent=t=>{let{value:i}=t.target;i.trim()&&this.change(i)};this.text=t=>{this.change(t.target.value)}}focus(){this.renderRoot.querySelector("input, textarea, select")?.focus()}change(t){this.value=t,this.dispatchEvent(new lr(this.field.name,t))}render(){let{field:t}=this,i=t.info?g`<span class="hint">${p(t.info)}</span>`:$;return t.kind==="flag"?g`<label class="flag">
                <input
                    type="checkbox"
                    .checked=${!!this.value}
                    ?disabled=${this.disabled}
                    @change=${n=>this.change(n.target.checked)}
                />
                <span>${p(t.label)} ${i}</span>
            </label>`:g`<label>
            <span class="name"><span>${p(t.label)}</span>${this.shownNumber()}</span>
            ${this.input()} ${i}
        </label>`}get isSlider(){let{kind:t,minimum:i,maximum:n,step:r}=this.field;return(t==="number"||t==="integer")&&(n-i)/r<=$v}shownNumber(){if(!this.isSlider)return $;let t=this.field.percent?Ft(Number(this.value)):String(this.value);return g`<span class="number">${t}</span>`}choice(){let{field:t,value:i}=this,n=t.offered?["",...t.choices]:t.choices,r=n.includes(String(i))?n:[...n,String(i)];return g`<select ?disabled=${this.disabled} @change=${this.text}>
            ${r.map(o=>g`<option value=${o} ?selected=${o===i}>
                        ${o===""?p("host default"):t.offered?o:p(o)}
                    </option>`)}
        </select>`}input(){let{field:t,disabled:i}=this;if(t.kind==="choice"||t.offered&&t.choices.length)return this.choice();if(t.kind==="number"||t.kind==="integer")return t.percent&&!this.isSlider?g`<input
                    .value=${String(this.value??t.default)}
                    ?disabled=${i}
                    @input=${this.percent}
                />`:g`<input
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
            ></textarea>`;let n=t.choices.length?"choices":$;return g`<input
                list=${n}
                .value=${String(this.value??"")}
                ?disabled=${i}
                @input=${this.text}
            />${t.choices.length?g`<datalist id="choices">${t.choices.map(r=>g`<option value=${r}></option>`)}</datalist>`:$}`}};Qi.styles=[V,z`
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
        `],f([_({attribute:!1})],Qi.prototype,"field",2),f([_({attribute:!1})],Qi.prototype,"value",2),f([_({type:Boolean})],Qi.prototype,"disabled",2),Qi=f([B("cc-control")],Qi);var Ai=class extends D{constructor(){super(...arguments);this.fields=[];this.sections=[];this.values={};this.disabled=!1;this.changed=t=>{this.values={...this.values,[t.detail.name]:t.detail.value}}}render(){return this.sections.length?g`${this.sections.map(t=>this.section(t))}`:this.rows(this.fields)}section(t){let i=this.fields.filter(n=>n.section===t.name);return i.length?t.folded?g`<details>
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
        </div>`}};Ai.styles=[V,z`
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
        `],f([_({attribute:!1})],Ai.prototype,"fields",2),f([_({attribute:!1})],Ai.prototype,"sections",2),f([_({attribute:!1})],Ai.prototype,"values",2),f([_({type:Boolean})],Ai.prototype,"disabled",2),Ai=f([B("cc-form")],Ai);var He=class extends D{constructor(){super(...arguments);this.value="";this.presets=[];this.preset="";this.error="";this.shown="";this.isUnfolded=!1;this.asked="";this.list=async()=>{try{let t=await It("lists");this.presets=t.lists.map(i=>this.presets.find(n=>n.name===i)??{name:i,own:!0})}catch{}};this.choose=t=>{this.preset=t.target.value,this.load(this.preset,!0)};this.unfold=t=>{this.isUnfolded=t.target.open}}reset(t){this.preset=t,this.shown=this.error=this.asked=""}updated(){this.isUnfolded&&!this.value&&this.preset&&this.asked!==this.preset&&this.load(this.preset)}render(){let t=this.presets.map(n=>n.name),i=!t.includes(this.preset);return g`<label>
                ${p("Keyword list")}
                <select id="preset" @focus=${this.list} @change=${this.choose}>
                    ${i?g`<option value="" selected>${p("A list of its own")}</option>`:$}
                    ${t.map(n=>g`<option value=${n} ?selected=${n===this.preset}>${p(n)}</option>`)}
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
                        @input=${n=>this.change(n.target.value)}
                    ></textarea>
                </label>
            </details>
            ${this.error?g`<p class="message error" role="alert">${this.error}</p>`:$}`}change(t){this.shown="",this.dispatchEvent(new lr("keywords",t))}async load(t,i=!1){this.asked=t;try{let{text:n}=await It(`lists/${encodeURIComponent(t)}`);if(this.asked!==t)return;this.error="",i?this.change(n):this.shown=n}catch(n){this.error=n.message}}};He.styles=[V,z`
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
        `],f([_({attribute:!1})],He.prototype,"field",2),f([_()],He.prototype,"value",2),f([_({attribute:!1})],He.prototype,"presets",2),f([_()],He.prototype,"preset",2),f([M()],He.prototype,"error",2),f([M()],He.prototype,"shown",2),f([M()],He.prototype,"isUnfolded",2),He=f([B("cc-loop-keywords")],He);var Pd=["want","avoid"],Bl="keywords",Td=["steps","candidates","strength"],Sv="only_where",Ad=["prompt","negative_prompt","policy"],si=class extends D{constructor(){super(...arguments);this.values={};this.offers={};this.mask="";this.trouble="";this.offered=t=>{let i=t.offered?this.offers[t.offered]:void 0;return Array.isArray(i)?{...t,choices:i}:t}}showList(t){this.updateComplete.then(()=>this.renderRoot.querySelector("cc-loop-keywords")?.reset(t))}focusGoal(){this.renderRoot.querySelector("cc-form")?.shadowRoot?.querySelector('cc-control[data-field="want"]')?.focus()}render(){let{kind:t}=this,i=[...Pd,Bl,...Td,...Ad],n=t.fields.filter(r=>!i.includes(r.name));return g`${this.form(this.named(Pd))}
            <cc-loop-keywords
                .field=${this.named([Bl])[0]}
                .value=${String(this.values[Bl]??"")}
                .presets=${this.face.presets}
                .preset=${this.face.default_preset}
            ></cc-loop-keywords>
            <div id="size">${this.form(this.named(Td))}</div>
            ${this.folded("prompts","Prompt and policy",[...this.named(Ad),...n.filter(r=>r.section==="goal")])}
            ${t.sections.filter(r=>r.name!=="goal").map(r=>this.folded(r.name,r.title,n.filter(o=>o.section===r.name)))}`}named(t){return t.flatMap(i=>this.kind.fields.filter(n=>n.name===i)).map(this.offered)}form(t){return g`<cc-form .fields=${t} .values=${this.values}></cc-form>`}controls(t){let i=this.mask?t.findIndex(n=>n.name===Sv):-1;return i<0?this.form(t):g`${this.form(t.slice(0,i+1))}
            <p id="only_where">${Br(this.mask,p("Only where"))} ${p("Only the white part changes.")}</p>
            ${this.form(t.slice(i+1))}`}folded(t,i,n){if(!n.length)return $;let r=Zi(n),o=n.filter(c=>String(this.values[c.name]??r[c.name])!==String(r[c.name])),l=o.length?g` · ${p("{count} changed",{count:o.length})}`:$;return g`<details id=${t}>
            <summary>${p(i)}${l}</summary>
            ${this.controls(n.map(this.offered))}
            ${n.some(c=>c.offered)?this.reload():$}
        </details>`}reload(){return g`<button id="reload" @click=${()=>this.dispatchEvent(new Event("cc-reload"))}>
                ${p("Reload the host's lists")}
            </button>
            ${this.trouble?g`<p class="message error" role="alert">${this.trouble}</p>`:$}`}};si.styles=[V,z`
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
        `],f([_({attribute:!1})],si.prototype,"face",2),f([_({attribute:!1})],si.prototype,"kind",2),f([_({attribute:!1})],si.prototype,"values",2),f([_({attribute:!1})],si.prototype,"offers",2),f([_()],si.prototype,"mask",2),f([_()],si.prototype,"trouble",2),si=f([B("cc-loop-settings")],si);var kv=512,Ci=class extends D{constructor(){super(...arguments);this.model=new Kr(this,()=>this.kind,()=>this.checkVisibility(),()=>this.toBeShown="work",t=>this.form.showList(t?this.face.default_preset:""));this.toBeShown=null;this.paste=t=>{let i=on(t.clipboardData);if(!i||!this.checkVisibility())return;t.preventDefault();let{model:n}=this,r={blob:i,name:i.name};n.setStart({...n.start,kind:"picture",picture:r,mask:null,isNew:!0})}}connectedCallback(){super.connectedCallback(),document.addEventListener("paste",this.paste)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("paste",this.paste)}receive({picture:t,extra:i}){this.model.receive(t,i),this.form.focusGoal()}updated(){let{model:t}=this;if(!this.toBeShown||!t.session||this.toBeShown==="result"&&!t.step)return;this.toBeShown=this.toBeShown==="work"&&!t.step?"result":null;let i=this.renderRoot.querySelector(".work"),{top:n}=i.getBoundingClientRect();if(n>=0&&n<window.innerHeight*.5)return;let r=window.matchMedia("(prefers-reduced-motion: reduce)").matches;i.scrollIntoView({block:"start",behavior:r?"auto":"smooth"})}render(){return g`<div class="setup">${this.setup()}</div>
            <div class="work">${this.work()}</div>`}setup(){let{model:t}=this,i=Number(t.offers.side||kv);return g`<cc-loop-start
                .start=${t.start}
                .width=${Number(t.values.width)||i}
                .height=${Number(t.values.height)||i}
                @cc-start=${n=>t.setStart(n.detail)}
            ></cc-loop-start>
            ${this.newStart()} ${this.fromPicture()}
            <cc-loop-settings
                .face=${this.face}
                .kind=${this.kind}
                .values=${t.values}
                .offers=${t.offers}
                .mask=${this.mask}
                .trouble=${t.trouble}
                @cc-change=${n=>t.set(n.detail.name,n.detail.value)}
                @cc-reload=${()=>{t.loadOffers()}}
            ></cc-loop-settings>`}get mask(){let{session:t,start:i}=this.model,n=t&&!i.isNew?Lh(t):"",r=n===Zn&&i.kind==="picture"&&i.mask;return t&&n&&!r?fi(t.id,n):""}newStart(){return!this.model.watch.id||!this.model.start.isNew?$:g`<div class="note" id="new_start">${p("Another start: Start and Step begin a new session.")}</div>`}fromPicture(){let{model:t}=this,i=t.fromPicture;if(!i)return $;let n=Object.keys(i.found),r=this.kind.fields.filter(o=>n.includes(o.name)).map(o=>p(o.label));return g`<div class="note" id="from_picture" role="status">
            <span
                ><b>${i.replaced?p("From the picture:"):p("The picture has its own:")}</b> ${r.join(", ")||p("nothing")}</span
            >
            ${i.replaced?g`<button id="drop" @click=${()=>t.dropFromPicture()}>${p("Drop them")}</button>`:n.length?g`<button id="take" @click=${()=>t.takeFromPicture()}>${p("Use them")}</button>`:$}
            ${i.notes.map(o=>g`<span class="hint">${p(o)}</span>`)}
        </div>`}work(){let{model:t}=this,{session:i,watch:n}=t;return g`<cc-toolbar
                .possible=${this.possible}
                .score=${i?this.keptScore(i):""}
                .steps=${i?this.stepsDone(i):""}
                @cc-do=${r=>this.act(r.detail)}
            ></cc-toolbar>
            ${t.message||n.error?g`<p class="message error" id="message" role="alert">${t.message||n.error}</p>`:$}
            <cc-progress
                .status=${n.status}
                .doing=${this.doing()}
                .left=${i?Rh(i,n.status?.live):0}
            ></cc-progress>
            ${this.proposal()} ${i?this.result(i):this.welcome()}
            <details id="sessions" ?open=${!i}>
                <summary>${p("Sessions")}</summary>
                <cc-session-list
                    .briefs=${t.shelf.briefs}
                    .atWork=${t.shelf.atWork}
                    .open=${n.id}
                    ?hasMore=${t.shelf.hasMore}
                    @cc-open=${r=>{t.open(r.detail)}}
                    @cc-more=${()=>{t.shelf.more()}}
                    @cc-delete=${r=>{t.remove(r.detail)}}
                ></cc-session-list>
            </details>`}welcome(){return g`<p class="welcome">${p("Add a picture or draw one, enter what you want to see, and press Start.")}</p>`}result(t){let{model:i}=this,n=g`<cc-loop-outbox
            .session=${t}
            .step=${i.step}
            ?disabled=${i.isAtWork||i.isBusy}
            @cc-again=${()=>{i.continueFromStep()}}
            @cc-delete=${()=>{i.remove(t.id)}}
        ></cc-loop-outbox>`;return i.step?g`<cc-loop-result
            .session=${t}
            .picked=${i.picked}
            @cc-pick=${r=>i.pick(r.detail)}
            >${n}</cc-loop-result
        >`:i.isAtWork?g``:g`<p class="hint">${p("No steps yet in this session.")}</p>
                ${n}`}proposal(){let{status:t}=this.model.watch;if(!t?.proposal||this.model.isAtWork)return $;let i=t.session.steps.at(-1);return g`<cc-by-hand
            .proposal=${t.proposal}
            .lastPrompt=${i?.prompt??""}
            .lastNegative=${i?.negative_prompt??""}
        ></cc-by-hand>`}keptScore(t){let i=cn(t.steps);return i?ve(pe(i)?.score.value,t.settings.objective):""}stepsDone(t){let i=t.steps.at(-1)?.number??0;return p("step {done} of {all}",{done:i,all:Math.max(i,Number(t.settings.steps))})}doing(){let{status:t}=this.model.watch;return t?p(t.doing):""}get possible(){let{model:t}=this;return[...t.canStart?["start","step"]:[],...t.canResume?["resume"]:[],...t.isAtWork?["interrupt"]:[],...t.isPristine?[]:["new"]]}act(t){let{model:i,byHand:n}=this,r=n&&{prompt:n.prompt,negative_prompt:n.negative};({start:()=>i.begin(),step:()=>i.makeStep(r),resume:()=>i.resume(),interrupt:()=>i.interrupt(),new:()=>i.reset()})[t]()}};Ci.styles=[V,z`
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
        `],f([_({attribute:!1})],Ci.prototype,"face",2),f([_({attribute:!1})],Ci.prototype,"kind",2),f([Ke("cc-loop-settings")],Ci.prototype,"form",2),f([Ke("cc-by-hand")],Ci.prototype,"byHand",2),Ci=f([B("cc-loop")],Ci);var Ev="CLIP Critic";function Po(s){return re().querySelector(s)??document.querySelector(s)}function Vl(){let e=[...re().querySelectorAll("#tabs button")].find(t=>t.textContent?.trim()===Ev);(re().querySelector("#tab_clip_critic-button")??e)?.click()}function Cd(){document.querySelector("#lightboxModal")&&typeof closeModal=="function"&&closeModal()}function Ld(s){return s.closest("gradio-app")!==null}var Pv=["#txt2img_gallery img","#img2img_gallery img","#extras_gallery img","#lightboxModal"].join(", "),cr="clip-critic-menu",Tv=`
    nav.${cr} { z-index: 2000; }
    nav.${cr} .context-menu-items a { cursor: pointer; display: block; padding: 5px 12px; }`;function Md(s){let e=document.createElement("style");e.textContent=Tv,document.head.append(e);let t=(i,n)=>Av(s,i,n);window.addEventListener("contextmenu",i=>t(i,i)),window.addEventListener("touchstart",i=>{i.touches.length===2&&t(i,i.touches[0])},{passive:!0}),window.addEventListener("click",hr),window.addEventListener("keydown",i=>{i.key==="Escape"&&hr()})}function Av(s,e,t){let i=e.shiftKey?null:Cv(e),n=s.filter(l=>l.isOffered());if(!i||!n.length)return hr();re().querySelector(`#context-menu:not(.${cr})`)||hr();let r=Lv(e.target,t),[o]=n.map(l=>zv(r,l,i));Rv(r),e.type==="contextmenu"&&(e.preventDefault(),e.pointerType===""&&o?.focus({preventScroll:!0}))}function Cv(s){let e=s.composedPath()[0];if(!(e instanceof Element))return null;e.matches("button.thumbnail-item")&&(e=e.querySelector("img")??e);let t=e.closest(Pv);return(t?.id==="lightboxModal"?t.querySelector("#modalImage"):t)?.src||null}function Lv(s,e){let i=(Ld(s)?re().querySelector("#context-menu"):null)??Mv(s,e);return i.classList.add(cr),i}function Mv(s,e){let t=document.createElement("nav");t.id="context-menu";let i=document.createElement("ul");i.className="context-menu-items",t.append(i);let n=getComputedStyle(Po("#tabs")??document.body);return Object.assign(t.style,{background:"var(--background-fill-primary, Canvas)",color:n.color,fontFamily:n.fontFamily,left:`${e.pageX}px`,position:"absolute",top:`${e.pageY}px`}),(s.closest("gradio-app")??document.body).append(t),t}function Rv(s){let{left:e,top:t,width:i,height:n}=s.getBoundingClientRect(),{clientWidth:r,clientHeight:o}=document.documentElement,l={right:e+i-r,bottom:t+n-o},c=(v,y)=>`${parseFloat(v)-y}px`,{left:d,top:w}=getComputedStyle(s);l.right>0&&(s.style.left=c(d,Math.min(l.right,e))),l.bottom>0&&(s.style.top=c(w,Math.min(l.bottom,t)))}function hr(){document.querySelectorAll(`#context-menu.${cr}`).forEach(s=>s.remove())}function zv(s,e,t){let i=document.createElement("a");return i.textContent=p(e.label),i.tabIndex=0,i.addEventListener("click",n=>{n.stopPropagation(),hr(),Cd(),e.act(t)}),i.addEventListener("keydown",n=>{n.key==="Enter"&&i.click()}),s.querySelector(".context-menu-items")?.append(i),i}var To=()=>Po("clip-critic");async function Rd(s,e,t){try{let i=await Yr(e,t);Vl(),await To()?.show({panel:s,picture:i,extra:{}})}catch(i){console.error(i),Vl(),To()?.report(i.message)}}var Ul={rankPicture:(s,e="")=>Rd("rank",s,e),loopPicture:(s,e="")=>Rd("feedback",s,e)};function zd(){window.clipCritic||(window.clipCritic=Ul,Md([{label:"Rank keywords",isOffered:()=>To()!==null,act:s=>Ul.rankPicture(s)},{label:"Start feedback loop",isOffered:()=>To()?.has("feedback")??!1,act:s=>Ul.loopPicture(s)}]))}function Id(s,e){let t=Iv(s);if(!e)return t;let i=e>=1e3?`${(e/1e3).toFixed(1)} GB`:`${e} MB`;return`${t} (↓ ${i})`}function Iv(s){let e=s.replace(/^(hf|open_clip):/,"");return s.startsWith("open_clip:")&&/^[^/\\]+\/[^/\\]+$/.test(e)?e:e.replace(/^.*[/\\]/,"")||s}var ts=class extends CustomEvent{constructor(e,t){super("cc-tick",{detail:{word:e,isTicked:t},bubbles:!0,composed:!0})}};function Dd(s,e,t){let i=new Set(s);return t?i.add(yt(e)):i.delete(yt(e)),i}function Nd(s,e){let t=s.words.length*s.rows*s.columns;if(e.byteLength!==2*t)throw new RangeError(`${e.byteLength} bytes are not ${t} numbers`);let i=new DataView(e),n=Float32Array.from({length:t},(o,l)=>i.getInt16(2*l,!0)*s.scale),r=new Map(s.words.map(({word:o},l)=>[yt(o),l]));return{...s,values:n,places:r}}function _n(s,e){let t=s.places.get(yt(e)),i=s.rows*s.columns;return t===void 0?void 0:s.values.subarray(t*i,(t+1)*i)}function pr(s,e){return s.words[s.places.get(yt(e))??-1]}function xn({box:s,size:e}){let[t,i,n,r]=s,[o,l]=e;return{left:t/o,top:i/l,width:(n-t)/o,height:(r-i)/l}}function Ao(s){let{left:e,top:t,width:i,height:n}=xn(s),r=o=>o>.001?o:0;return[r(e),r(1-e-i),r(t),r(1-t-n)]}function dr({boxes:s,size:e}){let[t,i]=e;return s.slice(1).flatMap(([n,r],o)=>{let[,,l,c]=s[o];return n>l?{left:l/t,top:0,width:(n-l)/t,height:1}:r>c?{left:0,top:c/i,width:1,height:(r-c)/i}:[]})}function Co(s,e,t){let{left:i,top:n,width:r,height:o}=xn(s),l=Math.floor((e-i)/r*s.columns),c=Math.floor((t-n)/o*s.rows),d=l>=0&&l<s.columns&&c>=0&&c<s.rows&&e>=0&&e<=1&&t>=0&&t<=1,w=dr(s).some(v=>e>v.left&&e<v.left+v.width&&t>v.top&&t<v.top+v.height);return d&&!w?c*s.columns+l:null}function Wl(s,e){let{left:t,top:i,width:n,height:r}=xn(s),o=Math.floor(e/s.columns),l=e%s.columns;return{x:t+(l+.5)/s.columns*n,y:i+(o+.5)/s.rows*r}}function Lo(s,e){let t=s.rows*s.columns;return s.words.map(({word:n},r)=>({word:n,value:s.values[r*t+e]??0})).sort((n,r)=>r.value-n.value)}function Fd(s,e,t){return t.map(n=>{let r=_n(s,n.word)?.[e]??null,o=s.brightest>0?Math.min(1,Math.max(0,(r??0)/s.brightest)):0;return{...n,here:{value:r,part:o,text:Fi(r,s.brightest)}}}).sort((n,r)=>(r.here.value??-1/0)-(n.here.value??-1/0))}var Dv=[["upper left","upper middle","upper right"],["middle left","in the middle","middle right"],["lower left","lower middle","lower right"]];function $n(s,e){let t=r=>Math.min(2,Math.max(0,Math.floor(r*3))),{x:i,y:n}=Wl(s,e);return Dv[t(n)][t(i)]}function jl(s){return s.reduce((e,t,i)=>t>s[e]?i:e,0)}function Hd(s,e,t){let i=Math.floor(e/s.columns),n=e%s.columns,r={ArrowUp:[i-1,n],ArrowDown:[i+1,n],ArrowLeft:[i,n-1],ArrowRight:[i,n+1]},[o,l]=r[t]??[i,n];return o>=0&&o<s.rows&&l>=0&&l<s.columns?o*s.columns+l:e}function Bd(s,[e,t],i,n){let r=Od(i,t),o=new Float32Array(i*n);return Od(n,e).forEach(([l,c,d],w)=>{r.forEach(([v,y,S],P)=>{let L=(E,W)=>s[E*t+W],U=L(l,v)*(1-S)+L(l,y)*S,j=L(c,v)*(1-S)+L(c,y)*S;o[w*i+P]=U*(1-d)+j*d})}),o}function Od(s,e){return Array.from({length:s},(t,i)=>{let n=Math.min(e-1,Math.max(0,(i+.5)/s*e-.5)),r=Math.floor(n);return[r,Math.min(e-1,r+1),n-r]})}var Vd=s=>!["waiting","running"].includes(s.state);async function Mo(s,e,t,i){let n=await Dt("POST","questions",s),{id:r}=n;return i.aborted?await Ud(r):i.addEventListener("abort",()=>{Ud(r)},{once:!0}),e(n),await Or(()=>`questions/${n.id}`,o=>{n=o,e(o)},Vd,t),n}async function Ud(s){await Dt("POST",`questions/${s}/interrupt`).catch(()=>{})}var Ov="*",Ro=class{constructor(e){this.host=e;this.maps=null;this.question="";this.status=null;this.message="";this.cell=null;this.body=null;this.run=null;this.halt=null;this.look=()=>{let{body:e}=this;if(!e)return;let t={...e,where:Ov,audit:!1,negative:!1,prompt:"",contrasts:"",rounds:0},i=this.halt=new AbortController;this.watch(async n=>{let r=o=>this.show({status:o});await this.read(await Mo(t,r,n,i.signal),n)})};this.interrupt=()=>this.halt?.abort();e.addController(this)}hostDisconnected(){this.giveUp()}get isAtWork(){return this.run!==null}forget(){this.giveUp(),this.run=this.halt=this.body=this.maps=this.status=this.cell=null,this.question=this.message="",this.host.requestUpdate()}giveUp(){this.halt?.abort(),this.run?.abort()}about(e,t){this.forget(),this.body=e,t.answer?.where&&this.watch(i=>this.read(t,i))}wish(){!this.maps&&!this.isAtWork&&!this.message&&this.look()}point(e){e!==this.cell&&this.show({cell:e})}show(e){Object.assign(this,e),this.host.requestUpdate()}async watch(e){let t=this.run=new AbortController;this.show({message:""});try{await e(t.signal)}catch(i){t===this.run&&(this.message=i.message)}finally{t===this.run&&(this.run=this.halt=null,this.show({status:null}))}}async read(e,t){if(t.aborted)return;let i=e.answer?.where;if(!i)throw new Error(p(e.state==="interrupted"?"Interrupted.":e.message));let n=await ge(`questions/${e.id}/maps`),r=Nd(i,await n.arrayBuffer());t.aborted||this.show({maps:r,question:e.id})}};var vi=z`
    .unknown {
        background: var(--line);
        border-radius: 99px;
        color: var(--ink);
        font-size: 11px;
        font-weight: 650;
        padding: 0 5px;
        text-decoration: none;
    }
`;function ni(s=!1){return s?g` <abbr class="unknown" title=${p("never learned by this encoder: its numbers mean nothing")}>?</abbr>`:$}var Wd="important",Nv=" !"+Wd,ur=bs(class extends Hi{constructor(s){if(super(s),s.type!==Bi.ATTRIBUTE||s.name!=="style"||s.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(s){return Object.keys(s).reduce((e,t)=>{let i=s[t];return i==null?e:e+`${t=t.includes("-")?t:t.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,"-$&").toLowerCase()}:${i};`},"")}update(s,[e]){let{style:t}=s.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(e)),this.render(e);for(let i of this.ft)e[i]==null&&(this.ft.delete(i),i.includes("-")?t.removeProperty(i):t[i]=null);for(let i in e){let n=e[i];if(n!=null){this.ft.add(i);let r=typeof n=="string"&&n.endsWith(Nv);i.includes("-")||r?t.setProperty(i,r?n.slice(0,-11):n,r?Wd:""):t[i]=n}}return Se}});var zo=[[.34,.09,-.11],[.54,.17,0],[.75,.09,.115],[.95,-.025,.1]],mr=zo.slice(1).map((s,e)=>Hv(s,zo[e])),Fv=mr.reduce((s,e)=>s+e,0);function Hv(s,e){return Math.hypot(...s.map((t,i)=>t-e[i]))}function Bv(s){let e=Math.min(1,Math.max(0,s))*Fv,t=0;for(;t<mr.length-1&&e>mr[t];)e-=mr[t++];let[i,n]=[zo[t],zo[t+1]],r=e/mr[t];return[0,1,2].map(o=>i[o]+(n[o]-i[o])*r)}function Zd(s){return Vv(Bv(s)).map(Uv)}function Vv([s,e,t]){let i=(s+.3963377774*e+.2158037573*t)**3,n=(s-.1055613458*e-.0638541728*t)**3,r=(s-.0894841775*e-1.291485548*t)**3;return[4.0767416621*i-3.3077115913*n+.2309699292*r,-1.2684380046*i+2.6097574011*n-.3413193965*r,-.0041960863*i-.7034186147*n+1.707614701*r]}function Uv(s){let e=Math.min(1,Math.max(0,s)),t=e<=.0031308?12.92*e:1.055*e**(1/2.4)-.055;return Math.round(t*255)}var Kd=s=>s**.5;function Gd(){return`linear-gradient(to right, ${Array.from({length:jd+1},(t,i)=>i/jd).map(t=>`rgb(${Zd(t).join(" ")} / ${Kd(t).toFixed(3)})`).join(", ")}), #000`}var jd=12,ql=256,qd;function Yd(s,e){qd??=Array.from({length:ql},(i,n)=>Zd(n/(ql-1)));let t=new Uint8ClampedArray(s.length*4);return s.forEach((i,n)=>{let r=e>0?Math.min(1,Math.max(0,i/e)):0;t.set(qd[Math.round(r*(ql-1))],n*4),t[n*4+3]=Math.round(255*Kd(r))}),t}var Jd=8,Xd=256,Qt=s=>`${s*100}%`,Be=class extends D{constructor(){super(...arguments);this.source="";this.word="";this.strength=1;this.cell=null;this.mask="";this.move=t=>{t.pointerType!=="touch"&&this.dispatchEvent(new jn(this.cellOf(t)))};this.leave=t=>{t.pointerType!=="touch"&&this.dispatchEvent(new jn(null))}}render(){let[t,i]=this.maps.size,n={width:`min(100%, calc(var(--glow-height, 160px) * ${t/i}))`,aspectRatio:`${t} / ${i}`};return g`<div class="frame" style=${ur(n)} @pointermove=${this.move} @pointerleave=${this.leave}>
            <img class=${Math.max(t,i)<240?"small":""} src=${this.source} alt="" draggable="false" />
            ${this.unread()}
            <canvas style=${ur({...this.box(),opacity:String(this.strength)})}></canvas>
            ${this.mask?g`<img class="mask" src=${this.mask} alt="" draggable="false" />`:$} ${this.marked()}
        </div>`}updated(t){(t.has("maps")||t.has("word"))&&this.draw()}box(){let{left:t,top:i,width:n,height:r}=xn(this.maps);return{left:Qt(t),top:Qt(i),width:Qt(n),height:Qt(r)}}unread(){let t=Ao(this.maps),[i,n,r,o]=t,l=[{width:Qt(i)},{left:Qt(1-n),width:Qt(n)},{height:Qt(r)},{top:Qt(1-o),height:Qt(o)}],c=dr(this.maps).map(({left:d,top:w,width:v,height:y})=>({left:Qt(d),top:Qt(w),width:Qt(v),height:Qt(y)}));return[...l.filter((d,w)=>t[w]),...c].map(d=>g`<i class="hatched" style=${ur(d)}></i>`)}marked(){if(this.cell===null)return $;let{width:t,height:i}=xn(this.maps),{x:n,y:r}=Wl(this.maps,this.cell),[o,l]=[t/this.maps.columns,i/this.maps.rows],c={left:Qt(n-o/2),top:Qt(r-l/2),width:Qt(o),height:Qt(l)};return g`<i class="marked" style=${ur(c)}></i>`}draw(){let{maps:t,canvas:i}=this,n=_n(t,this.word);if(i.width=Math.min(Xd,t.columns*Jd),i.height=Math.min(Xd,t.rows*Jd),!n)return;let{width:r,height:o}=i,l=Bd(n,[t.rows,t.columns],r,o);i.getContext("2d")?.putImageData(new ImageData(Yd(l,t.brightest),r,o),0,0)}cellOf(t){let i=this.renderRoot.querySelector(".frame"),{x:n,y:r}=Vr(i,this.maps.size,t);return Co(this.maps,n,r)}};Be.styles=[V,z`
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
        `],f([_()],Be.prototype,"source",2),f([_({attribute:!1})],Be.prototype,"maps",2),f([_()],Be.prototype,"word",2),f([_({type:Number})],Be.prototype,"strength",2),f([_({attribute:!1})],Be.prototype,"cell",2),f([_()],Be.prototype,"mask",2),f([Ke("canvas")],Be.prototype,"canvas",2),Be=f([B("cc-glow")],Be);function Zl(s,e,t,i){let n=new URLSearchParams(t?{word:t,without:e}:{word:e});for(let[r,o]of Object.entries(i))n.set(r,String(o));return`questions/${s}/mask?${n}`}function Qd(s,e){return s.filter(t=>!t.trouble&&yt(t.word)!==yt(e)).sort((t,i)=>i.placed-t.placed).map(t=>t.word)}var Wv=200,jv="img2img_prompt",te=class extends D{constructor(){super(...arguments);this.fields=[];this.values={};this.word="";this.trouble="";this.words=[];this.picture=null;this.question="";this.canLoop=!1;this.isOpen=!1;this.instead="";this.blob=null;this.message="";this.isBusy=!1;this.address="";this.timer=0;this.toggle=t=>{this.isOpen=t.target.open,this.isOpen||this.show(null)};this.inpaint=async()=>{this.isBusy=!0;try{await Fh(this.picture,this.mask),await this.writeWord(),this.dispatchEvent(new Event("cc-sent"))}catch(t){this.message=t.message}finally{this.isBusy=!1}};this.loop=()=>{let{picture:t,mask:i,word:n}=this;this.dispatchEvent(new Gi("feedback",t,{want:n,mask:i})),this.dispatchEvent(new Event("cc-sent"))};this.save=()=>Oe(this.blob,this.mask.name)}disconnectedCallback(){super.disconnectedCallback(),window.clearTimeout(this.timer),URL.revokeObjectURL(this.address)}willUpdate(t){t.has("word")&&(this.instead=""),["word","values","isOpen","instead"].some(n=>t.has(n))&&this.isOpen&&this.wish()}render(){return g`<details .open=${this.isOpen} @toggle=${this.toggle}>
            <summary>${p("Use as mask")}</summary>
            <div class="inside">
                ${this.message?g`<p class="message warning" role="alert">${this.message}</p>`:$} ${this.offer()}
                <cc-form style="--column: 120px" .fields=${this.fields} .values=${this.values}></cc-form>
                ${this.buttons()}
            </div>
        </details>`}offer(){if(!this.trouble)return $;let t=Qd(this.words,this.word);return g`<label>
            ${p("Where this word should give way to “{word}”:",{word:this.word})}
            <select id="instead" @change=${i=>this.instead=i.target.value}>
                <option value="" ?selected=${!this.instead}>–</option>
                ${t.map(i=>g`<option value=${i} ?selected=${i===this.instead}>${i}</option>`)}
            </select>
        </label>`}buttons(){let t=!this.blob||this.isBusy;return g`<div class="buttons">
            ${Dh()?g`<button id="inpaint" ?disabled=${t} @click=${this.inpaint}>${p("Send to inpaint")}</button>`:$}
            ${this.canLoop?g`<button id="only_where" ?disabled=${t} @click=${this.loop}>${p("Loop only there")}</button>`:$}
            <button id="save" ?disabled=${t} @click=${this.save}>${p("Download the mask")}</button>
        </div>`}wish(){window.clearTimeout(this.timer),this.timer=window.setTimeout(()=>{this.ask()},Wv)}async ask(){let t=Zl(this.question,this.word,this.instead,this.values),i=()=>this.isOpen&&t===Zl(this.question,this.word,this.instead,this.values);try{let n=await ge(t);i()&&this.show(n)}catch(n){i()&&this.show(null,n.message)}}show(t,i=""){URL.revokeObjectURL(this.address),this.blob=t,this.message=i,this.address=t?URL.createObjectURL(t):"",this.dispatchEvent(new CustomEvent("cc-mask",{detail:this.address}))}get mask(){let t=this.picture.name.replace(/\.[^.]*$/,"")||"picture";return{blob:this.blob,name:`${t}-mask.png`}}async writeWord(){let t=Jr().find(n=>n.name===jv);if(!t)return;let i={prompt:Xr(t),words:[this.word],mode:"append",weight:1};Qr(t,(await Dt("POST","prompts/write",i)).prompt)}};te.styles=[V,z`
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
        `],f([_({attribute:!1})],te.prototype,"fields",2),f([_({attribute:!1})],te.prototype,"values",2),f([_()],te.prototype,"word",2),f([_()],te.prototype,"trouble",2),f([_({attribute:!1})],te.prototype,"words",2),f([_({attribute:!1})],te.prototype,"picture",2),f([_()],te.prototype,"question",2),f([_({type:Boolean})],te.prototype,"canLoop",2),f([M()],te.prototype,"isOpen",2),f([M()],te.prototype,"instead",2),f([M()],te.prototype,"blob",2),f([M()],te.prototype,"message",2),f([M()],te.prototype,"isBusy",2),te=f([B("cc-mask")],te);var qv=5;function fr(s,e){let t=pr(s,e);if(!t)return p("not in the list");if(t.where==="nowhere")return p("not seen");let n=t.where==="everywhere"?p("all over the picture ({spread})",{spread:Ft(t.spread)}):p(t.where);return p("{place}, {part} has a place",{place:n,part:Ft(t.placed)})}function Io(s,e){let t=pr(s,e);return!t||t.where==="nowhere"||t.where==="everywhere"?"":` · ${p("spread {part}",{part:Ft(t.spread)})}`}var Do=s=>s.replaceAll(" %"," %");function Oo(s){return s?` · ${p("tokens not read")}: ${s}`:""}function tu(s,e){let t=Lo(s,e).slice(0,qv);return`${p($n(s,e))}: ${t.map(({word:i,value:n})=>`${i} ${Fi(n,s.brightest)}`).join(", ")}`}var eu=8,Ot=class extends D{constructor(){super(...arguments);this.words=[];this.word="";this.rows=new Map;this.unknown=new Set;this.source="";this.picture=null;this.question="";this.fields=[];this.canLoop=!1;this.strength=1;this.cell=null;this.values={};this.mask="";this.isSpoken=!1;this.point=t=>{t.stopPropagation(),this.cell=t.detail,this.isSpoken=!1};this.tap=t=>{if(t.pointerType!=="touch")return;let i=this.glow.cellOf(t);this.cell=i===this.cell?null:i};this.key=t=>{if(!t.key.startsWith("Arrow"))return;t.preventDefault();let{maps:i}=this,n=_n(i,this.word);this.cell=this.cell===null?n?jl(n):0:Hd(i,this.cell,t.key),this.isSpoken=!0};this.outside=t=>{t.composedPath()[0]===this.dialog&&this.dialog.close()};this.close=()=>{this.dispatchEvent(new Event("cc-close"))}}connectedCallback(){super.connectedCallback(),this.values=Zi(this.fields)}firstUpdated(){this.dialog.showModal()}render(){let{maps:t,word:i}=this;return g`<dialog aria-label=${p("Where CLIP sees the ticked words")} @close=${this.close} @click=${this.outside}>
            <div class="two" @keydown=${n=>n.stopPropagation()}>
                <cc-glow
                    tabindex="0"
                    role="application"
                    aria-label=${`${i}: ${fr(t,i)}. ${p("The arrow keys move over the picture.")}`}
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
                        <h3>
                            <bdi>${i}</bdi>${this.mark(i)}
                            <small>${Do(fr(t,i)+Io(t,i)+Oo(this.rows.get(i)?.truncated))}</small>
                        </h3>
                        <button id="close" aria-label=${p("Close")} @click=${()=>this.dialog.close()}>✕</button>
                    </header>
                    ${this.choice()} ${this.slider()} ${this.here()} ${this.use()}
                </div>
            </div>
            <p class="spoken" role="status">${this.isSpoken&&this.cell!==null?tu(t,this.cell):""}</p>
        </dialog>`}choice(){return this.words.length<2?$:g`<div class="words">
            ${this.words.map(t=>g`<button aria-pressed=${t===this.word} @click=${()=>this.choose(t)}><bdi>${t}</bdi>${this.mark(t)}</button>`)}
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
        </label>`}here(){let{maps:t,cell:i}=this,n=i??jl(_n(t,this.word)??new Float32Array(1));return g`<section class="here">
            <h3>${p("What CLIP sees here")} <small>${p($n(t,n))}</small></h3>
            <ol>
                ${Lo(t,n).slice(0,eu).map(({word:r,value:o})=>g`<li><span class="seen"><bdi>${r}</bdi>${this.mark(r)}</span> <span class="number">${Fi(o,t.brightest)}</span></li>`)}
            </ol>
        </section>`}use(){return g`<cc-mask
            .fields=${this.fields}
            .values=${this.values}
            .word=${this.word}
            .trouble=${pr(this.maps,this.word)?.trouble??""}
            .words=${this.maps.words}
            .picture=${this.picture}
            .question=${this.question}
            ?canLoop=${this.canLoop}
            @cc-change=${t=>this.values={...this.values,[t.detail.name]:t.detail.value}}
            @cc-mask=${t=>this.mask=t.detail}
            @cc-sent=${()=>this.dialog.close()}
        ></cc-mask>`}mark(t){return ni(this.unknown.has(t))}choose(t){this.mask="",this.dispatchEvent(new CustomEvent("cc-word",{detail:t}))}};Ot.styles=[V,vi,z`
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
                min-height: calc(${eu} * 1.45em);
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
        `],f([_({attribute:!1})],Ot.prototype,"maps",2),f([_({attribute:!1})],Ot.prototype,"words",2),f([_()],Ot.prototype,"word",2),f([_({attribute:!1})],Ot.prototype,"rows",2),f([_({attribute:!1})],Ot.prototype,"unknown",2),f([_()],Ot.prototype,"source",2),f([_({attribute:!1})],Ot.prototype,"picture",2),f([_()],Ot.prototype,"question",2),f([_({attribute:!1})],Ot.prototype,"fields",2),f([_({type:Boolean})],Ot.prototype,"canLoop",2),f([M()],Ot.prototype,"strength",2),f([M()],Ot.prototype,"cell",2),f([M()],Ot.prototype,"values",2),f([M()],Ot.prototype,"mask",2),f([M()],Ot.prototype,"isSpoken",2),f([Ke("dialog")],Ot.prototype,"dialog",2),f([Ke("cc-glow")],Ot.prototype,"glow",2),Ot=f([B("cc-where-large")],Ot);var No=24,qt=class extends D{constructor(){super(...arguments);this.maps=null;this.words=[];this.rows=new Map;this.unknown=new Set;this.picture=null;this.status=null;this.message="";this.cell=null;this.question="";this.fields=[];this.canLoop=!1;this.readAll="";this.source="";this.shown="";this.close=()=>{let{shown:t}=this;this.shown="",[...this.renderRoot.querySelectorAll("li")].find(n=>n.dataset.word===t)?.querySelector("button")?.focus()}}disconnectedCallback(){super.disconnectedCallback(),this.release()}connectedCallback(){super.connectedCallback(),this.hold()}willUpdate(t){t.has("picture")&&this.hold()}hold(){this.release(),this.source=this.picture?URL.createObjectURL(this.picture.blob):""}release(){URL.revokeObjectURL(this.source),this.source=""}render(){let{maps:t,words:i}=this;return this.message&&!this.status?this.refused():i.length?g`<ul class="strip" aria-label=${p("Where CLIP sees the ticked words")} aria-busy=${t===null}>
                ${i.slice(0,No).map(n=>this.copy(t,n))}
            </ul>
            <div class="below">${t?this.notes(t):this.work()}</div>
            ${t&&this.shown?g`<cc-where-large
                      .maps=${t}
                      .words=${i.slice(0,No)}
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
                  ></cc-where-large>`:$}`:this.status?this.work():g`<p class="hint">${p("Tick words to see where they are.")}</p>`}copy(t,i){let n=this.rows.get(i),r=n?.share,o=t?fr(t,i)+Io(t,i)+Oo(n?.truncated):"";return g`<li data-word=${i}>
            <button title=${p("Large view")} ?disabled=${!t} @click=${()=>this.shown=i}>
                ${t?g`<cc-glow .source=${this.source} .maps=${t} .word=${i} .cell=${this.cell}></cc-glow>`:g`<img class="waiting" src=${this.source} alt="" />`}
                <span class="caption"
                    ><b><bdi>${i}</bdi></b>${ni(this.unknown.has(i))} ${r==null?"":Ft(r)}<br />${Do(o)}</span
                >
            </button>
        </li>`}notes(t){return g`<p class="hint scale">
                0 <i style="background: ${Gd()}"></i> ${Fi(t.brightest,t.brightest)}
                ${p("of similarity in a place, on one scale for all words of the list")}
            </p>
            <p class="hint">
                ${p("Point at a place, or tap the picture, to sort the words by what CLIP sees there.")}
                ${this.hatched(t)}
                ${t.exact?$:p("This encoder cannot tell where it sees a word: parts of the picture were hidden in turn.")}
                ${this.words.length>No?g`${No} / ${this.words.length}`:$}
            </p>`}hatched(t){return dr(t).length?p("Hatched: not read."):Ao(t).some(Boolean)?this.readAll?p("Hatched: not read; “{row}” in “{settings}” reads it.",{row:p(this.readAll),settings:p("More settings")}):p("Hatched: not read."):""}work(){let{status:t}=this;if(!t)return g``;let i=t.doing?p(t.doing):t.state==="waiting"?p("waiting in the queue"):"";return g`<div class="work">
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
        </p>`}};qt.styles=[V,vi,z`
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
        `],f([_({attribute:!1})],qt.prototype,"maps",2),f([_({attribute:!1})],qt.prototype,"words",2),f([_({attribute:!1})],qt.prototype,"rows",2),f([_({attribute:!1})],qt.prototype,"unknown",2),f([_({attribute:!1})],qt.prototype,"picture",2),f([_({attribute:!1})],qt.prototype,"status",2),f([_()],qt.prototype,"message",2),f([_({attribute:!1})],qt.prototype,"cell",2),f([_()],qt.prototype,"question",2),f([_({attribute:!1})],qt.prototype,"fields",2),f([_({type:Boolean})],qt.prototype,"canLoop",2),f([_()],qt.prototype,"readAll",2),f([M()],qt.prototype,"source",2),f([M()],qt.prototype,"shown",2),qt=f([B("cc-where")],qt);var Zv=[["csv","CSV"],["json","JSON"],["html","HTML"]],es=class extends D{constructor(){super(...arguments);this.question="";this.name="";this.canCopy=!1;this.leave=t=>{t.relatedTarget&&!this.details.contains(t.relatedTarget)&&(this.details.open=!1)};this.key=t=>{t.key!=="Escape"||!this.details.open||(t.stopPropagation(),this.details.open=!1,this.renderRoot.querySelector("summary")?.focus())};this.copy=()=>{this.details.open=!1,this.dispatchEvent(new CustomEvent("cc-copy",{bubbles:!0,composed:!0}))}}render(){return g`<details @focusout=${this.leave} @keydown=${this.key}>
            <summary>${p("Export")} ▾</summary>
            <div class="list">
                ${Zv.map(([t,i])=>g`<button data-as=${t} @click=${()=>this.save(t)}>${i}</button>`)}
                <button id="copy" ?disabled=${!this.canCopy} @click=${this.copy}>${p("Copy as prompt")}</button>
            </div>
        </details>`}get details(){return this.renderRoot.querySelector("details")}async save(t){this.details.open=!1;try{let i=this.name.replace(/\.[^.]*$/,"")||"picture";Oe(await ge(`questions/${this.question}/export?as=${t}`),`${i}.${t}`)}catch(i){let n=i.message;this.dispatchEvent(new CustomEvent("cc-failed",{detail:n,bubbles:!0,composed:!0}))}}};es.styles=[V,z`
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
        `],f([_()],es.prototype,"question",2),f([_()],es.prototype,"name",2),f([_({type:Boolean})],es.prototype,"canCopy",2),es=f([B("cc-export-menu")],es);var Kv=["append","prepend","replace"],we=class extends D{constructor(){super(...arguments);this.words=[];this.boxes=[];this.question="";this.name="";this.canLoop=!1;this.mode="append";this.weight="1";this.message="";this.isError=!1;this.weigh=t=>{this.weight=t.target.value};this.choose=t=>{this.mode=t.target.value};this.copy=async()=>{try{await Gr(await this.written("","replace")),this.tell(p("Copied."))}catch(t){this.tell(t.message,!0)}}}render(){let t=this.words.length;return g`<div class="bar" role="region" aria-label=${p("What to do with the ticked words")}>
            <strong>${t===1?p("1 word"):p("{count} words",{count:t})}</strong>
            ${this.boxes.map((i,n)=>g`<button
                    class=${n?"":"first"}
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
                    ${Kv.map(i=>g`<option value=${i} ?selected=${i===this.mode}>${p(i)}</option>`)}
                </select>
                <cc-export-menu
                    up
                    .question=${this.question}
                    .name=${this.name}
                    canCopy
                ></cc-export-menu>
            </span>
            <p class="message ${this.isError?"error":""}" role=${this.isError?"alert":"status"}>${this.message}</p>
        </div>`}willUpdate(t){t.has("words")&&t.get("words")&&(this.message="")}tell(t,i=!1){this.message=t,this.isError=i}async written(t,i){let{words:n}=this,r=this.weight===""?1:Number(this.weight);return(await Dt("POST","prompts/write",{prompt:t,words:n,mode:i,weight:r})).prompt}async write(t){try{let i=t.read(),n=await this.written(i,this.mode);t.write(n),this.tell(n===i?p("The prompt already contains these words."):p("Written."))}catch(i){this.tell(i.message,!0)}}};we.styles=[V,z`
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
        `],f([_({attribute:!1})],we.prototype,"words",2),f([_({attribute:!1})],we.prototype,"boxes",2),f([_()],we.prototype,"question",2),f([_()],we.prototype,"name",2),f([_({type:Boolean})],we.prototype,"canLoop",2),f([M()],we.prototype,"mode",2),f([M()],we.prototype,"weight",2),f([M()],we.prototype,"message",2),f([M()],we.prototype,"isError",2),we=f([B("cc-actions")],we);var Gv={txt2img_prompt:"→ txt2img",txt2img_neg_prompt:"→ negative",img2img_prompt:"→ img2img",img2img_neg_prompt:"→ img2img negative"};function iu(){return Jr().map(s=>({name:s.name,short:Gv[s.name]??s.label,label:s.label,read:()=>Xr(s),write:e=>Qr(s,e)}))}var is=class extends D{constructor(){super(...arguments);this.other="";this.saveAs=async()=>{await this.lists.save(this.other),this.lists.note?.kind!=="error"&&(this.other="")};this.rename=async()=>{await this.lists.rename(this.other),this.lists.note?.kind!=="error"&&(this.other="")}}render(){let{lists:t,field:i}=this,n=t.presets.some(o=>o.own&&o.name===t.name),r=this.other.trim()!=="";return g`<label>
                <span>${p(i.label)}</span>
                <textarea
                    id="keywords"
                    rows=${i.lines}
                    spellcheck="false"
                    .value=${t.text}
                    @input=${o=>this.type(o.target.value)}
                ></textarea>
                <span class="hint">${p(i.info)}</span>
            </label>
            <div class="buttons">
                <button id="save" ?disabled=${!t.name||!t.isChanged} @click=${()=>t.save(t.name)}>${p("Save")}</button>
                <input
                    id="other"
                    aria-label=${p("Preset name")}
                    placeholder=${p("Name for Save as")}
                    .value=${this.other}
                    @input=${o=>this.other=o.target.value}
                />
                <button id="save-as" ?disabled=${!r} @click=${this.saveAs}>${p("Save as")}</button>
                <button id="rename" ?disabled=${!n||!r} @click=${this.rename}>${p("Rename")}</button>
                <button id="delete" ?disabled=${!n} @click=${()=>t.remove()}>${p("Delete")}</button>
                <button id="reload" @click=${t.reload}>${p("Reload lists")}</button>
            </div>
            ${this.note()} ${this.dropped()} ${t.skipped.map(o=>this.skipped(o))}`}type(t){this.lists.type(t),this.dispatchEvent(new CustomEvent("cc-typed",{bubbles:!0,composed:!0}))}note(){let{note:t}=this.lists;if(!t)return $;let i=t.kind==="error"?"alert":"status";return g`<p class="message ${t.kind}" role=${i}>${t.text}</p>`}skipped(t){return g`<p class="message warning" role="status">
            ${p("{file} was left out: the name of the file is not UTF-8. Rename it.",{file:t})}
        </p>`}dropped(){let{dropped:t}=this.lists;return t?g`<p class="message" role="status">
            ${p("Your changes to the list before were not saved.")}
            <button id="restore" @click=${()=>this.lists.restore()}>${p("Bring them back")}</button>
        </p>`:$}};is.styles=[V,z`
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
        `],f([_({attribute:!1,hasChanged:()=>!0})],is.prototype,"lists",2),f([_({attribute:!1})],is.prototype,"field",2),f([M()],is.prototype,"other",2),is=f([B("cc-list-editor")],is);var Fo=s=>`lists/${encodeURIComponent(s)}`,Ho=class{constructor(e){this.host=e;this.presets=[];this.skipped=[];this.name="";this.text="";this.note=null;this.dropped=null;this.revision=null;this.original="";this.reload=()=>this.saying(()=>this.list());this.refresh=()=>{this.list().then(()=>this.host.requestUpdate(),()=>{})};e.addController(this)}hostConnected(){window.addEventListener("focus",this.refresh)}hostDisconnected(){window.removeEventListener("focus",this.refresh)}get isChanged(){return this.text!==this.original}type(e){this.text=e,this.note=null,this.host.requestUpdate()}async list(){let{presets:e,skipped:t}=await It("lists");this.presets=e,this.skipped=t,this.presets.some(i=>i.name===this.name)||(this.name="")}async choose(e){e&&await this.saying(async()=>{let t=await It(Fo(e)),{original:i,revision:n}=this;this.dropped=this.isChanged?{name:this.name,text:this.text,revision:n,original:i}:null,this.show(t)})}restore(){let{dropped:e}=this;e&&(this.show(e),this.original=e.original,this.dropped=null,this.host.requestUpdate())}async save(e){await this.saying(async()=>{if(!e.trim())throw new Error(p("First enter a name next to Save as."));let{text:t}=this,i=e===this.name?this.revision:null,n=await Dt("PUT",Fo(e),{text:t,revision:i});this.show({...n,text:this.text}),this.original=t,await this.list(),this.note=n.notes.length?{text:n.notes.map(r=>p(r)).join(" "),kind:"warning"}:{text:p("Saved as {name}.",{name:n.name}),kind:"done"}})}async rename(e){await this.saying(async()=>{if(!this.name||!e.trim())throw new Error(p("First choose a preset and enter its new name."));let t=await Dt("POST",`${Fo(this.name)}/rename`,{name:e});this.name=t.name,await this.list(),this.note={text:p("Renamed."),kind:"done"}})}async remove(){await this.saying(async()=>{if(!this.name)throw new Error(p("First choose the preset to delete."));await Dt("DELETE",Fo(this.name)),this.name="",this.revision=null,this.original="",await this.list(),this.note={text:p("Moved to the trash folder of your keyword lists."),kind:"done"}})}show(e){this.name=e.name,this.text=this.original=e.text,this.revision=e.revision}async saying(e){this.note=null;try{await e()}catch(t){this.note={text:t.message,kind:"error"}}this.host.requestUpdate()}};var Rs=class extends D{constructor(){super(...arguments);this.prompt="";this.negative="";this.boxes=[{name:"prompt",short:"→ prompt",label:"To prompt",read:()=>this.prompt,write:t=>this.prompt=t},{name:"negative_prompt",short:"→ negative",label:"To negative prompt",read:()=>this.negative,write:t=>this.negative=t}];this.typed=t=>{let i=t.target;i.id==="prompt"?this.prompt=i.value:this.negative=i.value}}render(){return g`<label>
                <span>${p("Prompt")}</span>
                <textarea id="prompt" rows="2" .value=${this.prompt} @input=${this.typed}></textarea>
            </label>
            <label>
                <span>${p("Negative prompt")}</span>
                <textarea id="negative_prompt" rows="2" .value=${this.negative} @input=${this.typed}></textarea>
            </label>`}};Rs.styles=[V,z`
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
        `],f([M()],Rs.prototype,"prompt",2),f([M()],Rs.prototype,"negative",2),Rs=f([B("cc-prompt-boxes")],Rs);var Yv=["#e8590c","#7048e8","#1098ad","#e6a700","#2f9e44","#c2255c","#1971c2","#868e96"],Jv="#adb5bd";function su(s){return new Map(s.map((e,t)=>[e,Yv[t]??Jv]))}var nu=s=>`${Number((100*s).toPrecision(4))} %`;function Xv(s){let{from:e,until:t,from_step:i,until_step:n}=s;return[...e===null?[]:[p("from {when}",{when:nu(e)})],...i===null?[]:[p("from step {when}",{when:i})],...t===null?[]:[p("until {when}",{when:nu(t)})],...n===null?[]:[p("until step {when}",{when:n})],...s.turns.map(({turn:r,of:o})=>p("in turns {turn}/{of}",{turn:r,of:o}))]}function Kl(s){let{steps:e,part:t,part_weight:i=1,chunk:n=1}=s;return[...e?Xv(e):[],...i===1?[]:[p("AND part {part}: × {weight}",{part:t??1,weight:i})],...n>1?[p("chunk {chunk}",{chunk:n})]:[]]}var Qv=[["helps","helps"],["does nothing","nothing"],["works against","against"]];function ru(s){return Qv.find(([e])=>s.verdict.startsWith(e))?.[1]??"unread"}function ou(s){let e=[...s.prompt],t=s.phrases.filter(o=>typeof o.start=="number"&&typeof o.end=="number"),i=[],n=s.phrases.filter(o=>!t.includes(o)),r=0;for(let o of[...t].sort((l,c)=>l.start-c.start)){if(o.start<r){n.push(o);continue}i.push(e.slice(r,o.start).join(""),o),r=o.end}return[...i,e.slice(r).join(""),...n].filter(o=>o!=="")}var Bo=s=>`${s<0?"−":"+"}${Math.abs(s).toFixed(4)}`,Li=class extends D{constructor(){super(...arguments);this.ticks=new Set;this.unknown=new Set;this.current=null;this.phrase=t=>{let i=()=>{this.current=t};return g`<span
            class="phrase ${ru(t)}"
            role="button"
            tabindex="0"
            data-word=${t.phrase}
            aria-pressed=${this.ticks.has(yt(t.phrase))}
            aria-label="${t.phrase}: ${p(t.verdict)}, ${Bo(t.effect)}"
            title="${p(t.verdict)} ${Bo(t.effect)}"
            @mouseenter=${i}
            @focus=${i}
            @click=${()=>this.tick(t)}
            @keydown=${n=>this.key(n,t)}
            >${this.written(t)}${ni(this.unknown.has(t.phrase))}</span
        >`}}render(){let{audit:t}=this;return g`<div class="prompt" dir="auto">${ou(t).map(i=>typeof i=="string"?i:this.phrase(i))}</div>
            <p class="numbers hint" aria-live="polite">${this.current?this.numbers(this.current):this.summary()}</p>
            <p class="hint">${p("green helps · grey does nothing · red works against the picture")}</p>
            <details>
                <summary>${p("All numbers")}</summary>
                ${this.table()}
            </details>`}written(t){return typeof t.start!="number"||typeof t.end!="number"?t.phrase:[...this.audit.prompt].slice(t.start,t.end).join("")||t.phrase}numbers(t){let i=t.weight===1?$:g` · × ${t.weight.toFixed(2)}`,n=Kl(t).map(r=>g` · ${r}`);return g`<b>${t.phrase}</b> ${p(t.verdict)} ·
            ${p("Effect")} ${Bo(t.effect)} · ${p("Similarity")} ${sn(t.similarity)}${i}${n}`}summary(){let{similarity:t,truncated:i,networks:n=[]}=this.audit,r=n.map(({start:o,end:l})=>[...this.audit.prompt].slice(o,l).join(""));return g`${p("Similarity of the whole prompt")} <b>${sn(t)}</b>${i?g` · ${p("tokens not read")}: <b>${i}</b>`:$}${r.length?g` · ${p("Extra networks, which are not words:")} <bdi>${r.join(" ")}</bdi>`:$}`}table(){return g`<table>
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
                        <td><bdi>${t.phrase}</bdi>${ni(this.unknown.has(t.phrase))}${t.weight===1?$:g` <small>× ${t.weight.toFixed(2)}</small>`}</td>
                        <td class="number effect">${Bo(t.effect)}</td>
                        <td class="number">${sn(t.similarity)}</td>
                        <td>${p(t.verdict)} <small class="when">${Kl(t).join(", ")}</small></td>
                    </tr>`)}
            </tbody>
        </table>`}tick(t){this.dispatchEvent(new ts(t.phrase,!this.ticks.has(yt(t.phrase))))}key(t,i){if(t.key===" ")t.preventDefault(),this.tick(i);else if(t.key==="ArrowRight"||t.key==="ArrowLeft"){t.preventDefault();let n=[...this.renderRoot.querySelectorAll(".phrase")],r=n.indexOf(t.currentTarget)+(t.key==="ArrowRight"?1:-1);n[r]?.focus()}}};Li.styles=[V,vi,z`
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
        `],f([_({attribute:!1})],Li.prototype,"audit",2),f([_({attribute:!1})],Li.prototype,"ticks",2),f([_({attribute:!1})],Li.prototype,"unknown",2),f([M()],Li.prototype,"current",2),Li=f([B("cc-audited-prompt")],Li);var Gl=3,tw=.004,ri=class extends D{constructor(){super(...arguments);this.rounds=[];this.colours=new Map;this.ticks=new Set;this.unknown=new Set;this.words=0;this.all=!1;this.rung=t=>{let i=this.words-t.round===0,n=!t.above.length&&!i,r=i?p("last one left"):n?p("leads, below the threshold"):"";return g`<li data-round=${t.round}>
            <span class="number place" aria-label="${p("Round")} ${t.round}">${t.round}</span>
            <span class="stack" role="img" aria-label=${this.spoken(t)}>${t.above.map(this.segment)}</span>
            <button
                class="winner"
                aria-pressed=${this.ticks.has(yt(t.winner))}
                title=${`${t.winner} ${Ft(t.share)}`}
                @click=${()=>this.tick(t.winner)}
            >
                <bdi>${t.winner}</bdi>${ni(this.unknown.has(t.winner))}
                <small>${r||Ft(t.share)}</small>
            </button>
        </li>`};this.segment=t=>{if(t.share<tw)return $;let i=this.colours.get(t.keyword)??"var(--soft)";return g`<span
            class=${this.ticks.has(yt(t.keyword))?"ticked":""}
            style="width: ${t.share*100}%; background: ${i}"
            title=${`${t.keyword} ${Ft(t.share)}`}
            @click=${()=>this.tick(t.keyword)}
        ></span>`}}willUpdate(t){t.has("rounds")&&(this.all=!1)}render(){let t=this.all?this.rounds:this.rounds.slice(0,Gl),i=this.rounds.length-Gl;return g`<ol>
                ${t.map(this.rung)}
            </ol>
            ${i<=0?$:g`<button class="quiet more" aria-expanded=${this.all} @click=${()=>this.all=!this.all}>
                      ${this.all?p("Show the first {count} only",{count:Gl}):p("Show all (+{count})",{count:i})}
                  </button>`}`}spoken(t){return(t.above.length?t.above.slice(0,5):[{keyword:t.winner,share:t.share}]).map(n=>`${n.keyword} ${Ft(n.share)}`).join(", ")}tick(t){this.dispatchEvent(new ts(t,!this.ticks.has(yt(t))))}};ri.styles=[V,vi,z`
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
        `],f([_({attribute:!1})],ri.prototype,"rounds",2),f([_({attribute:!1})],ri.prototype,"colours",2),f([_({attribute:!1})],ri.prototype,"ticks",2),f([_({attribute:!1})],ri.prototype,"unknown",2),f([_({type:Number})],ri.prototype,"words",2),f([M()],ri.prototype,"all",2),ri=f([B("cc-ladder")],ri);var ew=20,iw=200,Ae=class extends D{constructor(){super(...arguments);this.rows=[];this.here=null;this.ticks=new Set;this.colours=new Map;this.title="";this.first=ew;this.all=!1;this.current=0;this.toggle=()=>{this.all=!this.all,this.current=0};this.row=(t,i)=>{let n=this.ticks.has(yt(t.word)),r=t.here?.text??Ft(t.share),o=t.here?.part??t.share??0;return g`<label class="row ${i<3?"top":""}" data-word=${t.word}>
            <input
                type="checkbox"
                data-place=${i}
                tabindex=${i===this.current?0:-1}
                aria-label=${t.share===null&&!t.here?t.word:`${t.word}, ${r}`}
                .checked=${n}
                @focus=${()=>this.current=i}
                @change=${l=>this.tick(t.word,l)}
            />
            <i class="dot" style="background: ${this.colours.get(t.word)??"var(--line)"}"></i>
            <span class="word"><bdi title=${t.word}>${t.word}</bdi>${ni(t.isUnknown)}</span>
            <span class="track"><span style="width: ${o*100}%; background: ${this.colours.get(t.word)??"var(--soft)"}"></span></span>
            <span class="number share">${r}</span>
            ${t.similarity===void 0?$:g`<span class="number similarity" title=${p("similarity (cosine)")}>${sn(t.similarity)}</span>`}
            ${t.truncated?g`<small class="mark cut">${p("tokens not read")}: ${t.truncated}</small>`:$}
        </label>`};this.key=t=>{let i=(this.all?this.rows.length:Math.min(this.rows.length,this.first))-1,r={ArrowDown:this.current+1,ArrowUp:this.current-1,PageDown:this.current+10,PageUp:this.current-10,Home:0,End:i}[t.key];r!==void 0&&(t.preventDefault(),this.go(Math.max(0,Math.min(i,r))))}}willUpdate(t){t.has("rows")&&(this.all=!1,this.current=0)}render(){let t=this.here??this.rows,i=this.all?t:t.slice(0,this.first);return g`<div role="group" aria-label=${this.title} @keydown=${this.key}>
                ${i.length>iw?g`<div class="scroller">
                          ${ko({items:[...i],renderItem:this.row,scroller:!0})}
                      </div>`:i.map(this.row)}
            </div>
            ${this.more()}`}more(){let t=this.rows.length-this.first;return t<=0?$:g`<button class="quiet more" aria-expanded=${this.all} @click=${this.toggle}>
            ${this.all?p("Show the first {count} only",{count:this.first}):p("Show all (+{count})",{count:t})}
        </button>`}tick(t,i){this.dispatchEvent(new ts(t,i.target.checked))}async go(t){this.current=t;let n=this.renderRoot.querySelector(".scroller")?.[So];n&&(n.element(t)?.scrollIntoView({block:"nearest"}),await n.layoutComplete),await this.updateComplete,this.renderRoot.querySelector(`input[data-place="${t}"]`)?.focus()}};Ae.styles=[V,vi,z`
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
        `],f([_({attribute:!1})],Ae.prototype,"rows",2),f([_({attribute:!1})],Ae.prototype,"here",2),f([_({attribute:!1})],Ae.prototype,"ticks",2),f([_({attribute:!1})],Ae.prototype,"colours",2),f([_()],Ae.prototype,"title",2),f([_({type:Number})],Ae.prototype,"first",2),f([M()],Ae.prototype,"all",2),f([M()],Ae.prototype,"current",2),Ae=f([B("cc-word-rows")],Ae);var Vo=50,sw=6,nw=5,rw=14,ow={own:"The picture's own prompt",negative:"The picture's own negative prompt",typed:"Prompt audit"},Ve=class extends D{constructor(){super(...arguments);this.answer=null;this.ticks=new Set;this.question="";this.maps=null;this.cell=null;this.audited="own";this.canNegate=!1;this.rows=[];this.unknown=new Set;this.shownColours=new Map;this.here=null;this.groups=[];this.contrasts=[];this.row=({keyword:t,share:i},n,r)=>({word:t,share:r.length>1?i:null,isUnknown:this.unknown.has(t)});this.negate=()=>{this.dispatchEvent(new CustomEvent("cc-negate"))}}willUpdate(t){let{answer:i,maps:n,cell:r}=this;t.has("answer")&&i&&this.sort(i),this.here=n&&r!==null?Fd(n,r,this.rows):null}sort(t){this.unknown=new Set(t.unknown),this.rows=t.keywords.map(i=>({...i,word:i.keyword,isUnknown:this.unknown.has(i.keyword)})),this.shownColours=su([...new Set(t.keywords.slice(0,50).map(i=>i.keyword))]),this.groups=(t.groups??[]).slice(0,Vo).map(({name:i,keywords:n})=>({name:i,rows:n.map(this.row)})),this.contrasts=(t.contrasts??[]).slice(0,Vo).map(i=>i.map(this.row))}render(){let{answer:t}=this;return g`<p class="spoken" role="status">${t?this.spoken(t):""}</p>
            <div class="two ${this.rows.length<=rw?"short":""}">
                <div class="picture"><slot></slot></div>
                <div class="words">${t?[this.notes(t),this.ranking(t)]:this.empty()}</div>
                ${t?this.rounds(t):$} ${t?.audit?this.audit(t.audit):$}
            </div>
            ${t?[this.parts(t),this.sets(t)]:$}`}spoken(t){let i=t.keywords[0]?.keyword??"";return p("{count} words are ranked. The best one: {word}",{count:t.keywords.length,word:i})}empty(){return g`<p class="empty">${p("Add a picture, choose or type keywords, and press Rank.")}</p>`}notes(t){let i=t.unknown?.length??0,n=p("Words marked with ? ({count}) were never learned by this encoder: their numbers mean nothing.",{count:i});return[...t.notes.map(o=>p(o)),...i?[n]:[]].map(o=>g`<p class="message warning note" role="status">${o}</p>`)}ranking(t){let i=this.rows.length===1,n=i?p("A single keyword has nothing to be compared with: it has a similarity, but no share."):p("Share among these words, not the probability that a word is true.");return g`<section class="card ranking">
            <div class="head">
                <h3 title=${n}>
                    ${this.place()??p("What CLIP sees")}
                    <small>${i?n:this.here?p("what this place adds · similarity"):p("share among these words · similarity")}</small>
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
                .unknown=${this.unknown}
                .words=${this.rows.length}
            ></cc-ladder>
        </section>`:$}audit(t){return g`<section class="card audit">
            <div class="head">
                <h3>${p(ow[this.audited])}</h3>
                ${this.canNegate?g`<button id="negative" class="quiet" @click=${this.negate}>
                          ${this.audited==="negative"?p("Audit the prompt"):p("Audit the negative prompt")}
                      </button>`:$}
            </div>
            <cc-audited-prompt .audit=${t} .ticks=${this.ticks} .unknown=${this.unknown}></cc-audited-prompt>
        </section>`}parts(t){return this.groups.length<2?$:g`<section class="card whole groups">
            <h3>${p("Groups")} <small>${p("Shares within each group.")}</small></h3>
            <div class="parts">
                ${this.groups.map(({name:i,rows:n},r)=>g`<details ?open=${r<sw}>
                        <summary><bdi>${i||"–"}</bdi></summary>
                        ${this.small(i||p("Groups"),n)}
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
            .first=${nw}
            .rows=${i}
            .ticks=${this.ticks}
            .colours=${this.shownColours}
        ></cc-word-rows>`}leftOut(t){return t<=Vo?$:g`<p class="hint">${Vo} / ${t} ${p("are shown; all were ranked.")}</p>`}};Ve.styles=[V,z`
            :host {
                container-type: inline-size;
                display: block;
            }
            .two {
                display: grid;
                gap: 14px 20px;
                grid-template: auto auto 1fr / minmax(0, 9fr) minmax(0, 11fr);
            }
            .two > * {
                align-self: start;
                grid-column: 1;
                min-width: 0;
            }
            .two > .words {
                display: grid;
                gap: 14px;
                grid-area: 1 / 2 / 4;
            }
            .short {
                grid-template-rows: auto 1fr auto;
            }
            .short > .picture {
                grid-row: 1 / 3;
            }
            .short > .words {
                grid-area: 1 / 2;
            }
            .short > .rounds {
                grid-area: 2 / 2;
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
        `],f([_({attribute:!1})],Ve.prototype,"answer",2),f([_({attribute:!1})],Ve.prototype,"ticks",2),f([_()],Ve.prototype,"question",2),f([_({attribute:!1})],Ve.prototype,"maps",2),f([_({attribute:!1})],Ve.prototype,"cell",2),f([_()],Ve.prototype,"audited",2),f([_({type:Boolean})],Ve.prototype,"canNegate",2),Ve=f([B("cc-rank-result")],Ve);var au=z`
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
`;function lu(s,e){let t=new Map;for(let i of aw(s)){if(t.size===e.size)break;let n=yt(i);e.has(n)&&!t.has(n)&&t.set(n,i)}return[...t.values()]}function*aw(s){for(let e of s.keywords)yield e.keyword;for(let e of s.contrasts??[])for(let t of e)yield t.keyword;for(let e of s.audit?.phrases??[])yield e.phrase}var cu="…",lw=["keywords","where"],hu=()=>p("There is no picture yet: add one, or right-click a generated one."),Mt=class extends D{constructor(){super(...arguments);this.picture=null;this.about=null;this.values={};this.encoder="";this.status=null;this.answer=null;this.question="";this.audited="own";this.ticks=new Set;this.words=[];this.message=null;this.open="";this.examples=[];this.boxes=[];this.lists=new Ho(this);this.seeing=new Ro(this);this.rows=new Map;this.unknown=new Set;this.run=null;this.halt=null;this.rank=async()=>{if(this.isAtWork&&this.stop(),this.message=null,!this.picture){this.fail(new Error(hu()));return}let t=this.run=new AbortController,i=this.halt=new AbortController;try{let n=await this.body(this.picture);if(t.signal.aborted)return;let o=await Mo(n,l=>{t===this.run&&(this.status=l)},t.signal,i.signal);t===this.run&&await this.finish(o,n)}catch(n){t===this.run&&this.fail(n)}finally{t===this.run&&(this.run=this.status=null)}};this.interrupt=()=>this.halt?.abort();this.paste=t=>{let i=this.checkVisibility()?on(t.clipboardData):null;i?.type.startsWith("image/")&&(t.preventDefault(),this.show({blob:i,name:i.name}))};this.drop=t=>{let i=t.defaultPrevented?null:on(t.dataTransfer);i&&(t.preventDefault(),this.show({blob:i,name:i.name}))};this.drag=t=>{t.dataTransfer?.types.includes("Files")&&t.preventDefault()};this.key=t=>{if(t.key!=="Enter"||t.isComposing||t.defaultPrevented)return;let i=t.composedPath()[0];i.matches("textarea")&&!t.ctrlKey&&!t.metaKey||i.matches("button, summary, select, [role=button], [type=file]")||i.id==="other"||i.id==="weight"||(t.preventDefault(),this.rank())};this.tick=t=>{this.ticks=Dd(this.ticks,t.detail.word,t.detail.isTicked),this.words=this.answer?lu(this.answer,this.ticks):[],this.words.length&&this.seeing.wish()};this.point=t=>{let{maps:i,cell:n}=this.seeing,r=t.detail;if(!i)return;let o=r&&Co(i,r.x,r.y);this.seeing.point(r?.isTap&&o===n?null:o)};this.set=t=>{let{name:i,value:n}=t.detail;this.forget(),i==="encoder"?this.encoder=String(n):this.values={...this.values,[i]:n}};this.forget=()=>{this.message?.kind==="error"&&(this.message=null)};this.chooseEncoder=t=>{let i=t.target;if(this.forget(),i.value!==cu){this.encoder=i.value;return}i.value=this.encoder,this.open="more",this.updateComplete.then(()=>this.renderRoot.querySelector("#encoder")?.focus())};this.choosePreset=async t=>{this.forget(),await this.lists.choose(t.target.value),(this.lists.note||this.lists.dropped)&&(this.open="list")};this.auditNegative=()=>{this.values={...this.values,audit:!0,prompt:"",negative:this.audited!=="negative"},this.rank()};this.unload=async()=>{try{await Dt("POST","encoders/unload"),this.message={text:p("The encoder was unloaded; the next ranking loads it again."),kind:"done"}}catch(t){this.fail(t)}};this.loop=()=>{this.picture&&this.dispatchEvent(new Gi("feedback",this.picture,{want:this.words.join(", ")}))}}connectedCallback(){super.connectedCallback(),document.addEventListener("paste",this.paste),this.begin()}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("paste",this.paste),this.run?.abort()}async begin(){this.values=Zi(this.face.rank.fields),this.encoder=String(this.face.rank.encoder.default??""),this.lists.presets=this.face.presets,await Promise.all([this.lists.choose(this.face.default_preset),this.readExamples()])}async readExamples(){this.examples=await It("examples").catch(()=>[])}async receive(t){let{prompt:i,negative:n}=t.extra;typeof i=="string"&&this.ownBoxes&&(this.ownBoxes.prompt=i,this.ownBoxes.negative=String(n??"")),this.show(t.picture),await this.rank()}show(t){this.isAtWork&&this.stop(),this.picture=t,this.about=null,this.answer=null,this.message=null,this.status=null,this.seeing.forget(),this.untick(),t&&this.look(t)}untick(){this.ticks=new Set,this.words=[]}async look(t){try{let i={picture:await $i(t.blob),name:t.name},n=await Dt("POST","pictures/about",i);this.picture===t&&(this.about=n)}catch(i){this.picture===t&&this.fail(i)}}fail(t){this.message={text:t.message,kind:"error"}}get isAtWork(){return this.run!==null}async body(t){let{text:i}=this.lists,n=this.encoder.trim()||null;return{...this.values,picture:await $i(t.blob),name:t.name,keywords:i,encoder:n}}async finish(t,i){t.state==="interrupted"?this.message={text:p("Interrupted. The texts encoded so far are kept."),kind:"warning"}:t.state==="failed"||!t.answer?this.message={text:p(t.message),kind:"error"}:(this.untick(),this.audited=String(i.prompt??"").trim()?"typed":i.negative?"negative":"own",this.question=t.id,this.answer=t.answer,this.rows=new Map(t.answer.keywords.map(n=>[n.keyword,n])),this.unknown=new Set(t.answer.unknown),this.seeing.about(i,t),this.open="",await this.updateComplete,this.renderRoot.querySelector("cc-rank-result")?.scrollIntoView({block:"nearest",behavior:"smooth"}))}stop(){this.halt?.abort(),this.run?.abort(),this.run=this.status=null}async chooseExample(t){try{this.show(await Yr(Ge(t.url),`${t.name}.png`))}catch(i){this.fail(i)}}willUpdate(t){t.has("words")&&(this.boxes=this.hostBoxes.length?this.hostBoxes:this.ownBoxes?.boxes??[])}updated(){let t=i=>this.renderRoot.querySelector(`select#${i}`);t("preset").value=this.lists.name,t("encoders").value=this.encoder}get hostBoxes(){return iu()}render(){let t=this.answer!==null;return g`<div
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
            <span class="end">${this.isAtWork?this.work():this.start()}</span>
        </div>`}start(){let{picture:t}=this;return g`<button id="rank" class="go" ?disabled=${!t} title=${t?$:hu()} @click=${this.rank}>
            ${p("Rank")}
        </button>`}presets(){let{presets:t,name:i}=this.lists,n=o=>t.filter(l=>l.own===o).map(l=>g`<option value=${l.name} ?selected=${l.name===i}>${l.name}</option>`),r=n(!0);return g`<select id="preset" aria-label=${p("Preset")} @change=${this.choosePreset}>
            ${i?$:g`<option value="" selected>–</option>`}
            ${r.length?g`<optgroup label=${p("Your lists")}>${r}</optgroup>`:$}
            <optgroup label=${p("Bundled lists")}>${n(!1)}</optgroup>
        </select>`}encoders(){let{encoder:t}=this,i=this.face.encoders.includes(t)?this.face.encoders:[t,...this.face.encoders],{downloads:n}=this.face;return g`<select id="encoders" aria-label=${p("Encoder")} @change=${this.chooseEncoder}>
            ${i.map(r=>g`<option value=${r} ?selected=${r===t}>${Id(r,n[r])}</option>`)}
            <option value=${cu}>${p("Another encoder…")}</option>
        </select>`}work(){let{status:t}=this,i=t&&t.total>0,n=t?.doing?p(t.doing):t?.state==="waiting"?p("waiting in the queue"):"";return g`<span class="work">
                <progress
                    aria-label=${p("Progress")}
                    max=${i?t.total:1}
                    value=${i?t.done:$}
                ></progress>
                <small>${n} ${i?`${t.done} / ${t.total}`:""}</small>
            </span>
            <button id="interrupt" @click=${this.interrupt}>${p("Interrupt")}</button>`}editor(){return this.open!=="list"?$:g`<cc-list-editor
            class="card"
            .lists=${this.lists}
            .field=${this.field("keywords")}
            @cc-typed=${this.forget}
        ></cc-list-editor>`}field(t){return this.face.rank.fields.find(i=>i.name===t)??this.face.rank.encoder}more(){if(this.open!=="more")return $;let{fields:t,encoder:i}=this.face.rank;return g`<div class="card more" @cc-change=${this.set}>
            <cc-form .fields=${t.filter(n=>!lw.includes(n.name))} .values=${this.values}></cc-form>
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
            .unknown=${this.unknown}
            .picture=${this.picture}
            .status=${t.status}
            .message=${t.message}
            .cell=${t.cell}
            .question=${t.question}
            .fields=${this.face.mask.fields}
            .readAll=${this.values.squares?"":this.field("squares").label}
            ?canLoop=${this.canLoop}
            @cc-place=${i=>t.point(i.detail)}
            @cc-look=${t.look}
            @cc-interrupt=${t.interrupt}
        ></cc-where>`}get canLoop(){return this.face.kinds.some(t=>t.name==="feedback")}facts(){let{about:t,answer:i}=this;if(!t)return $;let n=i?.audit&&this.audited==="own";return g`<div class="facts">
            <p class="hint">${t.width} × ${t.height} · <bdi>${this.picture?.name}</bdi></p>
            ${t.prompt&&!n?g`<p class="own" title=${t.prompt}><span class="hint">${p("Prompt")}</span> <bdi>${t.prompt}</bdi></p>`:$}
        </div>`}offered(){return this.examples.length?g`<p class="hint">${p("Or try an example:")}</p>
            <div class="examples">
                ${this.examples.map(t=>g`<button title=${t.name} @click=${()=>this.chooseExample(t)}>
                        <img src=${Ge(t.url)} alt=${t.name} loading="lazy" />
                    </button>`)}
            </div>`:$}};Mt.styles=[V,au],f([_({attribute:!1})],Mt.prototype,"face",2),f([M()],Mt.prototype,"picture",2),f([M()],Mt.prototype,"about",2),f([M()],Mt.prototype,"values",2),f([M()],Mt.prototype,"encoder",2),f([M()],Mt.prototype,"status",2),f([M()],Mt.prototype,"answer",2),f([M()],Mt.prototype,"question",2),f([M()],Mt.prototype,"audited",2),f([M()],Mt.prototype,"ticks",2),f([M()],Mt.prototype,"words",2),f([M()],Mt.prototype,"message",2),f([M()],Mt.prototype,"open",2),f([M()],Mt.prototype,"examples",2),f([M()],Mt.prototype,"boxes",2),f([Ke("cc-prompt-boxes")],Mt.prototype,"ownBoxes",2),f([Ke("cc-actions")],Mt.prototype,"actions",2),f([M()],Mt.prototype,"run",2),Mt=f([B("cc-rank")],Mt);var cw=176,hw=["start","resume","interrupt","new"],zs=class extends D{constructor(){super(...arguments);this.failure="";this.tilesOf=null;this.isToBeShown=!1;this.model=new ln(this,()=>this.kind,()=>this.checkVisibility(),()=>this.isToBeShown=!0);this.offered=t=>{let i=t.offered?this.model.offers[t.offered]:void 0;return Array.isArray(i)?{...t,choices:i}:t}}updated(){if(!this.isToBeShown||!this.model.session)return;this.isToBeShown=!1;let t=this.renderRoot.querySelector(".work");t.getBoundingClientRect().top>window.innerHeight*.5&&t.scrollIntoView({block:"start"})}render(){let{model:t}=this,{session:i,watch:n}=t,r=t.message||n.error||this.failure;return g`<div>
                <cc-form
                    .fields=${this.kind.fields.map(this.offered)}
                    .sections=${this.kind.sections}
                    .values=${t.values}
                    @cc-change=${o=>t.set(o.detail.name,o.detail.value)}
                ></cc-form>
            </div>
            <div class="work">
                <cc-toolbar
                    .wishes=${hw}
                    .possible=${this.possible}
                    .steps=${i?p("{count} steps",{count:i.steps.length}):""}
                    @cc-do=${o=>this.act(o.detail)}
                ></cc-toolbar>
                ${r?g`<p class="message error" id="message" role="alert">${r}</p>`:$}
                <cc-progress .status=${n.status} .left=${n.status?.live?.eta??0}></cc-progress>
                ${i?this.result(i):$}
                <details id="sessions" ?open=${!i}>
                    <summary>${p("Sessions")}</summary>
                    <cc-session-list
                        .briefs=${t.shelf.briefs}
                        .atWork=${t.shelf.atWork}
                        .open=${n.id}
                        ?hasMore=${t.shelf.hasMore}
                        @cc-open=${o=>{t.open(o.detail)}}
                        @cc-more=${()=>{t.shelf.more()}}
                        @cc-delete=${o=>{t.remove(o.detail)}}
                    ></cc-session-list>
                </details>
            </div>`}get possible(){let{model:t}=this;return[...t.canStart?["start"]:[],...t.canResume?["resume"]:[],...t.isAtWork?["interrupt"]:[],...t.isPristine?[]:["new"]]}act(t){let{model:i}=this;this.failure="",t==="start"?i.begin():t==="resume"?i.resume():t==="interrupt"?i.interrupt():i.reset()}result(t){let{steps:i}=t,n=i.find(r=>r.number===this.model.picked)??i.at(-1);return g`${n?this.step(t,n):$}
            <div class="row" role="group" aria-label=${p("The session")}>
                <button id="picture" ?disabled=${!n?.file} @click=${()=>n&&this.save(t,n)}>${p("Picture")}</button>
                <button id="report" ?disabled=${!i.length} @click=${()=>this.report(t.id)}>${p("Report")}</button>
                <button id="json" @click=${()=>this.json(t)}>JSON</button>
                <button id="delete" class="quiet" ?disabled=${this.model.isAtWork} @click=${()=>this.askAndDelete(t.id)}>
                    ${p("Delete")}
                </button>
            </div>`}step(t,i){let n=p("Step {number}",{number:i.number});return g`${i.file?g`<cc-compare
                      .later=${this.picture(t.id,i.file)}
                      .laterTitle=${`${n}: ${i.text}`}
                      @cc-large=${r=>this.enlarge(t,r.detail)}
                  ></cc-compare>`:$}
            <p id="text"><b>${n}</b> ${i.text}</p>
            <cc-strip
                .tiles=${this.tiles(t)}
                .selected=${i.number}
                @cc-pick=${r=>this.model.pick(r.detail)}
                @cc-large=${r=>this.enlarge(t,r.detail)}
            ></cc-strip>`}picture(t,i,n=0){return Ge(`sessions/${t}/pictures/${i}${n?`?side=${n}`:""}`)}tiles({id:t,steps:i}){if(this.tilesOf?.steps!==i){let n=i.map(({number:r,file:o,text:l})=>({number:r,source:o?this.picture(t,o,cw):"",large:o?this.picture(t,o):"",title:l,caption:l,isKept:!1}));this.tilesOf={steps:i,tiles:n}}return this.tilesOf.tiles}enlarge({id:t,steps:i},n){let r=i.filter(o=>o.file).map(o=>({source:this.picture(t,o.file),title:`${o.number} · ${o.text}`}));ki(r,r.findIndex(o=>o.source===n))}async fetched(t,i){try{Oe(await ge(t),i),this.failure=""}catch(n){this.failure=n.message}}save({id:t},i){this.fetched(`sessions/${t}/pictures/${i.file}`,`${t}-${i.number}.png`)}report(t){this.fetched(`sessions/${t}/report`,`${t}.html`)}json(t){let i=JSON.stringify(t,null,1);Oe(new Blob([i],{type:"application/json"}),`${t.id}.json`)}async askAndDelete(t){let i=p("Delete the session of {moment} ({id}) with all its pictures?",{moment:Wi(t),id:t});await rn(this.renderRoot,i,p("Delete"))&&this.model.watch.id===t&&await this.model.remove(t)}};zs.styles=[V,z`
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
        `],f([_({attribute:!1})],zs.prototype,"kind",2),f([M()],zs.prototype,"failure",2),zs=f([B("cc-session")],zs);function pw(){let s=document.getElementById("clip-critic-face");return s?.remove(),s&&JSON.parse(s.textContent)}var oi=class extends D{constructor(){super(...arguments);this.base="clip-critic/v1/";this.key="";this.face=null;this.error="";this.panel="rank";this.reported="";this.loading=Promise.resolve();this.move=t=>{let i={ArrowRight:1,ArrowLeft:-1}[t.key];if(!i)return;let n=[...this.renderRoot.querySelectorAll("[role=tab]")],r=n.findIndex(l=>l.id===`tab-${this.panel}`),o=n[(r+i+n.length)%n.length];o?.click(),o?.focus()}}connectedCallback(){super.connectedCallback(),Zc(this.base,this.key),this.addEventListener("cc-picture",t=>this.show(t.detail)),this.loading=this.load()}async load(){try{let t=pw()??await It("face");qc(t.localization),this.face=t}catch(t){this.error=t.message}}async show(t){await this.loading,this.open(t.panel),await this.updateComplete;let i=this.renderRoot.querySelector(`#${t.panel}`);t.picture&&i?.receive?.(t)}has(t){return t==="rank"||!!this.face?.kinds.some(i=>i.name===t)}report(t){this.reported=t}open(t){this.panel=t,this.reported=""}render(){let{face:t}=this;if(this.error)return g`<p class="message error" role="alert">
                ${this.error} <button @click=${()=>(this.error="",this.loading=this.load())}>${p("Try again")}</button>
            </p>`;if(!t)return g`<p class="hint" aria-busy="true">…</p>`;let i=t.kinds;return g`<nav role="tablist" aria-label="CLIP Critic" @keydown=${this.move}>
                ${this.tab("rank","Rank keywords")} ${i.map(n=>this.tab(n.name,n.title))}
            </nav>
            ${this.reported?g`<p id="report" class="message error" role="alert">${this.reported}</p>`:$}
            <cc-rank id="rank" role="tabpanel" aria-labelledby="tab-rank" .face=${t} ?hidden=${this.panel!=="rank"}></cc-rank>
            ${i.map(n=>this.kind(t,n))}`}tab(t,i){let n=this.panel===t;return g`<button
            id="tab-${t}"
            role="tab"
            aria-selected=${n}
            tabindex=${n?0:-1}
            @click=${()=>this.open(t)}
        >
            ${p(i)}
        </button>`}kind(t,i){let n=this.panel!==i.name;return i.panel==="loop"?g`<cc-loop id=${i.name} role="tabpanel" aria-labelledby="tab-${i.name}" .face=${t} .kind=${i} ?hidden=${n}></cc-loop>`:g`<cc-session id=${i.name} role="tabpanel" aria-labelledby="tab-${i.name}" .kind=${i} ?hidden=${n}></cc-session>${$}`}};oi.styles=[V,z`
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
        `],f([_()],oi.prototype,"base",2),f([_()],oi.prototype,"key",2),f([M()],oi.prototype,"face",2),f([M()],oi.prototype,"error",2),f([M()],oi.prototype,"panel",2),f([M()],oi.prototype,"reported",2),oi=f([B("clip-critic")],oi);zd();export{oi as ClipCritic};
