/* CLIP Critic. Built from web/ by "npm run build"; do not edit. Contains @lit-labs/virtualizer 2.1.1, diff 9.0.0, lit 3.3.3, photoswipe 5.4.4, uplot 1.6.32: see web/LICENCES.md. */
var Ba=Object.defineProperty;var Fd=Object.getOwnPropertyDescriptor;var zo=(s,e,t)=>()=>{if(t)throw t[0];try{return s&&(e=s(s=0)),e}catch(i){throw t=[i],i}};var Vd=(s,e)=>{for(var t in e)Ba(s,t,{get:e[t],enumerable:!0})};var w=(s,e,t,i)=>{for(var n=i>1?void 0:i?Fd(e,t):e,r=s.length-1,o;r>=0;r--)(o=s[r])&&(n=(i?o(e,t,n):o(n))||n);return i&&n&&Ba(e,t,n),n};var Un,Ap=zo(()=>{Un=class{constructor(e){this._map=new Map,this._roundAverageSize=!1,this.totalSize=0,e?.roundAverageSize===!0&&(this._roundAverageSize=!0)}set(e,t){let i=this._map.get(e)||0;this._map.set(e,t),this.totalSize+=t-i}get averageSize(){if(this._map.size>0){let e=this.totalSize/this._map.size;return this._roundAverageSize?Math.round(e):e}return 0}getSize(e){return this._map.get(e)}clear(){this._map.clear(),this.totalSize=0}}});function ta(s){return s==="horizontal"?"width":"height"}var jr,Cp=zo(()=>{jr=class{_getDefaultConfig(){return{direction:"vertical"}}constructor(e,t){this._latestCoords={left:0,top:0},this._direction=null,this._viewportSize={width:0,height:0},this.totalScrollSize={width:0,height:0},this.offsetWithinScroller={left:0,top:0},this._pendingReflow=!1,this._pendingLayoutUpdate=!1,this._pin=null,this._firstVisible=0,this._lastVisible=0,this._physicalMin=0,this._physicalMax=0,this._first=-1,this._last=-1,this._sizeDim="height",this._secondarySizeDim="width",this._positionDim="top",this._secondaryPositionDim="left",this._scrollPosition=0,this._scrollError=0,this._items=[],this._scrollSize=1,this._overhang=1e3,this._hostSink=e,Promise.resolve().then(()=>this.config=t||this._getDefaultConfig())}set config(e){Object.assign(this,Object.assign({},this._getDefaultConfig(),e))}get config(){return{direction:this.direction}}get items(){return this._items}set items(e){this._setItems(e)}_setItems(e){e!==this._items&&(this._items=e,this._scheduleReflow())}get direction(){return this._direction}set direction(e){e=e==="horizontal"?e:"vertical",e!==this._direction&&(this._direction=e,this._sizeDim=e==="horizontal"?"width":"height",this._secondarySizeDim=e==="horizontal"?"height":"width",this._positionDim=e==="horizontal"?"left":"top",this._secondaryPositionDim=e==="horizontal"?"top":"left",this._triggerReflow())}get viewportSize(){return this._viewportSize}set viewportSize(e){let{_viewDim1:t,_viewDim2:i}=this;Object.assign(this._viewportSize,e),i!==this._viewDim2?this._scheduleLayoutUpdate():t!==this._viewDim1&&this._checkThresholds()}get viewportScroll(){return this._latestCoords}set viewportScroll(e){Object.assign(this._latestCoords,e);let t=this._scrollPosition;this._scrollPosition=this._latestCoords[this._positionDim],Math.abs(t-this._scrollPosition)>=1&&this._checkThresholds()}reflowIfNeeded(e=!1){(e||this._pendingReflow)&&(this._pendingReflow=!1,this._reflow())}set pin(e){this._pin=e,this._triggerReflow()}get pin(){if(this._pin!==null){let{index:e,block:t}=this._pin;return{index:Math.max(0,Math.min(e,this.items.length-1)),block:t}}return null}_clampScrollPosition(e){return Math.max(-this.offsetWithinScroller[this._positionDim],Math.min(e,this.totalScrollSize[ta(this.direction)]-this._viewDim1))}unpin(){this._pin!==null&&(this._sendUnpinnedMessage(),this._pin=null)}_updateLayout(){}get _viewDim1(){return this._viewportSize[this._sizeDim]}get _viewDim2(){return this._viewportSize[this._secondarySizeDim]}_scheduleReflow(){this._pendingReflow=!0}_scheduleLayoutUpdate(){this._pendingLayoutUpdate=!0,this._scheduleReflow()}_triggerReflow(){this._scheduleLayoutUpdate(),Promise.resolve().then(()=>this.reflowIfNeeded())}_reflow(){this._pendingLayoutUpdate&&(this._updateLayout(),this._pendingLayoutUpdate=!1),this._updateScrollSize(),this._setPositionFromPin(),this._getActiveItems(),this._updateVisibleIndices(),this._sendStateChangedMessage()}_setPositionFromPin(){if(this.pin!==null){let e=this._scrollPosition,{index:t,block:i}=this.pin;this._scrollPosition=this._calculateScrollIntoViewPosition({index:t,block:i||"start"})-this.offsetWithinScroller[this._positionDim],this._scrollError=e-this._scrollPosition}}_calculateScrollIntoViewPosition(e){let{block:t}=e,i=Math.min(this.items.length,Math.max(0,e.index)),n=this._getItemPosition(i)[this._positionDim],r=n;if(t!=="start"){let o=this._getItemSize(i)[this._sizeDim];if(t==="center")r=n-.5*this._viewDim1+.5*o;else{let a=n-this._viewDim1+o;if(t==="end")r=a;else{let h=this._scrollPosition;r=Math.abs(h-n)<Math.abs(h-a)?n:a}}}return r+=this.offsetWithinScroller[this._positionDim],this._clampScrollPosition(r)}getScrollIntoViewCoordinates(e){return{[this._positionDim]:this._calculateScrollIntoViewPosition(e)}}_sendUnpinnedMessage(){this._hostSink({type:"unpinned"})}_sendVisibilityChangedMessage(){this._hostSink({type:"visibilityChanged",firstVisible:this._firstVisible,lastVisible:this._lastVisible})}_sendStateChangedMessage(){let e=new Map;if(this._first!==-1&&this._last!==-1)for(let i=this._first;i<=this._last;i++)e.set(i,this._getItemPosition(i));let t={type:"stateChanged",scrollSize:{[this._sizeDim]:this._scrollSize,[this._secondarySizeDim]:null},range:{first:this._first,last:this._last,firstVisible:this._firstVisible,lastVisible:this._lastVisible},childPositions:e};this._scrollError&&(t.scrollError={[this._positionDim]:this._scrollError,[this._secondaryPositionDim]:0},this._scrollError=0),this._hostSink(t)}get _num(){return this._first===-1||this._last===-1?0:this._last-this._first+1}_checkThresholds(){if(this._viewDim1===0&&this._num>0||this._pin!==null)this._scheduleReflow();else{let e=Math.max(0,this._scrollPosition-this._overhang),t=Math.min(this._scrollSize,this._scrollPosition+this._viewDim1+this._overhang);this._physicalMin>e||this._physicalMax<t?this._scheduleReflow():this._updateVisibleIndices({emit:!0})}}_updateVisibleIndices(e){if(this._first===-1||this._last===-1)return;let t=this._first;for(;t<this._last&&Math.round(this._getItemPosition(t)[this._positionDim]+this._getItemSize(t)[this._sizeDim])<=Math.round(this._scrollPosition);)t++;let i=this._last;for(;i>this._first&&Math.round(this._getItemPosition(i)[this._positionDim])>=Math.round(this._scrollPosition+this._viewDim1);)i--;(t!==this._firstVisible||i!==this._lastVisible)&&(this._firstVisible=t,this._lastVisible=i,e&&e.emit&&this._sendVisibilityChangedMessage())}}});var zp={};Vd(zp,{FlowLayout:()=>qr,flow:()=>ia});function Lp(s){return s==="horizontal"?"marginLeft":"marginTop"}function ng(s){return s==="horizontal"?"marginRight":"marginBottom"}function rg(s){return s==="horizontal"?"xOffset":"yOffset"}function og(s,e){let t=[s,e].sort();return t[1]<=0?Math.min(...t):t[0]>=0?Math.max(...t):t[0]+t[1]}var ia,ea,qr,sa=zo(()=>{Ap();Cp();ia=s=>Object.assign({type:qr},s);ea=class{constructor(){this._childSizeCache=new Un,this._marginSizeCache=new Un,this._metricsCache=new Map}update(e,t){let i=new Set;Object.keys(e).forEach(n=>{let r=Number(n);this._metricsCache.set(r,e[r]),this._childSizeCache.set(r,e[r][ta(t)]),i.add(r),i.add(r+1)});for(let n of i){let r=this._metricsCache.get(n)?.[Lp(t)]||0,o=this._metricsCache.get(n-1)?.[ng(t)]||0;this._marginSizeCache.set(n,og(r,o))}}get averageChildSize(){return this._childSizeCache.averageSize}get totalChildSize(){return this._childSizeCache.totalSize}get averageMarginSize(){return this._marginSizeCache.averageSize}get totalMarginSize(){return this._marginSizeCache.totalSize}getLeadingMarginValue(e,t){return this._metricsCache.get(e)?.[Lp(t)]||0}getChildSize(e){return this._childSizeCache.getSize(e)}getMarginSize(e){return this._marginSizeCache.getSize(e)}clear(){this._childSizeCache.clear(),this._marginSizeCache.clear(),this._metricsCache.clear()}},qr=class extends jr{constructor(){super(...arguments),this._itemSize={width:100,height:100},this._physicalItems=new Map,this._newPhysicalItems=new Map,this._metricsCache=new ea,this._anchorIdx=null,this._anchorPos=null,this._stable=!0,this._measureChildren=!0,this._estimate=!0}get measureChildren(){return this._measureChildren}updateItemSizes(e){this._metricsCache.update(e,this.direction),this._scheduleReflow()}_getPhysicalItem(e){return this._newPhysicalItems.get(e)??this._physicalItems.get(e)}_getSize(e){return this._getPhysicalItem(e)&&this._metricsCache.getChildSize(e)}_getAverageSize(){return this._metricsCache.averageChildSize||this._itemSize[this._sizeDim]}_estimatePosition(e){let t=this._metricsCache;if(this._first===-1||this._last===-1)return t.averageMarginSize+e*(t.averageMarginSize+this._getAverageSize());if(e<this._first){let i=this._first-e;return this._getPhysicalItem(this._first).pos-(t.getMarginSize(this._first-1)||t.averageMarginSize)-(i*t.averageChildSize+(i-1)*t.averageMarginSize)}else{let i=e-this._last;return this._getPhysicalItem(this._last).pos+(t.getChildSize(this._last)||t.averageChildSize)+(t.getMarginSize(this._last)||t.averageMarginSize)+i*(t.averageChildSize+t.averageMarginSize)}}_getPosition(e){let t=this._getPhysicalItem(e),{averageMarginSize:i}=this._metricsCache;return e===0?this._metricsCache.getMarginSize(0)??i:t?t.pos:this._estimatePosition(e)}_calculateAnchor(e,t){return e<=0?0:t>this._scrollSize-this._viewDim1?this.items.length-1:Math.max(0,Math.min(this.items.length-1,Math.floor((e+t)/2/this._delta)))}_getAnchor(e,t){if(this._physicalItems.size===0)return this._calculateAnchor(e,t);if(this._first<0)return this._calculateAnchor(e,t);if(this._last<0)return this._calculateAnchor(e,t);let i=this._getPhysicalItem(this._first),n=this._getPhysicalItem(this._last),r=i.pos;if(n.pos+this._metricsCache.getChildSize(this._last)<e)return this._calculateAnchor(e,t);if(r>t)return this._calculateAnchor(e,t);let h=this._firstVisible-1,p=-1/0;for(;p<e;)p=this._getPhysicalItem(++h).pos+this._metricsCache.getChildSize(h);return h}_getActiveItems(){this._viewDim1===0||this.items.length===0?this._clearItems():this._getItems()}_clearItems(){this._first=-1,this._last=-1,this._physicalMin=0,this._physicalMax=0;let e=this._newPhysicalItems;this._newPhysicalItems=this._physicalItems,this._newPhysicalItems.clear(),this._physicalItems=e,this._stable=!0}_getItems(){let e=this._newPhysicalItems;this._stable=!0;let t,i;if(this.pin!==null){let{index:p}=this.pin;this._anchorIdx=p,this._anchorPos=this._getPosition(p)}if(t=this._scrollPosition-this._overhang,i=this._scrollPosition+this._viewDim1+this._overhang,i<0||t>this._scrollSize){this._clearItems();return}(this._anchorIdx===null||this._anchorPos===null)&&(this._anchorIdx=this._getAnchor(t,i),this._anchorPos=this._getPosition(this._anchorIdx));let n=this._getSize(this._anchorIdx);n===void 0&&(this._stable=!1,n=this._getAverageSize());let r=this._metricsCache.getMarginSize(this._anchorIdx)??this._metricsCache.averageMarginSize,o=this._metricsCache.getMarginSize(this._anchorIdx+1)??this._metricsCache.averageMarginSize;this._anchorIdx===0&&(this._anchorPos=r),this._anchorIdx===this.items.length-1&&(this._anchorPos=this._scrollSize-o-n);let a=0;for(this._anchorPos+n+o<t&&(a=t-(this._anchorPos+n+o)),this._anchorPos-r>i&&(a=i-(this._anchorPos-r)),a&&(this._scrollPosition-=a,t-=a,i-=a,this._scrollError+=a),e.set(this._anchorIdx,{pos:this._anchorPos,size:n}),this._first=this._last=this._anchorIdx,this._physicalMin=this._anchorPos-r,this._physicalMax=this._anchorPos+n+o;this._physicalMin>t&&this._first>0;){let p=this._getSize(--this._first);p===void 0&&(this._stable=!1,p=this._getAverageSize());let b=this._metricsCache.getMarginSize(this._first);b===void 0&&(this._stable=!1,b=this._metricsCache.averageMarginSize),this._physicalMin-=p;let f=this._physicalMin;if(e.set(this._first,{pos:f,size:p}),this._physicalMin-=b,this._stable===!1&&this._estimate===!1)break}for(;this._physicalMax<i&&this._last<this.items.length-1;){let p=this._getSize(++this._last);p===void 0&&(this._stable=!1,p=this._getAverageSize());let b=this._metricsCache.getMarginSize(this._last);b===void 0&&(this._stable=!1,b=this._metricsCache.averageMarginSize);let f=this._physicalMax;if(e.set(this._last,{pos:f,size:p}),this._physicalMax+=p+b,!this._stable&&!this._estimate)break}let h=this._calculateError();h&&(this._physicalMin-=h,this._physicalMax-=h,this._anchorPos-=h,this._scrollPosition-=h,e.forEach(p=>p.pos-=h),this._scrollError+=h),this._stable&&(this._newPhysicalItems=this._physicalItems,this._newPhysicalItems.clear(),this._physicalItems=e)}_calculateError(){return this._first===0?this._physicalMin:this._physicalMin<=0?this._physicalMin-this._first*this._delta:this._last===this.items.length-1?this._physicalMax-this._scrollSize:this._physicalMax>=this._scrollSize?this._physicalMax-this._scrollSize+(this.items.length-1-this._last)*this._delta:0}_reflow(){let{_first:e,_last:t}=this;super._reflow(),(this._first===-1&&this._last==-1||this._first===e&&this._last===t)&&this._resetReflowState()}_resetReflowState(){this._anchorIdx=null,this._anchorPos=null,this._stable=!0}_updateScrollSize(){let{averageMarginSize:e}=this._metricsCache;this._scrollSize=Math.max(1,this.items.length*(e+this._getAverageSize())+e)}get _delta(){let{averageMarginSize:e}=this._metricsCache;return this._getAverageSize()+e}_getItemPosition(e){return{[this._positionDim]:this._getPosition(e),[this._secondaryPositionDim]:0,[rg(this.direction)]:-(this._metricsCache.getLeadingMarginValue(e,this.direction)??this._metricsCache.averageMarginSize)}}_getItemSize(e){return{[this._sizeDim]:this._getSize(e)||this._getAverageSize(),[this._secondarySizeDim]:this._itemSize[this._secondarySizeDim]}}_viewDim2Changed(){this._metricsCache.clear(),this._scheduleReflow()}}});var ar=globalThis,cr=ar.ShadowRoot&&(ar.ShadyCSS===void 0||ar.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Mo=Symbol(),Ha=new WeakMap,yn=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==Mo)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(cr&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=Ha.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&Ha.set(t,e))}return e}toString(){return this.cssText}},hr=s=>new yn(typeof s=="string"?s:s+"",void 0,Mo),F=(s,...e)=>{let t=s.length===1?s[0]:e.reduce((i,n,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+s[r+1],s[0]);return new yn(t,s,Mo)},Wa=(s,e)=>{if(cr)s.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),n=ar.litNonce;n!==void 0&&i.setAttribute("nonce",n),i.textContent=t.cssText,s.appendChild(i)}},Ro=cr?s=>s:s=>s instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return hr(t)})(s):s;var{is:Bd,defineProperty:Hd,getOwnPropertyDescriptor:Wd,getOwnPropertyNames:Ud,getOwnPropertySymbols:jd,getPrototypeOf:qd}=Object,pr=globalThis,Ua=pr.trustedTypes,Zd=Ua?Ua.emptyScript:"",Gd=pr.reactiveElementPolyfillSupport,_n=(s,e)=>s,xn={toAttribute(s,e){switch(e){case Boolean:s=s?Zd:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,e){let t=s;switch(e){case Boolean:t=s!==null;break;case Number:t=s===null?null:Number(s);break;case Object:case Array:try{t=JSON.parse(s)}catch{t=null}}return t}},dr=(s,e)=>!Bd(s,e),ja={attribute:!0,type:String,converter:xn,reflect:!1,useDefault:!1,hasChanged:dr};Symbol.metadata??=Symbol("metadata"),pr.litPropertyMetadata??=new WeakMap;var pi=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ja){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),n=this.getPropertyDescriptor(e,i,t);n!==void 0&&Hd(this.prototype,e,n)}}static getPropertyDescriptor(e,t,i){let{get:n,set:r}=Wd(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:n,set(o){let a=n?.call(this);r?.call(this,o),this.requestUpdate(e,a,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ja}static _$Ei(){if(this.hasOwnProperty(_n("elementProperties")))return;let e=qd(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(_n("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(_n("properties"))){let t=this.properties,i=[...Ud(t),...jd(t)];for(let n of i)this.createProperty(n,t[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,n]of t)this.elementProperties.set(i,n)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let n=this._$Eu(t,i);n!==void 0&&this._$Eh.set(n,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let n of i)t.unshift(Ro(n))}else e!==void 0&&t.push(Ro(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Wa(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),n=this.constructor._$Eu(e,i);if(n!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:xn).toAttribute(t,i.type);this._$Em=e,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(e,t){let i=this.constructor,n=i._$Eh.get(e);if(n!==void 0&&this._$Em!==n){let r=i.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:xn;this._$Em=n;let a=o.fromAttribute(t,r.type);this[n]=a??this._$Ej?.get(n)??a,this._$Em=null}}requestUpdate(e,t,i,n=!1,r){if(e!==void 0){let o=this.constructor;if(n===!1&&(r=this[e]),i??=o.getPropertyOptions(e),!((i.hasChanged??dr)(r,t)||i.useDefault&&i.reflect&&r===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:n,wrapped:r},o){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),r!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),n===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[n,r]of i){let{wrapped:o}=r,a=this[n];o!==!0||this._$AL.has(n)||a===void 0||this.C(n,void 0,r,a)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};pi.elementStyles=[],pi.shadowRootOptions={mode:"open"},pi[_n("elementProperties")]=new Map,pi[_n("finalized")]=new Map,Gd?.({ReactiveElement:pi}),(pr.reactiveElementVersions??=[]).push("2.1.2");var Do=globalThis,qa=s=>s,ur=Do.trustedTypes,Za=ur?ur.createPolicy("lit-html",{createHTML:s=>s}):void 0,Oo="$lit$",di=`lit$${Math.random().toFixed(9).slice(2)}$`,No="?"+di,Kd=`<${No}>`,es=document,$n=()=>es.createComment(""),kn=s=>s===null||typeof s!="object"&&typeof s!="function",Fo=Array.isArray,Qa=s=>Fo(s)||typeof s?.[Symbol.iterator]=="function",Io=`[ 	
\f\r]`,Sn=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Ga=/-->/g,Ka=/>/g,Qi=RegExp(`>|${Io}(?:([^\\s"'>=/]+)(${Io}*=${Io}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Ya=/'/g,Ja=/"/g,tc=/^(?:script|style|textarea|title)$/i,Vo=s=>(e,...t)=>({_$litType$:s,strings:e,values:t}),g=Vo(1),Jg=Vo(2),Xg=Vo(3),Ne=Symbol.for("lit-noChange"),x=Symbol.for("lit-nothing"),Xa=new WeakMap,ts=es.createTreeWalker(es,129);function ec(s,e){if(!Fo(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return Za!==void 0?Za.createHTML(e):e}var ic=(s,e)=>{let t=s.length-1,i=[],n,r=e===2?"<svg>":e===3?"<math>":"",o=Sn;for(let a=0;a<t;a++){let h=s[a],p,b,f=-1,y=0;for(;y<h.length&&(o.lastIndex=y,b=o.exec(h),b!==null);)y=o.lastIndex,o===Sn?b[1]==="!--"?o=Ga:b[1]!==void 0?o=Ka:b[2]!==void 0?(tc.test(b[2])&&(n=RegExp("</"+b[2],"g")),o=Qi):b[3]!==void 0&&(o=Qi):o===Qi?b[0]===">"?(o=n??Sn,f=-1):b[1]===void 0?f=-2:(f=o.lastIndex-b[2].length,p=b[1],o=b[3]===void 0?Qi:b[3]==='"'?Ja:Ya):o===Ja||o===Ya?o=Qi:o===Ga||o===Ka?o=Sn:(o=Qi,n=void 0);let S=o===Qi&&s[a+1].startsWith("/>")?" ":"";r+=o===Sn?h+Kd:f>=0?(i.push(p),h.slice(0,f)+Oo+h.slice(f)+di+S):h+di+(f===-2?a:S)}return[ec(s,r+(s[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},En=class s{constructor({strings:e,_$litType$:t},i){let n;this.parts=[];let r=0,o=0,a=e.length-1,h=this.parts,[p,b]=ic(e,t);if(this.el=s.createElement(p,i),ts.currentNode=this.el.content,t===2||t===3){let f=this.el.content.firstChild;f.replaceWith(...f.childNodes)}for(;(n=ts.nextNode())!==null&&h.length<a;){if(n.nodeType===1){if(n.hasAttributes())for(let f of n.getAttributeNames())if(f.endsWith(Oo)){let y=b[o++],S=n.getAttribute(f).split(di),P=/([.?@])?(.*)/.exec(y);h.push({type:1,index:r,name:P[2],strings:S,ctor:P[1]==="."?fr:P[1]==="?"?gr:P[1]==="@"?vr:ss}),n.removeAttribute(f)}else f.startsWith(di)&&(h.push({type:6,index:r}),n.removeAttribute(f));if(tc.test(n.tagName)){let f=n.textContent.split(di),y=f.length-1;if(y>0){n.textContent=ur?ur.emptyScript:"";for(let S=0;S<y;S++)n.append(f[S],$n()),ts.nextNode(),h.push({type:2,index:++r});n.append(f[y],$n())}}}else if(n.nodeType===8)if(n.data===No)h.push({type:2,index:r});else{let f=-1;for(;(f=n.data.indexOf(di,f+1))!==-1;)h.push({type:7,index:r}),f+=di.length-1}r++}}static createElement(e,t){let i=es.createElement("template");return i.innerHTML=e,i}};function is(s,e,t=s,i){if(e===Ne)return e;let n=i!==void 0?t._$Co?.[i]:t._$Cl,r=kn(e)?void 0:e._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(s),n._$AT(s,t,i)),i!==void 0?(t._$Co??=[])[i]=n:t._$Cl=n),n!==void 0&&(e=is(s,n._$AS(s,e.values),n,i)),e}var mr=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,n=(e?.creationScope??es).importNode(t,!0);ts.currentNode=n;let r=ts.nextNode(),o=0,a=0,h=i[0];for(;h!==void 0;){if(o===h.index){let p;h.type===2?p=new Fs(r,r.nextSibling,this,e):h.type===1?p=new h.ctor(r,h.name,h.strings,this,e):h.type===6&&(p=new wr(r,this,e)),this._$AV.push(p),h=i[++a]}o!==h?.index&&(r=ts.nextNode(),o++)}return ts.currentNode=es,n}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},Fs=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,n){this.type=2,this._$AH=x,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=is(this,e,t),kn(e)?e===x||e==null||e===""?(this._$AH!==x&&this._$AR(),this._$AH=x):e!==this._$AH&&e!==Ne&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Qa(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==x&&kn(this._$AH)?this._$AA.nextSibling.data=e:this.T(es.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,n=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=En.createElement(ec(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===n)this._$AH.p(t);else{let r=new mr(n,this),o=r.u(this.options);r.p(t),this.T(o),this._$AH=r}}_$AC(e){let t=Xa.get(e.strings);return t===void 0&&Xa.set(e.strings,t=new En(e)),t}k(e){Fo(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,n=0;for(let r of e)n===t.length?t.push(i=new s(this.O($n()),this.O($n()),this,this.options)):i=t[n],i._$AI(r),n++;n<t.length&&(this._$AR(i&&i._$AB.nextSibling,n),t.length=n)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=qa(e).nextSibling;qa(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},ss=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,n,r){this.type=1,this._$AH=x,this._$AN=void 0,this.element=e,this.name=t,this._$AM=n,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=x}_$AI(e,t=this,i,n){let r=this.strings,o=!1;if(r===void 0)e=is(this,e,t,0),o=!kn(e)||e!==this._$AH&&e!==Ne,o&&(this._$AH=e);else{let a=e,h,p;for(e=r[0],h=0;h<r.length-1;h++)p=is(this,a[i+h],t,h),p===Ne&&(p=this._$AH[h]),o||=!kn(p)||p!==this._$AH[h],p===x?e=x:e!==x&&(e+=(p??"")+r[h+1]),this._$AH[h]=p}o&&!n&&this.j(e)}j(e){e===x?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},fr=class extends ss{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===x?void 0:e}},gr=class extends ss{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==x)}},vr=class extends ss{constructor(e,t,i,n,r){super(e,t,i,n,r),this.type=5}_$AI(e,t=this){if((e=is(this,e,t,0)??x)===Ne)return;let i=this._$AH,n=e===x&&i!==x||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,r=e!==x&&(i===x||n);n&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},wr=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){is(this,e)}},sc={M:Oo,P:di,A:No,C:1,L:ic,R:mr,D:Qa,V:is,I:Fs,H:ss,N:gr,U:vr,B:fr,F:wr},Yd=Do.litHtmlPolyfillSupport;Yd?.(En,Fs),(Do.litHtmlVersions??=[]).push("3.3.3");var nc=(s,e,t)=>{let i=t?.renderBefore??e,n=i._$litPart$;if(n===void 0){let r=t?.renderBefore??null;i._$litPart$=n=new Fs(e.insertBefore($n(),r),r,void 0,t??{})}return n._$AI(s),n};var Bo=globalThis,N=class extends pi{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=nc(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return Ne}};N._$litElement$=!0,N.finalized=!0,Bo.litElementHydrateSupport?.({LitElement:N});var Jd=Bo.litElementPolyfillSupport;Jd?.({LitElement:N});(Bo.litElementVersions??=[]).push("4.2.2");var U=s=>(e,t)=>{t!==void 0?t.addInitializer(()=>{customElements.define(s,e)}):customElements.define(s,e)};var Xd={attribute:!0,type:String,converter:xn,reflect:!1,hasChanged:dr},Qd=(s=Xd,e,t)=>{let{kind:i,metadata:n}=t,r=globalThis.litPropertyMetadata.get(n);if(r===void 0&&globalThis.litPropertyMetadata.set(n,r=new Map),i==="setter"&&((s=Object.create(s)).wrapped=!0),r.set(t.name,s),i==="accessor"){let{name:o}=t;return{set(a){let h=e.get.call(this);e.set.call(this,a),this.requestUpdate(o,h,s,!0,a)},init(a){return a!==void 0&&this.C(o,void 0,s,a),a}}}if(i==="setter"){let{name:o}=t;return function(a){let h=this[o];e.call(this,a),this.requestUpdate(o,h,s,!0,a)}}throw Error("Unsupported decorator location: "+i)};function k(s){return(e,t)=>typeof t=="object"?Qd(s,e,t):((i,n,r)=>{let o=n.hasOwnProperty(r);return n.constructor.createProperty(r,i),o?Object.getOwnPropertyDescriptor(n,r):void 0})(s,e,t)}function V(s){return k({...s,state:!0,attribute:!1})}var ns=(s,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(s,e,t),t);function Vs(s,e){return(t,i,n)=>{let r=o=>o.renderRoot?.querySelector(s)??null;if(e){let{get:o,set:a}=typeof i=="object"?t:n??(()=>{let h=Symbol();return{get(){return this[h]},set(p){this[h]=p}}})();return ns(t,i,{get(){let h=o.call(this);return h===void 0&&(h=r(this),(h!==null||this.hasUpdated)&&a.call(this,h)),h}})}return ns(t,i,{get(){return r(this)}})}}var Ho={};function lc(s){Ho=s}var Bs=/\{(\w+)\}/g,rc=new WeakMap;function d(s,e={}){let t=window.localization;return(t?.[s]||Ho[s]||t&&oc(s,t)||oc(s,Ho)||s).replace(Bs,(n,r)=>r in e?String(e[r]):n)}function oc(s,e){for(let{pattern:t,names:i,translated:n}of tu(e)){let r=t.exec(s)?.slice(1);if(r)return n.replace(Bs,(o,a)=>d(r[i.indexOf(a)]??o))}}function tu(s){let e=rc.get(s);if(e)return e;let t=Object.keys(s).filter(n=>/\{\w+\}/.test(n));t.sort((n,r)=>r.replace(Bs,"").length-n.replace(Bs,"").length);let i=t.map(n=>({pattern:new RegExp(`^${n.split(Bs).map(eu).join("")}$`,"s"),names:[...n.matchAll(Bs)].map(r=>r[1]),translated:s[n]}));return rc.set(s,i),i}function eu(s,e){return e%2?"(.*?)":s.replace(/[.*+?^${}()|[\]\\]/g,"\\$&")}var Pn=class extends Error{constructor(t,i){super(t);this.status=i}},Ei={base:"/clip-critic/v1/",key:""};function ac(s,e){let t=new URL(s||"clip-critic/v1/",document.baseURI);t.pathname.endsWith("/")||(t.pathname+="/"),Ei.base=t.href,Ei.key=e}var cc=s=>s.replace(/^\/?(clip-critic\/v1\/)?/,"");function Fe(s){let e=new URL(cc(s),Ei.base);return Ei.key&&e.searchParams.set("key",Ei.key),e.href}async function Wo(s,e,t){let i={};Ei.key&&(i["X-Clip-Critic-Key"]=Ei.key),t!==void 0&&(i["Content-Type"]="application/json");let n;try{n=await fetch(new URL(cc(e),Ei.base),{method:s,headers:i,body:t===void 0?void 0:JSON.stringify(t),cache:"no-store"})}catch{throw new Pn(d("The server does not answer. Is it still running?"),0)}if(!n.ok)throw new Pn(await iu(n),n.status);return n}async function iu(s){let e=await s.text();try{let{detail:t}=JSON.parse(e);if(typeof t=="string")return d(t);if(Array.isArray(t))return t.map(i=>`${i.loc?.at(-1)??""}: ${i.msg??""}`).join("; ")}catch{}return s.status===401?d("Please log in again, and reload the page."):`${d("The server answered with an error.")} (${s.status})`}async function Rt(s){return await(await Wo("GET",s)).json()}async function Dt(s,e,t){return await(await Wo(s,e,t)).json()}async function ti(s){return(await Wo("GET",s)).blob()}var su=s=>new Promise(e=>setTimeout(e,s)),nu=500,ru=60,ou=3e3,lu=40;async function br(s,e,t,i){let n=ru/2,r=0;for(;!i.aborted;await su(r?ou:n=Math.min(nu,n*2)))try{let o=await Rt(s());if(i.aborted||(r=0,e(o),t(o)))return}catch(o){if(o instanceof Pn&&o.status>=400&&o.status<500&&!r||++r>lu)throw o}}function Pi(s){return new Promise((e,t)=>{let i=new FileReader;i.onload=()=>e(String(i.result)),i.onerror=()=>t(new Error(d("The picture cannot be read."))),i.readAsDataURL(s)})}var j=F`
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
`;function Tn(s){if(s==null||Number.isNaN(s))return"–";let e=s*100,t=e!==0&&Math.abs(e)<10?1:0;return`${e.toFixed(t)} %`}function ui(s){return s==null?"–":s>0&&s<5e-4?"< 0.1 %":s>=.9995&&s<1?"> 99.9 %":`${(s*100).toFixed(1)} %`}function Hs(s){return s==null?"–":s.toFixed(3)}function hc(s){return s<90?`${Math.round(s)} s`:`${Math.round(s/60)} min`}function he(s,e){return e!=="similarity"?Tn(s):s==null?"–":s.toFixed(2)}var Us={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},An=s=>(...e)=>({_$litDirective$:s,values:e}),Ws=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,i){this._$Ct=e,this._$AM=t,this._$Ci=i}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:au}=sc,pc=s=>s;var uc=s=>s.strings===void 0,dc=()=>document.createComment(""),js=(s,e,t)=>{let i=s._$AA.parentNode,n=e===void 0?s._$AB:e._$AA;if(t===void 0){let r=i.insertBefore(dc(),n),o=i.insertBefore(dc(),n);t=new au(r,o,s,s.options)}else{let r=t._$AB.nextSibling,o=t._$AM,a=o!==s;if(a){let h;t._$AQ?.(s),t._$AM=s,t._$AP!==void 0&&(h=s._$AU)!==o._$AU&&t._$AP(h)}if(r!==n||a){let h=t._$AA;for(;h!==r;){let p=pc(h).nextSibling;pc(i).insertBefore(h,n),h=p}}}return t},Ti=(s,e,t=s)=>(s._$AI(e,t),s),cu={},mc=(s,e=cu)=>s._$AH=e,fc=s=>s._$AH,yr=s=>{s._$AR(),s._$AA.remove()};var gc=(s,e,t)=>{let i=new Map;for(let n=e;n<=t;n++)i.set(s[n],n);return i},Ai=An(class extends Ws{constructor(s){if(super(s),s.type!==Us.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,e,t){let i;t===void 0?t=e:e!==void 0&&(i=e);let n=[],r=[],o=0;for(let a of s)n[o]=i?i(a,o):o,r[o]=t(a,o),o++;return{values:r,keys:n}}render(s,e,t){return this.dt(s,e,t).values}update(s,[e,t,i]){let n=fc(s),{values:r,keys:o}=this.dt(e,t,i);if(!Array.isArray(n))return this.ut=o,r;let a=this.ut??=[],h=[],p,b,f=0,y=n.length-1,S=0,P=r.length-1;for(;f<=y&&S<=P;)if(n[f]===null)f++;else if(n[y]===null)y--;else if(a[f]===o[S])h[S]=Ti(n[f],r[S]),f++,S++;else if(a[y]===o[P])h[P]=Ti(n[y],r[P]),y--,P--;else if(a[f]===o[P])h[P]=Ti(n[f],r[P]),js(s,h[P+1],n[f]),f++,P--;else if(a[y]===o[S])h[S]=Ti(n[y],r[S]),js(s,n[f],n[y]),y--,S++;else if(p===void 0&&(p=gc(o,S,P),b=gc(a,f,y)),p.has(a[f]))if(p.has(a[y])){let z=b.get(o[S]),B=z!==void 0?n[z]:null;if(B===null){let W=js(s,n[f]);Ti(W,r[S]),h[S]=W}else h[S]=Ti(B,r[S]),js(s,n[f],B),n[z]=null;S++}else yr(n[y]),y--;else yr(n[f]),f++;for(;S<=P;){let z=js(s,h[P+1]);Ti(z,r[S]),h[S++]=z}for(;f<=y;){let z=n[f++];z!==null&&yr(z)}return this.ut=o,mc(s,h),Ne}});function qs(s,e,t){let i=document.createElement("dialog");i.className="card",i.style.cssText="color: inherit; max-width: min(440px, 92vw); padding: 18px";let n=document.createElement("p");n.textContent=e,n.style.cssText="margin: 0 0 14px; overflow-wrap: anywhere",n.id="question",i.setAttribute("aria-labelledby","question");let r=document.createElement("form");r.method="dialog",r.style.cssText="display: flex; gap: 8px; justify-content: end";for(let[o,a]of[["no",d("Cancel")],["yes",t]]){let h=document.createElement("button");h.value=o,h.textContent=a,r.append(h)}return i.append(n,r),s.append(i),i.showModal(),new Promise(o=>{i.addEventListener("close",()=>{o(i.returnValue==="yes"),i.remove()})})}function rs(s){return s?.state==="waiting"||s?.state==="running"}function vc(s,e){if(!s||s.session.id!==e.session.id)return e;let t=Uo(s),i=e.session.steps.filter(r=>r.number>t),n=i.length?[...s.session.steps,...i]:s.session.steps;return{...e,session:{...e.session,steps:n}}}function Uo(s){return s?.session.steps.at(-1)?.number??-1}function Ci(s){let e=/^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)/.exec(s);return e?`${e[1]}-${e[2]}-${e[3]} ${e[4]}:${e[5]}`:s}function wc(s){return[s.want?.trim(),s.avoid?.trim()&&`− ${s.avoid.trim()}`].filter(Boolean).join(" ").replace(/\s+/g," ")||Ci(s.id)}var jo=class extends CustomEvent{constructor(e){super("cc-open",{detail:e,bubbles:!0,composed:!0})}},mi=class extends N{constructor(){super(...arguments);this.briefs=[];this.atWork=[];this.open="";this.hasMore=!1}render(){return this.briefs.length?g`<ul>
                ${Ai(this.briefs,t=>t.id,t=>this.row(t))}
            </ul>
            ${this.hasMore?g`<button class="quiet" @click=${()=>this.dispatchEvent(new Event("cc-more"))}>${d("Older sessions")}</button>`:x}`:g`<p class="hint">${d("No sessions yet.")}</p>`}row(t){if(t.error!==void 0)return this.damaged(t.id,t.error);let i=t.id===this.open;return g`<li>
            <button
                data-session=${t.id}
                aria-current=${i?"true":x}
                title=${t.id}
                @click=${()=>this.dispatchEvent(new jo(t.id))}
            >
                <span class="picture">${this.picture(t)}</span>
                <span>
                    <bdi class="aim">${wc(t)}</bdi>
                    <span class="hint">${Ci(t.id)} · ${d("{done} of {all} steps",{done:t.steps??0,all:t.of??"?"})}</span>
                </span>
                <span class="right number">
                    ${this.atWork.includes(t.id)?g`<span class="badge">${d("at work")}</span>`:x}
                    ${t.kept?he(t.kept.score,t.objective):x}
                </span>
            </button>
        </li>`}damaged(t,i){let n=async()=>{let r=d("Delete the damaged session {id} with all its pictures?",{id:t});await qs(this.renderRoot,r,d("Delete"))&&this.dispatchEvent(new CustomEvent("cc-delete",{detail:t}))};return g`<li class="damaged" data-session=${t}>
            <span><b>${d("damaged")}</b> ${Ci(t)} <span class="hint">${i}</span></span>
            <button @click=${n}>${d("Delete")}</button>
        </li>`}picture(t){return t.kept?g`<img loading="lazy" src=${Fe(`sessions/${t.id}/pictures/${t.kept.file}?side=96`)} alt="" />`:x}};mi.styles=[j,F`
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
        `],w([k({attribute:!1})],mi.prototype,"briefs",2),w([k({attribute:!1})],mi.prototype,"atWork",2),w([k()],mi.prototype,"open",2),w([k({type:Boolean})],mi.prototype,"hasMore",2),mi=w([U("cc-session-list")],mi);var Li=class extends N{constructor(){super(...arguments);this.status=null;this.doing="";this.left=0}render(){let{status:t}=this;return t?g`${rs(t)?this.work(t):this.end(t)}
        ${t.session.notes.map(i=>g`<p class="message">${d(i)}</p>`)}`:x}work(t){let i=Math.round(this.share(t)*100),n=this.left>0?` · ${d("{time} left",{time:hc(this.left)})}`:"";return g`<div class="work" data-state=${t.state}>
            ${this.preview(t)}
            <div class="bar">
                <p role="status">${this.doing||d(t.doing)}${n}</p>
                <span
                    class="track"
                    role="progressbar"
                    aria-label=${d("Progress")}
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=${i}
                    ><span style="width: ${i}%"></span
                ></span>
            </div>
        </div>`}share(t){return Math.min(1,Math.max(0,t.done||(t.live?.progress??0)))}preview({live:t,session:i}){return t?.preview?g`<img class="preview" src=${hu(i.id,t.preview)} alt=${d("Preview of the picture in hand")} />`:x}end(t){let i=t.message||t.finished;return i?g`<p class="message ${{failed:"error",interrupted:"interrupted"}[t.state]??"done"}" role="status" data-state=${t.state}>${d(i)}</p>`:x}};Li.styles=[j,F`
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
        `],w([k({attribute:!1})],Li.prototype,"status",2),w([k()],Li.prototype,"doing",2),w([k({type:Number})],Li.prototype,"left",2),Li=w([U("cc-progress")],Li);function hu(s,e){let t=`sessions/${s}/preview`,i=e.split("?")[1];return Fe(i?`${t}?${i}`:t)}var qo=class extends CustomEvent{constructor(e){super("cc-do",{detail:e,bubbles:!0,composed:!0})}},bc=[["start","Start","Begin a new session"],["step","Step","Make one step"],["resume","Resume","Continue the open session"],["interrupt","Interrupt","Stop; finished steps are kept"],["new","New","Close the session, and give all defaults back"]],fi=class extends N{constructor(){super(...arguments);this.wishes=bc.map(([t])=>t);this.possible=[];this.score="";this.steps=""}render(){return g`${bc.filter(([t])=>this.wishes.includes(t)).map(([t,i,n])=>g`<button
                        id=${t}
                        class=${t==="start"?"go":""}
                        title=${d(n)}
                        ?disabled=${!this.possible.includes(t)}
                        @click=${()=>this.dispatchEvent(new qo(t))}
                    >
                        ${d(i)}
                    </button>`)}
            ${this.steps?g`<span class="headline"><b id="score">${this.score}</b> <span class="hint">${this.steps}</span></span>`:x}`}};fi.styles=[j,F`
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
        `],w([k({attribute:!1})],fi.prototype,"wishes",2),w([k({attribute:!1})],fi.prototype,"possible",2),w([k()],fi.prototype,"score",2),w([k()],fi.prototype,"steps",2),fi=w([U("cc-toolbar")],fi);function we(s,e,t){let i=document.createElement(e);return s&&(i.className=s),t&&t.appendChild(i),i}function Ot(s,e){return s.x=e.x,s.y=e.y,e.id!==void 0&&(s.id=e.id),s}function Pc(s){s.x=Math.round(s.x),s.y=Math.round(s.y)}function Zo(s,e){let t=Math.abs(s.x-e.x),i=Math.abs(s.y-e.y);return Math.sqrt(t*t+i*i)}function zn(s,e){return s.x===e.x&&s.y===e.y}function Rn(s,e,t){return Math.min(Math.max(s,e),t)}function Mn(s,e,t){let i=`translate3d(${s}px,${e||0}px,0)`;return t!==void 0&&(i+=` scale3d(${t},${t},1)`),i}function ls(s,e,t,i){s.style.transform=Mn(e,t,i)}var pu="cubic-bezier(.4,0,.22,1)";function Tc(s,e,t,i){s.style.transition=e?`${e} ${t}ms ${i||pu}`:"none"}function Go(s,e,t){s.style.width=typeof e=="number"?`${e}px`:e,s.style.height=typeof t=="number"?`${t}px`:t}function du(s){Tc(s)}function uu(s){return"decode"in s?s.decode().catch(()=>{}):s.complete?Promise.resolve(s):new Promise((e,t)=>{s.onload=()=>e(s),s.onerror=t})}var Te={IDLE:"idle",LOADING:"loading",LOADED:"loaded",ERROR:"error"};function mu(s){return"button"in s&&s.button===1||s.ctrlKey||s.metaKey||s.altKey||s.shiftKey}function fu(s,e,t=document){let i=[];if(s instanceof Element)i=[s];else if(s instanceof NodeList||Array.isArray(s))i=Array.from(s);else{let n=typeof s=="string"?s:e;n&&(i=Array.from(t.querySelectorAll(n)))}return i}function yc(){return!!(navigator.vendor&&navigator.vendor.match(/apple/i))}var Ac=!1;try{window.addEventListener("test",null,Object.defineProperty({},"passive",{get:()=>{Ac=!0}}))}catch{}var Ko=class{constructor(){this._pool=[]}add(e,t,i,n){this._toggleListener(e,t,i,n)}remove(e,t,i,n){this._toggleListener(e,t,i,n,!0)}removeAll(){this._pool.forEach(e=>{this._toggleListener(e.target,e.type,e.listener,e.passive,!0,!0)}),this._pool=[]}_toggleListener(e,t,i,n,r,o){if(!e)return;let a=r?"removeEventListener":"addEventListener";t.split(" ").forEach(p=>{if(p){o||(r?this._pool=this._pool.filter(f=>f.type!==p||f.listener!==i||f.target!==e):this._pool.push({target:e,type:p,listener:i,passive:n}));let b=Ac?{passive:n||!1}:!1;e[a](p,i,b)}})}};function Cc(s,e){if(s.getViewportSizeFn){let t=s.getViewportSizeFn(s,e);if(t)return t}return{x:document.documentElement.clientWidth,y:window.innerHeight}}function Ln(s,e,t,i,n){let r=0;if(e.paddingFn)r=e.paddingFn(t,i,n)[s];else if(e.padding)r=e.padding[s];else{let o="padding"+s[0].toUpperCase()+s.slice(1);e[o]&&(r=e[o])}return Number(r)||0}function Lc(s,e,t,i){return{x:e.x-Ln("left",s,e,t,i)-Ln("right",s,e,t,i),y:e.y-Ln("top",s,e,t,i)-Ln("bottom",s,e,t,i)}}var Yo=class{constructor(e){this.slide=e,this.currZoomLevel=1,this.center={x:0,y:0},this.max={x:0,y:0},this.min={x:0,y:0}}update(e){this.currZoomLevel=e,this.slide.width?(this._updateAxis("x"),this._updateAxis("y"),this.slide.pswp.dispatch("calcBounds",{slide:this.slide})):this.reset()}_updateAxis(e){let{pswp:t}=this.slide,i=this.slide[e==="x"?"width":"height"]*this.currZoomLevel,r=Ln(e==="x"?"left":"top",t.options,t.viewportSize,this.slide.data,this.slide.index),o=this.slide.panAreaSize[e];this.center[e]=Math.round((o-i)/2)+r,this.max[e]=i>o?Math.round(o-i)+r:this.center[e],this.min[e]=i>o?r:this.center[e]}reset(){this.center.x=0,this.center.y=0,this.max.x=0,this.max.y=0,this.min.x=0,this.min.y=0}correctPan(e,t){return Rn(t,this.max[e],this.min[e])}},_c=4e3,_r=class{constructor(e,t,i,n){this.pswp=n,this.options=e,this.itemData=t,this.index=i,this.panAreaSize=null,this.elementSize=null,this.fit=1,this.fill=1,this.vFill=1,this.initial=1,this.secondary=1,this.max=1,this.min=1}update(e,t,i){let n={x:e,y:t};this.elementSize=n,this.panAreaSize=i;let r=i.x/n.x,o=i.y/n.y;this.fit=Math.min(1,r<o?r:o),this.fill=Math.min(1,r>o?r:o),this.vFill=Math.min(1,o),this.initial=this._getInitial(),this.secondary=this._getSecondary(),this.max=Math.max(this.initial,this.secondary,this._getMax()),this.min=Math.min(this.fit,this.initial,this.secondary),this.pswp&&this.pswp.dispatch("zoomLevelsUpdate",{zoomLevels:this,slideData:this.itemData})}_parseZoomLevelOption(e){let t=e+"ZoomLevel",i=this.options[t];if(i)return typeof i=="function"?i(this):i==="fill"?this.fill:i==="fit"?this.fit:Number(i)}_getSecondary(){let e=this._parseZoomLevelOption("secondary");return e||(e=Math.min(1,this.fit*3),this.elementSize&&e*this.elementSize.x>_c&&(e=_c/this.elementSize.x),e)}_getInitial(){return this._parseZoomLevelOption("initial")||this.fit}_getMax(){return this._parseZoomLevelOption("max")||Math.max(1,this.fit*4)}},Jo=class{constructor(e,t,i){this.data=e,this.index=t,this.pswp=i,this.isActive=t===i.currIndex,this.currentResolution=0,this.panAreaSize={x:0,y:0},this.pan={x:0,y:0},this.isFirstSlide=this.isActive&&!i.opener.isOpen,this.zoomLevels=new _r(i.options,e,t,i),this.pswp.dispatch("gettingData",{slide:this,data:this.data,index:t}),this.content=this.pswp.contentLoader.getContentBySlide(this),this.container=we("pswp__zoom-wrap","div"),this.holderElement=null,this.currZoomLevel=1,this.width=this.content.width,this.height=this.content.height,this.heavyAppended=!1,this.bounds=new Yo(this),this.prevDisplayedWidth=-1,this.prevDisplayedHeight=-1,this.pswp.dispatch("slideInit",{slide:this})}setIsActive(e){e&&!this.isActive?this.activate():!e&&this.isActive&&this.deactivate()}append(e){this.holderElement=e,this.container.style.transformOrigin="0 0",this.data&&(this.calculateSize(),this.load(),this.updateContentSize(),this.appendHeavy(),this.holderElement.appendChild(this.container),this.zoomAndPanToInitial(),this.pswp.dispatch("firstZoomPan",{slide:this}),this.applyCurrentZoomPan(),this.pswp.dispatch("afterSetContent",{slide:this}),this.isActive&&this.activate())}load(){this.content.load(!1),this.pswp.dispatch("slideLoad",{slide:this})}appendHeavy(){let{pswp:e}=this;this.heavyAppended||!e.opener.isOpen||e.mainScroll.isShifted()||!this.isActive&&!!0||this.pswp.dispatch("appendHeavy",{slide:this}).defaultPrevented||(this.heavyAppended=!0,this.content.append(),this.pswp.dispatch("appendHeavyContent",{slide:this}))}activate(){this.isActive=!0,this.appendHeavy(),this.content.activate(),this.pswp.dispatch("slideActivate",{slide:this})}deactivate(){this.isActive=!1,this.content.deactivate(),this.currZoomLevel!==this.zoomLevels.initial&&this.calculateSize(),this.currentResolution=0,this.zoomAndPanToInitial(),this.applyCurrentZoomPan(),this.updateContentSize(),this.pswp.dispatch("slideDeactivate",{slide:this})}destroy(){this.content.hasSlide=!1,this.content.remove(),this.container.remove(),this.pswp.dispatch("slideDestroy",{slide:this})}resize(){this.currZoomLevel===this.zoomLevels.initial||!this.isActive?(this.calculateSize(),this.currentResolution=0,this.zoomAndPanToInitial(),this.applyCurrentZoomPan(),this.updateContentSize()):(this.calculateSize(),this.bounds.update(this.currZoomLevel),this.panTo(this.pan.x,this.pan.y))}updateContentSize(e){let t=this.currentResolution||this.zoomLevels.initial;if(!t)return;let i=Math.round(this.width*t)||this.pswp.viewportSize.x,n=Math.round(this.height*t)||this.pswp.viewportSize.y;!this.sizeChanged(i,n)&&!e||this.content.setDisplayedSize(i,n)}sizeChanged(e,t){return e!==this.prevDisplayedWidth||t!==this.prevDisplayedHeight?(this.prevDisplayedWidth=e,this.prevDisplayedHeight=t,!0):!1}getPlaceholderElement(){var e;return(e=this.content.placeholder)===null||e===void 0?void 0:e.element}zoomTo(e,t,i,n){let{pswp:r}=this;if(!this.isZoomable()||r.mainScroll.isShifted())return;r.dispatch("beforeZoomTo",{destZoomLevel:e,centerPoint:t,transitionDuration:i}),r.animations.stopAllPan();let o=this.currZoomLevel;n||(e=Rn(e,this.zoomLevels.min,this.zoomLevels.max)),this.setZoomLevel(e),this.pan.x=this.calculateZoomToPanOffset("x",t,o),this.pan.y=this.calculateZoomToPanOffset("y",t,o),Pc(this.pan);let a=()=>{this._setResolution(e),this.applyCurrentZoomPan()};i?r.animations.startTransition({isPan:!0,name:"zoomTo",target:this.container,transform:this.getCurrentTransform(),onComplete:a,duration:i,easing:r.options.easing}):a()}toggleZoom(e){this.zoomTo(this.currZoomLevel===this.zoomLevels.initial?this.zoomLevels.secondary:this.zoomLevels.initial,e,this.pswp.options.zoomAnimationDuration)}setZoomLevel(e){this.currZoomLevel=e,this.bounds.update(this.currZoomLevel)}calculateZoomToPanOffset(e,t,i){if(this.bounds.max[e]-this.bounds.min[e]===0)return this.bounds.center[e];t||(t=this.pswp.getViewportCenterPoint()),i||(i=this.zoomLevels.initial);let r=this.currZoomLevel/i;return this.bounds.correctPan(e,(this.pan[e]-t[e])*r+t[e])}panTo(e,t){this.pan.x=this.bounds.correctPan("x",e),this.pan.y=this.bounds.correctPan("y",t),this.applyCurrentZoomPan()}isPannable(){return!!this.width&&this.currZoomLevel>this.zoomLevels.fit}isZoomable(){return!!this.width&&this.content.isZoomable()}applyCurrentZoomPan(){this._applyZoomTransform(this.pan.x,this.pan.y,this.currZoomLevel),this===this.pswp.currSlide&&this.pswp.dispatch("zoomPanUpdate",{slide:this})}zoomAndPanToInitial(){this.currZoomLevel=this.zoomLevels.initial,this.bounds.update(this.currZoomLevel),Ot(this.pan,this.bounds.center),this.pswp.dispatch("initialZoomPan",{slide:this})}_applyZoomTransform(e,t,i){i/=this.currentResolution||this.zoomLevels.initial,ls(this.container,e,t,i)}calculateSize(){let{pswp:e}=this;Ot(this.panAreaSize,Lc(e.options,e.viewportSize,this.data,this.index)),this.zoomLevels.update(this.width,this.height,this.panAreaSize),e.dispatch("calcSlideSize",{slide:this})}getCurrentTransform(){let e=this.currZoomLevel/(this.currentResolution||this.zoomLevels.initial);return Mn(this.pan.x,this.pan.y,e)}_setResolution(e){e!==this.currentResolution&&(this.currentResolution=e,this.updateContentSize(),this.pswp.dispatch("resolutionChanged"))}},gu=.35,vu=.6,xc=.4,Sc=.5;function wu(s,e){return s*e/(1-e)}var Xo=class{constructor(e){this.gestures=e,this.pswp=e.pswp,this.startPan={x:0,y:0}}start(){this.pswp.currSlide&&Ot(this.startPan,this.pswp.currSlide.pan),this.pswp.animations.stopAll()}change(){let{p1:e,prevP1:t,dragAxis:i}=this.gestures,{currSlide:n}=this.pswp;if(i==="y"&&this.pswp.options.closeOnVerticalDrag&&n&&n.currZoomLevel<=n.zoomLevels.fit&&!this.gestures.isMultitouch){let r=n.pan.y+(e.y-t.y);if(!this.pswp.dispatch("verticalDrag",{panY:r}).defaultPrevented){this._setPanWithFriction("y",r,vu);let o=1-Math.abs(this._getVerticalDragRatio(n.pan.y));this.pswp.applyBgOpacity(o),n.applyCurrentZoomPan()}}else this._panOrMoveMainScroll("x")||(this._panOrMoveMainScroll("y"),n&&(Pc(n.pan),n.applyCurrentZoomPan()))}end(){let{velocity:e}=this.gestures,{mainScroll:t,currSlide:i}=this.pswp,n=0;if(this.pswp.animations.stopAll(),t.isShifted()){let o=(t.x-t.getCurrSlideX())/this.pswp.viewportSize.x;e.x<-Sc&&o<0||e.x<.1&&o<-.5?(n=1,e.x=Math.min(e.x,0)):(e.x>Sc&&o>0||e.x>-.1&&o>.5)&&(n=-1,e.x=Math.max(e.x,0)),t.moveIndexBy(n,!0,e.x)}i&&i.currZoomLevel>i.zoomLevels.max||this.gestures.isMultitouch?this.gestures.zoomLevels.correctZoomPan(!0):(this._finishPanGestureForAxis("x"),this._finishPanGestureForAxis("y"))}_finishPanGestureForAxis(e){let{velocity:t}=this.gestures,{currSlide:i}=this.pswp;if(!i)return;let{pan:n,bounds:r}=i,o=n[e],a=this.pswp.bgOpacity<1&&e==="y",p=o+wu(t[e],.995);if(a){let P=this._getVerticalDragRatio(o),z=this._getVerticalDragRatio(p);if(P<0&&z<-xc||P>0&&z>xc){this.pswp.close();return}}let b=r.correctPan(e,p);if(o===b)return;let f=b===p?1:.82,y=this.pswp.bgOpacity,S=b-o;this.pswp.animations.startSpring({name:"panGesture"+e,isPan:!0,start:o,end:b,velocity:t[e],dampingRatio:f,onUpdate:P=>{if(a&&this.pswp.bgOpacity<1){let z=1-(b-P)/S;this.pswp.applyBgOpacity(Rn(y+(1-y)*z,0,1))}n[e]=Math.floor(P),i.applyCurrentZoomPan()}})}_panOrMoveMainScroll(e){let{p1:t,dragAxis:i,prevP1:n,isMultitouch:r}=this.gestures,{currSlide:o,mainScroll:a}=this.pswp,h=t[e]-n[e],p=a.x+h;if(!h||!o)return!1;if(e==="x"&&!o.isPannable()&&!r)return a.moveTo(p,!0),!0;let{bounds:b}=o,f=o.pan[e]+h;if(this.pswp.options.allowPanToNext&&i==="x"&&e==="x"&&!r){let y=a.getCurrSlideX(),S=a.x-y,P=h>0,z=!P;if(f>b.min[e]&&P){if(b.min[e]<=this.startPan[e])return a.moveTo(p,!0),!0;this._setPanWithFriction(e,f)}else if(f<b.max[e]&&z){if(this.startPan[e]<=b.max[e])return a.moveTo(p,!0),!0;this._setPanWithFriction(e,f)}else if(S!==0){if(S>0)return a.moveTo(Math.max(p,y),!0),!0;if(S<0)return a.moveTo(Math.min(p,y),!0),!0}else this._setPanWithFriction(e,f)}else e==="y"?!a.isShifted()&&b.min.y!==b.max.y&&this._setPanWithFriction(e,f):this._setPanWithFriction(e,f);return!1}_getVerticalDragRatio(e){var t,i;return(e-((t=(i=this.pswp.currSlide)===null||i===void 0?void 0:i.bounds.center.y)!==null&&t!==void 0?t:0))/(this.pswp.viewportSize.y/3)}_setPanWithFriction(e,t,i){let{currSlide:n}=this.pswp;if(!n)return;let{pan:r,bounds:o}=n;if(o.correctPan(e,t)!==t||i){let h=Math.round(t-r[e]);r[e]+=h*(i||gu)}else r[e]=t}},bu=.05,yu=.15;function $c(s,e,t){return s.x=(e.x+t.x)/2,s.y=(e.y+t.y)/2,s}var Qo=class{constructor(e){this.gestures=e,this._startPan={x:0,y:0},this._startZoomPoint={x:0,y:0},this._zoomPoint={x:0,y:0},this._wasOverFitZoomLevel=!1,this._startZoomLevel=1}start(){let{currSlide:e}=this.gestures.pswp;e&&(this._startZoomLevel=e.currZoomLevel,Ot(this._startPan,e.pan)),this.gestures.pswp.animations.stopAllPan(),this._wasOverFitZoomLevel=!1}change(){let{p1:e,startP1:t,p2:i,startP2:n,pswp:r}=this.gestures,{currSlide:o}=r;if(!o)return;let a=o.zoomLevels.min,h=o.zoomLevels.max;if(!o.isZoomable()||r.mainScroll.isShifted())return;$c(this._startZoomPoint,t,n),$c(this._zoomPoint,e,i);let p=1/Zo(t,n)*Zo(e,i)*this._startZoomLevel;if(p>o.zoomLevels.initial+o.zoomLevels.initial/15&&(this._wasOverFitZoomLevel=!0),p<a)if(r.options.pinchToClose&&!this._wasOverFitZoomLevel&&this._startZoomLevel<=o.zoomLevels.initial){let b=1-(a-p)/(a/1.2);r.dispatch("pinchClose",{bgOpacity:b}).defaultPrevented||r.applyBgOpacity(b)}else p=a-(a-p)*yu;else p>h&&(p=h+(p-h)*bu);o.pan.x=this._calculatePanForZoomLevel("x",p),o.pan.y=this._calculatePanForZoomLevel("y",p),o.setZoomLevel(p),o.applyCurrentZoomPan()}end(){let{pswp:e}=this.gestures,{currSlide:t}=e;(!t||t.currZoomLevel<t.zoomLevels.initial)&&!this._wasOverFitZoomLevel&&e.options.pinchToClose?e.close():this.correctZoomPan()}_calculatePanForZoomLevel(e,t){let i=t/this._startZoomLevel;return this._zoomPoint[e]-(this._startZoomPoint[e]-this._startPan[e])*i}correctZoomPan(e){let{pswp:t}=this.gestures,{currSlide:i}=t;if(!(i!=null&&i.isZoomable()))return;this._zoomPoint.x===0&&(e=!0);let n=i.currZoomLevel,r,o=!0;n<i.zoomLevels.initial?r=i.zoomLevels.initial:n>i.zoomLevels.max?r=i.zoomLevels.max:(o=!1,r=n);let a=t.bgOpacity,h=t.bgOpacity<1,p=Ot({x:0,y:0},i.pan),b=Ot({x:0,y:0},p);e&&(this._zoomPoint.x=0,this._zoomPoint.y=0,this._startZoomPoint.x=0,this._startZoomPoint.y=0,this._startZoomLevel=n,Ot(this._startPan,p)),o&&(b={x:this._calculatePanForZoomLevel("x",r),y:this._calculatePanForZoomLevel("y",r)}),i.setZoomLevel(r),b={x:i.bounds.correctPan("x",b.x),y:i.bounds.correctPan("y",b.y)},i.setZoomLevel(n);let f=!zn(b,p);if(!f&&!o&&!h){i._setResolution(r),i.applyCurrentZoomPan();return}t.animations.stopAllPan(),t.animations.startSpring({isPan:!0,start:0,end:1e3,velocity:0,dampingRatio:1,naturalFrequency:40,onUpdate:y=>{if(y/=1e3,f||o){if(f&&(i.pan.x=p.x+(b.x-p.x)*y,i.pan.y=p.y+(b.y-p.y)*y),o){let S=n+(r-n)*y;i.setZoomLevel(S)}i.applyCurrentZoomPan()}h&&t.bgOpacity<1&&t.applyBgOpacity(Rn(a+(1-a)*y,0,1))},onComplete:()=>{i._setResolution(r),i.applyCurrentZoomPan()}})}};function kc(s){return!!s.target.closest(".pswp__container")}var tl=class{constructor(e){this.gestures=e}click(e,t){let i=t.target.classList,n=i.contains("pswp__img"),r=i.contains("pswp__item")||i.contains("pswp__zoom-wrap");n?this._doClickOrTapAction("imageClick",e,t):r&&this._doClickOrTapAction("bgClick",e,t)}tap(e,t){kc(t)&&this._doClickOrTapAction("tap",e,t)}doubleTap(e,t){kc(t)&&this._doClickOrTapAction("doubleTap",e,t)}_doClickOrTapAction(e,t,i){var n;let{pswp:r}=this.gestures,{currSlide:o}=r,a=e+"Action",h=r.options[a];if(!r.dispatch(a,{point:t,originalEvent:i}).defaultPrevented){if(typeof h=="function"){h.call(r,t,i);return}switch(h){case"close":case"next":r[h]();break;case"zoom":o?.toggleZoom(t);break;case"zoom-or-close":o!=null&&o.isZoomable()&&o.zoomLevels.secondary!==o.zoomLevels.initial?o.toggleZoom(t):r.options.clickToCloseNonZoomable&&r.close();break;case"toggle-controls":(n=this.gestures.pswp.element)===null||n===void 0||n.classList.toggle("pswp--ui-visible");break}}}},_u=10,xu=300,Su=25,el=class{constructor(e){this.pswp=e,this.dragAxis=null,this.p1={x:0,y:0},this.p2={x:0,y:0},this.prevP1={x:0,y:0},this.prevP2={x:0,y:0},this.startP1={x:0,y:0},this.startP2={x:0,y:0},this.velocity={x:0,y:0},this._lastStartP1={x:0,y:0},this._intervalP1={x:0,y:0},this._numActivePoints=0,this._ongoingPointers=[],this._touchEventEnabled="ontouchstart"in window,this._pointerEventEnabled=!!window.PointerEvent,this.supportsTouch=this._touchEventEnabled||this._pointerEventEnabled&&navigator.maxTouchPoints>1,this._numActivePoints=0,this._intervalTime=0,this._velocityCalculated=!1,this.isMultitouch=!1,this.isDragging=!1,this.isZooming=!1,this.raf=null,this._tapTimer=null,this.supportsTouch||(e.options.allowPanToNext=!1),this.drag=new Xo(this),this.zoomLevels=new Qo(this),this.tapHandler=new tl(this),e.on("bindEvents",()=>{e.events.add(e.scrollWrap,"click",this._onClick.bind(this)),this._pointerEventEnabled?this._bindEvents("pointer","down","up","cancel"):this._touchEventEnabled?(this._bindEvents("touch","start","end","cancel"),e.scrollWrap&&(e.scrollWrap.ontouchmove=()=>{},e.scrollWrap.ontouchend=()=>{})):this._bindEvents("mouse","down","up")})}_bindEvents(e,t,i,n){let{pswp:r}=this,{events:o}=r,a=n?e+n:"";o.add(r.scrollWrap,e+t,this.onPointerDown.bind(this)),o.add(window,e+"move",this.onPointerMove.bind(this)),o.add(window,e+i,this.onPointerUp.bind(this)),a&&o.add(r.scrollWrap,a,this.onPointerUp.bind(this))}onPointerDown(e){let t=e.type==="mousedown"||e.pointerType==="mouse";if(t&&e.button>0)return;let{pswp:i}=this;if(!i.opener.isOpen){e.preventDefault();return}i.dispatch("pointerDown",{originalEvent:e}).defaultPrevented||(t&&(i.mouseDetected(),this._preventPointerEventBehaviour(e,"down")),i.animations.stopAll(),this._updatePoints(e,"down"),this._numActivePoints===1&&(this.dragAxis=null,Ot(this.startP1,this.p1)),this._numActivePoints>1?(this._clearTapTimer(),this.isMultitouch=!0):this.isMultitouch=!1)}onPointerMove(e){this._preventPointerEventBehaviour(e,"move"),this._numActivePoints&&(this._updatePoints(e,"move"),!this.pswp.dispatch("pointerMove",{originalEvent:e}).defaultPrevented&&(this._numActivePoints===1&&!this.isDragging?(this.dragAxis||this._calculateDragDirection(),this.dragAxis&&!this.isDragging&&(this.isZooming&&(this.isZooming=!1,this.zoomLevels.end()),this.isDragging=!0,this._clearTapTimer(),this._updateStartPoints(),this._intervalTime=Date.now(),this._velocityCalculated=!1,Ot(this._intervalP1,this.p1),this.velocity.x=0,this.velocity.y=0,this.drag.start(),this._rafStopLoop(),this._rafRenderLoop())):this._numActivePoints>1&&!this.isZooming&&(this._finishDrag(),this.isZooming=!0,this._updateStartPoints(),this.zoomLevels.start(),this._rafStopLoop(),this._rafRenderLoop())))}_finishDrag(){this.isDragging&&(this.isDragging=!1,this._velocityCalculated||this._updateVelocity(!0),this.drag.end(),this.dragAxis=null)}onPointerUp(e){this._numActivePoints&&(this._updatePoints(e,"up"),!this.pswp.dispatch("pointerUp",{originalEvent:e}).defaultPrevented&&(this._numActivePoints===0&&(this._rafStopLoop(),this.isDragging?this._finishDrag():!this.isZooming&&!this.isMultitouch&&this._finishTap(e)),this._numActivePoints<2&&this.isZooming&&(this.isZooming=!1,this.zoomLevels.end(),this._numActivePoints===1&&(this.dragAxis=null,this._updateStartPoints()))))}_rafRenderLoop(){(this.isDragging||this.isZooming)&&(this._updateVelocity(),this.isDragging?zn(this.p1,this.prevP1)||this.drag.change():(!zn(this.p1,this.prevP1)||!zn(this.p2,this.prevP2))&&this.zoomLevels.change(),this._updatePrevPoints(),this.raf=requestAnimationFrame(this._rafRenderLoop.bind(this)))}_updateVelocity(e){let t=Date.now(),i=t-this._intervalTime;i<50&&!e||(this.velocity.x=this._getVelocity("x",i),this.velocity.y=this._getVelocity("y",i),this._intervalTime=t,Ot(this._intervalP1,this.p1),this._velocityCalculated=!0)}_finishTap(e){let{mainScroll:t}=this.pswp;if(t.isShifted()){t.moveIndexBy(0,!0);return}if(e.type.indexOf("cancel")>0)return;if(e.type==="mouseup"||e.pointerType==="mouse"){this.tapHandler.click(this.startP1,e);return}let i=this.pswp.options.doubleTapAction?xu:0;this._tapTimer?(this._clearTapTimer(),Zo(this._lastStartP1,this.startP1)<Su&&this.tapHandler.doubleTap(this.startP1,e)):(Ot(this._lastStartP1,this.startP1),this._tapTimer=setTimeout(()=>{this.tapHandler.tap(this.startP1,e),this._clearTapTimer()},i))}_clearTapTimer(){this._tapTimer&&(clearTimeout(this._tapTimer),this._tapTimer=null)}_getVelocity(e,t){let i=this.p1[e]-this._intervalP1[e];return Math.abs(i)>1&&t>5?i/t:0}_rafStopLoop(){this.raf&&(cancelAnimationFrame(this.raf),this.raf=null)}_preventPointerEventBehaviour(e,t){this.pswp.applyFilters("preventPointerEvent",!0,e,t)&&e.preventDefault()}_updatePoints(e,t){if(this._pointerEventEnabled){let i=e,n=this._ongoingPointers.findIndex(r=>r.id===i.pointerId);t==="up"&&n>-1?this._ongoingPointers.splice(n,1):t==="down"&&n===-1?this._ongoingPointers.push(this._convertEventPosToPoint(i,{x:0,y:0})):n>-1&&this._convertEventPosToPoint(i,this._ongoingPointers[n]),this._numActivePoints=this._ongoingPointers.length,this._numActivePoints>0&&Ot(this.p1,this._ongoingPointers[0]),this._numActivePoints>1&&Ot(this.p2,this._ongoingPointers[1])}else{let i=e;this._numActivePoints=0,i.type.indexOf("touch")>-1?i.touches&&i.touches.length>0&&(this._convertEventPosToPoint(i.touches[0],this.p1),this._numActivePoints++,i.touches.length>1&&(this._convertEventPosToPoint(i.touches[1],this.p2),this._numActivePoints++)):(this._convertEventPosToPoint(e,this.p1),t==="up"?this._numActivePoints=0:this._numActivePoints++)}}_updatePrevPoints(){Ot(this.prevP1,this.p1),Ot(this.prevP2,this.p2)}_updateStartPoints(){Ot(this.startP1,this.p1),Ot(this.startP2,this.p2),this._updatePrevPoints()}_calculateDragDirection(){if(this.pswp.mainScroll.isShifted())this.dragAxis="x";else{let e=Math.abs(this.p1.x-this.startP1.x)-Math.abs(this.p1.y-this.startP1.y);if(e!==0){let t=e>0?"x":"y";Math.abs(this.p1[t]-this.startP1[t])>=_u&&(this.dragAxis=t)}}}_convertEventPosToPoint(e,t){return t.x=e.pageX-this.pswp.offset.x,t.y=e.pageY-this.pswp.offset.y,"pointerId"in e?t.id=e.pointerId:e.identifier!==void 0&&(t.id=e.identifier),t}_onClick(e){this.pswp.mainScroll.isShifted()&&(e.preventDefault(),e.stopPropagation())}},$u=.35,il=class{constructor(e){this.pswp=e,this.x=0,this.slideWidth=0,this._currPositionIndex=0,this._prevPositionIndex=0,this._containerShiftIndex=-1,this.itemHolders=[]}resize(e){let{pswp:t}=this,i=Math.round(t.viewportSize.x+t.viewportSize.x*t.options.spacing),n=i!==this.slideWidth;n&&(this.slideWidth=i,this.moveTo(this.getCurrSlideX())),this.itemHolders.forEach((r,o)=>{n&&ls(r.el,(o+this._containerShiftIndex)*this.slideWidth),e&&r.slide&&r.slide.resize()})}resetPosition(){this._currPositionIndex=0,this._prevPositionIndex=0,this.slideWidth=0,this._containerShiftIndex=-1}appendHolders(){this.itemHolders=[];for(let e=0;e<3;e++){let t=we("pswp__item","div",this.pswp.container);t.setAttribute("role","group"),t.setAttribute("aria-roledescription","slide"),t.setAttribute("aria-hidden","true"),t.style.display=e===1?"block":"none",this.itemHolders.push({el:t})}}canBeSwiped(){return this.pswp.getNumItems()>1}moveIndexBy(e,t,i){let{pswp:n}=this,r=n.potentialIndex+e,o=n.getNumItems();if(n.canLoop()){r=n.getLoopedIndex(r);let h=(e+o)%o;h<=o/2?e=h:e=h-o}else r<0?r=0:r>=o&&(r=o-1),e=r-n.potentialIndex;n.potentialIndex=r,this._currPositionIndex-=e,n.animations.stopMainScroll();let a=this.getCurrSlideX();if(!t)this.moveTo(a),this.updateCurrItem();else{n.animations.startSpring({isMainScroll:!0,start:this.x,end:a,velocity:i||0,naturalFrequency:30,dampingRatio:1,onUpdate:p=>{this.moveTo(p)},onComplete:()=>{this.updateCurrItem(),n.appendHeavy()}});let h=n.potentialIndex-n.currIndex;if(n.canLoop()){let p=(h+o)%o;p<=o/2?h=p:h=p-o}Math.abs(h)>1&&this.updateCurrItem()}return!!e}getCurrSlideX(){return this.slideWidth*this._currPositionIndex}isShifted(){return this.x!==this.getCurrSlideX()}updateCurrItem(){var e;let{pswp:t}=this,i=this._prevPositionIndex-this._currPositionIndex;if(!i)return;this._prevPositionIndex=this._currPositionIndex,t.currIndex=t.potentialIndex;let n=Math.abs(i),r;n>=3&&(this._containerShiftIndex+=i+(i>0?-3:3),n=3,this.itemHolders.forEach(o=>{var a;(a=o.slide)===null||a===void 0||a.destroy(),o.slide=void 0}));for(let o=0;o<n;o++)i>0?(r=this.itemHolders.shift(),r&&(this.itemHolders[2]=r,this._containerShiftIndex++,ls(r.el,(this._containerShiftIndex+2)*this.slideWidth),t.setContent(r,t.currIndex-n+o+2))):(r=this.itemHolders.pop(),r&&(this.itemHolders.unshift(r),this._containerShiftIndex--,ls(r.el,this._containerShiftIndex*this.slideWidth),t.setContent(r,t.currIndex+n-o-2)));Math.abs(this._containerShiftIndex)>50&&!this.isShifted()&&(this.resetPosition(),this.resize()),t.animations.stopAllPan(),this.itemHolders.forEach((o,a)=>{o.slide&&o.slide.setIsActive(a===1)}),t.currSlide=(e=this.itemHolders[1])===null||e===void 0?void 0:e.slide,t.contentLoader.updateLazy(i),t.currSlide&&t.currSlide.applyCurrentZoomPan(),t.dispatch("change")}moveTo(e,t){if(!this.pswp.canLoop()&&t){let i=(this.slideWidth*this._currPositionIndex-e)/this.slideWidth;i+=this.pswp.currIndex;let n=Math.round(e-this.x);(i<0&&n>0||i>=this.pswp.getNumItems()-1&&n<0)&&(e=this.x+n*$u)}this.x=e,this.pswp.container&&ls(this.pswp.container,e),this.pswp.dispatch("moveMainScroll",{x:e,dragging:t??!1})}},ku={Escape:27,z:90,ArrowLeft:37,ArrowUp:38,ArrowRight:39,ArrowDown:40,Tab:9},os=(s,e)=>e?s:ku[s],sl=class{constructor(e){this.pswp=e,this._wasFocused=!1,e.on("bindEvents",()=>{e.options.trapFocus&&(e.options.initialPointerPos||this._focusRoot(),e.events.add(document,"focusin",this._onFocusIn.bind(this))),e.events.add(document,"keydown",this._onKeyDown.bind(this))});let t=document.activeElement;e.on("destroy",()=>{e.options.returnFocus&&t&&this._wasFocused&&t.focus()})}_focusRoot(){!this._wasFocused&&this.pswp.element&&(this.pswp.element.focus(),this._wasFocused=!0)}_onKeyDown(e){let{pswp:t}=this;if(t.dispatch("keydown",{originalEvent:e}).defaultPrevented||mu(e))return;let i,n,r=!1,o="key"in e;switch(o?e.key:e.keyCode){case os("Escape",o):t.options.escKey&&(i="close");break;case os("z",o):i="toggleZoom";break;case os("ArrowLeft",o):n="x";break;case os("ArrowUp",o):n="y";break;case os("ArrowRight",o):n="x",r=!0;break;case os("ArrowDown",o):r=!0,n="y";break;case os("Tab",o):this._focusRoot();break}if(n){e.preventDefault();let{currSlide:a}=t;t.options.arrowKeys&&n==="x"&&t.getNumItems()>1?i=r?"next":"prev":a&&a.currZoomLevel>a.zoomLevels.fit&&(a.pan[n]+=r?-80:80,a.panTo(a.pan.x,a.pan.y))}i&&(e.preventDefault(),t[i]())}_onFocusIn(e){let{template:t}=this.pswp;t&&document!==e.target&&t!==e.target&&!t.contains(e.target)&&t.focus()}},Eu="cubic-bezier(.4,0,.22,1)",nl=class{constructor(e){var t;this.props=e;let{target:i,onComplete:n,transform:r,onFinish:o=()=>{},duration:a=333,easing:h=Eu}=e;this.onFinish=o;let p=r?"transform":"opacity",b=(t=e[p])!==null&&t!==void 0?t:"";this._target=i,this._onComplete=n,this._finished=!1,this._onTransitionEnd=this._onTransitionEnd.bind(this),this._helperTimeout=setTimeout(()=>{Tc(i,p,a,h),this._helperTimeout=setTimeout(()=>{i.addEventListener("transitionend",this._onTransitionEnd,!1),i.addEventListener("transitioncancel",this._onTransitionEnd,!1),this._helperTimeout=setTimeout(()=>{this._finalizeAnimation()},a+500),i.style[p]=b},30)},0)}_onTransitionEnd(e){e.target===this._target&&this._finalizeAnimation()}_finalizeAnimation(){this._finished||(this._finished=!0,this.onFinish(),this._onComplete&&this._onComplete())}destroy(){this._helperTimeout&&clearTimeout(this._helperTimeout),du(this._target),this._target.removeEventListener("transitionend",this._onTransitionEnd,!1),this._target.removeEventListener("transitioncancel",this._onTransitionEnd,!1),this._finished||this._finalizeAnimation()}},Pu=12,Tu=.75,rl=class{constructor(e,t,i){this.velocity=e*1e3,this._dampingRatio=t||Tu,this._naturalFrequency=i||Pu,this._dampedFrequency=this._naturalFrequency,this._dampingRatio<1&&(this._dampedFrequency*=Math.sqrt(1-this._dampingRatio*this._dampingRatio))}easeFrame(e,t){let i=0,n;t/=1e3;let r=Math.E**(-this._dampingRatio*this._naturalFrequency*t);if(this._dampingRatio===1)n=this.velocity+this._naturalFrequency*e,i=(e+n*t)*r,this.velocity=i*-this._naturalFrequency+n*r;else if(this._dampingRatio<1){n=1/this._dampedFrequency*(this._dampingRatio*this._naturalFrequency*e+this.velocity);let o=Math.cos(this._dampedFrequency*t),a=Math.sin(this._dampedFrequency*t);i=r*(e*o+n*a),this.velocity=i*-this._naturalFrequency*this._dampingRatio+r*(-this._dampedFrequency*e*a+this._dampedFrequency*n*o)}return i}},ol=class{constructor(e){this.props=e,this._raf=0;let{start:t,end:i,velocity:n,onUpdate:r,onComplete:o,onFinish:a=()=>{},dampingRatio:h,naturalFrequency:p}=e;this.onFinish=a;let b=new rl(n,h,p),f=Date.now(),y=t-i,S=()=>{this._raf&&(y=b.easeFrame(y,Date.now()-f),Math.abs(y)<1&&Math.abs(b.velocity)<50?(r(i),o&&o(),this.onFinish()):(f=Date.now(),r(y+i),this._raf=requestAnimationFrame(S)))};this._raf=requestAnimationFrame(S)}destroy(){this._raf>=0&&cancelAnimationFrame(this._raf),this._raf=0}},ll=class{constructor(){this.activeAnimations=[]}startSpring(e){this._start(e,!0)}startTransition(e){this._start(e)}_start(e,t){let i=t?new ol(e):new nl(e);return this.activeAnimations.push(i),i.onFinish=()=>this.stop(i),i}stop(e){e.destroy();let t=this.activeAnimations.indexOf(e);t>-1&&this.activeAnimations.splice(t,1)}stopAll(){this.activeAnimations.forEach(e=>{e.destroy()}),this.activeAnimations=[]}stopAllPan(){this.activeAnimations=this.activeAnimations.filter(e=>e.props.isPan?(e.destroy(),!1):!0)}stopMainScroll(){this.activeAnimations=this.activeAnimations.filter(e=>e.props.isMainScroll?(e.destroy(),!1):!0)}isPanRunning(){return this.activeAnimations.some(e=>e.props.isPan)}},al=class{constructor(e){this.pswp=e,e.events.add(e.element,"wheel",this._onWheel.bind(this))}_onWheel(e){e.preventDefault();let{currSlide:t}=this.pswp,{deltaX:i,deltaY:n}=e;if(t&&!this.pswp.dispatch("wheel",{originalEvent:e}).defaultPrevented)if(e.ctrlKey||this.pswp.options.wheelToZoom){if(t.isZoomable()){let r=-n;e.deltaMode===1?r*=.05:r*=e.deltaMode?1:.002,r=2**r;let o=t.currZoomLevel*r;t.zoomTo(o,{x:e.clientX,y:e.clientY})}}else t.isPannable()&&(e.deltaMode===1&&(i*=18,n*=18),t.panTo(t.pan.x-i,t.pan.y-n))}};function Au(s){if(typeof s=="string")return s;if(!s||!s.isCustomSVG)return"";let e=s,t='<svg aria-hidden="true" class="pswp__icn" viewBox="0 0 %d %d" width="%d" height="%d">';return t=t.split("%d").join(e.size||32),e.outlineID&&(t+='<use class="pswp__icn-shadow" xlink:href="#'+e.outlineID+'"/>'),t+=e.inner,t+="</svg>",t}var cl=class{constructor(e,t){var i;let n=t.name||t.className,r=t.html;if(e.options[n]===!1)return;typeof e.options[n+"SVG"]=="string"&&(r=e.options[n+"SVG"]),e.dispatch("uiElementCreate",{data:t});let o="";t.isButton?(o+="pswp__button ",o+=t.className||`pswp__button--${t.name}`):o+=t.className||`pswp__${t.name}`;let a=t.isButton?t.tagName||"button":t.tagName||"div";a=a.toLowerCase();let h=we(o,a);if(t.isButton){a==="button"&&(h.type="button");let{title:f}=t,{ariaLabel:y}=t;typeof e.options[n+"Title"]=="string"&&(f=e.options[n+"Title"]),f&&(h.title=f);let S=y||f;S&&h.setAttribute("aria-label",S)}h.innerHTML=Au(r),t.onInit&&t.onInit(h,e),t.onClick&&(h.onclick=f=>{typeof t.onClick=="string"?e[t.onClick]():typeof t.onClick=="function"&&t.onClick(f,h,e)});let p=t.appendTo||"bar",b=e.element;p==="bar"?(e.topBar||(e.topBar=we("pswp__top-bar pswp__hide-on-close","div",e.scrollWrap)),b=e.topBar):(h.classList.add("pswp__hide-on-close"),p==="wrapper"&&(b=e.scrollWrap)),(i=b)===null||i===void 0||i.appendChild(e.applyFilters("uiElement",h,t))}};function zc(s,e,t){s.classList.add("pswp__button--arrow"),s.setAttribute("aria-controls","pswp__items"),e.on("change",()=>{e.options.loop||(t?s.disabled=!(e.currIndex<e.getNumItems()-1):s.disabled=!(e.currIndex>0))})}var Cu={name:"arrowPrev",className:"pswp__button--arrow--prev",title:"Previous",order:10,isButton:!0,appendTo:"wrapper",html:{isCustomSVG:!0,size:60,inner:'<path d="M29 43l-3 3-16-16 16-16 3 3-13 13 13 13z" id="pswp__icn-arrow"/>',outlineID:"pswp__icn-arrow"},onClick:"prev",onInit:zc},Lu={name:"arrowNext",className:"pswp__button--arrow--next",title:"Next",order:11,isButton:!0,appendTo:"wrapper",html:{isCustomSVG:!0,size:60,inner:'<use xlink:href="#pswp__icn-arrow"/>',outlineID:"pswp__icn-arrow"},onClick:"next",onInit:(s,e)=>{zc(s,e,!0)}},zu={name:"close",title:"Close",order:20,isButton:!0,html:{isCustomSVG:!0,inner:'<path d="M24 10l-2-2-6 6-6-6-2 2 6 6-6 6 2 2 6-6 6 6 2-2-6-6z" id="pswp__icn-close"/>',outlineID:"pswp__icn-close"},onClick:"close"},Mu={name:"zoom",title:"Zoom",order:10,isButton:!0,html:{isCustomSVG:!0,inner:'<path d="M17.426 19.926a6 6 0 1 1 1.5-1.5L23 22.5 21.5 24l-4.074-4.074z" id="pswp__icn-zoom"/><path fill="currentColor" class="pswp__zoom-icn-bar-h" d="M11 16v-2h6v2z"/><path fill="currentColor" class="pswp__zoom-icn-bar-v" d="M13 12h2v6h-2z"/>',outlineID:"pswp__icn-zoom"},onClick:"toggleZoom"},Ru={name:"preloader",appendTo:"bar",order:7,html:{isCustomSVG:!0,inner:'<path fill-rule="evenodd" clip-rule="evenodd" d="M21.2 16a5.2 5.2 0 1 1-5.2-5.2V8a8 8 0 1 0 8 8h-2.8Z" id="pswp__icn-loading"/>',outlineID:"pswp__icn-loading"},onInit:(s,e)=>{let t,i=null,n=(a,h)=>{s.classList.toggle("pswp__preloader--"+a,h)},r=a=>{t!==a&&(t=a,n("active",a))},o=()=>{var a;if(!((a=e.currSlide)!==null&&a!==void 0&&a.content.isLoading())){r(!1),i&&(clearTimeout(i),i=null);return}i||(i=setTimeout(()=>{var h;r(!!(!((h=e.currSlide)===null||h===void 0)&&h.content.isLoading())),i=null},e.options.preloaderDelay))};e.on("change",o),e.on("loadComplete",a=>{e.currSlide===a.slide&&o()}),e.ui&&(e.ui.updatePreloaderVisibility=o)}},Iu={name:"counter",order:5,onInit:(s,e)=>{e.on("change",()=>{s.innerText=e.currIndex+1+e.options.indexIndicatorSep+e.getNumItems()})}};function Ec(s,e){s.classList.toggle("pswp--zoomed-in",e)}var hl=class{constructor(e){this.pswp=e,this.isRegistered=!1,this.uiElementsData=[],this.items=[],this.updatePreloaderVisibility=()=>{},this._lastUpdatedZoomLevel=void 0}init(){let{pswp:e}=this;this.isRegistered=!1,this.uiElementsData=[zu,Cu,Lu,Mu,Ru,Iu],e.dispatch("uiRegister"),this.uiElementsData.sort((t,i)=>(t.order||0)-(i.order||0)),this.items=[],this.isRegistered=!0,this.uiElementsData.forEach(t=>{this.registerElement(t)}),e.on("change",()=>{var t;(t=e.element)===null||t===void 0||t.classList.toggle("pswp--one-slide",e.getNumItems()===1)}),e.on("zoomPanUpdate",()=>this._onZoomPanUpdate())}registerElement(e){this.isRegistered?this.items.push(new cl(this.pswp,e)):this.uiElementsData.push(e)}_onZoomPanUpdate(){let{template:e,currSlide:t,options:i}=this.pswp;if(this.pswp.opener.isClosing||!e||!t)return;let{currZoomLevel:n}=t;if(this.pswp.opener.isOpen||(n=t.zoomLevels.initial),n===this._lastUpdatedZoomLevel)return;this._lastUpdatedZoomLevel=n;let r=t.zoomLevels.initial-t.zoomLevels.secondary;if(Math.abs(r)<.01||!t.isZoomable()){Ec(e,!1),e.classList.remove("pswp--zoom-allowed");return}e.classList.add("pswp--zoom-allowed");let o=n===t.zoomLevels.initial?t.zoomLevels.secondary:t.zoomLevels.initial;Ec(e,o<=n),(i.imageClickAction==="zoom"||i.imageClickAction==="zoom-or-close")&&e.classList.add("pswp--click-to-zoom")}};function Du(s){let e=s.getBoundingClientRect();return{x:e.left,y:e.top,w:e.width}}function Ou(s,e,t){let i=s.getBoundingClientRect(),n=i.width/e,r=i.height/t,o=n>r?n:r,a=(i.width-e*o)/2,h=(i.height-t*o)/2,p={x:i.left+a,y:i.top+h,w:e*o};return p.innerRect={w:i.width,h:i.height,x:a,y:h},p}function Nu(s,e,t){let i=t.dispatch("thumbBounds",{index:s,itemData:e,instance:t});if(i.thumbBounds)return i.thumbBounds;let{element:n}=e,r,o;if(n&&t.options.thumbSelector!==!1){let a=t.options.thumbSelector||"img";o=n.matches(a)?n:n.querySelector(a)}return o=t.applyFilters("thumbEl",o,e,s),o&&(e.thumbCropped?r=Ou(o,e.width||e.w||0,e.height||e.h||0):r=Du(o)),t.applyFilters("thumbBounds",r,e,s)}var pl=class{constructor(e,t){this.type=e,this.defaultPrevented=!1,t&&Object.assign(this,t)}preventDefault(){this.defaultPrevented=!0}},dl=class{constructor(){this._listeners={},this._filters={},this.pswp=void 0,this.options=void 0}addFilter(e,t,i=100){var n,r,o;this._filters[e]||(this._filters[e]=[]),(n=this._filters[e])===null||n===void 0||n.push({fn:t,priority:i}),(r=this._filters[e])===null||r===void 0||r.sort((a,h)=>a.priority-h.priority),(o=this.pswp)===null||o===void 0||o.addFilter(e,t,i)}removeFilter(e,t){this._filters[e]&&(this._filters[e]=this._filters[e].filter(i=>i.fn!==t)),this.pswp&&this.pswp.removeFilter(e,t)}applyFilters(e,...t){var i;return(i=this._filters[e])===null||i===void 0||i.forEach(n=>{t[0]=n.fn.apply(this,t)}),t[0]}on(e,t){var i,n;this._listeners[e]||(this._listeners[e]=[]),(i=this._listeners[e])===null||i===void 0||i.push(t),(n=this.pswp)===null||n===void 0||n.on(e,t)}off(e,t){var i;this._listeners[e]&&(this._listeners[e]=this._listeners[e].filter(n=>t!==n)),(i=this.pswp)===null||i===void 0||i.off(e,t)}dispatch(e,t){var i;if(this.pswp)return this.pswp.dispatch(e,t);let n=new pl(e,t);return(i=this._listeners[e])===null||i===void 0||i.forEach(r=>{r.call(this,n)}),n}},ul=class{constructor(e,t){if(this.element=we("pswp__img pswp__img--placeholder",e?"img":"div",t),e){let i=this.element;i.decoding="async",i.alt="",i.src=e,i.setAttribute("role","presentation")}this.element.setAttribute("aria-hidden","true")}setDisplayedSize(e,t){this.element&&(this.element.tagName==="IMG"?(Go(this.element,250,"auto"),this.element.style.transformOrigin="0 0",this.element.style.transform=Mn(0,0,e/250)):Go(this.element,e,t))}destroy(){var e;(e=this.element)!==null&&e!==void 0&&e.parentNode&&this.element.remove(),this.element=null}},ml=class{constructor(e,t,i){this.instance=t,this.data=e,this.index=i,this.element=void 0,this.placeholder=void 0,this.slide=void 0,this.displayedImageWidth=0,this.displayedImageHeight=0,this.width=Number(this.data.w)||Number(this.data.width)||0,this.height=Number(this.data.h)||Number(this.data.height)||0,this.isAttached=!1,this.hasSlide=!1,this.isDecoding=!1,this.state=Te.IDLE,this.data.type?this.type=this.data.type:this.data.src?this.type="image":this.type="html",this.instance.dispatch("contentInit",{content:this})}removePlaceholder(){this.placeholder&&!this.keepPlaceholder()&&setTimeout(()=>{this.placeholder&&(this.placeholder.destroy(),this.placeholder=void 0)},1e3)}load(e,t){if(this.slide&&this.usePlaceholder())if(this.placeholder){let i=this.placeholder.element;i&&!i.parentElement&&this.slide.container.prepend(i)}else{let i=this.instance.applyFilters("placeholderSrc",this.data.msrc&&this.slide.isFirstSlide?this.data.msrc:!1,this);this.placeholder=new ul(i,this.slide.container)}this.element&&!t||this.instance.dispatch("contentLoad",{content:this,isLazy:e}).defaultPrevented||(this.isImageContent()?(this.element=we("pswp__img","img"),this.displayedImageWidth&&this.loadImage(e)):(this.element=we("pswp__content","div"),this.element.innerHTML=this.data.html||""),t&&this.slide&&this.slide.updateContentSize(!0))}loadImage(e){var t,i;if(!this.isImageContent()||!this.element||this.instance.dispatch("contentLoadImage",{content:this,isLazy:e}).defaultPrevented)return;let n=this.element;this.updateSrcsetSizes(),this.data.srcset&&(n.srcset=this.data.srcset),n.src=(t=this.data.src)!==null&&t!==void 0?t:"",n.alt=(i=this.data.alt)!==null&&i!==void 0?i:"",this.state=Te.LOADING,n.complete?this.onLoaded():(n.onload=()=>{this.onLoaded()},n.onerror=()=>{this.onError()})}setSlide(e){this.slide=e,this.hasSlide=!0,this.instance=e.pswp}onLoaded(){this.state=Te.LOADED,this.slide&&this.element&&(this.instance.dispatch("loadComplete",{slide:this.slide,content:this}),this.slide.isActive&&this.slide.heavyAppended&&!this.element.parentNode&&(this.append(),this.slide.updateContentSize(!0)),(this.state===Te.LOADED||this.state===Te.ERROR)&&this.removePlaceholder())}onError(){this.state=Te.ERROR,this.slide&&(this.displayError(),this.instance.dispatch("loadComplete",{slide:this.slide,isError:!0,content:this}),this.instance.dispatch("loadError",{slide:this.slide,content:this}))}isLoading(){return this.instance.applyFilters("isContentLoading",this.state===Te.LOADING,this)}isError(){return this.state===Te.ERROR}isImageContent(){return this.type==="image"}setDisplayedSize(e,t){if(this.element&&(this.placeholder&&this.placeholder.setDisplayedSize(e,t),!this.instance.dispatch("contentResize",{content:this,width:e,height:t}).defaultPrevented&&(Go(this.element,e,t),this.isImageContent()&&!this.isError()))){let i=!this.displayedImageWidth&&e;this.displayedImageWidth=e,this.displayedImageHeight=t,i?this.loadImage(!1):this.updateSrcsetSizes(),this.slide&&this.instance.dispatch("imageSizeChange",{slide:this.slide,width:e,height:t,content:this})}}isZoomable(){return this.instance.applyFilters("isContentZoomable",this.isImageContent()&&this.state!==Te.ERROR,this)}updateSrcsetSizes(){if(!this.isImageContent()||!this.element||!this.data.srcset)return;let e=this.element,t=this.instance.applyFilters("srcsetSizesWidth",this.displayedImageWidth,this);(!e.dataset.largestUsedSize||t>parseInt(e.dataset.largestUsedSize,10))&&(e.sizes=t+"px",e.dataset.largestUsedSize=String(t))}usePlaceholder(){return this.instance.applyFilters("useContentPlaceholder",this.isImageContent(),this)}lazyLoad(){this.instance.dispatch("contentLazyLoad",{content:this}).defaultPrevented||this.load(!0)}keepPlaceholder(){return this.instance.applyFilters("isKeepingPlaceholder",this.isLoading(),this)}destroy(){this.hasSlide=!1,this.slide=void 0,!this.instance.dispatch("contentDestroy",{content:this}).defaultPrevented&&(this.remove(),this.placeholder&&(this.placeholder.destroy(),this.placeholder=void 0),this.isImageContent()&&this.element&&(this.element.onload=null,this.element.onerror=null,this.element=void 0))}displayError(){if(this.slide){var e,t;let i=we("pswp__error-msg","div");i.innerText=(e=(t=this.instance.options)===null||t===void 0?void 0:t.errorMsg)!==null&&e!==void 0?e:"",i=this.instance.applyFilters("contentErrorElement",i,this),this.element=we("pswp__content pswp__error-msg-container","div"),this.element.appendChild(i),this.slide.container.innerText="",this.slide.container.appendChild(this.element),this.slide.updateContentSize(!0),this.removePlaceholder()}}append(){if(this.isAttached||!this.element)return;if(this.isAttached=!0,this.state===Te.ERROR){this.displayError();return}if(this.instance.dispatch("contentAppend",{content:this}).defaultPrevented)return;let e="decode"in this.element;this.isImageContent()?e&&this.slide&&(!this.slide.isActive||yc())?(this.isDecoding=!0,this.element.decode().catch(()=>{}).finally(()=>{this.isDecoding=!1,this.appendImage()})):this.appendImage():this.slide&&!this.element.parentNode&&this.slide.container.appendChild(this.element)}activate(){this.instance.dispatch("contentActivate",{content:this}).defaultPrevented||!this.slide||(this.isImageContent()&&this.isDecoding&&!yc()?this.appendImage():this.isError()&&this.load(!1,!0),this.slide.holderElement&&this.slide.holderElement.setAttribute("aria-hidden","false"))}deactivate(){this.instance.dispatch("contentDeactivate",{content:this}),this.slide&&this.slide.holderElement&&this.slide.holderElement.setAttribute("aria-hidden","true")}remove(){this.isAttached=!1,!this.instance.dispatch("contentRemove",{content:this}).defaultPrevented&&(this.element&&this.element.parentNode&&this.element.remove(),this.placeholder&&this.placeholder.element&&this.placeholder.element.remove())}appendImage(){this.isAttached&&(this.instance.dispatch("contentAppendImage",{content:this}).defaultPrevented||(this.slide&&this.element&&!this.element.parentNode&&this.slide.container.appendChild(this.element),(this.state===Te.LOADED||this.state===Te.ERROR)&&this.removePlaceholder()))}},Fu=5;function Mc(s,e,t){let i=e.createContentFromData(s,t),n,{options:r}=e;if(r){n=new _r(r,s,-1);let o;e.pswp?o=e.pswp.viewportSize:o=Cc(r,e);let a=Lc(r,o,s,t);n.update(i.width,i.height,a)}return i.lazyLoad(),n&&i.setDisplayedSize(Math.ceil(i.width*n.initial),Math.ceil(i.height*n.initial)),i}function Vu(s,e){let t=e.getItemData(s);if(!e.dispatch("lazyLoadSlide",{index:s,itemData:t}).defaultPrevented)return Mc(t,e,s)}var fl=class{constructor(e){this.pswp=e,this.limit=Math.max(e.options.preload[0]+e.options.preload[1]+1,Fu),this._cachedItems=[]}updateLazy(e){let{pswp:t}=this;if(t.dispatch("lazyLoad").defaultPrevented)return;let{preload:i}=t.options,n=e===void 0?!0:e>=0,r;for(r=0;r<=i[1];r++)this.loadSlideByIndex(t.currIndex+(n?r:-r));for(r=1;r<=i[0];r++)this.loadSlideByIndex(t.currIndex+(n?-r:r))}loadSlideByIndex(e){let t=this.pswp.getLoopedIndex(e),i=this.getContentByIndex(t);i||(i=Vu(t,this.pswp),i&&this.addToCache(i))}getContentBySlide(e){let t=this.getContentByIndex(e.index);return t||(t=this.pswp.createContentFromData(e.data,e.index),this.addToCache(t)),t.setSlide(e),t}addToCache(e){if(this.removeByIndex(e.index),this._cachedItems.push(e),this._cachedItems.length>this.limit){let t=this._cachedItems.findIndex(i=>!i.isAttached&&!i.hasSlide);t!==-1&&this._cachedItems.splice(t,1)[0].destroy()}}removeByIndex(e){let t=this._cachedItems.findIndex(i=>i.index===e);t!==-1&&this._cachedItems.splice(t,1)}getContentByIndex(e){return this._cachedItems.find(t=>t.index===e)}destroy(){this._cachedItems.forEach(e=>e.destroy()),this._cachedItems=[]}},gl=class extends dl{getNumItems(){var e;let t=0,i=(e=this.options)===null||e===void 0?void 0:e.dataSource;i&&"length"in i?t=i.length:i&&"gallery"in i&&(i.items||(i.items=this._getGalleryDOMElements(i.gallery)),i.items&&(t=i.items.length));let n=this.dispatch("numItems",{dataSource:i,numItems:t});return this.applyFilters("numItems",n.numItems,i)}createContentFromData(e,t){return new ml(e,this,t)}getItemData(e){var t;let i=(t=this.options)===null||t===void 0?void 0:t.dataSource,n={};Array.isArray(i)?n=i[e]:i&&"gallery"in i&&(i.items||(i.items=this._getGalleryDOMElements(i.gallery)),n=i.items[e]);let r=n;r instanceof Element&&(r=this._domElementToItemData(r));let o=this.dispatch("itemData",{itemData:r||{},index:e});return this.applyFilters("itemData",o.itemData,e)}_getGalleryDOMElements(e){var t,i;return(t=this.options)!==null&&t!==void 0&&t.children||(i=this.options)!==null&&i!==void 0&&i.childSelector?fu(this.options.children,this.options.childSelector,e)||[]:[e]}_domElementToItemData(e){let t={element:e},i=e.tagName==="A"?e:e.querySelector("a");if(i){t.src=i.dataset.pswpSrc||i.href,i.dataset.pswpSrcset&&(t.srcset=i.dataset.pswpSrcset),t.width=i.dataset.pswpWidth?parseInt(i.dataset.pswpWidth,10):0,t.height=i.dataset.pswpHeight?parseInt(i.dataset.pswpHeight,10):0,t.w=t.width,t.h=t.height,i.dataset.pswpType&&(t.type=i.dataset.pswpType);let r=e.querySelector("img");if(r){var n;t.msrc=r.currentSrc||r.src,t.alt=(n=r.getAttribute("alt"))!==null&&n!==void 0?n:""}(i.dataset.pswpCropped||i.dataset.cropped)&&(t.thumbCropped=!0)}return this.applyFilters("domItemData",t,e,i)}lazyLoadData(e,t){return Mc(e,this,t)}},Cn=.003,vl=class{constructor(e){this.pswp=e,this.isClosed=!0,this.isOpen=!1,this.isClosing=!1,this.isOpening=!1,this._duration=void 0,this._useAnimation=!1,this._croppedZoom=!1,this._animateRootOpacity=!1,this._animateBgOpacity=!1,this._placeholder=void 0,this._opacityElement=void 0,this._cropContainer1=void 0,this._cropContainer2=void 0,this._thumbBounds=void 0,this._prepareOpen=this._prepareOpen.bind(this),e.on("firstZoomPan",this._prepareOpen)}open(){this._prepareOpen(),this._start()}close(){if(this.isClosed||this.isClosing||this.isOpening)return;let e=this.pswp.currSlide;this.isOpen=!1,this.isOpening=!1,this.isClosing=!0,this._duration=this.pswp.options.hideAnimationDuration,e&&e.currZoomLevel*e.width>=this.pswp.options.maxWidthToAnimate&&(this._duration=0),this._applyStartProps(),setTimeout(()=>{this._start()},this._croppedZoom?30:0)}_prepareOpen(){if(this.pswp.off("firstZoomPan",this._prepareOpen),!this.isOpening){let e=this.pswp.currSlide;this.isOpening=!0,this.isClosing=!1,this._duration=this.pswp.options.showAnimationDuration,e&&e.zoomLevels.initial*e.width>=this.pswp.options.maxWidthToAnimate&&(this._duration=0),this._applyStartProps()}}_applyStartProps(){let{pswp:e}=this,t=this.pswp.currSlide,{options:i}=e;if(i.showHideAnimationType==="fade"?(i.showHideOpacity=!0,this._thumbBounds=void 0):i.showHideAnimationType==="none"?(i.showHideOpacity=!1,this._duration=0,this._thumbBounds=void 0):this.isOpening&&e._initialThumbBounds?this._thumbBounds=e._initialThumbBounds:this._thumbBounds=this.pswp.getThumbBounds(),this._placeholder=t?.getPlaceholderElement(),e.animations.stopAll(),this._useAnimation=!!(this._duration&&this._duration>50),this._animateZoom=!!this._thumbBounds&&t?.content.usePlaceholder()&&(!this.isClosing||!e.mainScroll.isShifted()),!this._animateZoom)this._animateRootOpacity=!0,this.isOpening&&t&&(t.zoomAndPanToInitial(),t.applyCurrentZoomPan());else{var n;this._animateRootOpacity=(n=i.showHideOpacity)!==null&&n!==void 0?n:!1}if(this._animateBgOpacity=!this._animateRootOpacity&&this.pswp.options.bgOpacity>Cn,this._opacityElement=this._animateRootOpacity?e.element:e.bg,!this._useAnimation){this._duration=0,this._animateZoom=!1,this._animateBgOpacity=!1,this._animateRootOpacity=!0,this.isOpening&&(e.element&&(e.element.style.opacity=String(Cn)),e.applyBgOpacity(1));return}if(this._animateZoom&&this._thumbBounds&&this._thumbBounds.innerRect){var r;this._croppedZoom=!0,this._cropContainer1=this.pswp.container,this._cropContainer2=(r=this.pswp.currSlide)===null||r===void 0?void 0:r.holderElement,e.container&&(e.container.style.overflow="hidden",e.container.style.width=e.viewportSize.x+"px")}else this._croppedZoom=!1;this.isOpening?(this._animateRootOpacity?(e.element&&(e.element.style.opacity=String(Cn)),e.applyBgOpacity(1)):(this._animateBgOpacity&&e.bg&&(e.bg.style.opacity=String(Cn)),e.element&&(e.element.style.opacity="1")),this._animateZoom&&(this._setClosedStateZoomPan(),this._placeholder&&(this._placeholder.style.willChange="transform",this._placeholder.style.opacity=String(Cn)))):this.isClosing&&(e.mainScroll.itemHolders[0]&&(e.mainScroll.itemHolders[0].el.style.display="none"),e.mainScroll.itemHolders[2]&&(e.mainScroll.itemHolders[2].el.style.display="none"),this._croppedZoom&&e.mainScroll.x!==0&&(e.mainScroll.resetPosition(),e.mainScroll.resize()))}_start(){this.isOpening&&this._useAnimation&&this._placeholder&&this._placeholder.tagName==="IMG"?new Promise(e=>{let t=!1,i=!0;uu(this._placeholder).finally(()=>{t=!0,i||e(!0)}),setTimeout(()=>{i=!1,t&&e(!0)},50),setTimeout(e,250)}).finally(()=>this._initiate()):this._initiate()}_initiate(){var e,t;(e=this.pswp.element)===null||e===void 0||e.style.setProperty("--pswp-transition-duration",this._duration+"ms"),this.pswp.dispatch(this.isOpening?"openingAnimationStart":"closingAnimationStart"),this.pswp.dispatch("initialZoom"+(this.isOpening?"In":"Out")),(t=this.pswp.element)===null||t===void 0||t.classList.toggle("pswp--ui-visible",this.isOpening),this.isOpening?(this._placeholder&&(this._placeholder.style.opacity="1"),this._animateToOpenState()):this.isClosing&&this._animateToClosedState(),this._useAnimation||this._onAnimationComplete()}_onAnimationComplete(){let{pswp:e}=this;if(this.isOpen=this.isOpening,this.isClosed=this.isClosing,this.isOpening=!1,this.isClosing=!1,e.dispatch(this.isOpen?"openingAnimationEnd":"closingAnimationEnd"),e.dispatch("initialZoom"+(this.isOpen?"InEnd":"OutEnd")),this.isClosed)e.destroy();else if(this.isOpen){var t;this._animateZoom&&e.container&&(e.container.style.overflow="visible",e.container.style.width="100%"),(t=e.currSlide)===null||t===void 0||t.applyCurrentZoomPan()}}_animateToOpenState(){let{pswp:e}=this;this._animateZoom&&(this._croppedZoom&&this._cropContainer1&&this._cropContainer2&&(this._animateTo(this._cropContainer1,"transform","translate3d(0,0,0)"),this._animateTo(this._cropContainer2,"transform","none")),e.currSlide&&(e.currSlide.zoomAndPanToInitial(),this._animateTo(e.currSlide.container,"transform",e.currSlide.getCurrentTransform()))),this._animateBgOpacity&&e.bg&&this._animateTo(e.bg,"opacity",String(e.options.bgOpacity)),this._animateRootOpacity&&e.element&&this._animateTo(e.element,"opacity","1")}_animateToClosedState(){let{pswp:e}=this;this._animateZoom&&this._setClosedStateZoomPan(!0),this._animateBgOpacity&&e.bgOpacity>.01&&e.bg&&this._animateTo(e.bg,"opacity","0"),this._animateRootOpacity&&e.element&&this._animateTo(e.element,"opacity","0")}_setClosedStateZoomPan(e){if(!this._thumbBounds)return;let{pswp:t}=this,{innerRect:i}=this._thumbBounds,{currSlide:n,viewportSize:r}=t;if(this._croppedZoom&&i&&this._cropContainer1&&this._cropContainer2){let o=-r.x+(this._thumbBounds.x-i.x)+i.w,a=-r.y+(this._thumbBounds.y-i.y)+i.h,h=r.x-i.w,p=r.y-i.h;e?(this._animateTo(this._cropContainer1,"transform",Mn(o,a)),this._animateTo(this._cropContainer2,"transform",Mn(h,p))):(ls(this._cropContainer1,o,a),ls(this._cropContainer2,h,p))}n&&(Ot(n.pan,i||this._thumbBounds),n.currZoomLevel=this._thumbBounds.w/n.width,e?this._animateTo(n.container,"transform",n.getCurrentTransform()):n.applyCurrentZoomPan())}_animateTo(e,t,i){if(!this._duration){e.style[t]=i;return}let{animations:n}=this.pswp,r={duration:this._duration,easing:this.pswp.options.easing,onComplete:()=>{n.activeAnimations.length||this._onAnimationComplete()},target:e};r[t]=i,n.startTransition(r)}},Bu={allowPanToNext:!0,spacing:.1,loop:!0,pinchToClose:!0,closeOnVerticalDrag:!0,hideAnimationDuration:333,showAnimationDuration:333,zoomAnimationDuration:333,escKey:!0,arrowKeys:!0,trapFocus:!0,returnFocus:!0,maxWidthToAnimate:4e3,clickToCloseNonZoomable:!0,imageClickAction:"zoom-or-close",bgClickAction:"close",tapAction:"toggle-controls",doubleTapAction:"zoom",indexIndicatorSep:" / ",preloaderDelay:2e3,bgOpacity:.8,index:0,errorMsg:"The image cannot be loaded",preload:[1,2],easing:"cubic-bezier(.4,0,.22,1)"},xr=class extends gl{constructor(e){super(),this.options=this._prepareOptions(e||{}),this.offset={x:0,y:0},this._prevViewportSize={x:0,y:0},this.viewportSize={x:0,y:0},this.bgOpacity=1,this.currIndex=0,this.potentialIndex=0,this.isOpen=!1,this.isDestroying=!1,this.hasMouse=!1,this._initialItemData={},this._initialThumbBounds=void 0,this.topBar=void 0,this.element=void 0,this.template=void 0,this.container=void 0,this.scrollWrap=void 0,this.currSlide=void 0,this.events=new Ko,this.animations=new ll,this.mainScroll=new il(this),this.gestures=new el(this),this.opener=new vl(this),this.keyboard=new sl(this),this.contentLoader=new fl(this)}init(){if(this.isOpen||this.isDestroying)return!1;this.isOpen=!0,this.dispatch("init"),this.dispatch("beforeOpen"),this._createMainStructure();let e="pswp--open";return this.gestures.supportsTouch&&(e+=" pswp--touch"),this.options.mainClass&&(e+=" "+this.options.mainClass),this.element&&(this.element.className+=" "+e),this.currIndex=this.options.index||0,this.potentialIndex=this.currIndex,this.dispatch("firstUpdate"),this.scrollWheel=new al(this),(Number.isNaN(this.currIndex)||this.currIndex<0||this.currIndex>=this.getNumItems())&&(this.currIndex=0),this.gestures.supportsTouch||this.mouseDetected(),this.updateSize(),this.offset.y=window.pageYOffset,this._initialItemData=this.getItemData(this.currIndex),this.dispatch("gettingData",{index:this.currIndex,data:this._initialItemData,slide:void 0}),this._initialThumbBounds=this.getThumbBounds(),this.dispatch("initialLayout"),this.on("openingAnimationEnd",()=>{let{itemHolders:t}=this.mainScroll;t[0]&&(t[0].el.style.display="block",this.setContent(t[0],this.currIndex-1)),t[2]&&(t[2].el.style.display="block",this.setContent(t[2],this.currIndex+1)),this.appendHeavy(),this.contentLoader.updateLazy(),this.events.add(window,"resize",this._handlePageResize.bind(this)),this.events.add(window,"scroll",this._updatePageScrollOffset.bind(this)),this.dispatch("bindEvents")}),this.mainScroll.itemHolders[1]&&this.setContent(this.mainScroll.itemHolders[1],this.currIndex),this.dispatch("change"),this.opener.open(),this.dispatch("afterInit"),!0}getLoopedIndex(e){let t=this.getNumItems();return this.options.loop&&(e>t-1&&(e-=t),e<0&&(e+=t)),Rn(e,0,t-1)}appendHeavy(){this.mainScroll.itemHolders.forEach(e=>{var t;(t=e.slide)===null||t===void 0||t.appendHeavy()})}goTo(e){this.mainScroll.moveIndexBy(this.getLoopedIndex(e)-this.potentialIndex)}next(){this.goTo(this.potentialIndex+1)}prev(){this.goTo(this.potentialIndex-1)}zoomTo(...e){var t;(t=this.currSlide)===null||t===void 0||t.zoomTo(...e)}toggleZoom(){var e;(e=this.currSlide)===null||e===void 0||e.toggleZoom()}close(){!this.opener.isOpen||this.isDestroying||(this.isDestroying=!0,this.dispatch("close"),this.events.removeAll(),this.opener.close())}destroy(){var e;if(!this.isDestroying){this.options.showHideAnimationType="none",this.close();return}this.dispatch("destroy"),this._listeners={},this.scrollWrap&&(this.scrollWrap.ontouchmove=null,this.scrollWrap.ontouchend=null),(e=this.element)===null||e===void 0||e.remove(),this.mainScroll.itemHolders.forEach(t=>{var i;(i=t.slide)===null||i===void 0||i.destroy()}),this.contentLoader.destroy(),this.events.removeAll()}refreshSlideContent(e){this.contentLoader.removeByIndex(e),this.mainScroll.itemHolders.forEach((t,i)=>{var n,r;let o=((n=(r=this.currSlide)===null||r===void 0?void 0:r.index)!==null&&n!==void 0?n:0)-1+i;if(this.canLoop()&&(o=this.getLoopedIndex(o)),o===e&&(this.setContent(t,e,!0),i===1)){var a;this.currSlide=t.slide,(a=t.slide)===null||a===void 0||a.setIsActive(!0)}}),this.dispatch("change")}setContent(e,t,i){if(this.canLoop()&&(t=this.getLoopedIndex(t)),e.slide){if(e.slide.index===t&&!i)return;e.slide.destroy(),e.slide=void 0}if(!this.canLoop()&&(t<0||t>=this.getNumItems()))return;let n=this.getItemData(t);e.slide=new Jo(n,t,this),t===this.currIndex&&(this.currSlide=e.slide),e.slide.append(e.el)}getViewportCenterPoint(){return{x:this.viewportSize.x/2,y:this.viewportSize.y/2}}updateSize(e){if(this.isDestroying)return;let t=Cc(this.options,this);!e&&zn(t,this._prevViewportSize)||(Ot(this._prevViewportSize,t),this.dispatch("beforeResize"),Ot(this.viewportSize,this._prevViewportSize),this._updatePageScrollOffset(),this.dispatch("viewportSize"),this.mainScroll.resize(this.opener.isOpen),!this.hasMouse&&window.matchMedia("(any-hover: hover)").matches&&this.mouseDetected(),this.dispatch("resize"))}applyBgOpacity(e){this.bgOpacity=Math.max(e,0),this.bg&&(this.bg.style.opacity=String(this.bgOpacity*this.options.bgOpacity))}mouseDetected(){if(!this.hasMouse){var e;this.hasMouse=!0,(e=this.element)===null||e===void 0||e.classList.add("pswp--has_mouse")}}_handlePageResize(){this.updateSize(),/iPhone|iPad|iPod/i.test(window.navigator.userAgent)&&setTimeout(()=>{this.updateSize()},500)}_updatePageScrollOffset(){this.setScrollOffset(0,window.pageYOffset)}setScrollOffset(e,t){this.offset.x=e,this.offset.y=t,this.dispatch("updateScrollOffset")}_createMainStructure(){this.element=we("pswp","div"),this.element.setAttribute("tabindex","-1"),this.element.setAttribute("role","dialog"),this.template=this.element,this.bg=we("pswp__bg","div",this.element),this.scrollWrap=we("pswp__scroll-wrap","section",this.element),this.container=we("pswp__container","div",this.scrollWrap),this.scrollWrap.setAttribute("aria-roledescription","carousel"),this.container.setAttribute("aria-live","off"),this.container.setAttribute("id","pswp__items"),this.mainScroll.appendHolders(),this.ui=new hl(this),this.ui.init(),(this.options.appendToEl||document.body).appendChild(this.element)}getThumbBounds(){return Nu(this.currIndex,this.currSlide?this.currSlide.data:this._initialItemData,this)}canLoop(){return this.options.loop&&this.getNumItems()>2}_prepareOptions(e){return window.matchMedia("(prefers-reduced-motion), (update: slow)").matches&&(e.showHideAnimationType="none",e.zoomAnimationDuration=0),{...Bu,...e}}};var Rc=`/*! PhotoSwipe main CSS by Dmytro Semenov | photoswipe.com */\r
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
`;var zi=class extends CustomEvent{constructor(e){super("cc-large",{detail:e,bubbles:!0,composed:!0})}},Wu=`.pswp__clip-critic-title { background: rgb(0 0 0 / 55%); bottom: 0; color: #fff; font: 14px/1.5 system-ui,
sans-serif; left: 0; padding: 8px 16px; position: absolute; right: 0; text-align: center; }
.clip-critic-large { --pswp-root-z-index: 100000; }
.clip-critic-small .pswp__img { image-rendering: pixelated; }`;function Uu(){if(document.getElementById("clip-critic-large"))return;let s=document.createElement("style");s.id="clip-critic-large",s.textContent=Rc+Wu,document.head.append(s)}var Ic=.8;function ju(s){return new Promise(e=>{let t=new Image;t.onload=()=>e({w:t.naturalWidth,h:t.naturalHeight}),t.onerror=()=>e({w:512,h:512}),t.src=s})}function Dc({w:s,h:e}){let t=Math.min(window.innerWidth*Ic/s,window.innerHeight*Ic/e),i=Math.max(1,t);return{width:Math.round(s*i),height:Math.round(e*i)}}async function Zs(s,e){let t=s[e];if(!t)return;Uu();let i=await ju(t.source),n=new xr({dataSource:s.map(({source:r,title:o})=>({src:r,alt:o,...Dc(i)})),index:e,mainClass:`clip-critic-large${Math.max(i.w,i.h)<200?" clip-critic-small":""}`,bgOpacity:.92,loop:!1,closeTitle:d("Close"),zoomTitle:d("Zoom"),arrowPrevTitle:d("Previous picture"),arrowNextTitle:d("Next picture"),errorMsg:d("The picture cannot be read."),showHideAnimationType:"fade"});n.on("uiRegister",()=>{n.ui?.registerElement({name:"clip-critic-title",order:9,isButton:!1,appendTo:"root",onInit:r=>{n.on("change",()=>r.textContent=s[n.currIndex]?.title??"")}})}),n.on("loadComplete",({slide:r,content:o})=>{let a=o.element;if(!a?.naturalWidth)return;let{width:h,height:p}=Dc({w:a.naturalWidth,h:a.naturalHeight});r.data.width===h&&r.data.height===p||(Object.assign(r.data,{width:h,height:p}),n.refreshSlideContent(r.index))}),n.init()}var wl=class extends CustomEvent{constructor(e){super("cc-chosen",{detail:e,bubbles:!0,composed:!0})}};function Gs(s){return s?.files[0]??null}var ei=class extends N{constructor(){super(...arguments);this.picture=null;this.label="";this.over=!1;this.source="";this.isUnseen=!1;this.loaded=t=>{let i=t.target;i.classList.toggle("small",i.naturalHeight<240)};this.file=t=>{let i=t.target,n=i.files?.[0];n&&this.choose({blob:n,name:n.name}),i.value=""};this.drag=t=>{t.preventDefault(),this.over=!0};this.drop=t=>{this.over=!1;let i=Gs(t.dataTransfer);i&&(t.preventDefault(),this.choose({blob:i,name:i.name}))}}connectedCallback(){super.connectedCallback(),this.addEventListener("dragover",this.drag),this.addEventListener("dragleave",()=>this.over=!1),this.addEventListener("drop",this.drop)}disconnectedCallback(){super.disconnectedCallback(),URL.revokeObjectURL(this.source)}willUpdate(t){t.has("picture")&&(URL.revokeObjectURL(this.source),this.source=this.picture?URL.createObjectURL(this.picture.blob):"",this.isUnseen=!1)}render(){return this.picture?this.shown(this.picture):this.empty()}empty(){return g`<label class="empty">
            <strong>${d("Drop a picture here")}</strong>
            <span>${d("or paste one, or click to choose a file")}</span>
            ${this.input()}
        </label>`}shown(t){return g`<figure>
                ${this.isUnseen?g`<p class="unseen">${t.name}</p>`:g`<button class="large" title=${d("Large view")} @click=${()=>this.enlarge(t)}>
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
                <label class="button">${d("Change")} ${this.input()}</label>
                <button id="clear" aria-label=${d("Take the picture away")} @click=${()=>this.choose(null)}>✕</button>
            </div>`}input(){return g`<input type="file" accept="image/*" aria-label=${this.label||x} @change=${this.file} />`}enlarge(t){Zs([{source:this.source,title:t.name}],0)}choose(t){this.picture=t,this.dispatchEvent(new wl(t))}};ei.styles=[j,F`
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
        `],w([k({attribute:!1})],ei.prototype,"picture",2),w([k()],ei.prototype,"label",2),w([k({type:Boolean,reflect:!0})],ei.prototype,"over",2),w([V()],ei.prototype,"source",2),w([V()],ei.prototype,"isUnseen",2),ei=w([U("cc-picture-box")],ei);var In=class{diff(e,t,i={}){let n;typeof i=="function"?(n=i,i={}):"callback"in i&&(n=i.callback);let r=this.castInput(e,i),o=this.castInput(t,i),a=this.removeEmpty(this.tokenize(r,i)),h=this.removeEmpty(this.tokenize(o,i));return this.diffWithOptionsObj(a,h,i,n)}diffWithOptionsObj(e,t,i,n){var r;let o=E=>{if(E=this.postProcess(E,i),n){setTimeout(function(){n(E)},0);return}else return E},a=t.length,h=e.length,p=1,b=a+h;i.maxEditLength!=null&&(b=Math.min(b,i.maxEditLength));let f=(r=i.timeout)!==null&&r!==void 0?r:1/0,y=Date.now()+f,S=[{oldPos:-1,lastComponent:void 0}],P=this.extractCommon(S[0],t,e,0,i);if(S[0].oldPos+1>=h&&P+1>=a)return o(this.buildValues(S[0].lastComponent,t,e));let z=-1/0,B=1/0,W=()=>{for(let E=Math.max(z,-p);E<=Math.min(B,p);E+=2){let H,C=S[E-1],X=S[E+1];C&&(S[E-1]=void 0);let I=!1;if(X){let Q=X.oldPos-E;I=X&&0<=Q&&Q<a}let st=C&&C.oldPos+1<h;if(!I&&!st){S[E]=void 0;continue}if(!st||I&&C.oldPos<X.oldPos?H=this.addToPath(X,!0,!1,0,i):H=this.addToPath(C,!1,!0,1,i),P=this.extractCommon(H,t,e,E,i),H.oldPos+1>=h&&P+1>=a)return o(this.buildValues(H.lastComponent,t,e))||!0;S[E]=H,H.oldPos+1>=h&&(B=Math.min(B,E-1)),P+1>=a&&(z=Math.max(z,E+1))}p++};if(n)(function E(){setTimeout(function(){if(p>b||Date.now()>y)return n(void 0);W()||E()},0)})();else for(;p<=b&&Date.now()<=y;){let E=W();if(E)return E}}addToPath(e,t,i,n,r){let o=e.lastComponent;return o&&!r.oneChangePerToken&&o.added===t&&o.removed===i?{oldPos:e.oldPos+n,lastComponent:{count:o.count+1,added:t,removed:i,previousComponent:o.previousComponent}}:{oldPos:e.oldPos+n,lastComponent:{count:1,added:t,removed:i,previousComponent:o}}}extractCommon(e,t,i,n,r){let o=t.length,a=i.length,h=e.oldPos,p=h-n,b=0;for(;p+1<o&&h+1<a&&this.equals(i[h+1],t[p+1],r);)p++,h++,b++,r.oneChangePerToken&&(e.lastComponent={count:1,previousComponent:e.lastComponent,added:!1,removed:!1});return b&&!r.oneChangePerToken&&(e.lastComponent={count:b,previousComponent:e.lastComponent,added:!1,removed:!1}),e.oldPos=h,p}equals(e,t,i){return i.comparator?i.comparator(e,t):e===t||!!i.ignoreCase&&e.toLowerCase()===t.toLowerCase()}removeEmpty(e){let t=[];for(let i=0;i<e.length;i++)e[i]&&t.push(e[i]);return t}castInput(e,t){return e}tokenize(e,t){return Array.from(e)}join(e){return e.join("")}postProcess(e,t){return e}get useLongestToken(){return!1}buildValues(e,t,i){let n=[],r;for(;e;)n.push(e),r=e.previousComponent,delete e.previousComponent,e=r;n.reverse();let o=n.length,a=0,h=0,p=0;for(;a<o;a++){let b=n[a];if(b.removed)b.value=this.join(i.slice(p,p+b.count)),p+=b.count;else{if(!b.added&&this.useLongestToken){let f=t.slice(h,h+b.count);f=f.map(function(y,S){let P=i[p+S];return P.length>y.length?P:y}),b.value=this.join(f)}else b.value=this.join(t.slice(h,h+b.count));h+=b.count,b.added||(p+=b.count)}}return n}};var bl=class extends In{tokenize(e){return e.slice()}join(e){return e}removeEmpty(e){return e}},Oc=new bl;function yl(s,e,t){return Oc.diff(s,e,t)}var Nc=/[,，、\n]\s*|[^,，、\n]+/gu,qu=500;function Fc(s,e){return(yl(s.match(Nc)??[],e.match(Nc)??[],{maxEditLength:qu})??[{value:[s],removed:!0,added:!1},{value:[e],removed:!1,added:!0}]).map(({value:n,added:r,removed:o})=>({kind:r?"added":o?"removed":"same",text:n.join("")}))}var Sr=F`
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
`;function Ks(s,e){let t=s?Fc(s,e):[{kind:"same",text:e}];return g`${t.map(Zu)}`}function Zu({kind:s,text:e}){return s==="added"?g`<ins>${e}</ins>`:s==="removed"?g`<del>${e}</del>`:e}var ii=class extends N{constructor(){super(...arguments);this.lastPrompt="";this.lastNegative="";this.prompt="";this.negative="";this.typed=t=>{let i=t.target;i.id==="next_prompt"?this.prompt=i.value:this.negative=i.value}}willUpdate(t){let i=t.get("proposal"),{prompt:n,negative_prompt:r}=this.proposal;!t.has("proposal")||i?.prompt===n&&i.negative_prompt===r||(this.prompt=n,this.negative=r)}render(){let{proposal:t,prompt:i,negative:n}=this,r=i===t.prompt&&n===t.negative_prompt;return g`<section class="card">
            <h3>${d("Next step")} <small>${d("Edit the prompt, or use it as it is, and press Step.")}</small></h3>
            <div class="boxes">
                <label>
                    ${d("Next prompt")}
                    <textarea id="next_prompt" rows="2" .value=${i} @input=${this.typed}></textarea>
                </label>
                <label>
                    ${d("Next negative prompt")}
                    <textarea id="next_negative" rows="2" .value=${n} @input=${this.typed}></textarea>
                </label>
            </div>
            <div id="change" aria-live="polite">
                <p class="prompt">${Ks(this.lastPrompt,i)}</p>
                ${n||this.lastNegative?g`<p class="prompt"><span class="hint">${d("Negative prompt")}</span> ${Ks(this.lastNegative,n)}</p>`:x}
                ${r&&t.why.length?g`<p class="hint">${t.why.map(o=>d(o)).join(" · ")}</p>`:x}
            </div>
        </section>`}};ii.styles=[j,Sr,F`
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
        `],w([k({attribute:!1})],ii.prototype,"proposal",2),w([k()],ii.prototype,"lastPrompt",2),w([k()],ii.prototype,"lastNegative",2),w([V()],ii.prototype,"prompt",2),w([V()],ii.prototype,"negative",2),ii=w([U("cc-by-hand")],ii);function Ys(s){return Object.fromEntries(s.map(e=>[e.name,e.default]))}function Vc(s,e,t){for(let i of s){if(i.kind!=="number"&&i.kind!=="integer")continue;let n=Number(e[i.name]??i.default),{minimum:r,maximum:o}=i,a=t(i.label,{});if(!(n>=r&&n<=o))return t("{label}: {value} is not between {minimum} and {maximum}.",{label:a,value:n,minimum:r,maximum:o});if(i.kind==="integer"&&!Number.isInteger(n))return t("{label}: {value} is not a whole number.",{label:a,value:n})}return""}var Gu=3e3,Bc=30,$r=class{constructor(e,t,i,n){this.host=e;this.kind=t;this.isSeen=i;this.onWork=n;this.briefs=[];this.atWork=[];this.hasMore=!1;this.launches=-1;this.timer=0;this.wanted=Bc;e.addController(this)}hostConnected(){this.timer=window.setInterval(()=>{this.look()},Gu),this.refresh().catch(()=>{})}hostDisconnected(){window.clearInterval(this.timer)}async refresh(){let{wanted:e}=this,t=await Rt(`sessions?limit=${e+1}&kind=${this.kind()}`);this.briefs=t.sessions.slice(0,e),this.hasMore=t.sessions.length>e,this.note(t),this.host.requestUpdate()}async more(){this.wanted+=Bc,await this.refresh()}async look(){if(!(document.hidden||!this.isSeen()))try{let{at_work:e,launches:t}=await Rt("sessions?limit=0");(t!==this.launches||e.join()!==this.atWork.join())&&await this.refresh()}catch{}}note({at_work:e,launches:t}){let i=t!==this.launches;this.atWork=e,this.launches=t,i&&this.onWork(e.filter(n=>this.briefs.some(r=>r.id===n)))}};var kr=class{constructor(e,t=()=>{}){this.host=e;this.onNews=t;this.status=null;this.error="";this.polls=null;e.addController(this)}hostDisconnected(){this.polls?.abort()}hostConnected(){this.id&&rs(this.status)&&this.follow(this.id)}get id(){return this.status?.session.id??""}get isAtWork(){return rs(this.status)}async open(e){this.close();let t=this.polls=new AbortController,i=await Rt(`sessions/${e}`);t.signal.aborted||(this.seen(i),rs(i)&&this.follow(e))}close(){this.polls?.abort(),this.status=null,this.error="",this.host.requestUpdate()}async act(e,t,i={}){let n=await Dt("POST",t,i);e==="start"&&this.close(),this.seen(n),this.follow(n.session.id)}follow(e){this.polls?.abort();let t=this.polls=new AbortController;br(()=>`sessions/${e}?wait=0&newer_than=${this.status?.version??-1}&after_step=${Uo(this.status)}`,i=>this.seen(i),i=>!rs(i),t.signal).catch(i=>{t.signal.aborted||(i.status===404&&(this.status=null),this.error=i.message,this.host.requestUpdate())})}seen(e){this.status=vc(this.status,e),this.error="",this.onNews(this.status),this.host.requestUpdate()}};var Js=class{constructor(e,t,i,n){this.host=e;this.kind=t;this.onBegin=n;this.values={};this.offers={};this.trouble="";this.message="";this.picked=null;this.isBusy=!1;this.initial={};this.known={};this.wasAtWork=!1;this.watch=new kr(e,()=>this.seen()),this.shelf=new $r(e,()=>t().name,i,r=>this.arrive(r)),e.addController(this)}hostConnected(){Object.keys(this.initial).length||(this.values=this.initial=Ys(this.kind().fields)),this.kind().fields.some(e=>e.offered)&&this.loadOffers()}get session(){return this.watch.status?.session??null}get isAtWork(){return this.watch.isAtWork}get isPristine(){return!this.watch.id&&this.values===this.initial}get canStart(){return!this.isBusy&&!this.isAtWork}get canResume(){let{status:e}=this.watch;return!e||this.isBusy||this.isAtWork?!1:!e.finished||Object.keys(this.changes()).length>0}set(e,t){this.values={...this.values,[e]:t},this.changed()}pick(e){this.picked=e,this.host.requestUpdate()}begin(){return this.act(async()=>{this.require(),await this.watch.act("start",`sessions/${this.kind().name}`,{settings:this.values}),this.begun()})}resume(){return this.act(async()=>{this.require(),await this.watch.act("resume",`sessions/${this.watch.id}/resume`,{settings:this.changes()}),this.begun()})}interrupt(){return this.act(()=>this.watch.act("interrupt",`sessions/${this.watch.id}/interrupt`))}open(e){return this.act(async()=>{await this.watch.open(e);let{session:t}=this;t&&(this.values=this.known={...this.initial,...t.settings},this.picked=null,this.host.requestUpdate(),await this.opened(t))})}async opened(e){}reset(){this.watch.close(),this.values=this.initial,this.picked=null,this.changed()}remove(e){return this.act(async()=>{await Dt("DELETE",`sessions/${e}`),this.watch.id===e&&this.reset(),await this.shelf.refresh()})}async loadOffers(){try{this.offers=await Rt("host"),this.trouble=""}catch(e){this.trouble=e.message}this.host.requestUpdate()}async act(e){if(!this.isBusy){this.isBusy=!0,this.changed();try{await e()}catch(t){this.message=t.message}finally{this.isBusy=!1,this.host.requestUpdate()}}}changed(){this.message="",this.host.requestUpdate()}changes(){return Object.fromEntries(Object.entries(this.values).filter(([e,t])=>t!==this.known[e]))}require(){let e=Vc(this.kind().fields,this.values,d);if(e)throw new Error(e)}begun(){this.known=this.values,this.picked=null,this.onBegin(),this.shelf.refresh().catch(()=>{})}seen(){this.watch.status&&(this.wasAtWork&&!this.isAtWork&&this.shelf.refresh().catch(()=>{}),this.wasAtWork=this.isAtWork)}arrive(e){let{id:t}=this.watch;t&&!this.isAtWork?this.watch.follow(t):this.isPristine&&e[0]&&this.open(e[0])}};async function Hc(s){let e={picture:await Pi(s.blob),name:s.name},t=await Dt("POST","pictures/about",e),i={};t.prompt&&(i.prompt=t.prompt),t.negative_prompt&&(i.negative_prompt=t.negative_prompt);let n={...i,...t.settings};return Object.keys(n).length||t.notes.length?{found:n,replaced:null,notes:t.notes}:null}function Wc(s,e){let t=Object.fromEntries(Object.keys(e.found).map(i=>[i,s[i]??null]));return{values:{...s,...e.found},from:{...e,replaced:t}}}function Uc(s,e){let t=Object.entries(e.replaced??{}).filter(([i])=>s[i]===e.found[i]);return{...s,...Object.fromEntries(t)}}function re(s){return s?.candidates[s.best]}function Xs(s){return s.findLast(e=>e.kept&&e.best>=0)}function jc(s,e){return s.findLast(t=>t.number<e.number)}function Mi(s,e,t=0){return Fe(`sessions/${s}/pictures/${e}${t?`?side=${t}`:""}`)}function qc(s,e){let t=Math.max(0,Number(s.settings.steps)-(s.steps.at(-1)?.number??0)),i=s.steps.filter(r=>r.number>0&&r.seconds).slice(-5),n=Math.min(1,e?.progress??0);if(i.length){let r=i.map(o=>Object.values(o.seconds??{}).reduce((a,h)=>a+h,0));return Math.max(0,t-n)*(r.reduce((o,a)=>o+a,0)/r.length)}return e?.eta&&n<1?Math.max(0,t-n)*e.eta/(1-n):0}function Dn(s,e){return s.find(t=>t.number===e)??Xs(s)??s.at(-1)}var Er=class extends CustomEvent{constructor(e){super("cc-drawn",{detail:e,bubbles:!0,composed:!0})}},Zc=["#1f2328","#d6281e","#e6a700","#2f9e44","#1d4ed8","#7048e8","#f0dd5c","#ffffff"],Ku=512,Yu=20,Ve=class extends N{constructor(){super(...arguments);this.sketch=null;this.width=512;this.height=512;this.colour=Zc[1];this.breadth=24;this.undo=[];this.own=null;this.last=null;this.press=t=>{t.button||(this.canvas.setPointerCapture(t.pointerId),this.remember(),this.last=this.place(t),this.line(this.last,this.last))};this.draw=t=>{if(!this.last)return;let i=this.place(t);this.line(this.last,i),this.last=i};this.release=()=>{this.last&&(this.last=null,this.announce())};this.takeBack=()=>{let t=this.undo.at(-1);t&&(this.undo=this.undo.slice(0,-1),this.pen.putImageData(t,0,0),this.announce())};this.clear=()=>{this.remember(),this.blank(),this.sketch=this.own=null,this.dispatchEvent(new Er(null))};this.load=async t=>{let i=t.target,n=i.files?.[0];if(i.value="",!n)return;this.remember();let r=await createImageBitmap(n).catch(()=>null);r&&(this.pen.drawImage(r,0,0,this.canvas.width,this.canvas.height),this.announce())}}get canvas(){return this.renderRoot.querySelector("canvas")}get pen(){return this.canvas.getContext("2d",{willReadFrequently:!0})}get zoom(){return Math.max(1,Ku/Math.max(this.width,this.height))}updated(t){let i=t.has("width")||t.has("height");i&&this.fit(),(i||t.has("sketch")&&this.sketch!==this.own)&&this.again(i)}fit(){this.canvas.width=Math.round(this.width*this.zoom),this.canvas.height=Math.round(this.height*this.zoom),this.undo=[],this.blank()}async again(t){await this.show(this.sketch),t&&this.sketch&&this.sketch===this.own&&this.announce()}blank(){let{canvas:t,pen:i}=this;i.fillStyle="#fff",i.fillRect(0,0,t.width,t.height)}async show(t){if(this.blank(),!t)return;let i=await createImageBitmap(t.blob);t===this.sketch&&this.pen.drawImage(i,0,0,this.canvas.width,this.canvas.height)}render(){return g`<div class="tools" role="toolbar" aria-label=${d("Drawing")}>
                ${Zc.map(t=>g`<button
                            class="colour"
                            style="background: ${t}"
                            aria-label=${d("Colour {colour}",{colour:t})}
                            aria-pressed=${t===this.colour}
                            @click=${()=>this.colour=t}
                        ></button>`)}
                <input
                    type="color"
                    aria-label=${d("Another colour")}
                    .value=${this.colour}
                    @input=${t=>this.colour=t.target.value}
                />
                <input
                    type="range"
                    min="2"
                    max="160"
                    aria-label=${d("Breadth of the brush")}
                    title=${d("Breadth of the brush")}
                    .value=${String(this.breadth)}
                    @input=${t=>this.breadth=Number(t.target.value)}
                />
                <button ?disabled=${!this.undo.length} @click=${this.takeBack}>${d("Undo")}</button>
                <button ?disabled=${!this.sketch} @click=${this.clear}>${d("Clear")}</button>
                <label class="button">${d("Load a file")}<input type="file" accept="image/*" @change=${this.load} /></label>
            </div>
            <canvas
                role="img"
                aria-label=${d("Sketch: draw with the mouse, a pen or a finger, or load a file")}
                @pointerdown=${this.press}
                @pointermove=${this.draw}
                @pointerup=${this.release}
                @pointercancel=${this.release}
            ></canvas>`}place(t){let{left:i,top:n,width:r,height:o}=this.canvas.getBoundingClientRect();return{x:(t.clientX-i)/r*this.canvas.width,y:(t.clientY-n)/o*this.canvas.height}}line(t,i){let{pen:n}=this;n.strokeStyle=this.colour,n.lineWidth=this.breadth,n.lineCap="round",n.beginPath(),n.moveTo(t.x,t.y),n.lineTo(i.x,i.y),n.stroke()}remember(){let{canvas:t,pen:i}=this;this.undo=[...this.undo,i.getImageData(0,0,t.width,t.height)].slice(-Yu)}announce(){let t=document.createElement("canvas");t.width=this.width,t.height=this.height;let i=t.getContext("2d");i.imageSmoothingQuality="high",i.drawImage(this.canvas,0,0,t.width,t.height),t.toBlob(n=>{n&&(this.sketch=this.own={blob:n,name:"sketch.png"},this.dispatchEvent(new Er(this.sketch)))},"image/png")}};Ve.styles=[j,F`
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
        `],w([k({attribute:!1})],Ve.prototype,"sketch",2),w([k({type:Number})],Ve.prototype,"width",2),w([k({type:Number})],Ve.prototype,"height",2),w([V()],Ve.prototype,"colour",2),w([V()],Ve.prototype,"breadth",2),w([V()],Ve.prototype,"undo",2),Ve=w([U("cc-sketch")],Ve);var Qs={kind:"picture",picture:null,sketch:null,isNew:!1},_l=class extends CustomEvent{constructor(e){super("cc-start",{detail:e,bubbles:!0,composed:!0})}},Ju=[["picture","Picture"],["sketch","Sketch"],["prompt","Prompt only"]],Ri=class extends N{constructor(){super(...arguments);this.start=Qs;this.width=512;this.height=512}render(){let{kind:t}=this.start;return g`<fieldset>
                <legend>${d("Start from")}</legend>
                <div class="kinds">
                    ${Ju.map(([i,n])=>g`<label>
                                <input
                                    type="radio"
                                    name="kind"
                                    value=${i}
                                    .checked=${i===t}
                                    @change=${()=>this.change({kind:i})}
                                />
                                ${d(n)}
                            </label>`)}
                </div>
            </fieldset>
            ${t==="picture"?this.picture():t==="sketch"?this.sketch():x}`}picture(){return g`<cc-picture-box
            .picture=${this.start.picture}
            label=${d("Start picture")}
            @cc-chosen=${t=>{t.stopPropagation(),this.change({picture:t.detail})}}
        ></cc-picture-box>`}sketch(){return g`<cc-sketch
            .sketch=${this.start.sketch}
            .width=${this.width}
            .height=${this.height}
            @cc-drawn=${t=>this.change({sketch:t.detail})}
        ></cc-sketch>`}change(t){this.dispatchEvent(new _l({...this.start,...t,isNew:!0}))}};Ri.styles=[j,F`
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
            .kinds label:focus-within {
                outline: 2px solid var(--accent);
                outline-offset: -2px;
            }
        `],w([k({attribute:!1})],Ri.prototype,"start",2),w([k({type:Number})],Ri.prototype,"width",2),w([k({type:Number})],Ri.prototype,"height",2),Ri=w([U("cc-loop-start")],Ri);var Xu=["keywords","encoder","seed"],Pr=class extends Js{constructor(t,i,n,r,o){super(t,i,n,r);this.onList=o;this.start=Qs;this.fromPicture=null}get step(){return this.session?Dn(this.session.steps,this.picked):void 0}get isPristine(){return super.isPristine&&this.start===Qs}get canStart(){return!this.isBusy&&(!this.isAtWork||this.start.isNew)}get canResume(){return super.canResume&&!this.start.isNew}setStart(t){let i=t.picture!==this.start.picture;this.start=t,i&&(this.dropFromPicture(),t.picture&&this.readPicture(t.picture,!1)),this.changed()}async receive(t,i){this.dropFromPicture(),this.start={...this.start,kind:"picture",picture:t,isNew:!0};let n=this.kind().fields.map(r=>r.name);for(let[r,o]of Object.entries(i))n.includes(r)&&this.set(r,o);this.changed(),await this.readPicture(t,!0)}async readPicture(t,i){try{let n=await Hc(t);if(this.start.picture!==t)return;this.fromPicture=n,n&&i&&this.takeFromPicture()}catch(n){this.start.picture===t&&(this.message=n.message)}this.host.requestUpdate()}takeFromPicture(){if(!this.fromPicture)return;let{values:t,from:i}=Wc(this.values,this.fromPicture);this.values=t,this.fromPicture=i,this.changed()}dropFromPicture(){this.fromPicture&&(this.values=Uc(this.values,this.fromPicture)),this.fromPicture=null,this.changed()}pick(t){let i=this.session&&Dn(this.session.steps,null);this.picked=t===i?.number?null:t,this.host.requestUpdate()}begin(){return this.act(async()=>{await this.watch.act("start","sessions",await this.startBody(!0)),this.begun()})}makeStep(t){return this.act(async()=>{this.require();let{id:i}=this.watch,n={...t,settings:this.changes()};(!i||this.start.isNew)&&(i=(await Dt("POST","sessions",await this.startBody(!1))).session.id,n={},this.watch.close()),await this.watch.act("step",`sessions/${i}/step`,n),this.begun()})}continueFromStep(){return this.act(async()=>{let{step:t,session:i}=this;if(!t||!i)return;this.require();let n={settings:this.values,continue:{session:i.id,step:t.number}};await this.watch.act("start","sessions",n),this.begun(),this.session&&await this.restoreStart(this.session)})}async opened(t){this.fromPicture=null,this.onList(!1),await this.restoreStart(t)}reset(){this.start=Qs,this.fromPicture=null,this.onList(!0),super.reset()}changes(){let t=Object.entries(super.changes());return Object.fromEntries(t.filter(([i,n])=>!(Xu.includes(i)&&n===this.initial[i])))}begun(){this.start={...this.start,isNew:!1},super.begun()}async startBody(t){this.require();let i={settings:this.values,run:t},{kind:n,picture:r,sketch:o}=this.start;if(n==="prompt")return i;if(n==="sketch"){if(!o)throw new Error(d("The sketch is empty: draw something, or start from a picture."));return{...i,sketch:await Pi(o.blob)}}if(!r)throw new Error(d("There is no start picture: add one, or start from a sketch or from the prompt only."));return{...i,picture:await Pi(r.blob)}}async restoreStart({id:t,start:i}){let n=this.start={...Qs,kind:i};if(i==="prompt")return;let r={blob:await ti(`sessions/${t}/pictures/start.png`),name:"start.png"};this.start===n&&this.watch.id===t&&(this.start={...n,[i]:r})}};async function Tr(s){if(navigator.clipboard)return navigator.clipboard.writeText(s);let e=document.createElement("textarea");e.value=s,document.body.append(e),e.select(),document.execCommand("copy"),e.remove()}function si(s,e){let t=document.createElement("a");t.href=URL.createObjectURL(s),t.download=e,t.click(),setTimeout(()=>URL.revokeObjectURL(t.href),6e4)}var tn=class extends CustomEvent{constructor(e,t,i={}){super("cc-picture",{detail:{panel:e,picture:t,extra:i},bubbles:!0,composed:!0})}};async function Ar(s,e=""){let t=await fetch(s).catch(()=>null);if(!t?.ok)throw new Error(`${d("The picture cannot be read.")} (${t?.status??0})`);let i=s.startsWith("data:")?"":s.split("?")[0]??"";return{blob:await t.blob(),name:e||decodeURIComponent(i.split("/").pop()||"")||"picture.png"}}var Qu=[{name:"txt2img_prompt",label:"To txt2img prompt",selector:"#txt2img_prompt textarea"},{name:"txt2img_neg_prompt",label:"To txt2img negative prompt",selector:"#txt2img_neg_prompt textarea"},{name:"img2img_prompt",label:"To img2img prompt",selector:"#img2img_prompt textarea"},{name:"img2img_neg_prompt",label:"To img2img negative prompt",selector:"#img2img_neg_prompt textarea"}];function pe(){return typeof gradioApp=="function"?gradioApp():document}function Gc(){return Qu.filter(s=>pe().querySelector(s.selector))}function Kc(s){return pe().querySelector(s.selector)?.value??""}function Yc(s,e){let t=pe().querySelector(s.selector);t&&(t.value=e,t.dispatchEvent(new Event("input",{bubbles:!0})))}var tm=["txt2img","img2img","extras"],em=['button[aria-label="Clear"]','button[aria-label="Remove Image"]',".modify-upload button:last-child"].join(", ");function Jc(){return tm.filter(s=>pe().querySelector(`#tab_pnginfo #${s}_tab`))}async function as(s,e,t=15e3){for(let i=Date.now()+t;Date.now()<i;await new Promise(n=>setTimeout(n,50))){let n=s();if(n)return n}throw new Error(d("{what} did not come in time.",{what:e}))}async function Xc(s){let e=await as(()=>pe().querySelector(s),"PNG Info");return e.querySelector("img")&&(e.querySelector(em)?.click(),await as(()=>!e.querySelector("img"),"PNG Info")),e}async function im(s,e){let t=await Xc(s),i=await as(()=>t.querySelector('input[type="file"]'),"PNG Info"),n=new DataTransfer;n.items.add(new File([e.blob],e.name,{type:e.blob.type||"image/png"})),i.files=n.files,i.dispatchEvent(new Event("change",{bubbles:!0})),await as(()=>t.querySelector("img"),"PNG Info")}async function Qc(s,e,t){let i=await as(()=>pe().querySelector("#tab_pnginfo"),"PNG Info"),n=()=>[...i.querySelectorAll(".prose")].map(r=>r.textContent).join("").trim();await Xc("#pnginfo_image"),await as(()=>!n(),"PNG Info"),await im("#pnginfo_image",e),await as(()=>t.every(r=>n().includes(r)),"PNG Info"),i.querySelector(`#${s}_tab`)?.click()}var Be=class extends N{constructor(){super(...arguments);this.disabled=!1;this.message="";this.isDone=!1;this.isBusy=!1;this.animation=()=>{this.act(async()=>{let t=await ti(`sessions/${this.session.id}/animation`);si(t,`${this.session.id}.${t.type.split("/")[1]??"webp"}`)})};this.report=()=>{this.act(async()=>si(await ti(`sessions/${this.session.id}/report`),`${this.session.id}.html`))};this.json=()=>{this.act(async()=>{let{session:t}=await Rt(`sessions/${this.session.id}`),i=JSON.stringify(t,null,1);si(new Blob([i],{type:"application/json"}),`${t.id}.json`)})};this.askAndDelete=async()=>{let{session:t}=this,i=String(t.settings.want||t.settings.avoid).replace(/\s+/g," "),n=d('Delete the session "{goal}" of {moment} ({id}) with all its pictures?',{goal:i.length>80?`${i.slice(0,80)}…`:i,moment:Ci(t.id),id:t.id}),r=this.renderRoot;await qs(r,n,d("Delete"))&&t===this.session&&this.dispatchEvent(new Event("cc-delete"))}}willUpdate(t){t.has("step")&&(this.message="")}render(){return g`<div class="row">
                ${this.step?this.stepButtons(this.step):x}
                <div class="group session" role="group" aria-label=${d("The session")}>
                    <button id="animation" ?disabled=${this.isBusy||!this.step} @click=${this.animation}>${d("Animation")}</button>
                    <button id="report" ?disabled=${this.isBusy||!this.step} @click=${this.report}>${d("Report")}</button>
                    <button id="json" ?disabled=${this.isBusy} @click=${this.json}>JSON</button>
                    <button id="delete" class="quiet" ?disabled=${this.disabled} @click=${this.askAndDelete}>${d("Delete")}</button>
                </div>
            </div>
            ${this.message?g`<p class="message ${this.isDone?"":"error"}" role=${this.isDone?"status":"alert"}>${this.message}</p>`:x}`}stepButtons(t){let i=this.isBusy||!re(t);return g`<div class="group" role="group" aria-label=${d("This step")}>
                    <button id="again" ?disabled=${i||this.disabled} @click=${()=>this.dispatchEvent(new Event("cc-again"))}>
                        ${d("Continue from here")}
                    </button>
                    ${Jc().map(n=>g`<button id="to_${n}" ?disabled=${i} @click=${()=>this.toTab(t,n)}>
                                → ${n}
                            </button>`)}
                    <button id="to_rank" ?disabled=${i} @click=${()=>this.toRank(t)}>→ ${d("Rank keywords")}</button>
                    <button id="to_file" ?disabled=${i} @click=${()=>this.toFile(t)}>${d("Picture")}</button>
                    <button id="copy" ?disabled=${!t.prompt} @click=${()=>this.copy(t.prompt)}>${d("Copy prompt")}</button>
                </div>`}async act(t,i=""){this.isBusy=!0,this.message="";try{await t(),this.message=i,this.isDone=!0}catch(n){this.message=n.message,this.isDone=!1}finally{this.isBusy=!1}}async picture(t){let{id:i}=this.session;return{blob:await ti(`sessions/${i}/pictures/${re(t)?.file??""}`),name:`${i}-${t.number}.png`}}toTab(t,i){let{session:n}=this,r=re(t)?.seed,o=t.number?[`Seed: ${r}`,`CLIP Critic session: ${n.id}`,`CLIP Critic step: ${t.number}`]:[];this.act(async()=>Qc(i,await this.picture(t),o))}toRank(t){let{prompt:i,negative_prompt:n}=t;this.act(async()=>this.dispatchEvent(new tn("rank",await this.picture(t),{prompt:i,negative:n})))}toFile(t){this.act(async()=>{let{blob:i,name:n}=await this.picture(t);si(i,n)})}copy(t){this.act(()=>Tr(t),d("Copied."))}};Be.styles=[j,F`
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
        `],w([k({attribute:!1})],Be.prototype,"session",2),w([k({attribute:!1})],Be.prototype,"step",2),w([k({type:Boolean})],Be.prototype,"disabled",2),w([V()],Be.prototype,"message",2),w([V()],Be.prototype,"isDone",2),w([V()],Be.prototype,"isBusy",2),Be=w([U("cc-loop-outbox")],Be);function Jt(s){return s.trim().split(/\s+/).join(" ").normalize("NFD").toLowerCase().toUpperCase().normalize("NFC")}var sm="uplot",nm="u-hz",rm="u-vt",om="u-title",lm="u-wrap",am="u-under",cm="u-over",hm="u-axis",ps="u-off",pm="u-select",dm="u-cursor-x",um="u-cursor-y",mm="u-cursor-pt",fm="u-legend",gm="u-live",vm="u-inline",wm="u-series",bm="u-marker",th="u-label",ym="u-value",Nn="width",Fn="height";var eh="bottom",en="left",xl="right",Fl="#000",ih=Fl+"0",Sl="mousemove",sh="mousedown",$l="mouseup",nh="mouseenter",rh="mouseleave",oh="dblclick",_m="resize",xm="scroll",lh="change",Rr="dppxchange",Vl="--",cn=typeof window<"u",Al=cn?document:null,nn=cn?window:null,Sm=cn?navigator:null,ft,Cr;function Cl(){let s=devicePixelRatio;ft!=s&&(ft=s,Cr&&zl(lh,Cr,Cl),Cr=matchMedia(`(min-resolution: ${ft-.001}dppx) and (max-resolution: ${ft+.001}dppx)`),ds(lh,Cr,Cl),nn.dispatchEvent(new CustomEvent(Rr)))}function be(s,e){if(e!=null){let t=s.classList;!t.contains(e)&&t.add(e)}}function Ll(s,e){let t=s.classList;t.contains(e)&&t.remove(e)}function Et(s,e,t){s.style[e]=t+"px"}function He(s,e,t,i){let n=Al.createElement(s);return e!=null&&be(n,e),t?.insertBefore(n,i),n}function Ae(s,e){return He("div",s,e)}var ah=new WeakMap;function ni(s,e,t,i,n){let r="translate("+e+"px,"+t+"px)",o=ah.get(s);r!=o&&(s.style.transform=r,ah.set(s,r),e<0||t<0||e>i||t>n?be(s,ps):Ll(s,ps))}var ch=new WeakMap;function hh(s,e,t){let i=e+t,n=ch.get(s);i!=n&&(ch.set(s,i),s.style.background=e,s.style.borderColor=t)}var ph=new WeakMap;function dh(s,e,t,i){let n=e+""+t,r=ph.get(s);n!=r&&(ph.set(s,n),s.style.height=t+"px",s.style.width=e+"px",s.style.marginLeft=i?-e/2+"px":0,s.style.marginTop=i?-t/2+"px":0)}var Bl={passive:!0},$m={...Bl,capture:!0};function ds(s,e,t,i){e.addEventListener(s,t,i?$m:Bl)}function zl(s,e,t,i){e.removeEventListener(s,t,Bl)}cn&&Cl();function We(s,e,t,i){let n;t=t||0,i=i||e.length-1;let r=i<=2147483647;for(;i-t>1;)n=r?t+i>>1:ye((t+i)/2),e[n]<s?t=n:i=n;return s-e[t]<=e[i]-s?t:i}function Vh(s){return(t,i,n)=>{let r=-1,o=-1;for(let a=i;a<=n;a++)if(s(t[a])){r=a;break}for(let a=n;a>=i;a--)if(s(t[a])){o=a;break}return[r,o]}}var Bh=s=>s!=null,Hh=s=>s!=null&&s>0,Or=Vh(Bh),km=Vh(Hh);function Em(s,e,t,i=0,n=!1){let r=n?km:Or,o=n?Hh:Bh;[e,t]=r(s,e,t);let a=s[e],h=s[e];if(e>-1)if(i==1)a=s[e],h=s[t];else if(i==-1)a=s[t],h=s[e];else for(let p=e;p<=t;p++){let b=s[p];o(b)&&(b<a?a=b:b>h&&(h=b))}return[a??yt,h??-yt]}function Nr(s,e,t,i){let n=fh(s),r=fh(e);s==e&&(n==-1?(s*=t,e/=t):(s/=t,e*=t));let o=t==10?gi:Wh,a=n==1?ye:Ce,h=r==1?Ce:ye,p=a(o(Ht(s))),b=h(o(Ht(e))),f=rn(t,p),y=rn(t,b);return t==10&&(p<0&&(f=_t(f,-p)),b<0&&(y=_t(y,-b))),i||t==2?(s=f*n,e=y*r):(s=Zh(s,f),e=Fr(e,y)),[s,e]}function Hl(s,e,t,i){let n=Nr(s,e,t,i);return s==0&&(n[0]=0),e==0&&(n[1]=0),n}var Wl=.1,uh={mode:3,pad:Wl},Bn={pad:0,soft:null,mode:0},Pm={min:Bn,max:Bn};function Ir(s,e,t,i){return Vr(t)?mh(s,e,t):(Bn.pad=t,Bn.soft=i?0:null,Bn.mode=i?3:0,mh(s,e,Pm))}function ut(s,e){return s??e}function Tm(s,e,t){for(e=ut(e,0),t=ut(t,s.length-1);e<=t;){if(s[e]!=null)return!0;e++}return!1}function mh(s,e,t){let i=t.min,n=t.max,r=ut(i.pad,0),o=ut(n.pad,0),a=ut(i.hard,-yt),h=ut(n.hard,yt),p=ut(i.soft,yt),b=ut(n.soft,-yt),f=ut(i.mode,0),y=ut(n.mode,0),S=e-s,P=gi(S),z=oe(Ht(s),Ht(e)),B=gi(z),W=Ht(B-P);(S<1e-24||W>10)&&(S=0,(s==0||e==0)&&(S=1e-24,f==2&&p!=yt&&(r=0),y==2&&b!=-yt&&(o=0)));let E=S||z||1e3,H=gi(E),C=rn(10,ye(H)),X=E*(S==0?s==0?.1:1:r),I=_t(Zh(s-X,C/10),24),st=s>=p&&(f==1||f==3&&I<=p||f==2&&I>=p)?p:yt,Q=oe(a,I<st&&s>=st?st:Ue(st,I)),at=E*(S==0?e==0?.1:1:o),it=_t(Fr(e+at,C/10),24),L=e<=b&&(y==1||y==3&&it>=b||y==2&&it<=b)?b:-yt,rt=Ue(h,it>L&&e<=L?L:oe(L,it));return Q==rt&&Q==0&&(rt=100),[Q,rt]}var Am=new Intl.NumberFormat(cn?Sm.language:"en-US"),Ul=s=>Am.format(s),_e=Math,Mr=_e.PI,Ht=_e.abs,ye=_e.floor,Bt=_e.round,Ce=_e.ceil,Ue=_e.min,oe=_e.max,rn=_e.pow,fh=_e.sign,gi=_e.log10,Wh=_e.log2,Cm=(s,e=1)=>_e.sinh(s)*e,kl=(s,e=1)=>_e.asinh(s/e),yt=1/0;function gh(s){return(gi((s^s>>31)-(s>>31))|0)+1}function Ml(s,e,t){return Ue(oe(s,e),t)}function Uh(s){return typeof s=="function"}function ct(s){return Uh(s)?s:()=>s}var Lm=()=>{},jh=s=>s,qh=(s,e)=>e,zm=s=>null,vh=s=>!0,wh=(s,e)=>s==e,Mm=/\.\d*?(?=9{6,}|0{6,})/gm,us=s=>{if(Kh(s)||Di.has(s))return s;let e=`${s}`,t=e.match(Mm);if(t==null)return s;let i=t[0].length-1;if(e.indexOf("e-")!=-1){let[n,r]=e.split("e");return+`${us(n)}e${r}`}return _t(s,i)};function cs(s,e){return us(_t(us(s/e))*e)}function Fr(s,e){return us(Ce(us(s/e))*e)}function Zh(s,e){return us(ye(us(s/e))*e)}function _t(s,e=0){if(Kh(s))return s;let t=10**e,i=s*t*(1+Number.EPSILON);return Bt(i)/t}var Di=new Map;function Gh(s){return((""+s).split(".")[1]||"").length}function Wn(s,e,t,i){let n=[],r=i.map(Gh);for(let o=e;o<t;o++){let a=Ht(o),h=_t(rn(s,o),a);for(let p=0;p<i.length;p++){let b=s==10?+`${i[p]}e${o}`:i[p]*h,f=(o>=0?0:a)+(o>=r[p]?0:r[p]),y=s==10?b:_t(b,f);n.push(y),Di.set(y,f)}}return n}var Hn={},jl=[],on=[null,null],Ii=Array.isArray,Kh=Number.isInteger,Rm=s=>s===void 0;function bh(s){return typeof s=="string"}function Vr(s){let e=!1;if(s!=null){let t=s.constructor;e=t==null||t==Object}return e}function Im(s){return s!=null&&typeof s=="object"}var Dm=Object.getPrototypeOf(Uint8Array),Yh="__proto__";function ln(s,e=Vr){let t;if(Ii(s)){let i=s.find(n=>n!=null);if(Ii(i)||e(i)){t=Array(s.length);for(let n=0;n<s.length;n++)t[n]=ln(s[n],e)}else t=s.slice()}else if(s instanceof Dm)t=s.slice();else if(e(s)){t={};for(let i in s)i!=Yh&&(t[i]=ln(s[i],e))}else t=s;return t}function Nt(s){let e=arguments;for(let t=1;t<e.length;t++){let i=e[t];for(let n in i)n!=Yh&&(Vr(s[n])?Nt(s[n],ln(i[n])):s[n]=ln(i[n]))}return s}var Om=0,Nm=1,Fm=2;function Vm(s,e,t){for(let i=0,n,r=-1;i<e.length;i++){let o=e[i];if(o>r){for(n=o-1;n>=0&&s[n]==null;)s[n--]=null;for(n=o+1;n<t&&s[n]==null;)s[r=n++]=null}}}function Bm(s,e){if(Um(s)){let o=s[0].slice();for(let a=1;a<s.length;a++)o.push(...s[a].slice(1));return jm(o[0])||(o=Wm(o)),o}let t=new Set;for(let o=0;o<s.length;o++){let h=s[o][0],p=h.length;for(let b=0;b<p;b++)t.add(h[b])}let i=[Array.from(t).sort((o,a)=>o-a)],n=i[0].length,r=new Map;for(let o=0;o<n;o++)r.set(i[0][o],o);for(let o=0;o<s.length;o++){let a=s[o],h=a[0];for(let p=1;p<a.length;p++){let b=a[p],f=Array(n).fill(void 0),y=e?e[o][p]:Nm,S=[];for(let P=0;P<b.length;P++){let z=b[P],B=r.get(h[P]);z===null?y!=Om&&(f[B]=z,y==Fm&&S.push(B)):f[B]=z}Vm(f,S,n),i.push(f)}}return i}var Hm=typeof queueMicrotask>"u"?s=>Promise.resolve().then(s):queueMicrotask;function Wm(s){let e=s[0],t=e.length,i=Array(t);for(let r=0;r<i.length;r++)i[r]=r;i.sort((r,o)=>e[r]-e[o]);let n=[];for(let r=0;r<s.length;r++){let o=s[r],a=Array(t);for(let h=0;h<t;h++)a[h]=o[i[h]];n.push(a)}return n}function Um(s){let e=s[0][0],t=e.length;for(let i=1;i<s.length;i++){let n=s[i][0];if(n.length!=t)return!1;if(n!=e){for(let r=0;r<t;r++)if(n[r]!=e[r])return!1}}return!0}function jm(s,e=100){let t=s.length;if(t<=1)return!0;let i=0,n=t-1;for(;i<=n&&s[i]==null;)i++;for(;n>=i&&s[n]==null;)n--;if(n<=i)return!0;let r=oe(1,ye((n-i+1)/e));for(let o=s[i],a=i+r;a<=n;a+=r){let h=s[a];if(h!=null){if(h<=o)return!1;o=h}}return!0}var Jh=["January","February","March","April","May","June","July","August","September","October","November","December"],Xh=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Qh(s){return s.slice(0,3)}var qm=Xh.map(Qh),Zm=Jh.map(Qh),Gm={MMMM:Jh,MMM:Zm,WWWW:Xh,WWW:qm};function On(s){return(s<10?"0":"")+s}function Km(s){return(s<10?"00":s<100?"0":"")+s}var Ym={YYYY:s=>s.getFullYear(),YY:s=>(s.getFullYear()+"").slice(2),MMMM:(s,e)=>e.MMMM[s.getMonth()],MMM:(s,e)=>e.MMM[s.getMonth()],MM:s=>On(s.getMonth()+1),M:s=>s.getMonth()+1,DD:s=>On(s.getDate()),D:s=>s.getDate(),WWWW:(s,e)=>e.WWWW[s.getDay()],WWW:(s,e)=>e.WWW[s.getDay()],HH:s=>On(s.getHours()),H:s=>s.getHours(),h:s=>{let e=s.getHours();return e==0?12:e>12?e-12:e},AA:s=>s.getHours()>=12?"PM":"AM",aa:s=>s.getHours()>=12?"pm":"am",a:s=>s.getHours()>=12?"p":"a",mm:s=>On(s.getMinutes()),m:s=>s.getMinutes(),ss:s=>On(s.getSeconds()),s:s=>s.getSeconds(),fff:s=>Km(s.getMilliseconds())};function ql(s,e){e=e||Gm;let t=[],i=/\{([a-z]+)\}|[^{]+/gi,n;for(;n=i.exec(s);)t.push(n[0][0]=="{"?Ym[n[1]]:n[0]);return r=>{let o="";for(let a=0;a<t.length;a++)o+=typeof t[a]=="string"?t[a]:t[a](r,e);return o}}var Jm=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Xm(s,e){let t;return e=="UTC"||e=="Etc/UTC"?t=new Date(+s+s.getTimezoneOffset()*6e4):e==Jm?t=s:(t=new Date(s.toLocaleString("en-US",{timeZone:e})),t.setMilliseconds(s.getMilliseconds())),t}var tp=s=>s%1==0,Dr=[1,2,2.5,5],Qm=Wn(10,-32,0,Dr),ep=Wn(10,0,32,Dr),tf=ep.filter(tp),hs=Qm.concat(ep),Zl=`
`,ip="{YYYY}",yh=Zl+ip,sp="{M}/{D}",Vn=Zl+sp,Lr=Vn+"/{YY}",np="{aa}",ef="{h}:{mm}",sn=ef+np,_h=Zl+sn,xh=":{ss}",vt=null;function rp(s){let e=s*1e3,t=e*60,i=t*60,n=i*24,r=n*30,o=n*365,h=(s==1?Wn(10,0,3,Dr).filter(tp):Wn(10,-3,0,Dr)).concat([e,e*5,e*10,e*15,e*30,t,t*5,t*10,t*15,t*30,i,i*2,i*3,i*4,i*6,i*8,i*12,n,n*2,n*3,n*4,n*5,n*6,n*7,n*8,n*9,n*10,n*15,r,r*2,r*3,r*4,r*6,o,o*2,o*5,o*10,o*25,o*50,o*100]),p=[[o,ip,vt,vt,vt,vt,vt,vt,1],[n*28,"{MMM}",yh,vt,vt,vt,vt,vt,1],[n,sp,yh,vt,vt,vt,vt,vt,1],[i,"{h}"+np,Lr,vt,Vn,vt,vt,vt,1],[t,sn,Lr,vt,Vn,vt,vt,vt,1],[e,xh,Lr+" "+sn,vt,Vn+" "+sn,vt,_h,vt,1],[s,xh+".{fff}",Lr+" "+sn,vt,Vn+" "+sn,vt,_h,vt,1]];function b(f){return(y,S,P,z,B,W)=>{let E=[],H=B>=o,C=B>=r&&B<o,X=f(P),I=_t(X*s,3),st=El(X.getFullYear(),H?0:X.getMonth(),C||H?1:X.getDate()),Q=_t(st*s,3);if(C||H){let at=C?B/r:0,it=H?B/o:0,L=I==Q?I:_t(El(st.getFullYear()+it,st.getMonth()+at,1)*s,3),rt=new Date(Bt(L/s)),q=rt.getFullYear(),tt=rt.getMonth();for(let Y=0;L<=z;Y++){let ht=El(q+it*Y,tt+at*Y,1),K=ht-f(_t(ht*s,3));L=_t((+ht+K)*s,3),L<=z&&E.push(L)}}else{let at=B>=n?n:B,it=ye(P)-ye(I),L=Q+it+Fr(I-Q,at);E.push(L);let rt=f(L),q=rt.getHours()+rt.getMinutes()/t+rt.getSeconds()/i,tt=B/i,Y=y.axes[S]._space,ht=W/Y;for(;L=_t(L+B,s==1?0:3),!(L>z);)if(tt>1){let K=ye(_t(q+tt,6))%24,pt=f(L).getHours()-K;pt>1&&(pt=-1),L-=pt*i,q=(q+tt)%24;let wt=E[E.length-1];_t((L-wt)/B,3)*ht>=.7&&E.push(L)}else E.push(L)}return E}}return[h,p,b]}var[sf,nf,rf]=rp(1),[of,lf,af]=rp(.001);Wn(2,-53,53,[1]);function Sh(s,e){return s.map(t=>t.map((i,n)=>n==0||n==8||i==null?i:e(n==1||t[8]==0?i:t[1]+i)))}function $h(s,e){return(t,i,n,r,o)=>{let a=e.find(P=>o>=P[0])||e[e.length-1],h,p,b,f,y,S;return i.map(P=>{let z=s(P),B=z.getFullYear(),W=z.getMonth(),E=z.getDate(),H=z.getHours(),C=z.getMinutes(),X=z.getSeconds(),I=B!=h&&a[2]||W!=p&&a[3]||E!=b&&a[4]||H!=f&&a[5]||C!=y&&a[6]||X!=S&&a[7]||a[1];return h=B,p=W,b=E,f=H,y=C,S=X,I(z)})}}function cf(s,e){let t=ql(e);return(i,n,r,o,a)=>n.map(h=>t(s(h)))}function El(s,e,t){return new Date(s,e,t)}function kh(s,e){return e(s)}var hf="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Eh(s,e){return(t,i,n,r)=>r==null?Vl:e(s(i))}function pf(s,e){let t=s.series[e];return t.width?t.stroke(s,e):t.points.width?t.points.stroke(s,e):null}function df(s,e){return s.series[e].fill(s,e)}var uf={show:!0,live:!0,isolate:!1,mount:Lm,markers:{show:!0,width:2,stroke:pf,fill:df,dash:"solid"},idx:null,idxs:null,values:[]};function mf(s,e){let t=s.cursor.points,i=Ae(),n=t.size(s,e);Et(i,Nn,n),Et(i,Fn,n);let r=n/-2;Et(i,"marginLeft",r),Et(i,"marginTop",r);let o=t.width(s,e,n);return o&&Et(i,"borderWidth",o),i}function ff(s,e){let t=s.series[e].points;return t._fill||t._stroke}function gf(s,e){let t=s.series[e].points;return t._stroke||t._fill}function vf(s,e){return s.series[e].points.size}var Pl=[0,0];function wf(s,e,t){return Pl[0]=e,Pl[1]=t,Pl}function zr(s,e,t,i=!0){return n=>{n.button==0&&(!i||n.target==e)&&t(n)}}function Tl(s,e,t,i=!0){return n=>{(!i||n.target==e)&&t(n)}}var bf={show:!0,x:!0,y:!0,lock:!1,move:wf,points:{one:!1,show:mf,size:vf,width:0,stroke:gf,fill:ff},bind:{mousedown:zr,mouseup:zr,click:zr,dblclick:zr,mousemove:Tl,mouseleave:Tl,mouseenter:Tl},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(s,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(s,e,t,i,n)=>i-n,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},op={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Gl=Nt({},op,{filter:qh}),lp=Nt({},Gl,{size:10}),ap=Nt({},op,{show:!1}),Kl='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',cp="bold "+Kl,hp=1.5,Ph={show:!0,scale:"x",stroke:Fl,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:cp,side:2,grid:Gl,ticks:lp,border:ap,font:Kl,lineGap:hp,rotate:0},yf="Value",_f="Time",Th={show:!0,scale:"x",auto:!1,sorted:1,min:yt,max:-yt,idxs:[]};function xf(s,e,t,i,n){return e.map(r=>r==null?"":Ul(r))}function Sf(s,e,t,i,n,r,o){let a=[],h=Di.get(n)||0;t=o?t:_t(Fr(t,n),h);for(let p=t;p<=i;p=_t(p+n,h))a.push(Object.is(p,-0)?0:p);return a}function Rl(s,e,t,i,n,r,o){let a=[],h=s.scales[s.axes[e].scale].log,p=h==10?gi:Wh,b=ye(p(t));n=rn(h,b),h==10&&(n=hs[We(n,hs)]);let f=t,y=n*h;h==10&&(y=hs[We(y,hs)]);do a.push(f),f=f+n,h==10&&!Di.has(f)&&(f=_t(f,Di.get(n))),f>=y&&(n=f,y=n*h,h==10&&(y=hs[We(y,hs)]));while(f<=i);return a}function $f(s,e,t,i,n,r,o){let h=s.scales[s.axes[e].scale].asinh,p=i>h?Rl(s,e,oe(h,t),i,n):[h],b=i>=0&&t<=0?[0]:[];return(t<-h?Rl(s,e,oe(h,-i),-t,n):[h]).reverse().map(y=>-y).concat(b,p)}var pp=/./,kf=/[12357]/,Ef=/[125]/,Ah=/1/,Il=(s,e,t,i)=>s.map((n,r)=>e==4&&n==0||r%i==0&&t.test(n.toExponential()[n<0?1:0])?n:null);function Pf(s,e,t,i,n){let r=s.axes[t],o=r.scale,a=s.scales[o],h=s.valToPos,p=r._space,b=h(10,o),f=h(9,o)-b>=p?pp:h(7,o)-b>=p?kf:h(5,o)-b>=p?Ef:Ah;if(f==Ah){let y=Ht(h(1,o)-b);if(y<p)return Il(e.slice().reverse(),a.distr,f,Ce(p/y)).reverse()}return Il(e,a.distr,f,1)}function Tf(s,e,t,i,n){let r=s.axes[t],o=r.scale,a=r._space,h=s.valToPos,p=Ht(h(1,o)-h(2,o));return p<a?Il(e.slice().reverse(),3,pp,Ce(a/p)).reverse():e}function Af(s,e,t,i){return i==null?Vl:e==null?"":Ul(e)}var Ch={show:!0,scale:"y",stroke:Fl,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:cp,side:3,grid:Gl,ticks:lp,border:ap,font:Kl,lineGap:hp,rotate:0};function Cf(s,e){let t=3+(s||1)*2;return _t(t*e,3)}function Lf(s,e){let{scale:t,idxs:i}=s.series[0],n=s._data[0],r=s.valToPos(n[i[0]],t,!0),o=s.valToPos(n[i[1]],t,!0),a=Ht(o-r),h=s.series[e],p=a/(h.points.space*ft);return i[1]-i[0]<=p}var Lh={scale:null,auto:!0,sorted:0,min:yt,max:-yt},dp=(s,e,t,i,n)=>n,zh={show:!0,auto:!0,sorted:0,gaps:dp,alpha:1,facets:[Nt({},Lh,{scale:"x"}),Nt({},Lh,{scale:"y"})]},Mh={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:dp,alpha:1,points:{show:Lf,filter:null},values:null,min:yt,max:-yt,idxs:[],path:null,clip:null};function zf(s,e,t,i,n){return t/10}var up={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},Mf=Nt({},up,{time:!1,ori:1}),Rh={};function mp(s,e){let t=Rh[s];return t||(t={key:s,plots:[],sub(i){t.plots.push(i)},unsub(i){t.plots=t.plots.filter(n=>n!=i)},pub(i,n,r,o,a,h,p){for(let b=0;b<t.plots.length;b++)t.plots[b]!=n&&t.plots[b].pub(i,n,r,o,a,h,p)}},s!=null&&(Rh[s]=t)),t}var an=1,Dl=2;function ms(s,e,t){let i=s.mode,n=s.series[e],r=i==2?s._data[e]:s._data,o=s.scales,a=s.bbox,h=r[0],p=i==2?r[1]:r[e],b=i==2?o[n.facets[0].scale]:o[s.series[0].scale],f=i==2?o[n.facets[1].scale]:o[n.scale],y=a.left,S=a.top,P=a.width,z=a.height,B=s.valToPosH,W=s.valToPosV;return b.ori==0?t(n,h,p,b,f,B,W,y,S,P,z,Hr,hn,Ur,gp,wp):t(n,h,p,b,f,W,B,S,y,z,P,Wr,pn,Xl,vp,bp)}function Yl(s,e){let t=0,i=0,n=ut(s.bands,jl);for(let r=0;r<n.length;r++){let o=n[r];o.series[0]==e?t=o.dir:o.series[1]==e&&(o.dir==1?i|=1:i|=2)}return[t,i==1?-1:i==2?1:i==3?2:0]}function Rf(s,e,t,i,n){let r=s.mode,o=s.series[e],a=r==2?o.facets[1].scale:o.scale,h=s.scales[a];return n==-1?h.min:n==1?h.max:h.distr==3?h.dir==1?h.min:h.max:0}function vi(s,e,t,i,n,r){return ms(s,e,(o,a,h,p,b,f,y,S,P,z,B)=>{let W=o.pxRound,E=p.dir*(p.ori==0?1:-1),H=p.ori==0?hn:pn,C,X;E==1?(C=t,X=i):(C=i,X=t);let I=W(f(a[C],p,z,S)),st=W(y(h[C],b,B,P)),Q=W(f(a[X],p,z,S)),at=W(y(r==1?b.max:b.min,b,B,P)),it=new Path2D(n);return H(it,Q,at),H(it,I,at),H(it,I,st),it})}function Br(s,e,t,i,n,r){let o=null;if(s.length>0){o=new Path2D;let a=e==0?Ur:Xl,h=t;for(let f=0;f<s.length;f++){let y=s[f];if(y[1]>y[0]){let S=y[0]-h;S>0&&a(o,h,i,S,i+r),h=y[1]}}let p=t+n-h,b=10;p>0&&a(o,h,i-b/2,p,i+r+b)}return o}function If(s,e,t){let i=s[s.length-1];i&&i[0]==e?i[1]=t:s.push([e,t])}function Jl(s,e,t,i,n,r,o){let a=[],h=s.length;for(let p=n==1?t:i;p>=t&&p<=i;p+=n)if(e[p]===null){let f=p,y=p;if(n==1)for(;++p<=i&&e[p]===null;)y=p;else for(;--p>=t&&e[p]===null;)y=p;let S=r(s[f]),P=y==f?S:r(s[y]),z=f-n;S=o<=0&&z>=0&&z<h?r(s[z]):S;let W=y+n;P=o>=0&&W>=0&&W<h?r(s[W]):P,P>=S&&a.push([S,P])}return a}function Ih(s){return s==0?jh:s==1?Bt:e=>cs(e,s)}function fp(s){let e=s==0?Hr:Wr,t=s==0?(n,r,o,a,h,p)=>{n.arcTo(r,o,a,h,p)}:(n,r,o,a,h,p)=>{n.arcTo(o,r,h,a,p)},i=s==0?(n,r,o,a,h)=>{n.rect(r,o,a,h)}:(n,r,o,a,h)=>{n.rect(o,r,h,a)};return(n,r,o,a,h,p=0,b=0)=>{p==0&&b==0?i(n,r,o,a,h):(p=Ue(p,a/2,h/2),b=Ue(b,a/2,h/2),e(n,r+p,o),t(n,r+a,o,r+a,o+h,p),t(n,r+a,o+h,r,o+h,b),t(n,r,o+h,r,o,b),t(n,r,o,r+a,o,p),n.closePath())}}var Hr=(s,e,t)=>{s.moveTo(e,t)},Wr=(s,e,t)=>{s.moveTo(t,e)},hn=(s,e,t)=>{s.lineTo(e,t)},pn=(s,e,t)=>{s.lineTo(t,e)},Ur=fp(0),Xl=fp(1),gp=(s,e,t,i,n,r)=>{s.arc(e,t,i,n,r)},vp=(s,e,t,i,n,r)=>{s.arc(t,e,i,n,r)},wp=(s,e,t,i,n,r,o)=>{s.bezierCurveTo(e,t,i,n,r,o)},bp=(s,e,t,i,n,r,o)=>{s.bezierCurveTo(t,e,n,i,o,r)};function yp(s){return(e,t,i,n,r)=>ms(e,t,(o,a,h,p,b,f,y,S,P,z,B)=>{let{pxRound:W,points:E}=o,H,C;p.ori==0?(H=Hr,C=gp):(H=Wr,C=vp);let X=_t(E.width*ft,3),I=(E.size-E.width)/2*ft,st=_t(I*2,3),Q=new Path2D,at=new Path2D,{left:it,top:L,width:rt,height:q}=e.bbox;Ur(at,it-st,L-st,rt+st*2,q+st*2);let tt=Y=>{if(h[Y]!=null){let ht=W(f(a[Y],p,z,S)),K=W(y(h[Y],b,B,P));H(Q,ht+I,K),C(Q,ht,K,I,0,Mr*2)}};if(r)r.forEach(tt);else for(let Y=i;Y<=n;Y++)tt(Y);return{stroke:X>0?Q:null,fill:Q,clip:at,flags:an|Dl}})}function _p(s){return(e,t,i,n,r,o)=>{i!=n&&(r!=i&&o!=i&&s(e,t,i),r!=n&&o!=n&&s(e,t,n),s(e,t,o))}}var Df=_p(hn),Of=_p(pn);function xp(s){let e=ut(s?.alignGaps,0);return(t,i,n,r)=>ms(t,i,(o,a,h,p,b,f,y,S,P,z,B)=>{[n,r]=Or(h,n,r);let W=o.pxRound,E=q=>W(f(q,p,z,S)),H=q=>W(y(q,b,B,P)),C,X;p.ori==0?(C=hn,X=Df):(C=pn,X=Of);let I=p.dir*(p.ori==0?1:-1),st={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:an},Q=st.stroke,at=!1;if(r-n>=z*4){let q=Z=>t.posToVal(Z,p.key,!0),tt=null,Y=null,ht,K,le,Pt=E(a[I==1?n:r]),pt=E(a[n]),wt=E(a[r]),ot=q(I==1?pt+1:wt-1);for(let Z=I==1?n:r;Z>=n&&Z<=r;Z+=I){let Ft=a[Z],Tt=(I==1?Ft<ot:Ft>ot)?Pt:E(Ft),gt=h[Z];Tt==Pt?gt!=null?(K=gt,tt==null?(C(Q,Tt,H(K)),ht=tt=Y=K):K<tt?tt=K:K>Y&&(Y=K)):gt===null&&(at=!0):(tt!=null&&X(Q,Pt,H(tt),H(Y),H(ht),H(K)),gt!=null?(K=gt,C(Q,Tt,H(K)),tt=Y=ht=K):(tt=Y=null,gt===null&&(at=!0)),Pt=Tt,ot=q(Pt+I))}tt!=null&&tt!=Y&&le!=Pt&&X(Q,Pt,H(tt),H(Y),H(ht),H(K))}else for(let q=I==1?n:r;q>=n&&q<=r;q+=I){let tt=h[q];tt===null?at=!0:tt!=null&&C(Q,E(a[q]),H(tt))}let[L,rt]=Yl(t,i);if(o.fill!=null||L!=0){let q=st.fill=new Path2D(Q),tt=o.fillTo(t,i,o.min,o.max,L),Y=H(tt),ht=E(a[n]),K=E(a[r]);I==-1&&([K,ht]=[ht,K]),C(q,K,Y),C(q,ht,Y)}if(!o.spanGaps){let q=[];at&&q.push(...Jl(a,h,n,r,I,E,e)),st.gaps=q=o.gaps(t,i,n,r,q),st.clip=Br(q,p.ori,S,P,z,B)}return rt!=0&&(st.band=rt==2?[vi(t,i,n,r,Q,-1),vi(t,i,n,r,Q,1)]:vi(t,i,n,r,Q,rt)),st})}function Nf(s){let e=ut(s.align,1),t=ut(s.ascDesc,!1),i=ut(s.alignGaps,0),n=ut(s.extend,!1);return(r,o,a,h)=>ms(r,o,(p,b,f,y,S,P,z,B,W,E,H)=>{[a,h]=Or(f,a,h);let C=p.pxRound,{left:X,width:I}=r.bbox,st=pt=>C(P(pt,y,E,B)),Q=pt=>C(z(pt,S,H,W)),at=y.ori==0?hn:pn,it={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:an},L=it.stroke,rt=y.dir*(y.ori==0?1:-1),q=Q(f[rt==1?a:h]),tt=st(b[rt==1?a:h]),Y=tt,ht=tt;n&&e==-1&&(ht=X,at(L,ht,q)),at(L,tt,q);for(let pt=rt==1?a:h;pt>=a&&pt<=h;pt+=rt){let wt=f[pt];if(wt==null)continue;let ot=st(b[pt]),Z=Q(wt);e==1?at(L,ot,q):at(L,Y,Z),at(L,ot,Z),q=Z,Y=ot}let K=Y;n&&e==1&&(K=X+I,at(L,K,q));let[le,Pt]=Yl(r,o);if(p.fill!=null||le!=0){let pt=it.fill=new Path2D(L),wt=p.fillTo(r,o,p.min,p.max,le),ot=Q(wt);at(pt,K,ot),at(pt,ht,ot)}if(!p.spanGaps){let pt=[];pt.push(...Jl(b,f,a,h,rt,st,i));let wt=p.width*ft/2,ot=t||e==1?wt:-wt,Z=t||e==-1?-wt:wt;pt.forEach(Ft=>{Ft[0]+=ot,Ft[1]+=Z}),it.gaps=pt=p.gaps(r,o,a,h,pt),it.clip=Br(pt,y.ori,B,W,E,H)}return Pt!=0&&(it.band=Pt==2?[vi(r,o,a,h,L,-1),vi(r,o,a,h,L,1)]:vi(r,o,a,h,L,Pt)),it})}function Dh(s,e,t,i,n,r,o=yt){if(s.length>1){let a=null;for(let h=0,p=1/0;h<s.length;h++)if(e[h]!==void 0){if(a!=null){let b=Ht(s[h]-s[a]);b<p&&(p=b,o=Ht(t(s[h],i,n,r)-t(s[a],i,n,r)))}a=h}}return o}function Ff(s){s=s||Hn;let e=ut(s.size,[.6,yt,1]),t=s.align||0,i=s.gap||0,n=s.radius;n=n==null?[0,0]:typeof n=="number"?[n,0]:n;let r=ct(n),o=1-e[0],a=ut(e[1],yt),h=ut(e[2],1),p=ut(s.disp,Hn),b=ut(s.each,S=>{}),{fill:f,stroke:y}=p;return(S,P,z,B)=>ms(S,P,(W,E,H,C,X,I,st,Q,at,it,L)=>{let rt=W.pxRound,q=t,tt=i*ft,Y=a*ft,ht=h*ft,K,le;C.ori==0?[K,le]=r(S,P):[le,K]=r(S,P);let Pt=C.dir*(C.ori==0?1:-1),pt=C.ori==0?Ur:Xl,wt=C.ori==0?b:(D,xt,Vt,Ss,ji,Ge,qi)=>{b(D,xt,Vt,ji,Ss,qi,Ge)},ot=ut(S.bands,jl).find(D=>D.series[0]==P),Z=ot!=null?ot.dir:0,Ft=W.fillTo(S,P,W.min,W.max,Z),te=rt(st(Ft,X,L,at)),Tt,gt,Me,ue=it,Ct=rt(W.width*ft),Ze=!1,ai=null,xe=null,yi=null,ys=null;f!=null&&(Ct==0||y!=null)&&(Ze=!0,ai=f.values(S,P,z,B),xe=new Map,new Set(ai).forEach(D=>{D!=null&&xe.set(D,new Path2D)}),Ct>0&&(yi=y.values(S,P,z,B),ys=new Map,new Set(yi).forEach(D=>{D!=null&&ys.set(D,new Path2D)})));let{x0:_s,size:dn}=p;if(_s!=null&&dn!=null){q=1,E=_s.values(S,P,z,B),_s.unit==2&&(E=E.map(Vt=>S.posToVal(Q+Vt*it,C.key,!0)));let D=dn.values(S,P,z,B);dn.unit==2?gt=D[0]*it:gt=I(D[0],C,it,Q)-I(0,C,it,Q),ue=Dh(E,H,I,C,it,Q,ue),Me=ue-gt+tt}else ue=Dh(E,H,I,C,it,Q,ue),Me=ue*o+tt,gt=ue-Me;Me<1&&(Me=0),Ct>=gt/2&&(Ct=0),Me<5&&(rt=jh);let Xn=Me>0,Wi=ue-Me-(Xn?Ct:0);gt=rt(Ml(Wi,ht,Y)),Tt=(q==0?gt/2:q==Pt?0:gt)-q*Pt*((q==0?tt/2:0)+(Xn?Ct/2:0));let ee={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},xs=Ze?null:new Path2D,ci=null;if(ot!=null)ci=S.data[ot.series[1]];else{let{y0:D,y1:xt}=p;D!=null&&xt!=null&&(H=xt.values(S,P,z,B),ci=D.values(S,P,z,B))}let Ui=K*gt,nt=le*gt;for(let D=Pt==1?z:B;D>=z&&D<=B;D+=Pt){let xt=H[D];if(xt==null)continue;if(ci!=null){let ae=ci[D]??0;if(xt-ae==0)continue;te=st(ae,X,L,at)}let Vt=C.distr!=2||p!=null?E[D]:D,Ss=I(Vt,C,it,Q),ji=st(ut(xt,Ft),X,L,at),Ge=rt(Ss-Tt),qi=rt(oe(ji,te)),me=rt(Ue(ji,te)),Se=qi-me;if(xt!=null){let ae=xt<0?nt:Ui,Re=xt<0?Ui:nt;Ze?(Ct>0&&yi[D]!=null&&pt(ys.get(yi[D]),Ge,me+ye(Ct/2),gt,oe(0,Se-Ct),ae,Re),ai[D]!=null&&pt(xe.get(ai[D]),Ge,me+ye(Ct/2),gt,oe(0,Se-Ct),ae,Re)):pt(xs,Ge,me+ye(Ct/2),gt,oe(0,Se-Ct),ae,Re),wt(S,P,D,Ge-Ct/2,me,gt+Ct,Se)}}return Ct>0?ee.stroke=Ze?ys:xs:Ze||(ee._fill=W.width==0?W._fill:W._stroke??W._fill,ee.width=0),ee.fill=Ze?xe:xs,ee})}function Vf(s,e){let t=ut(e?.alignGaps,0);return(i,n,r,o)=>ms(i,n,(a,h,p,b,f,y,S,P,z,B,W)=>{[r,o]=Or(p,r,o);let E=a.pxRound,H=K=>E(y(K,b,B,P)),C=K=>E(S(K,f,W,z)),X,I,st;b.ori==0?(X=Hr,st=hn,I=wp):(X=Wr,st=pn,I=bp);let Q=b.dir*(b.ori==0?1:-1),at=H(h[Q==1?r:o]),it=at,L=[],rt=[];for(let K=Q==1?r:o;K>=r&&K<=o;K+=Q)if(p[K]!=null){let Pt=h[K],pt=H(Pt);L.push(it=pt),rt.push(C(p[K]))}let q={stroke:s(L,rt,X,st,I,E),fill:null,clip:null,band:null,gaps:null,flags:an},tt=q.stroke,[Y,ht]=Yl(i,n);if(a.fill!=null||Y!=0){let K=q.fill=new Path2D(tt),le=a.fillTo(i,n,a.min,a.max,Y),Pt=C(le);st(K,it,Pt),st(K,at,Pt)}if(!a.spanGaps){let K=[];K.push(...Jl(h,p,r,o,Q,H,t)),q.gaps=K=a.gaps(i,n,r,o,K),q.clip=Br(K,b.ori,P,z,B,W)}return ht!=0&&(q.band=ht==2?[vi(i,n,r,o,tt,-1),vi(i,n,r,o,tt,1)]:vi(i,n,r,o,tt,ht)),q})}function Bf(s){return Vf(Hf,s)}function Hf(s,e,t,i,n,r){let o=s.length;if(o<2)return null;let a=new Path2D;if(t(a,s[0],e[0]),o==2)i(a,s[1],e[1]);else{let h=Array(o),p=Array(o-1),b=Array(o-1),f=Array(o-1);for(let y=0;y<o-1;y++)b[y]=e[y+1]-e[y],f[y]=s[y+1]-s[y],p[y]=b[y]/f[y];h[0]=p[0];for(let y=1;y<o-1;y++)p[y]===0||p[y-1]===0||p[y-1]>0!=p[y]>0?h[y]=0:(h[y]=3*(f[y-1]+f[y])/((2*f[y]+f[y-1])/p[y-1]+(f[y]+2*f[y-1])/p[y]),isFinite(h[y])||(h[y]=0));h[o-1]=p[o-2];for(let y=0;y<o-1;y++)n(a,s[y]+f[y]/3,e[y]+h[y]*f[y]/3,s[y+1]-f[y]/3,e[y+1]-h[y+1]*f[y]/3,s[y+1],e[y+1])}return a}var Ol=new Set;function Oh(){for(let s of Ol)s.syncRect(!0)}cn&&(ds(_m,nn,Oh),ds(xm,nn,Oh,!0),ds(Rr,nn,()=>{Xt.pxRatio=ft}));var Wf=xp(),Uf=yp();function Nh(s,e,t,i){return(i?[s[0],s[1]].concat(s.slice(2)):[s[0]].concat(s.slice(1))).map((r,o)=>Nl(r,o,e,t))}function jf(s,e){return s.map((t,i)=>i==0?{}:Nt({},e,t))}function Nl(s,e,t,i){return Nt({},e==0?t:i,s)}function Sp(s,e,t){return e==null?on:[e,t]}var qf=Sp;function Zf(s,e,t){return e==null?on:Ir(e,t,Wl,!0)}function $p(s,e,t,i){return e==null?on:Nr(e,t,s.scales[i].log,!1)}var Gf=$p;function kp(s,e,t,i){return e==null?on:Hl(e,t,s.scales[i].log,!1)}var Kf=kp;function Yf(s,e,t,i,n){let r=oe(gh(s),gh(e)),o=e-s,a=We(n/i*o,t);do{let h=t[a],p=i*h/o;if(p>=n&&r+(h<5?Di.get(h):0)<=17)return[h,p]}while(++a<t.length);return[0,0]}function Fh(s){let e,t;return s=s.replace(/(\d+)px/,(i,n)=>(e=Bt((t=+n)*ft))+"px"),[s,e,t]}function Jf(s){s.show&&[s.font,s.labelFont].forEach(e=>{let t=_t(e[2]*ft,1);e[0]=e[0].replace(/[0-9.]+px/,t+"px"),e[1]=t})}function Xt(s,e,t){let i={mode:ut(s.mode,1)},n=i.mode;function r(l,c,u,m){let v=c.valToPct(l);return m+u*(c.dir==-1?1-v:v)}function o(l,c,u,m){let v=c.valToPct(l);return m+u*(c.dir==-1?v:1-v)}function a(l,c,u,m){return c.ori==0?r(l,c,u,m):o(l,c,u,m)}i.valToPosH=r,i.valToPosV=o;let h=!1;i.status=0;let p=i.root=Ae(sm);if(s.id!=null&&(p.id=s.id),be(p,s.class),s.title){let l=Ae(om,p);l.textContent=s.title}let b=He("canvas"),f=i.ctx=b.getContext("2d"),y=Ae(lm,p);ds("click",y,l=>{l.target===P&&(St!=Rs||At!=Is)&&Yt.click(i,l)},!0);let S=i.under=Ae(am,y);y.appendChild(b);let P=i.over=Ae(cm,y);s=ln(s);let z=+ut(s.pxAlign,1),B=Ih(z);(s.plugins||[]).forEach(l=>{l.opts&&(s=l.opts(i,s)||s)});let W=s.ms||.001,E=i.series=n==1?Nh(s.series||[],Th,Mh,!1):jf(s.series||[null],zh),H=i.axes=Nh(s.axes||[],Ph,Ch,!0),C=i.scales={},X=i.bands=s.bands||[];X.forEach(l=>{l.fill=ct(l.fill||null),l.dir=ut(l.dir,-1)});let I=n==2?E[1].facets[0].scale:E[0].scale,st={axes:$d,series:bd},Q=(s.drawOrder||["axes","series"]).map(l=>st[l]);function at(l){let c=l.distr==3?u=>gi(u>0?u:l.clamp(i,u,l.min,l.max,l.key)):l.distr==4?u=>kl(u,l.asinh):l.distr==100?u=>l.fwd(u):u=>u;return u=>{let m=c(u),{_min:v,_max:_}=l,$=_-v;return(m-v)/$}}function it(l){let c=C[l];if(c==null){let u=(s.scales||Hn)[l]||Hn;if(u.from!=null){it(u.from);let m=Nt({},C[u.from],u,{key:l});m.valToPct=at(m),C[l]=m}else{c=C[l]=Nt({},l==I?up:Mf,u),c.key=l;let m=c.time,v=c.range,_=Ii(v);if((l!=I||n==2&&!m)&&(_&&(v[0]==null||v[1]==null)&&(v={min:v[0]==null?uh:{mode:1,hard:v[0],soft:v[0]},max:v[1]==null?uh:{mode:1,hard:v[1],soft:v[1]}},_=!1),!_&&Vr(v))){let $=v;v=(T,A,M)=>A==null?on:Ir(A,M,$)}c.range=ct(v||(m?qf:l==I?c.distr==3?Gf:c.distr==4?Kf:Sp:c.distr==3?$p:c.distr==4?kp:Zf)),c.auto=ct(_?!1:c.auto),c.clamp=ct(c.clamp||zf),c._min=c._max=null,c.valToPct=at(c)}}}it("x"),it("y"),n==1&&E.forEach(l=>{it(l.scale)}),H.forEach(l=>{it(l.scale)});for(let l in s.scales)it(l);let L=C[I],rt=L.distr,q,tt;L.ori==0?(be(p,nm),q=r,tt=o):(be(p,rm),q=o,tt=r);let Y={};for(let l in C){let c=C[l];(c.min!=null||c.max!=null)&&(Y[l]={min:c.min,max:c.max},c.min=c.max=null)}let ht=s.tzDate||(l=>new Date(Bt(l/W))),K=s.fmtDate||ql,le=W==1?rf(ht):af(ht),Pt=$h(ht,Sh(W==1?nf:lf,K)),pt=Eh(ht,kh(hf,K)),wt=[],ot=i.legend=Nt({},uf,s.legend),Z=i.cursor=Nt({},bf,{drag:{y:n==2}},s.cursor),Ft=ot.show,te=Z.show,Tt=ot.markers;ot.idxs=wt,Tt.width=ct(Tt.width),Tt.dash=ct(Tt.dash),Tt.stroke=ct(Tt.stroke),Tt.fill=ct(Tt.fill);let gt,Me,ue,Ct=[],Ze=[],ai,xe=!1,yi={};if(ot.live){let l=E[1]?E[1].values:null;xe=l!=null,ai=xe?l(i,1,0):{_:0};for(let c in ai)yi[c]=Vl}if(Ft)if(gt=He("table",fm,p),ue=He("tbody",null,gt),ot.mount(i,gt),xe){Me=He("thead",null,gt,ue);let l=He("tr",null,Me);He("th",null,l);for(var ys in ai)He("th",th,l).textContent=ys}else be(gt,vm),ot.live&&be(gt,gm);let _s={show:!0},dn={show:!1};function Xn(l,c){if(c==0&&(xe||!ot.live||n==2))return on;let u=[],m=He("tr",wm,ue,ue.childNodes[c]);be(m,l.class),l.show||be(m,ps);let v=He("th",null,m);if(Tt.show){let T=Ae(bm,v);if(c>0){let A=Tt.width(i,c);A&&(T.style.border=A+"px "+Tt.dash(i,c)+" "+Tt.stroke(i,c)),T.style.background=Tt.fill(i,c)}}let _=Ae(th,v);l.label instanceof HTMLElement?_.appendChild(l.label):_.textContent=l.label,c>0&&(Tt.show||(_.style.color=l.width>0?Tt.stroke(i,c):Tt.fill(i,c)),ee("click",v,T=>{if(Z._lock)return;Gi(T);let A=E.indexOf(l);if((T.ctrlKey||T.metaKey)!=ot.isolate){let M=E.some((R,O)=>O>0&&O!=A&&R.show);E.forEach((R,O)=>{O>0&&Ye(O,M?O==A?_s:dn:_s,!0,It.setSeries)})}else Ye(A,{show:!l.show},!0,It.setSeries)},!1),ks&&ee(nh,v,T=>{Z._lock||(Gi(T),Ye(E.indexOf(l),Os,!0,It.setSeries))},!1));for(var $ in ai){let T=He("td",ym,m);T.textContent="--",u.push(T)}return[m,u]}let Wi=new Map;function ee(l,c,u,m=!0){let v=Wi.get(c)||{},_=Z.bind[l](i,c,u,m);_&&(ds(l,c,v[l]=_),Wi.set(c,v))}function xs(l,c,u){let m=Wi.get(c)||{};for(let v in m)(l==null||v==l)&&(zl(v,c,m[v]),delete m[v]);l==null&&Wi.delete(c)}let ci=0,Ui=0,nt=0,D=0,xt=0,Vt=0,Ss=xt,ji=Vt,Ge=nt,qi=D,me=0,Se=0,ae=0,Re=0;i.bbox={};let ao=!1,Qn=!1,$s=!1,Zi=!1,tr=!1,$e=!1;function co(l,c,u){(u||l!=i.width||c!=i.height)&&pa(l,c),Cs(!1),$s=!0,Qn=!0,Ls()}function pa(l,c){i.width=ci=nt=l,i.height=Ui=D=c,xt=Vt=0,dd(),ud();let u=i.bbox;me=u.left=cs(xt*ft,.5),Se=u.top=cs(Vt*ft,.5),ae=u.width=cs(nt*ft,.5),Re=u.height=cs(D*ft,.5)}let cd=3;function hd(){let l=!1,c=0;for(;!l;){c++;let u=xd(c),m=Sd(c);l=c==cd||u&&m,l||(pa(i.width,i.height),Qn=!0)}}function pd({width:l,height:c}){co(l,c)}i.setSize=pd;function dd(){let l=!1,c=!1,u=!1,m=!1;H.forEach((v,_)=>{if(v.show&&v._show){let{side:$,_size:T}=v,A=$%2,M=v.label!=null?v.labelSize:0,R=T+M;R>0&&(A?(nt-=R,$==3?(xt+=R,m=!0):u=!0):(D-=R,$==0?(Vt+=R,l=!0):c=!0))}}),Ki[0]=l,Ki[1]=u,Ki[2]=c,Ki[3]=m,nt-=_i[1]+_i[3],xt+=_i[3],D-=_i[2]+_i[0],Vt+=_i[0]}function ud(){let l=xt+nt,c=Vt+D,u=xt,m=Vt;function v(_,$){switch(_){case 1:return l+=$,l-$;case 2:return c+=$,c-$;case 3:return u-=$,u+$;case 0:return m-=$,m+$}}H.forEach((_,$)=>{if(_.show&&_._show){let T=_.side;_._pos=v(T,_._size),_.label!=null&&(_._lpos=v(T,_.labelSize))}})}if(Z.dataIdx==null){let l=Z.hover,c=l.skip=new Set(l.skip??[]);c.add(void 0);let u=l.prox=ct(l.prox),m=l.bias??=0;Z.dataIdx=(v,_,$,T)=>{if(_==0)return $;let A=$,M=u(v,_,$,T)??yt,R=M>=0&&M<yt,O=L.ori==0?nt:D,et=Z.left,mt=e[0],dt=e[_];if(c.has(dt[$])){A=null;let lt=null,J=null,G;if(m==0||m==-1)for(G=$;lt==null&&G-- >0;)c.has(dt[G])||(lt=G);if(m==0||m==1)for(G=$;J==null&&G++<dt.length;)c.has(dt[G])||(J=G);if(lt!=null||J!=null)if(R){let kt=lt==null?-1/0:q(mt[lt],L,O,0),zt=J==null?1/0:q(mt[J],L,O,0),Gt=et-kt,bt=zt-et;Gt<=bt?Gt<=M&&(A=lt):bt<=M&&(A=J)}else A=J==null?lt:lt==null?J:$-lt<=J-$?lt:J}else R&&Ht(et-q(mt[$],L,O,0))>M&&(A=null);return A}}let Gi=l=>{Z.event=l};Z.idxs=wt,Z._lock=!1;let Qt=Z.points;Qt.show=ct(Qt.show),Qt.size=ct(Qt.size),Qt.stroke=ct(Qt.stroke),Qt.width=ct(Qt.width),Qt.fill=ct(Qt.fill);let Ke=i.focus=Nt({},s.focus||{alpha:.3},Z.focus),ks=Ke.prox>=0,Es=ks&&Qt.one,ke=[],Ps=[],Ts=[];function da(l,c){let u=Qt.show(i,c);if(u instanceof HTMLElement)return be(u,mm),be(u,l.class),ni(u,-10,-10,nt,D),P.insertBefore(u,ke[c]),u}function ua(l,c){if(n==1||c>0){let u=n==1&&C[l.scale].time,m=l.value;l.value=u?bh(m)?Eh(ht,kh(m,K)):m||pt:m||Af,l.label=l.label||(u?_f:yf)}if(Es||c>0){l.width=l.width==null?1:l.width,l.paths=l.paths||Wf||zm,l.fillTo=ct(l.fillTo||Rf),l.pxAlign=+ut(l.pxAlign,z),l.pxRound=Ih(l.pxAlign),l.stroke=ct(l.stroke||null),l.fill=ct(l.fill||null),l._stroke=l._fill=l._paths=l._focus=null;let u=Cf(oe(1,l.width),1),m=l.points=Nt({},{size:u,width:oe(1,u*.2),stroke:l.stroke,space:u*2,paths:Uf,_stroke:null,_fill:null},l.points);m.show=ct(m.show),m.filter=ct(m.filter),m.fill=ct(m.fill),m.stroke=ct(m.stroke),m.paths=ct(m.paths),m.pxAlign=l.pxAlign}if(Ft){let u=Xn(l,c);Ct.splice(c,0,u[0]),Ze.splice(c,0,u[1]),ot.values.push(null)}if(te){wt.splice(c,0,null);let u=null;Es?c==0&&(u=da(l,c)):c>0&&(u=da(l,c)),ke.splice(c,0,u),Ps.splice(c,0,0),Ts.splice(c,0,0)}Zt("addSeries",c)}function md(l,c){c=c??E.length,l=n==1?Nl(l,c,Th,Mh):Nl(l,c,{},zh),E.splice(c,0,l),ua(E[c],c)}i.addSeries=md;function fd(l){if(E.splice(l,1),Ft){ot.values.splice(l,1),Ze.splice(l,1);let c=Ct.splice(l,1)[0];xs(null,c.firstChild),c.remove()}te&&(wt.splice(l,1),ke.splice(l,1)[0].remove(),Ps.splice(l,1),Ts.splice(l,1)),Zt("delSeries",l)}i.delSeries=fd;let Ki=[!1,!1,!1,!1];function gd(l,c){if(l._show=l.show,l.show){let u=l.side%2,m=C[l.scale];m==null&&(l.scale=u?E[1].scale:I,m=C[l.scale]);let v=m.time;l.size=ct(l.size),l.space=ct(l.space),l.rotate=ct(l.rotate),Ii(l.incrs)&&l.incrs.forEach($=>{!Di.has($)&&Di.set($,Gh($))}),l.incrs=ct(l.incrs||(m.distr==2?tf:v?W==1?sf:of:hs)),l.splits=ct(l.splits||(v&&m.distr==1?le:m.distr==3?Rl:m.distr==4?$f:Sf)),l.stroke=ct(l.stroke),l.grid.stroke=ct(l.grid.stroke),l.ticks.stroke=ct(l.ticks.stroke),l.border.stroke=ct(l.border.stroke);let _=l.values;l.values=Ii(_)&&!Ii(_[0])?ct(_):v?Ii(_)?$h(ht,Sh(_,K)):bh(_)?cf(ht,_):_||Pt:_||xf,l.filter=ct(l.filter||(m.distr>=3&&m.log==10?Pf:m.distr==3&&m.log==2?Tf:qh)),l.font=Fh(l.font),l.labelFont=Fh(l.labelFont),l._size=l.size(i,null,c,0),l._space=l._rotate=l._incrs=l._found=l._splits=l._values=null,l._size>0&&(Ki[c]=!0,l._el=Ae(hm,y))}}function un(l,c,u,m){let[v,_,$,T]=u,A=c%2,M=0;return A==0&&(T||_)&&(M=c==0&&!v||c==2&&!$?Bt(Ph.size/3):0),A==1&&(v||$)&&(M=c==1&&!_||c==3&&!T?Bt(Ch.size/2):0),M}let ma=i.padding=(s.padding||[un,un,un,un]).map(l=>ct(ut(l,un))),_i=i._padding=ma.map((l,c)=>l(i,c,Ki,0)),Kt,Wt=null,Ut=null,er=n==1?E[0].idxs:null,Ie=null,mn=!1;function fa(l,c){if(e=l??[],i.data=i._data=e,n==2){Kt=0;for(let u=1;u<E.length;u++)Kt+=e[u][0].length}else{e.length==0&&(i.data=i._data=e=[[]]),Ie=e[0],Kt=Ie.length;let u=e;if(rt==2){u=e.slice();let m=u[0]=Array(Kt);for(let v=0;v<Kt;v++)m[v]=v}i._data=e=u}if(Cs(!0),Zt("setData"),rt==2&&($s=!0),c!==!1){let u=L;u.auto(i,mn)?ho():Si(I,u.min,u.max),Zi=Zi||Z.left>=0,$e=!0,Ls()}}i.setData=fa;function ho(){mn=!0;let l,c;n==1&&(Kt>0?(Wt=er[0]=0,Ut=er[1]=Kt-1,l=e[0][Wt],c=e[0][Ut],rt==2?(l=Wt,c=Ut):l==c&&(rt==3?[l,c]=Nr(l,l,L.log,!1):rt==4?[l,c]=Hl(l,l,L.log,!1):L.time?c=l+Bt(86400/W):[l,c]=Ir(l,c,Wl,!0))):(Wt=er[0]=l=null,Ut=er[1]=c=null)),Si(I,l,c)}let ir,As,po,uo,mo,fo,go,vo,wo,ce;function ga(l,c,u,m,v,_){l??=ih,u??=jl,m??="butt",v??=ih,_??="round",l!=ir&&(f.strokeStyle=ir=l),v!=As&&(f.fillStyle=As=v),c!=po&&(f.lineWidth=po=c),_!=mo&&(f.lineJoin=mo=_),m!=fo&&(f.lineCap=fo=m),u!=uo&&f.setLineDash(uo=u)}function va(l,c,u,m){c!=As&&(f.fillStyle=As=c),l!=go&&(f.font=go=l),u!=vo&&(f.textAlign=vo=u),m!=wo&&(f.textBaseline=wo=m)}function bo(l,c,u,m,v=0){if(m.length>0&&l.auto(i,mn)&&(c==null||c.min==null)){let _=ut(Wt,0),$=ut(Ut,m.length-1),T=u.min==null?Em(m,_,$,v,l.distr==3):[u.min,u.max];l.min=Ue(l.min,u.min=T[0]),l.max=oe(l.max,u.max=T[1])}}let wa={min:null,max:null};function vd(){for(let m in C){let v=C[m];Y[m]==null&&(v.min==null||Y[I]!=null&&v.auto(i,mn))&&(Y[m]=wa)}for(let m in C){let v=C[m];Y[m]==null&&v.from!=null&&Y[v.from]!=null&&(Y[m]=wa)}Y[I]!=null&&Cs(!0);let l={};for(let m in Y){let v=Y[m];if(v!=null){let _=l[m]=ln(C[m],Im);if(v.min!=null)Nt(_,v);else if(m!=I||n==2)if(Kt==0&&_.from==null){let $=_.range(i,null,null,m);_.min=$[0],_.max=$[1]}else _.min=yt,_.max=-yt}}if(Kt>0){E.forEach((m,v)=>{if(n==1){let _=m.scale,$=Y[_];if($==null)return;let T=l[_];if(v==0){let A=T.range(i,T.min,T.max,_);T.min=A[0],T.max=A[1],Wt=We(T.min,e[0]),Ut=We(T.max,e[0]),Ut-Wt>1&&(e[0][Wt]<T.min&&Wt++,e[0][Ut]>T.max&&Ut--),m.min=Ie[Wt],m.max=Ie[Ut]}else m.show&&m.auto&&bo(T,$,m,e[v],m.sorted);m.idxs[0]=Wt,m.idxs[1]=Ut}else if(v>0&&m.show&&m.auto){let[_,$]=m.facets,T=_.scale,A=$.scale,[M,R]=e[v],O=l[T],et=l[A];O!=null&&bo(O,Y[T],_,M,_.sorted),et!=null&&bo(et,Y[A],$,R,$.sorted),m.min=$.min,m.max=$.max}});for(let m in l){let v=l[m],_=Y[m];if(v.from==null&&(_==null||_.min==null)){let $=v.range(i,v.min==yt?null:v.min,v.max==-yt?null:v.max,m);v.min=$[0],v.max=$[1]}}}for(let m in l){let v=l[m];if(v.from!=null){let _=l[v.from];if(_.min==null)v.min=v.max=null;else{let $=v.range(i,_.min,_.max,m);v.min=$[0],v.max=$[1]}}}let c={},u=!1;for(let m in l){let v=l[m],_=C[m];if(_.min!=v.min||_.max!=v.max){_.min=v.min,_.max=v.max;let $=_.distr;_._min=$==3?gi(_.min):$==4?kl(_.min,_.asinh):$==100?_.fwd(_.min):_.min,_._max=$==3?gi(_.max):$==4?kl(_.max,_.asinh):$==100?_.fwd(_.max):_.max,c[m]=u=!0}}if(u){E.forEach((m,v)=>{n==2?v>0&&c.y&&(m._paths=null):c[m.scale]&&(m._paths=null)});for(let m in c)$s=!0,Zt("setScale",m);te&&Z.left>=0&&(Zi=$e=!0)}for(let m in Y)Y[m]=null}function wd(l){let c=Ml(Wt-1,0,Kt-1),u=Ml(Ut+1,0,Kt-1);for(;l[c]==null&&c>0;)c--;for(;l[u]==null&&u<Kt-1;)u++;return[c,u]}function bd(){if(Kt>0){let l=E.some(c=>c._focus)&&ce!=Ke.alpha;l&&(f.globalAlpha=ce=Ke.alpha),E.forEach((c,u)=>{if(u>0&&c.show&&(ba(u,!1),ba(u,!0),c._paths==null)){let m=ce;ce!=c.alpha&&(f.globalAlpha=ce=c.alpha);let v=n==2?[0,e[u][0].length-1]:wd(e[u]);c._paths=c.paths(i,u,v[0],v[1]),ce!=m&&(f.globalAlpha=ce=m)}}),E.forEach((c,u)=>{if(u>0&&c.show){let m=ce;ce!=c.alpha&&(f.globalAlpha=ce=c.alpha),c._paths!=null&&ya(u,!1);{let v=c._paths!=null?c._paths.gaps:null,_=c.points.show(i,u,Wt,Ut,v),$=c.points.filter(i,u,_,v);(_||$)&&(c.points._paths=c.points.paths(i,u,Wt,Ut,$),ya(u,!0))}ce!=m&&(f.globalAlpha=ce=m),Zt("drawSeries",u)}}),l&&(f.globalAlpha=ce=1)}}function ba(l,c){let u=c?E[l].points:E[l];u._stroke=u.stroke(i,l),u._fill=u.fill(i,l)}function ya(l,c){let u=c?E[l].points:E[l],{stroke:m,fill:v,clip:_,flags:$,_stroke:T=u._stroke,_fill:A=u._fill,_width:M=u.width}=u._paths;M=_t(M*ft,3);let R=null,O=M%2/2;c&&A==null&&(A=M>0?"#fff":T);let et=u.pxAlign==1&&O>0;if(et&&f.translate(O,O),!c){let mt=me-M/2,dt=Se-M/2,lt=ae+M,J=Re+M;R=new Path2D,R.rect(mt,dt,lt,J)}c?yo(T,M,u.dash,u.cap,A,m,v,$,_):yd(l,T,M,u.dash,u.cap,A,m,v,$,R,_),et&&f.translate(-O,-O)}function yd(l,c,u,m,v,_,$,T,A,M,R){let O=!1;A!=0&&X.forEach((et,mt)=>{if(et.series[0]==l){let dt=E[et.series[1]],lt=e[et.series[1]],J=(dt._paths||Hn).band;Ii(J)&&(J=et.dir==1?J[0]:J[1]);let G,kt=null;dt.show&&J&&Tm(lt,Wt,Ut)?(kt=et.fill(i,mt)||_,G=dt._paths.clip):J=null,yo(c,u,m,v,kt,$,T,A,M,R,G,J),O=!0}}),O||yo(c,u,m,v,_,$,T,A,M,R)}let _a=an|Dl;function yo(l,c,u,m,v,_,$,T,A,M,R,O){ga(l,c,u,m,v),(A||M||O)&&(f.save(),A&&f.clip(A),M&&f.clip(M)),O?(T&_a)==_a?(f.clip(O),R&&f.clip(R),nr(v,$),sr(l,_,c)):T&Dl?(nr(v,$),f.clip(O),sr(l,_,c)):T&an&&(f.save(),f.clip(O),R&&f.clip(R),nr(v,$),f.restore(),sr(l,_,c)):(nr(v,$),sr(l,_,c)),(A||M||O)&&f.restore()}function sr(l,c,u){u>0&&(c instanceof Map?c.forEach((m,v)=>{f.strokeStyle=ir=v,f.stroke(m)}):c!=null&&l&&f.stroke(c))}function nr(l,c){c instanceof Map?c.forEach((u,m)=>{f.fillStyle=As=m,f.fill(u)}):c!=null&&l&&f.fill(c)}function _d(l,c,u,m){let v=H[l],_;if(m<=0)_=[0,0];else{let $=v._space=v.space(i,l,c,u,m),T=v._incrs=v.incrs(i,l,c,u,m,$);_=Yf(c,u,T,m,$)}return v._found=_}function _o(l,c,u,m,v,_,$,T,A,M){let R=$%2/2;z==1&&f.translate(R,R),ga(T,$,A,M,T),f.beginPath();let O,et,mt,dt,lt=v+(m==0||m==3?-_:_);u==0?(et=v,dt=lt):(O=v,mt=lt);for(let J=0;J<l.length;J++)c[J]!=null&&(u==0?O=mt=l[J]:et=dt=l[J],f.moveTo(O,et),f.lineTo(mt,dt));f.stroke(),z==1&&f.translate(-R,-R)}function xd(l){let c=!0;return H.forEach((u,m)=>{if(!u.show)return;let v=C[u.scale];if(v.min==null){u._show&&(c=!1,u._show=!1,Cs(!1));return}else u._show||(c=!1,u._show=!0,Cs(!1));let _=u.side,$=_%2,{min:T,max:A}=v,[M,R]=_d(m,T,A,$==0?nt:D);if(R==0)return;let O=v.distr==2,et=u._splits=u.splits(i,m,T,A,M,R,O),mt=v.distr==2?et.map(G=>Ie[G]):et,dt=v.distr==2?Ie[et[1]]-Ie[et[0]]:M,lt=u._values=u.values(i,u.filter(i,mt,m,R,dt),m,R,dt);u._rotate=_==2?u.rotate(i,lt,m,R):0;let J=u._size;u._size=Ce(u.size(i,lt,m,l)),J!=null&&u._size!=J&&(c=!1)}),c}function Sd(l){let c=!0;return ma.forEach((u,m)=>{let v=u(i,m,Ki,l);v!=_i[m]&&(c=!1),_i[m]=v}),c}function $d(){for(let l=0;l<H.length;l++){let c=H[l];if(!c.show||!c._show)continue;let u=c.side,m=u%2,v,_,$=c.stroke(i,l),T=u==0||u==3?-1:1,[A,M]=c._found;if(c.label!=null){let se=c.labelGap*T,ve=Bt((c._lpos+se)*ft);va(c.labelFont[0],$,"center",u==2?"top":eh),f.save(),m==1?(v=_=0,f.translate(ve,Bt(Se+Re/2)),f.rotate((u==3?-Mr:Mr)/2)):(v=Bt(me+ae/2),_=ve);let Xi=Uh(c.label)?c.label(i,l,A,M):c.label;f.fillText(Xi,v,_),f.restore()}if(M==0)continue;let R=C[c.scale],O=m==0?ae:Re,et=m==0?me:Se,mt=c._splits,dt=R.distr==2?mt.map(se=>Ie[se]):mt,lt=R.distr==2?Ie[mt[1]]-Ie[mt[0]]:A,J=c.ticks,G=c.border,kt=J.show?J.size:0,zt=Bt(kt*ft),Gt=Bt((c.alignTo==2?c._size-kt-c.gap:c.gap)*ft),bt=c._rotate*-Mr/180,Mt=B(c._pos*ft),fe=(zt+Gt)*T,ie=Mt+fe;_=m==0?ie:0,v=m==1?ie:0;let Ee=c.font[0],De=c.align==1?en:c.align==2?xl:bt>0?en:bt<0?xl:m==0?"center":u==3?xl:en,Xe=bt||m==1?"middle":u==2?"top":eh;va(Ee,$,De,Xe);let ge=c.font[1]*c.lineGap,Pe=mt.map(se=>B(a(se,R,O,et))),Oe=c._values;for(let se=0;se<Oe.length;se++){let ve=Oe[se];if(ve!=null){m==0?v=Pe[se]:_=Pe[se],ve=""+ve;let Xi=ve.indexOf(`
`)==-1?[ve]:ve.split(/\n/gm);for(let ne=0;ne<Xi.length;ne++){let Va=Xi[ne];bt?(f.save(),f.translate(v,_+ne*ge),f.rotate(bt),f.fillText(Va,0,0),f.restore()):f.fillText(Va,v,_+ne*ge)}}}J.show&&_o(Pe,J.filter(i,dt,l,M,lt),m,u,Mt,zt,_t(J.width*ft,3),J.stroke(i,l),J.dash,J.cap);let Qe=c.grid;Qe.show&&_o(Pe,Qe.filter(i,dt,l,M,lt),m,m==0?2:1,m==0?Se:me,m==0?Re:ae,_t(Qe.width*ft,3),Qe.stroke(i,l),Qe.dash,Qe.cap),G.show&&_o([Mt],[1],m==0?1:0,m==0?1:2,m==1?Se:me,m==1?Re:ae,_t(G.width*ft,3),G.stroke(i,l),G.dash,G.cap)}Zt("drawAxes")}function Cs(l){E.forEach((c,u)=>{u>0&&(c._paths=null,l&&(n==1?(c.min=null,c.max=null):c.facets.forEach(m=>{m.min=null,m.max=null})))})}let rr=!1,xo=!1,fn=[];function kd(){xo=!1;for(let l=0;l<fn.length;l++)Zt(...fn[l]);fn.length=0}function Ls(){rr||(Hm(xa),rr=!0)}function Ed(l,c=!1){rr=!0,xo=c,l(i),xa(),c&&fn.length>0&&queueMicrotask(kd)}i.batch=Ed;function xa(){if(ao&&(vd(),ao=!1),$s&&(hd(),$s=!1),Qn){if(Et(S,en,xt),Et(S,"top",Vt),Et(S,Nn,nt),Et(S,Fn,D),Et(P,en,xt),Et(P,"top",Vt),Et(P,Nn,nt),Et(P,Fn,D),Et(y,Nn,ci),Et(y,Fn,Ui),b.width=Bt(ci*ft),b.height=Bt(Ui*ft),H.forEach(({_el:l,_show:c,_size:u,_pos:m,side:v})=>{if(l!=null)if(c){let _=v===3||v===0?u:0,$=v%2==1;Et(l,$?"left":"top",m-_),Et(l,$?"width":"height",u),Et(l,$?"top":"left",$?Vt:xt),Et(l,$?"height":"width",$?D:nt),Ll(l,ps)}else be(l,ps)}),ir=As=po=mo=fo=go=vo=wo=uo=null,ce=1,wn(!0),xt!=Ss||Vt!=ji||nt!=Ge||D!=qi){Cs(!1);let l=nt/Ge,c=D/qi;if(te&&!Zi&&Z.left>=0){Z.left*=l,Z.top*=c,zs&&ni(zs,Bt(Z.left),0,nt,D),Ms&&ni(Ms,0,Bt(Z.top),nt,D);for(let u=0;u<ke.length;u++){let m=ke[u];m!=null&&(Ps[u]*=l,Ts[u]*=c,ni(m,Ce(Ps[u]),Ce(Ts[u]),nt,D))}}if($t.show&&!tr&&$t.left>=0&&$t.width>0){$t.left*=l,$t.width*=l,$t.top*=c,$t.height*=c;for(let u in To)Et(Ds,u,$t[u])}Ss=xt,ji=Vt,Ge=nt,qi=D}Zt("setSize"),Qn=!1}ci>0&&Ui>0&&(f.clearRect(0,0,b.width,b.height),Zt("drawClear"),Q.forEach(l=>l()),Zt("draw")),$t.show&&tr&&(or($t),tr=!1),te&&Zi&&(Ji(null,!0,!1),Zi=!1),ot.show&&ot.live&&$e&&(Eo(),$e=!1),h||(h=!0,i.status=1,Zt("ready")),mn=!1,rr=!1}i.redraw=(l,c)=>{$s=c||!1,l!==!1?Si(I,L.min,L.max):Ls()};function So(l,c){let u=C[l];if(u.from==null){if(Kt==0){let m=u.range(i,c.min,c.max,l);c.min=m[0],c.max=m[1]}if(c.min>c.max){let m=c.min;c.min=c.max,c.max=m}if(Kt>1&&c.min!=null&&c.max!=null&&c.max-c.min<1e-16)return;l==I&&u.distr==2&&Kt>0&&(c.min=We(c.min,e[0]),c.max=We(c.max,e[0]),c.min==c.max&&c.max++),Y[l]=c,ao=!0,Ls()}}i.setScale=So;let $o,ko,zs,Ms,Sa,$a,Rs,Is,ka,Ea,St,At,xi=!1,Yt=Z.drag,jt=Yt.x,qt=Yt.y;te&&(Z.x&&($o=Ae(dm,P)),Z.y&&(ko=Ae(um,P)),L.ori==0?(zs=$o,Ms=ko):(zs=ko,Ms=$o),St=Z.left,At=Z.top);let $t=i.select=Nt({show:!0,over:!0,left:0,width:0,top:0,height:0},s.select),Ds=$t.show?Ae(pm,$t.over?P:S):null;function or(l,c){if($t.show){for(let u in l)$t[u]=l[u],u in To&&Et(Ds,u,l[u]);c!==!1&&Zt("setSelect")}}i.setSelect=or;function Pd(l){if(E[l].show)Ft&&Ll(Ct[l],ps);else if(Ft&&be(Ct[l],ps),te){let u=Es?ke[0]:ke[l];u!=null&&ni(u,-10,-10,nt,D)}}function Si(l,c,u){So(l,{min:c,max:u})}function Ye(l,c,u,m){c.focus!=null&&zd(l),c.show!=null&&E.forEach((v,_)=>{_>0&&(l==_||l==null)&&(v.show=c.show,Pd(_),n==2?(Si(v.facets[0].scale,null,null),Si(v.facets[1].scale,null,null)):Si(v.scale,null,null),Ls())}),u!==!1&&Zt("setSeries",l,c),m&&bn("setSeries",i,l,c)}i.setSeries=Ye;function Td(l,c){Nt(X[l],c)}function Ad(l,c){l.fill=ct(l.fill||null),l.dir=ut(l.dir,-1),c=c??X.length,X.splice(c,0,l)}function Cd(l){l==null?X.length=0:X.splice(l,1)}i.addBand=Ad,i.setBand=Td,i.delBand=Cd;function Ld(l,c){E[l].alpha=c,te&&ke[l]!=null&&(ke[l].style.opacity=c),Ft&&Ct[l]&&(Ct[l].style.opacity=c)}let hi,$i,Yi,Os={focus:!0};function zd(l){if(l!=Yi){let c=l==null,u=Ke.alpha!=1;E.forEach((m,v)=>{if(n==1||v>0){let _=c||v==0||v==l;m._focus=c?null:_,u&&Ld(v,_?1:Ke.alpha)}}),Yi=l,u&&Ls()}}Ft&&ks&&ee(rh,gt,l=>{Z._lock||(Gi(l),Yi!=null&&Ye(null,Os,!0,It.setSeries))});function Je(l,c,u){let m=C[c];u&&(l=l/ft-(m.ori==1?Vt:xt));let v=nt;m.ori==1&&(v=D,l=v-l),m.dir==-1&&(l=v-l);let _=m._min,$=m._max,T=l/v,A=_+($-_)*T,M=m.distr;return M==3?rn(10,A):M==4?Cm(A,m.asinh):M==100?m.bwd(A):A}function Md(l,c){let u=Je(l,I,c);return We(u,e[0],Wt,Ut)}i.valToIdx=l=>We(l,e[0]),i.posToIdx=Md,i.posToVal=Je,i.valToPos=(l,c,u)=>C[c].ori==0?r(l,C[c],u?ae:nt,u?me:0):o(l,C[c],u?Re:D,u?Se:0),i.setCursor=(l,c,u)=>{St=l.left,At=l.top,Ji(null,c,u)};function Pa(l,c){Et(Ds,en,$t.left=l),Et(Ds,Nn,$t.width=c)}function Ta(l,c){Et(Ds,"top",$t.top=l),Et(Ds,Fn,$t.height=c)}let gn=L.ori==0?Pa:Ta,vn=L.ori==1?Pa:Ta;function Rd(){if(Ft&&ot.live)for(let l=n==2?1:0;l<E.length;l++){if(l==0&&xe)continue;let c=ot.values[l],u=0;for(let m in c)Ze[l][u++].firstChild.nodeValue=c[m]}}function Eo(l,c){if(l!=null&&(l.idxs?l.idxs.forEach((u,m)=>{wt[m]=u}):Rm(l.idx)||wt.fill(l.idx),ot.idx=wt[0]),Ft&&ot.live){for(let u=0;u<E.length;u++)(u>0||n==1&&!xe)&&Id(u,wt[u]);Rd()}$e=!1,c!==!1&&Zt("setLegend")}i.setLegend=Eo;function Id(l,c){let u=E[l],m=l==0&&rt==2?Ie:e[l],v;xe?v=u.values(i,l,c)??yi:(v=u.value(i,c==null?null:m[c],l,c),v=v==null?yi:{_:v}),ot.values[l]=v}function Ji(l,c,u){ka=St,Ea=At,[St,At]=Z.move(i,St,At),Z.left=St,Z.top=At,te&&(zs&&ni(zs,Bt(St),0,nt,D),Ms&&ni(Ms,0,Bt(At),nt,D));let m,v=Wt>Ut;hi=yt,$i=null;let _=L.ori==0?nt:D,$=L.ori==1?nt:D;if(St<0||Kt==0||v){m=Z.idx=null;for(let T=0;T<E.length;T++){let A=ke[T];A!=null&&ni(A,-10,-10,nt,D)}ks&&Ye(null,Os,!0,l==null&&It.setSeries),ot.live&&(wt.fill(m),$e=!0)}else{let T,A,M;n==1&&(T=L.ori==0?St:At,A=Je(T,I),m=Z.idx=We(A,e[0],Wt,Ut),M=q(e[0][m],L,_,0));let R=-10,O=-10,et=0,mt=0,dt=!0,lt="",J="";for(let G=n==2?1:0;G<E.length;G++){let kt=E[G],zt=wt[G],Gt=zt==null?null:n==1?e[G][zt]:e[G][1][zt],bt=Z.dataIdx(i,G,m,A),Mt=bt==null?null:n==1?e[G][bt]:e[G][1][bt];if($e=$e||Mt!=Gt||bt!=zt,wt[G]=bt,G>0&&kt.show){let fe=bt==null?-10:bt==m?M:q(n==1?e[0][bt]:e[G][0][bt],L,_,0),ie=Mt==null?-10:tt(Mt,n==1?C[kt.scale]:C[kt.facets[1].scale],$,0);if(ks&&Mt!=null){let Ee=L.ori==1?St:At,De=Ht(Ke.dist(i,G,bt,ie,Ee));if(De<hi){let Xe=Ke.bias;if(Xe!=0){let ge=Je(Ee,kt.scale),Pe=Mt>=0?1:-1,Oe=ge>=0?1:-1;Oe==Pe&&(Oe==1?Xe==1?Mt>=ge:Mt<=ge:Xe==1?Mt<=ge:Mt>=ge)&&(hi=De,$i=G)}else hi=De,$i=G}}if($e||Es){let Ee,De;L.ori==0?(Ee=fe,De=ie):(Ee=ie,De=fe);let Xe,ge,Pe,Oe,Qe,se,ve=!0,Xi=Qt.bbox;if(Xi!=null){ve=!1;let ne=Xi(i,G);Pe=ne.left,Oe=ne.top,Xe=ne.width,ge=ne.height}else Pe=Ee,Oe=De,Xe=ge=Qt.size(i,G);if(se=Qt.fill(i,G),Qe=Qt.stroke(i,G),Es)G==$i&&hi<=Ke.prox&&(R=Pe,O=Oe,et=Xe,mt=ge,dt=ve,lt=se,J=Qe);else{let ne=ke[G];ne!=null&&(Ps[G]=Pe,Ts[G]=Oe,dh(ne,Xe,ge,ve),hh(ne,se,Qe),ni(ne,Ce(Pe),Ce(Oe),nt,D))}}}}if(Es){let G=Ke.prox,kt=Yi==null?hi<=G:hi>G||$i!=Yi;if($e||kt){let zt=ke[0];zt!=null&&(Ps[0]=R,Ts[0]=O,dh(zt,et,mt,dt),hh(zt,lt,J),ni(zt,Ce(R),Ce(O),nt,D))}}}if($t.show&&xi)if(l!=null){let[T,A]=It.scales,[M,R]=It.match,[O,et]=l.cursor.sync.scales,mt=l.cursor.drag;if(jt=mt._x,qt=mt._y,jt||qt){let{left:dt,top:lt,width:J,height:G}=l.select,kt=l.scales[O].ori,zt=l.posToVal,Gt,bt,Mt,fe,ie,Ee=T!=null&&M(T,O),De=A!=null&&R(A,et);Ee&&jt?(kt==0?(Gt=dt,bt=J):(Gt=lt,bt=G),Mt=C[T],fe=q(zt(Gt,O),Mt,_,0),ie=q(zt(Gt+bt,O),Mt,_,0),gn(Ue(fe,ie),Ht(ie-fe))):gn(0,_),De&&qt?(kt==1?(Gt=dt,bt=J):(Gt=lt,bt=G),Mt=C[A],fe=tt(zt(Gt,et),Mt,$,0),ie=tt(zt(Gt+bt,et),Mt,$,0),vn(Ue(fe,ie),Ht(ie-fe))):vn(0,$)}else Ao()}else{let T=Ht(ka-Sa),A=Ht(Ea-$a);if(L.ori==1){let et=T;T=A,A=et}jt=Yt.x&&T>=Yt.dist,qt=Yt.y&&A>=Yt.dist;let M=Yt.uni;M!=null?jt&&qt&&(jt=T>=M,qt=A>=M,!jt&&!qt&&(A>T?qt=!0:jt=!0)):Yt.x&&Yt.y&&(jt||qt)&&(jt=qt=!0);let R,O;jt&&(L.ori==0?(R=Rs,O=St):(R=Is,O=At),gn(Ue(R,O),Ht(O-R)),qt||vn(0,$)),qt&&(L.ori==1?(R=Rs,O=St):(R=Is,O=At),vn(Ue(R,O),Ht(O-R)),jt||gn(0,_)),!jt&&!qt&&(gn(0,0),vn(0,0))}if(Yt._x=jt,Yt._y=qt,l==null){if(u){if(Fa!=null){let[T,A]=It.scales;It.values[0]=T!=null?Je(L.ori==0?St:At,T):null,It.values[1]=A!=null?Je(L.ori==1?St:At,A):null}bn(Sl,i,St,At,nt,D,m)}if(ks){let T=u&&It.setSeries,A=Ke.prox;Yi==null?hi<=A&&Ye($i,Os,!0,T):hi>A?Ye(null,Os,!0,T):$i!=Yi&&Ye($i,Os,!0,T)}}$e&&(ot.idx=m,Eo()),c!==!1&&Zt("setCursor")}let ki=null;Object.defineProperty(i,"rect",{get(){return ki==null&&wn(!1),ki}});function wn(l=!1){l?ki=null:(ki=P.getBoundingClientRect(),Zt("syncRect",ki))}function Aa(l,c,u,m,v,_,$){Z._lock||xi&&l!=null&&l.movementX==0&&l.movementY==0||(Po(l,c,u,m,v,_,$,!1,l!=null),l!=null?Ji(null,!0,!0):Ji(c,!0,!1))}function Po(l,c,u,m,v,_,$,T,A){if(ki==null&&wn(!1),Gi(l),l!=null)u=l.clientX-ki.left,m=l.clientY-ki.top;else{if(u<0||m<0){St=-10,At=-10;return}let[M,R]=It.scales,O=c.cursor.sync,[et,mt]=O.values,[dt,lt]=O.scales,[J,G]=It.match,kt=c.axes[0].side%2==1,zt=L.ori==0?nt:D,Gt=L.ori==1?nt:D,bt=kt?_:v,Mt=kt?v:_,fe=kt?m:u,ie=kt?u:m;if(dt!=null?u=J(M,dt)?a(et,C[M],zt,0):-10:u=zt*(fe/bt),lt!=null?m=G(R,lt)?a(mt,C[R],Gt,0):-10:m=Gt*(ie/Mt),L.ori==1){let Ee=u;u=m,m=Ee}}A&&(c==null||c.cursor.event.type==Sl)&&((u<=1||u>=nt-1)&&(u=cs(u,nt)),(m<=1||m>=D-1)&&(m=cs(m,D))),T?(Sa=u,$a=m,[Rs,Is]=Z.move(i,u,m)):(St=u,At=m)}let To={width:0,height:0,left:0,top:0};function Ao(){or(To,!1)}let Ca,La,za,Ma;function Ra(l,c,u,m,v,_,$){xi=!0,jt=qt=Yt._x=Yt._y=!1,Po(l,c,u,m,v,_,$,!0,!1),l!=null&&(ee($l,Al,Ia,!1),bn(sh,i,Rs,Is,nt,D,null));let{left:T,top:A,width:M,height:R}=$t;Ca=T,La=A,za=M,Ma=R}function Ia(l,c,u,m,v,_,$){xi=Yt._x=Yt._y=!1,Po(l,c,u,m,v,_,$,!1,!0);let{left:T,top:A,width:M,height:R}=$t,O=M>0||R>0,et=Ca!=T||La!=A||za!=M||Ma!=R;if(O&&et&&or($t),Yt.setScale&&O&&et){let mt=T,dt=M,lt=A,J=R;if(L.ori==1&&(mt=A,dt=R,lt=T,J=M),jt&&Si(I,Je(mt,I),Je(mt+dt,I)),qt)for(let G in C){let kt=C[G];G!=I&&kt.from==null&&kt.min!=yt&&Si(G,Je(lt+J,G),Je(lt,G))}Ao()}else Z.lock&&(Z._lock=!Z._lock,Ji(c,!0,l!=null));l!=null&&(xs($l,Al),bn($l,i,St,At,nt,D,null))}function Dd(l,c,u,m,v,_,$){if(Z._lock)return;Gi(l);let T=xi;if(xi){let A=!0,M=!0,R=10,O,et;L.ori==0?(O=jt,et=qt):(O=qt,et=jt),O&&et&&(A=St<=R||St>=nt-R,M=At<=R||At>=D-R),O&&A&&(St=St<Rs?0:nt),et&&M&&(At=At<Is?0:D),Ji(null,!0,!0),xi=!1}St=-10,At=-10,wt.fill(null),Ji(null,!0,!0),T&&(xi=T)}function Da(l,c,u,m,v,_,$){Z._lock||(Gi(l),ho(),Ao(),l!=null&&bn(oh,i,St,At,nt,D,null))}function Oa(){H.forEach(Jf),co(i.width,i.height,!0)}ds(Rr,nn,Oa);let Ns={};Ns.mousedown=Ra,Ns.mousemove=Aa,Ns.mouseup=Ia,Ns.dblclick=Da,Ns.setSeries=(l,c,u,m)=>{let v=It.match[2];u=v(i,c,u),u!=-1&&Ye(u,m,!0,!1)},te&&(ee(sh,P,Ra),ee(Sl,P,Aa),ee(nh,P,l=>{Gi(l),wn(!1)}),ee(rh,P,Dd),ee(oh,P,Da),Ol.add(i),i.syncRect=wn);let lr=i.hooks=s.hooks||{};function Zt(l,c,u){xo?fn.push([l,c,u]):l in lr&&lr[l].forEach(m=>{m.call(null,i,c,u)})}(s.plugins||[]).forEach(l=>{for(let c in l.hooks)lr[c]=(lr[c]||[]).concat(l.hooks[c])});let Na=(l,c,u)=>u,It=Nt({key:null,setSeries:!1,filters:{pub:vh,sub:vh},scales:[I,E[1]?E[1].scale:null],match:[wh,wh,Na],values:[null,null]},Z.sync);It.match.length==2&&It.match.push(Na),Z.sync=It;let Fa=It.key,Co=mp(Fa);function bn(l,c,u,m,v,_,$){It.filters.pub(l,c,u,m,v,_,$)&&Co.pub(l,c,u,m,v,_,$)}Co.sub(i);function Od(l,c,u,m,v,_,$){It.filters.sub(l,c,u,m,v,_,$)&&Ns[l](null,c,u,m,v,_,$)}i.pub=Od;function Nd(){Co.unsub(i),Ol.delete(i),Wi.clear(),zl(Rr,nn,Oa),p.remove(),gt?.remove(),Zt("destroy")}i.destroy=Nd;function Lo(){Zt("init",s,e),fa(e||s.data,!1),Y[I]?So(I,Y[I]):ho(),tr=$t.show&&($t.width>0||$t.height>0),Zi=$e=!0,co(s.width,s.height)}return E.forEach(ua),H.forEach(gd),t?t instanceof HTMLElement?(t.appendChild(p),Lo()):t(i,Lo):Lo(),i}Xt.assign=Nt;Xt.fmtNum=Ul;Xt.rangeNum=Ir;Xt.rangeLog=Nr;Xt.rangeAsinh=Hl;Xt.orient=ms;Xt.pxRatio=ft;Xt.join=Bm;Xt.fmtDate=ql,Xt.tzDate=Xm;Xt.sync=mp;{Xt.addGap=If,Xt.clipGaps=Br;let s=Xt.paths={points:yp};s.linear=xp,s.stepped=Nf,s.bars=Ff,s.spline=Bf}var Ep='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';var Ql=190,fs=class extends N{constructor(){super(...arguments);this.scores=[];this.objective="joint";this.plot=null;this.shape="";this.watcher=new ResizeObserver(()=>this.resize());this.theme=window.matchMedia("(prefers-color-scheme: dark)");this.repaint=()=>this.plot?.redraw(!1,!0)}connectedCallback(){super.connectedCallback(),this.theme.addEventListener("change",this.repaint)}disconnectedCallback(){super.disconnectedCallback(),this.watcher.disconnect(),this.theme.removeEventListener("change",this.repaint),this.plot?.destroy(),this.plot=null,this.shape=""}render(){return g`<p class="legend">
                <span style="--colour: ${this.colour("--accent","#c2410c")}">${d("kept")}</span>
                <span style="--colour: ${Pp}">${d("candidates")}</span>
                ${this.hasJudge?g`<span style="--colour: ${Tp}">${d("judge")}</span>`:""}
            </p>
            <div class="plot" role="img" aria-label=${this.description}></div>`}updated(t){let i=this.renderRoot.querySelector(".plot");if(!i)return;let n=`${this.most} ${this.hasJudge} ${this.objective}`;if(this.plot&&n===this.shape){this.plot.setData(this.data);return}this.shape=n,this.plot?.destroy(),this.plot=new Xt(this.options(i.clientWidth||300),this.data,i),this.watcher.disconnect(),this.watcher.observe(i)}get hasJudge(){return this.scores.some(t=>t.judge!==null)}get most(){return Math.max(1,...this.scores.map(t=>t.candidates.length))}get description(){let t=this.scores.filter(i=>i.kept!==null).map(i=>`${i.number||d("Start")}: ${he(i.kept,this.objective)}`);return`${d("Score of the kept picture after each step")}: ${t.slice(-40).join(", ")}`}get data(){let t=r=>this.scores.map(o=>this.shown(r(o))),i=Array.from({length:this.most},(r,o)=>t(a=>a.candidates[o])),n=this.hasJudge?[t(r=>r.judge)]:[];return[this.scores.map(r=>r.number),...i,...n,t(r=>r.kept)]}shown(t){return t==null?null:this.objective==="similarity"?t:t*100}options(t){let i=this.objective!=="similarity",n=a=>a===null?"–":i?`${Math.round(a)} %`:a.toFixed(2),r=(a,h)=>({stroke:a,paths:()=>null,points:{show:!0,size:h,fill:a}}),o={stroke:()=>this.colour("--soft","#666"),grid:{stroke:()=>this.colour("--line","#ddd"),width:1}};return{width:t,height:Ql,cursor:{show:!1},legend:{show:!1},padding:[8,12,0,0],scales:{x:{time:!1,range:(a,h,p)=>h===p?[h-1,p+1]:[h,p]},y:i?{range:[0,100]}:{}},axes:[{...o,label:d("Step"),labelSize:20,size:28,incrs:[1,2,5,10,20,50,100,200,500],values:(a,h)=>h.map(String)},{...o,label:d("Score"),labelSize:20,size:52,values:(a,h)=>h.map(n)}],series:[{},...Array.from({length:this.most},()=>r(Pp,5)),...this.hasJudge?[r(Tp,6)]:[],{stroke:()=>this.colour("--accent","#c2410c"),width:2,points:{show:!0,size:6}}]}}colour(t,i){return Qf(this,`var(${t}, ${i})`)}resize(){let t=this.renderRoot.querySelector(".plot")?.clientWidth??0;t&&this.plot&&t!==this.plot.width&&this.plot.setSize({width:t,height:Ql})}};fs.styles=[hr(Ep),j,F`
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
                height: ${Ql}px;
                min-width: 0;
                overflow: hidden;
            }
        `],w([k({attribute:!1})],fs.prototype,"scores",2),w([k()],fs.prototype,"objective",2),fs=w([U("cc-chart")],fs);var Pp="#868e96",Tp="#7048e8";function Qf(s,e){let t=document.createElement("i");t.style.color=e,s.renderRoot.append(t);let i=getComputedStyle(t).color;return t.remove(),i}var tg=4,eg=200,je=class extends N{constructor(){super(...arguments);this.earlier="";this.later="";this.earlierTitle="";this.laterTitle="";this.at=50;this.isSmall=!1;this.pressed=null;this.loaded=t=>{let i=t.target;this.isSmall=Math.max(i.naturalWidth,i.naturalHeight)<eg};this.enlargeAfter=t=>{t.stopPropagation(),this.enlarge(this.later)};this.press=t=>{if(t.button||t.target.closest("button"))return;let i=t.target.closest(".bar")!==null;this.pressed={x:t.clientX,isDragged:i},t.currentTarget.setPointerCapture(t.pointerId)};this.move=t=>{let{pressed:i}=this;if(!i||!i.isDragged&&Math.abs(t.clientX-i.x)<tg)return;i.isDragged=!0;let{left:n,width:r}=t.currentTarget.getBoundingClientRect();this.at=Math.min(100,Math.max(0,(t.clientX-n)/r*100))};this.release=t=>{let{pressed:i}=this;if(this.pressed=null,!i||i.isDragged)return;let{left:n,width:r}=t.currentTarget.getBoundingClientRect();this.enlarge((t.clientX-n)/r*100<this.at?this.earlier:this.later)};this.key=t=>{let n={ArrowLeft:this.at-5,ArrowDown:this.at-5,ArrowRight:this.at+5,ArrowUp:this.at+5,PageDown:this.at-20,PageUp:this.at+20,Home:0,End:100}[t.key];n!==void 0&&(t.preventDefault(),this.at=Math.min(100,Math.max(0,n)))}}render(){let{earlier:t,later:i,at:n}=this,r=this.isSmall?"small":"";return t?g`<div
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
                aria-label=${d("Before and after")}
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=${Math.round(n)}
                aria-valuetext=${d("{share} % before",{share:Math.round(n)})}
                @keydown=${this.key}
            ></div>
            ${this.button()}
        </div>`:g`<div class="frame" style="cursor: zoom-in" @click=${()=>this.enlarge(i)}>
                <img class=${r} src=${i} alt=${this.laterTitle} @load=${this.loaded} />${this.button()}
            </div>`}button(){return g`<button class="large" aria-label=${d("Large view")} title=${d("Large view")} @click=${this.enlargeAfter}>
            ⤢
        </button>`}enlarge(t){this.dispatchEvent(new zi(t))}};je.styles=[j,F`
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
        `],w([k()],je.prototype,"earlier",2),w([k()],je.prototype,"later",2),w([k()],je.prototype,"earlierTitle",2),w([k()],je.prototype,"laterTitle",2),w([V()],je.prototype,"at",2),w([V()],je.prototype,"isSmall",2),je=w([U("cc-compare")],je);var ig={wanted:"+",held:"=",unwanted:"−"},sg=4,gs=class extends N{constructor(){super(...arguments);this.parts=[];this.objective="joint"}render(){return g`<ul>
            ${Ai(this.parts,t=>`${t.role} ${t.word}`,t=>this.row(t))}
        </ul>`}row({word:t,role:i,value:n}){let r=this.objective==="similarity"?n/sg:n,o=Math.round(Math.min(1,Math.max(0,r))*1e3)/10;return g`<li class=${i} data-word=${t}>
            <span class="mark" role="img" aria-label=${d(i)} title=${d(i)}>${ig[i]}</span>
            <bdi class="word" title=${t}>${t}</bdi>
            <span class="track" aria-hidden="true"><span style="width: ${o}%"></span></span>
            <span class="number">${he(n,this.objective)}</span>
        </li>`}};gs.styles=[j,F`
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
        `],w([k({attribute:!1})],gs.prototype,"parts",2),w([k()],gs.prototype,"objective",2),gs=w([U("cc-meters")],gs);sa();var jn=(s,e)=>{let t=s._$AN;if(t===void 0)return!1;for(let i of t)i._$AO?.(e,!1),jn(i,e);return!0},Zr=s=>{let e,t;do{if((e=s._$AM)===void 0)break;t=e._$AN,t.delete(s),s=e}while(t?.size===0)},Mp=s=>{for(let e;e=s._$AM;s=e){let t=e._$AN;if(t===void 0)e._$AN=t=new Set;else if(t.has(s))break;t.add(s),cg(e)}};function lg(s){this._$AN!==void 0?(Zr(this),this._$AM=s,Mp(this)):this._$AM=s}function ag(s,e=!1,t=0){let i=this._$AH,n=this._$AN;if(n!==void 0&&n.size!==0)if(e)if(Array.isArray(i))for(let r=t;r<i.length;r++)jn(i[r],!1),Zr(i[r]);else i!=null&&(jn(i,!1),Zr(i));else jn(this,s)}var cg=s=>{s.type==Us.CHILD&&(s._$AP??=ag,s._$AQ??=lg)},Gr=class extends Ws{constructor(){super(...arguments),this._$AN=void 0}_$AT(e,t,i){super._$AT(e,t,i),Mp(this),this.isConnected=e._$AU}_$AO(e,t=!0){e!==this.isConnected&&(this.isConnected=e,e?this.reconnected?.():this.disconnected?.()),t&&(jn(this,e),Zr(this))}setValue(e){if(uc(this._$Ct))this._$Ct._$AI(e,this);else{let t=[...this._$Ct._$AH];t[this._$Ci]=e,this._$Ct._$AI(t,this,0)}}disconnected(){}reconnected(){}};var qn=class s extends Event{constructor(e){super(s.eventName,{bubbles:!1}),this.first=e.first,this.last=e.last}};qn.eventName="rangeChanged";var Zn=class s extends Event{constructor(e){super(s.eventName,{bubbles:!1}),this.first=e.first,this.last=e.last}};Zn.eventName="visibilityChanged";var Gn=class s extends Event{constructor(){super(s.eventName,{bubbles:!1})}};Gn.eventName="unpinned";var na=class{constructor(e){this._element=null;let t=e??window;this._node=t,e&&(this._element=e)}get element(){return this._element||document.scrollingElement||document.documentElement}get scrollTop(){return this.element.scrollTop||window.scrollY}get scrollLeft(){return this.element.scrollLeft||window.scrollX}get scrollHeight(){return this.element.scrollHeight}get scrollWidth(){return this.element.scrollWidth}get viewportHeight(){return this._element?this._element.getBoundingClientRect().height:window.innerHeight}get viewportWidth(){return this._element?this._element.getBoundingClientRect().width:window.innerWidth}get maxScrollTop(){return this.scrollHeight-this.viewportHeight}get maxScrollLeft(){return this.scrollWidth-this.viewportWidth}},Kr=class extends na{constructor(e,t){super(t),this._clients=new Set,this._retarget=null,this._end=null,this.__destination=null,this.correctingScrollError=!1,this._checkForArrival=this._checkForArrival.bind(this),this._updateManagedScrollTo=this._updateManagedScrollTo.bind(this),this.scrollTo=this.scrollTo.bind(this),this.scrollBy=this.scrollBy.bind(this);let i=this._node;this._originalScrollTo=i.scrollTo,this._originalScrollBy=i.scrollBy,this._originalScroll=i.scroll,this._attach(e)}get _destination(){return this.__destination}get scrolling(){return this._destination!==null}scrollTo(e,t){let i=typeof e=="number"&&typeof t=="number"?{left:e,top:t}:e;this._scrollTo(i)}scrollBy(e,t){let i=typeof e=="number"&&typeof t=="number"?{left:e,top:t}:e;i.top!==void 0&&(i.top+=this.scrollTop),i.left!==void 0&&(i.left+=this.scrollLeft),this._scrollTo(i)}_nativeScrollTo(e){this._originalScrollTo.bind(this._element||window)(e)}_scrollTo(e,t=null,i=null){this._end!==null&&this._end(),e.behavior==="smooth"?(this._setDestination(e),this._retarget=t,this._end=i):this._resetScrollState(),this._nativeScrollTo(e)}_setDestination(e){let{top:t,left:i}=e;return t=t===void 0?void 0:Math.max(0,Math.min(t,this.maxScrollTop)),i=i===void 0?void 0:Math.max(0,Math.min(i,this.maxScrollLeft)),this._destination!==null&&i===this._destination.left&&t===this._destination.top?!1:(this.__destination={top:t,left:i,behavior:"smooth"},!0)}_resetScrollState(){this.__destination=null,this._retarget=null,this._end=null}_updateManagedScrollTo(e){this._destination&&this._setDestination(e)&&this._nativeScrollTo(this._destination)}managedScrollTo(e,t,i){return this._scrollTo(e,t,i),this._updateManagedScrollTo}correctScrollError(e){this.correctingScrollError=!0,requestAnimationFrame(()=>requestAnimationFrame(()=>this.correctingScrollError=!1)),this._nativeScrollTo(e),this._retarget&&this._setDestination(this._retarget()),this._destination&&this._nativeScrollTo(this._destination)}_checkForArrival(){if(this._destination!==null){let{scrollTop:e,scrollLeft:t}=this,{top:i,left:n}=this._destination;i=Math.min(i||0,this.maxScrollTop),n=Math.min(n||0,this.maxScrollLeft);let r=Math.abs(i-e),o=Math.abs(n-t);r<1&&o<1&&(this._end&&this._end(),this._resetScrollState())}}detach(e){return this._clients.delete(e),this._clients.size===0&&(this._node.scrollTo=this._originalScrollTo,this._node.scrollBy=this._originalScrollBy,this._node.scroll=this._originalScroll,this._node.removeEventListener("scroll",this._checkForArrival)),null}_attach(e){this._clients.add(e),this._clients.size===1&&(this._node.scrollTo=this.scrollTo,this._node.scrollBy=this.scrollBy,this._node.scroll=this.scrollTo,this._node.addEventListener("scroll",this._checkForArrival))}};var Rp=typeof window<"u"?window.ResizeObserver:void 0;var Qr=Symbol("virtualizerRef"),Yr="virtualizer-sizer",Ip,Xr=class{constructor(e){if(this._benchmarkStart=null,this._layout=null,this._clippingAncestors=[],this._scrollSize=null,this._scrollError=null,this._childrenPos=null,this._childMeasurements=null,this._toBeMeasured=new Map,this._rangeChanged=!0,this._itemsChanged=!0,this._visibilityChanged=!0,this._scrollerController=null,this._isScroller=!1,this._sizer=null,this._hostElementRO=null,this._childrenRO=null,this._mutationObserver=null,this._scrollEventListeners=[],this._scrollEventListenerOptions={passive:!0},this._loadListener=this._childLoaded.bind(this),this._scrollIntoViewTarget=null,this._updateScrollIntoViewCoordinates=null,this._items=[],this._first=-1,this._last=-1,this._firstVisible=-1,this._lastVisible=-1,this._scheduled=new WeakSet,this._measureCallback=null,this._measureChildOverride=null,this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null,this._layoutInitialized=null,this._connected=!1,!e)throw new Error("Virtualizer constructor requires a configuration object");if(e.hostElement)this._init(e);else throw new Error('Virtualizer configuration requires the "hostElement" property')}set items(e){Array.isArray(e)&&e!==this._items&&(this._itemsChanged=!0,this._items=e,this._schedule(this._updateLayout))}_init(e){this._isScroller=!!e.scroller,this._initHostElement(e);let t=e.layout||{};this._layoutInitialized=this._initLayout(t)}_initObservers(){this._mutationObserver=new MutationObserver(this._finishDOMUpdate.bind(this)),this._hostElementRO=new Rp(()=>this._hostElementSizeChanged()),this._childrenRO=new Rp(this._childrenSizeChanged.bind(this))}_initHostElement(e){let t=this._hostElement=e.hostElement;this._applyVirtualizerStyles(),t[Qr]=this}connected(){this._initObservers();let e=this._isScroller;this._clippingAncestors=dg(this._hostElement,e),this._scrollerController=new Kr(this,this._clippingAncestors[0]),this._schedule(this._updateLayout),this._observeAndListen(),this._connected=!0}_observeAndListen(){this._mutationObserver.observe(this._hostElement,{childList:!0}),this._hostElementRO.observe(this._hostElement),this._scrollEventListeners.push(window),window.addEventListener("scroll",this,this._scrollEventListenerOptions),this._clippingAncestors.forEach(e=>{e.addEventListener("scroll",this,this._scrollEventListenerOptions),this._scrollEventListeners.push(e),this._hostElementRO.observe(e)}),this._hostElementRO.observe(this._scrollerController.element),this._children.forEach(e=>this._childrenRO.observe(e)),this._scrollEventListeners.forEach(e=>e.addEventListener("scroll",this,this._scrollEventListenerOptions))}disconnected(){this._scrollEventListeners.forEach(e=>e.removeEventListener("scroll",this,this._scrollEventListenerOptions)),this._scrollEventListeners=[],this._clippingAncestors=[],this._scrollerController?.detach(this),this._scrollerController=null,this._mutationObserver?.disconnect(),this._mutationObserver=null,this._hostElementRO?.disconnect(),this._hostElementRO=null,this._childrenRO?.disconnect(),this._childrenRO=null,this._rejectLayoutCompletePromise("disconnected"),this._connected=!1}_applyVirtualizerStyles(){let t=this._hostElement.style;t.display=t.display||"block",t.position=t.position||"relative",t.contain=t.contain||"size layout",this._isScroller&&(t.overflow=t.overflow||"auto",t.minHeight=t.minHeight||"150px")}_getSizer(){let e=this._hostElement;if(!this._sizer){let t=e.querySelector(`[${Yr}]`);t||(t=document.createElement("div"),t.setAttribute(Yr,""),e.appendChild(t)),Object.assign(t.style,{position:"absolute",margin:"-2px 0 0 0",padding:0,visibility:"hidden",fontSize:"2px"}),t.textContent="&nbsp;",t.setAttribute(Yr,""),this._sizer=t}return this._sizer}async updateLayoutConfig(e){await this._layoutInitialized;let t=e.type||Ip;if(typeof t=="function"&&this._layout instanceof t){let i={...e};return delete i.type,this._layout.config=i,!0}return!1}async _initLayout(e){let t,i;if(typeof e.type=="function"){i=e.type;let n={...e};delete n.type,t=n}else t=e;i===void 0&&(Ip=i=(await Promise.resolve().then(()=>(sa(),zp))).FlowLayout),this._layout=new i(n=>this._handleLayoutMessage(n),t),this._layout.measureChildren&&typeof this._layout.updateItemSizes=="function"&&(typeof this._layout.measureChildren=="function"&&(this._measureChildOverride=this._layout.measureChildren),this._measureCallback=this._layout.updateItemSizes.bind(this._layout)),this._layout.listenForChildLoadEvents&&this._hostElement.addEventListener("load",this._loadListener,!0),this._schedule(this._updateLayout)}startBenchmarking(){this._benchmarkStart===null&&(this._benchmarkStart=window.performance.now())}stopBenchmarking(){if(this._benchmarkStart!==null){let e=window.performance.now(),t=e-this._benchmarkStart,n=performance.getEntriesByName("uv-virtualizing","measure").filter(r=>r.startTime>=this._benchmarkStart&&r.startTime<e).reduce((r,o)=>r+o.duration,0);return this._benchmarkStart=null,{timeElapsed:t,virtualizationTime:n}}return null}_measureChildren(){let e={},t=this._children,i=this._measureChildOverride||this._measureChild;for(let n=0;n<t.length;n++){let r=t[n],o=this._first+n;(this._itemsChanged||this._toBeMeasured.has(r))&&(e[o]=i.call(this,r,this._items[o]))}this._childMeasurements=e,this._schedule(this._updateLayout),this._toBeMeasured.clear()}_measureChild(e){let{width:t,height:i}=e.getBoundingClientRect();return Object.assign({width:t,height:i},hg(e))}async _schedule(e){this._scheduled.has(e)||(this._scheduled.add(e),await Promise.resolve(),this._scheduled.delete(e),e.call(this))}async _updateDOM(e){this._scrollSize=e.scrollSize,this._adjustRange(e.range),this._childrenPos=e.childPositions,this._scrollError=e.scrollError||null;let{_rangeChanged:t,_itemsChanged:i}=this;this._visibilityChanged&&(this._notifyVisibility(),this._visibilityChanged=!1),(t||i)&&(this._notifyRange(),this._rangeChanged=!1),this._finishDOMUpdate()}_finishDOMUpdate(){this._connected&&(this._children.forEach(e=>this._childrenRO.observe(e)),this._checkScrollIntoViewTarget(this._childrenPos),this._positionChildren(this._childrenPos),this._sizeHostElement(this._scrollSize),this._correctScrollError(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_updateLayout(){this._layout&&this._connected&&(this._layout.items=this._items,this._updateView(),this._childMeasurements!==null&&(this._measureCallback&&this._measureCallback(this._childMeasurements),this._childMeasurements=null),this._layout.reflowIfNeeded(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_handleScrollEvent(){if(this._benchmarkStart&&"mark"in window.performance){try{window.performance.measure("uv-virtualizing","uv-start","uv-end")}catch(e){console.warn("Error measuring performance data: ",e)}window.performance.mark("uv-start")}this._scrollerController.correctingScrollError===!1&&this._layout?.unpin(),this._schedule(this._updateLayout)}handleEvent(e){e.type==="scroll"?(e.currentTarget===window||this._clippingAncestors.includes(e.currentTarget))&&this._handleScrollEvent():console.warn("event not handled",e)}_handleLayoutMessage(e){e.type==="stateChanged"?this._updateDOM(e):e.type==="visibilityChanged"?(this._firstVisible=e.firstVisible,this._lastVisible=e.lastVisible,this._notifyVisibility()):e.type==="unpinned"&&this._hostElement.dispatchEvent(new Gn)}get _children(){let e=[],t=this._hostElement.firstElementChild;for(;t;)t.hasAttribute(Yr)||e.push(t),t=t.nextElementSibling;return e}_updateView(){let e=this._hostElement,t=this._scrollerController?.element,i=this._layout;if(e&&t&&i){let n,r,o,a,h=e.getBoundingClientRect();n=0,r=0,o=window.innerHeight,a=window.innerWidth;let p=this._clippingAncestors.map(W=>W.getBoundingClientRect());p.unshift(h);for(let W of p)n=Math.max(n,W.top),r=Math.max(r,W.left),o=Math.min(o,W.bottom),a=Math.min(a,W.right);let b=t.getBoundingClientRect(),f={left:h.left-b.left,top:h.top-b.top},y={width:t.scrollWidth,height:t.scrollHeight},S=n-h.top+e.scrollTop,P=r-h.left+e.scrollLeft,z=Math.max(0,o-n),B=Math.max(0,a-r);i.viewportSize={width:B,height:z},i.viewportScroll={top:S,left:P},i.totalScrollSize=y,i.offsetWithinScroller=f}}_sizeHostElement(e){let i=e&&e.width!==null?Math.min(82e5,e.width):0,n=e&&e.height!==null?Math.min(82e5,e.height):0;if(this._isScroller)this._getSizer().style.transform=`translate(${i}px, ${n}px)`;else{let r=this._hostElement.style;r.minWidth=i?`${i}px`:"100%",r.minHeight=n?`${n}px`:"100%"}}_positionChildren(e){e&&e.forEach(({top:t,left:i,width:n,height:r,xOffset:o,yOffset:a},h)=>{let p=this._children[h-this._first];p&&(p.style.position="absolute",p.style.boxSizing="border-box",p.style.transform=`translate(${i}px, ${t}px)`,n!==void 0&&(p.style.width=n+"px"),r!==void 0&&(p.style.height=r+"px"),p.style.left=o===void 0?null:o+"px",p.style.top=a===void 0?null:a+"px")})}async _adjustRange(e){let{_first:t,_last:i,_firstVisible:n,_lastVisible:r}=this;this._first=e.first,this._last=e.last,this._firstVisible=e.firstVisible,this._lastVisible=e.lastVisible,this._rangeChanged=this._rangeChanged||this._first!==t||this._last!==i,this._visibilityChanged=this._visibilityChanged||this._firstVisible!==n||this._lastVisible!==r}_correctScrollError(){if(this._scrollError){let{scrollTop:e,scrollLeft:t}=this._scrollerController,{top:i,left:n}=this._scrollError;this._scrollError=null,this._scrollerController.correctScrollError({top:e-i,left:t-n})}}element(e){return e===1/0&&(e=this._items.length-1),this._items?.[e]===void 0?void 0:{scrollIntoView:(t={})=>this._scrollElementIntoView({...t,index:e})}}_scrollElementIntoView(e){if(e.index>=this._first&&e.index<=this._last)this._children[e.index-this._first].scrollIntoView(e);else if(e.index=Math.min(e.index,this._items.length-1),e.behavior==="smooth"){let t=this._layout.getScrollIntoViewCoordinates(e),{behavior:i}=e;this._updateScrollIntoViewCoordinates=this._scrollerController.managedScrollTo(Object.assign(t,{behavior:i}),()=>this._layout.getScrollIntoViewCoordinates(e),()=>this._scrollIntoViewTarget=null),this._scrollIntoViewTarget=e}else this._layout.pin=e}_checkScrollIntoViewTarget(e){let{index:t}=this._scrollIntoViewTarget||{};t&&e?.has(t)&&this._updateScrollIntoViewCoordinates(this._layout.getScrollIntoViewCoordinates(this._scrollIntoViewTarget))}_notifyRange(){this._hostElement.dispatchEvent(new qn({first:this._first,last:this._last}))}_notifyVisibility(){this._hostElement.dispatchEvent(new Zn({first:this._firstVisible,last:this._lastVisible}))}get layoutComplete(){return this._layoutCompletePromise||(this._layoutCompletePromise=new Promise((e,t)=>{this._layoutCompleteResolver=e,this._layoutCompleteRejecter=t})),this._layoutCompletePromise}_rejectLayoutCompletePromise(e){this._layoutCompleteRejecter!==null&&this._layoutCompleteRejecter(e),this._resetLayoutCompleteState()}_scheduleLayoutComplete(){this._layoutCompletePromise&&this._pendingLayoutComplete===null&&(this._pendingLayoutComplete=requestAnimationFrame(()=>requestAnimationFrame(()=>this._resolveLayoutCompletePromise())))}_resolveLayoutCompletePromise(){this._layoutCompleteResolver!==null&&this._layoutCompleteResolver(),this._resetLayoutCompleteState()}_resetLayoutCompleteState(){this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null}_hostElementSizeChanged(){this._schedule(this._updateLayout)}_childLoaded(){}_childrenSizeChanged(e){if(this._layout?.measureChildren){for(let t of e)this._toBeMeasured.set(t.target,t.contentRect);this._measureChildren()}this._scheduleLayoutComplete(),this._itemsChanged=!1,this._rangeChanged=!1}};function hg(s){let e=window.getComputedStyle(s);return{marginTop:Jr(e.marginTop),marginRight:Jr(e.marginRight),marginBottom:Jr(e.marginBottom),marginLeft:Jr(e.marginLeft)}}function Jr(s){let e=s?parseFloat(s):NaN;return Number.isNaN(e)?0:e}function Dp(s){if(s.assignedSlot!==null)return s.assignedSlot;if(s.parentElement!==null)return s.parentElement;let e=s.parentNode;return e&&e.nodeType===Node.DOCUMENT_FRAGMENT_NODE&&e.host||null}function pg(s,e=!1){let t=[],i=e?s:Dp(s);for(;i!==null;)t.push(i),i=Dp(i);return t}function dg(s,e=!1){let t=!1;return pg(s,e).filter(i=>{if(t)return!1;let n=getComputedStyle(i);return t=n.position==="fixed",n.overflow!=="visible"})}var ug=s=>s,mg=(s,e)=>g`${e}: ${JSON.stringify(s,null,2)}`,ra=class extends Gr{constructor(e){if(super(e),this._virtualizer=null,this._first=0,this._last=-1,this._renderItem=(t,i)=>mg(t,i+this._first),this._keyFunction=(t,i)=>ug(t,i+this._first),this._items=[],e.type!==Us.CHILD)throw new Error("The virtualize directive can only be used in child expressions")}render(e){e&&this._setFunctions(e);let t=[];if(this._first>=0&&this._last>=this._first)for(let i=this._first;i<=this._last;i++)t.push(this._items[i]);return Ai(t,this._keyFunction,this._renderItem)}update(e,[t]){this._setFunctions(t);let i=this._items!==t.items;return this._items=t.items||[],this._virtualizer?this._updateVirtualizerConfig(e,t):this._initialize(e,t),i?Ne:this.render()}async _updateVirtualizerConfig(e,t){if(!await this._virtualizer.updateLayoutConfig(t.layout||{})){let n=e.parentNode;this._makeVirtualizer(n,t)}this._virtualizer.items=this._items}_setFunctions(e){let{renderItem:t,keyFunction:i}=e;t&&(this._renderItem=(n,r)=>t(n,r+this._first)),i&&(this._keyFunction=(n,r)=>i(n,r+this._first))}_makeVirtualizer(e,t){this._virtualizer&&this._virtualizer.disconnected();let{layout:i,scroller:n,items:r}=t;this._virtualizer=new Xr({hostElement:e,layout:i,scroller:n}),this._virtualizer.items=r,this._virtualizer.connected()}_initialize(e,t){let i=e.parentNode;i&&i.nodeType===1&&(i.addEventListener("rangeChanged",n=>{this._first=n.first,this._last=n.last,this.setValue(this.render())}),this._makeVirtualizer(i,t))}disconnected(){this._virtualizer?.disconnected()}reconnected(){this._virtualizer?.connected()}},to=An(ra);var eo=class extends CustomEvent{constructor(e){super("cc-pick",{detail:e,bubbles:!0,composed:!0})}},Op=60,Np=96,fg=120,vs=class extends N{constructor(){super(...arguments);this.tiles=[];this.selected=null;this.isMoved=!1;this.tile=t=>{let i=t.number===this.selected;return g`<button
            data-step=${t.number}
            aria-pressed=${i}
            tabindex=${i||this.selected===null?0:-1}
            title=${t.title}
            @click=${()=>this.pick(t)}
        >
            <span class="picture">
                ${t.source?g`<img loading="lazy" src=${t.source} alt="" />`:g`<small>${d("no picture")}</small>`}
            </span>
            <span class="caption">
                <b>${t.number||d("Start")}</b> ${t.caption}
                ${t.isKept?g`<span class="kept">${d("kept")}</span>`:x}
            </span>
        </button>`};this.key=t=>{let{tiles:i}=this,n=i.findIndex(h=>h.number===this.selected),o={ArrowLeft:n-1,ArrowRight:n+1,Home:0,End:i.length-1}[t.key],a=o===void 0?void 0:i[Math.min(i.length-1,Math.max(0,o))];a&&(t.preventDefault(),this.isMoved=a.number!==this.selected,this.dispatchEvent(new eo(a.number)))}}render(){let{tiles:t}=this;return t.length?t.length<Op?g`<div class="row" role="group" aria-label=${d("Steps")} @keydown=${this.key}>
                ${Ai(t,i=>i.number,this.tile)}
            </div>`:g`<div class="row many" role="group" aria-label=${d("Steps")} tabindex="-1" @keydown=${this.key}>
            ${to({items:t,keyFunction:(i,n)=>i?.number??-1-n,renderItem:i=>i?this.tile(i):g``,scroller:!0,layout:ia({direction:"horizontal"})})}
        </div>`:x}updated(t){t.has("tiles")&&this.tiles.length>=Op&&this.requestUpdate(),t.has("selected")&&(this.reveal(this.isMoved),this.isMoved=!1)}pick(t){t.number===this.selected&&t.large?this.dispatchEvent(new zi(t.large)):this.dispatchEvent(new eo(t.number))}reveal(t,i=fg){let n=this.renderRoot.querySelector(".row");if(!n)return;let r=n.querySelector(`[data-step="${this.selected}"]`);if(r){let[a,h]=[r.getBoundingClientRect(),n.getBoundingClientRect()];(a.left<h.left||a.right>h.right)&&(n.scrollLeft+=a.left-h.left-(h.width-a.width)/2),t&&r.focus({preventScroll:!0});return}let o=this.tiles.findIndex(a=>a.number===this.selected);n.scrollLeft=o*Np-(n.clientWidth-Np)/2,o>=0&&i&&requestAnimationFrame(()=>this.reveal(t,i-1))}};vs.styles=[j,F`
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
        `],w([k({attribute:!1})],vs.prototype,"tiles",2),w([k({type:Number})],vs.prototype,"selected",2),vs=w([U("cc-strip")],vs);var Fp=176,gg={wanted:"+",held:"=",unwanted:"−"},Oi=class extends N{constructor(){super(...arguments);this.picked=null;this.seen=[];this.asked="";this.tilesOf=null}get selected(){return Dn(this.session.steps,this.picked)}get objective(){return String(this.session.settings.objective)}connectedCallback(){super.connectedCallback(),this.addEventListener("cc-large",t=>this.enlarge(t.detail))}willUpdate(t){let i=this.selected,n=i&&i.best>=0?`${this.session.id}/steps/${i.number}`:"";n!==this.asked&&(this.asked=n,n?this.look(n):this.seen=[])}async look(t){try{let{seen:i}=await Rt(`sessions/${t}?brief=true`);t===this.asked&&(this.seen=i)}catch{t===this.asked&&(this.seen=[])}}render(){let t=this.selected;if(!t)return x;let{tiles:i,scores:n}=this.rows();return g`<div class="top" data-step=${t.number}>
                <div class="stage">${this.stage(t)}</div>
                <div class="facts">${this.facts(t)}</div>
            </div>
            <cc-strip .tiles=${i} .selected=${t.number}></cc-strip>
            <slot></slot>
            <div class="more">
                ${t.candidates.length>1?this.candidates(t):x}
                <section class="card">
                    <h3>${d("Score")}</h3>
                    <cc-chart .scores=${n} .objective=${this.objective}></cc-chart>
                </section>
                ${this.seen.length?this.words(t):x}
            </div>`}name(t){let i=t.number?d("Step {number}",{number:t.number}):d("Start");return t===Xs(this.session.steps)?`${i}, ${d("kept")}`:i}stage(t){let i=this.session.steps.find(a=>a.best>=0),n=re(t);if(!n)return g`<p class="hint">${d("This step was skipped and has no picture.")}</p>`;let r=i&&i!==t?re(i):void 0,{id:o}=this.session;return g`<cc-compare
                .earlier=${r?Mi(o,r.file):""}
                .earlierTitle=${d("Before")}
                .later=${Mi(o,n.file)}
                .laterTitle=${this.name(t)}
            ></cc-compare>
            <p class="hint">${r?g`${d("before")} ⟷ `:x}${this.name(t)}</p>`}facts(t){let i=re(t),n=jc(this.session.steps,t);return g`<section class="card">
                <h3>${this.name(t)} ${this.numbers(t)}</h3>
                <cc-meters .parts=${i?.score.parts??[]} .objective=${this.objective}></cc-meters>
            </section>
            ${t.prompt||t.negative_prompt?g`<section>
                      <h3>${d("Prompt")} <small>${Vp(t.tokens)}</small></h3>
                      <p class="prompt" id="prompt">${Ks(n?.prompt??"",t.prompt)}</p>
                      ${t.negative_prompt||n?.negative_prompt?g`<h3>${d("Negative prompt")} <small>${Vp(t.negative_tokens)}</small></h3>
                                <p class="prompt">${Ks(n?.negative_prompt??"",t.negative_prompt)}</p>`:x}
                      ${t.edited?g`<p class="hint">${d("Changed by hand.")}</p>`:x}
                      ${t.why.length?g`<p class="hint">${t.why.map(r=>d(r)).join(" · ")}</p>`:x}
                  </section>`:x}
            ${t.notes.map(r=>g`<p class="message">${d(r)}</p>`)}`}numbers(t){let i=re(t),n=[i?he(i.score.value,this.objective):"",t.judge?`${d("judge")} ${he(t.judge.value,this.objective)}`:"",t.number?`${d("strength")} ${Tn(t.strength)}`:"",i&&t.number?`${d("seed")} ${i.seed}`:""];return g`<small class="number">${n.filter(Boolean).join(" · ")}</small>`}candidates(t){let{id:i}=this.session;return g`<section class="card">
            <h3>${d("Candidates")} <small>${this.name(t)}</small></h3>
            <div class="candidates">
                ${t.candidates.map((n,r)=>g`<button
                            class=${r===t.best?"best":""}
                            title="${d("seed")} ${n.seed}"
                            aria-label=${d("Candidate {number}, large view",{number:r+1})}
                            @click=${()=>this.dispatchEvent(new zi(Mi(i,n.file)))}
                        >
                            <img loading="lazy" src=${Mi(i,n.file,Fp)} alt="" />
                            <span class="hint">${he(n.score.value,this.objective)}</span>
                        </button>`)}
            </div>
        </section>`}words(t){let i=new Map((re(t)?.score.parts??[]).map(n=>[Jt(n.word),n.role]));return g`<section class="card">
            <h3>${d("What CLIP sees")} <small>${d("share in its group")}</small></h3>
            <div class="seen">
                ${this.seen.map(({group:n,words:r})=>g`<section>
                            ${n?g`<h4><bdi>${n}</bdi></h4>`:x}
                            ${r.map(o=>{let a=i.get(Jt(o.word));return g`<div class="word">
                                    <b>${a?gg[a]:""}</b><bdi title=${o.word}>${o.word}</bdi>
                                    <span class="track" aria-hidden="true"><span style="width: ${o.share*100}%"></span></span>
                                    <span class="number">${ui(o.share)}</span>
                                </div>`})}
                        </section>`)}
            </div>
        </section>`}rows(){let{steps:t}=this.session;if(this.tilesOf?.steps!==t){let i=Xs(t);this.tilesOf={steps:t,tiles:t.map(n=>this.tile(n,n===i)),scores:vg(t)}}return this.tilesOf}tile(t,i){let{id:n}=this.session,r=re(t);return{number:t.number,source:r?Mi(n,r.file,Fp):"",large:r?Mi(n,r.file):"",title:t.prompt||d("Start"),caption:r?he(r.score.value,this.objective):"",isKept:i}}enlarge(t){let{id:i,steps:n}=this.session,r=(p,b,f)=>({source:Mi(i,b),title:`${this.name(p)} · ${he(f,this.objective)}${p.prompt?` · ${p.prompt}`:""}`}),o=n.flatMap(p=>{let b=re(p);return b?[r(p,b.file,b.score.value)]:[]}),a=(this.selected?.candidates??[]).map(p=>r(this.selected,p.file,p.score.value)),h=o.some(p=>p.source===t)?o:a;Zs(h,h.findIndex(p=>p.source===t))}};Oi.styles=[j,Sr,F`
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
        `],w([k({attribute:!1})],Oi.prototype,"session",2),w([k({attribute:!1})],Oi.prototype,"picked",2),w([V()],Oi.prototype,"seen",2),Oi=w([U("cc-loop-result")],Oi);function vg(s){let e=null;return s.map(t=>(t.kept&&(e=re(t)?.score.value??e),{number:t.number,kept:e,candidates:t.candidates.map(i=>i.score.value),judge:t.judge?.value??null}))}function Vp([s,e]){return e?d("{used} of {room} tokens",{used:s,room:e}):""}var wg=100,Kn=class extends CustomEvent{constructor(e,t){super("cc-change",{detail:{name:e,value:t},bubbles:!0,composed:!0})}},Ni=class extends N{constructor(){super(...arguments);this.value=null;this.disabled=!1;this.number=t=>{let{value:i}=t.target;i!==""&&this.change(Number(i))};this.text=t=>{this.change(t.target.value)}}focus(){this.renderRoot.querySelector("input, textarea, select")?.focus()}change(t){this.value=t,this.dispatchEvent(new Kn(this.field.name,t))}render(){let{field:t}=this,i=t.info?g`<span class="hint">${d(t.info)}</span>`:x;return t.kind==="flag"?g`<label class="flag">
                <input
                    type="checkbox"
                    .checked=${!!this.value}
                    ?disabled=${this.disabled}
                    @change=${n=>this.change(n.target.checked)}
                />
                <span>${d(t.label)} ${i}</span>
            </label>`:g`<label>
            <span class="name"><span>${d(t.label)}</span>${this.shownNumber()}</span>
            ${this.input()} ${i}
        </label>`}get isSlider(){let{kind:t,minimum:i,maximum:n,step:r}=this.field;return(t==="number"||t==="integer")&&(n-i)/r<=wg}shownNumber(){if(!this.isSlider)return x;let t=this.field.percent?Tn(Number(this.value)):String(this.value);return g`<span class="number">${t}</span>`}choice(){let{field:t,value:i}=this,n=t.offered?["",...t.choices]:t.choices,r=n.includes(String(i))?n:[...n,String(i)];return g`<select ?disabled=${this.disabled} @change=${this.text}>
            ${r.map(o=>g`<option value=${o} ?selected=${o===i}>
                        ${o===""?d("host default"):t.offered?o:d(o)}
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
            ></textarea>`;let n=t.choices.length?"choices":x;return g`<input
                list=${n}
                .value=${String(this.value??"")}
                ?disabled=${i}
                @input=${this.text}
            />${t.choices.length?g`<datalist id="choices">${t.choices.map(r=>g`<option value=${r}></option>`)}</datalist>`:x}`}};Ni.styles=[j,F`
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
        `],w([k({attribute:!1})],Ni.prototype,"field",2),w([k({attribute:!1})],Ni.prototype,"value",2),w([k({type:Boolean})],Ni.prototype,"disabled",2),Ni=w([U("cc-control")],Ni);var wi=class extends N{constructor(){super(...arguments);this.fields=[];this.sections=[];this.values={};this.disabled=!1;this.changed=t=>{this.values={...this.values,[t.detail.name]:t.detail.value}}}render(){return this.sections.length?g`${this.sections.map(t=>this.section(t))}`:this.rows(this.fields)}section(t){let i=this.fields.filter(n=>n.section===t.name);return i.length?t.folded?g`<details>
            <summary>${d(t.title)}</summary>
            ${this.rows(i)}
        </details>`:this.rows(i):x}rows(t){return g`<div class="rows">
            ${t.map(i=>g`<cc-control
                    class=${i.lines>1||i.kind==="flag"?"wide":""}
                    data-field=${i.name}
                    .field=${i}
                    .value=${this.values[i.name]??i.default}
                    ?disabled=${this.disabled}
                    @cc-change=${this.changed}
                ></cc-control>`)}
        </div>`}};wi.styles=[j,F`
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
        `],w([k({attribute:!1})],wi.prototype,"fields",2),w([k({attribute:!1})],wi.prototype,"sections",2),w([k({attribute:!1})],wi.prototype,"values",2),w([k({type:Boolean})],wi.prototype,"disabled",2),wi=w([U("cc-form")],wi);var Le=class extends N{constructor(){super(...arguments);this.value="";this.presets=[];this.preset="";this.error="";this.shown="";this.isUnfolded=!1;this.asked="";this.list=async()=>{try{let t=await Rt("lists");this.presets=t.lists.map(i=>this.presets.find(n=>n.name===i)??{name:i,own:!0})}catch{}};this.choose=t=>{this.preset=t.target.value,this.load(this.preset,!0)};this.unfold=t=>{this.isUnfolded=t.target.open}}reset(t){this.preset=t,this.shown=this.error=this.asked=""}updated(){this.isUnfolded&&!this.value&&this.preset&&this.asked!==this.preset&&this.load(this.preset)}render(){let t=this.presets.map(n=>n.name),i=!t.includes(this.preset);return g`<label>
                ${d("Keyword list")}
                <select id="preset" @focus=${this.list} @change=${this.choose}>
                    ${i?g`<option value="" selected>${d("A list of its own")}</option>`:x}
                    ${t.map(n=>g`<option value=${n} ?selected=${n===this.preset}>${d(n)}</option>`)}
                </select>
            </label>
            <details id="list" @toggle=${this.unfold}>
                <summary>${d("Show and edit the words")}</summary>
                <label>
                    <span class="hint">${d(this.field.info)}</span>
                    <textarea
                        id="keywords"
                        rows="9"
                        aria-label=${d("Keywords")}
                        .value=${this.value||this.shown}
                        @input=${n=>this.change(n.target.value)}
                    ></textarea>
                </label>
            </details>
            ${this.error?g`<p class="message error" role="alert">${this.error}</p>`:x}`}change(t){this.shown="",this.dispatchEvent(new Kn("keywords",t))}async load(t,i=!1){this.asked=t;try{let{text:n}=await Rt(`lists/${encodeURIComponent(t)}`);if(this.asked!==t)return;this.error="",i?this.change(n):this.shown=n}catch(n){this.error=n.message}}};Le.styles=[j,F`
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
        `],w([k({attribute:!1})],Le.prototype,"field",2),w([k()],Le.prototype,"value",2),w([k({attribute:!1})],Le.prototype,"presets",2),w([k()],Le.prototype,"preset",2),w([V()],Le.prototype,"error",2),w([V()],Le.prototype,"shown",2),w([V()],Le.prototype,"isUnfolded",2),Le=w([U("cc-loop-keywords")],Le);var Bp=["want","avoid"],oa="keywords",Hp=["steps","candidates","strength"],Wp=["prompt","negative_prompt","policy"],ri=class extends N{constructor(){super(...arguments);this.values={};this.offers={};this.trouble="";this.offered=t=>{let i=t.offered?this.offers[t.offered]:void 0;return Array.isArray(i)?{...t,choices:i}:t}}showList(t){this.updateComplete.then(()=>this.renderRoot.querySelector("cc-loop-keywords")?.reset(t))}focusGoal(){this.renderRoot.querySelector("cc-form")?.shadowRoot?.querySelector('cc-control[data-field="want"]')?.focus()}render(){let{kind:t}=this,i=[...Bp,oa,...Hp,...Wp],n=t.fields.filter(r=>!i.includes(r.name));return g`${this.form(this.named(Bp))}
            <cc-loop-keywords
                .field=${this.named([oa])[0]}
                .value=${String(this.values[oa]??"")}
                .presets=${this.face.presets}
                .preset=${this.face.default_preset}
            ></cc-loop-keywords>
            <div id="size">${this.form(this.named(Hp))}</div>
            ${this.folded("prompts","Prompt and policy",[...this.named(Wp),...n.filter(r=>r.section==="goal")])}
            ${t.sections.filter(r=>r.name!=="goal").map(r=>this.folded(r.name,r.title,n.filter(o=>o.section===r.name)))}`}named(t){return t.flatMap(i=>this.kind.fields.filter(n=>n.name===i)).map(this.offered)}form(t){return g`<cc-form .fields=${t} .values=${this.values}></cc-form>`}folded(t,i,n){if(!n.length)return x;let r=Ys(n),o=n.filter(h=>(this.values[h.name]??r[h.name])!==r[h.name]),a=o.length?g` · ${d("{count} changed",{count:o.length})}`:x;return g`<details id=${t}>
            <summary>${d(i)}${a}</summary>
            ${this.form(n.map(this.offered))}
            ${n.some(h=>h.offered)?this.reload():x}
        </details>`}reload(){return g`<button id="reload" @click=${()=>this.dispatchEvent(new Event("cc-reload"))}>
                ${d("Reload the host's lists")}
            </button>
            ${this.trouble?g`<p class="message error" role="alert">${this.trouble}</p>`:x}`}};ri.styles=[j,F`
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
            #reload {
                margin-top: 10px;
            }
        `],w([k({attribute:!1})],ri.prototype,"face",2),w([k({attribute:!1})],ri.prototype,"kind",2),w([k({attribute:!1})],ri.prototype,"values",2),w([k({attribute:!1})],ri.prototype,"offers",2),w([k()],ri.prototype,"trouble",2),ri=w([U("cc-loop-settings")],ri);var bg=512,bi=class extends N{constructor(){super(...arguments);this.model=new Pr(this,()=>this.kind,()=>this.checkVisibility(),()=>this.toBeShown="work",t=>this.form.showList(t?this.face.default_preset:""));this.toBeShown=null;this.paste=t=>{let i=Gs(t.clipboardData);if(!i||!this.checkVisibility())return;t.preventDefault();let{model:n}=this,r={blob:i,name:i.name};n.setStart({...n.start,kind:"picture",picture:r,isNew:!0})}}connectedCallback(){super.connectedCallback(),document.addEventListener("paste",this.paste)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("paste",this.paste)}receive({picture:t,extra:i}){this.model.receive(t,i),this.form.focusGoal()}updated(){let{model:t}=this;if(!this.toBeShown||!t.session||this.toBeShown==="result"&&!t.step)return;this.toBeShown=this.toBeShown==="work"&&!t.step?"result":null;let i=this.renderRoot.querySelector(".work"),{top:n}=i.getBoundingClientRect();if(n>=0&&n<window.innerHeight*.5)return;let r=window.matchMedia("(prefers-reduced-motion: reduce)").matches;i.scrollIntoView({block:"start",behavior:r?"auto":"smooth"})}render(){return g`<div class="setup">${this.setup()}</div>
            <div class="work">${this.work()}</div>`}setup(){let{model:t}=this,i=Number(t.offers.side||bg);return g`<cc-loop-start
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
                .trouble=${t.trouble}
                @cc-change=${n=>t.set(n.detail.name,n.detail.value)}
                @cc-reload=${()=>{t.loadOffers()}}
            ></cc-loop-settings>`}newStart(){return!this.model.watch.id||!this.model.start.isNew?x:g`<div class="note" id="new_start">${d("Another start: Start and Step begin a new session.")}</div>`}fromPicture(){let{model:t}=this,i=t.fromPicture;if(!i)return x;let n=Object.keys(i.found),r=this.kind.fields.filter(o=>n.includes(o.name)).map(o=>d(o.label));return g`<div class="note" id="from_picture" role="status">
            <span
                ><b>${i.replaced?d("From the picture:"):d("The picture has its own:")}</b> ${r.join(", ")||d("nothing")}</span
            >
            ${i.replaced?g`<button id="drop" @click=${()=>t.dropFromPicture()}>${d("Drop them")}</button>`:n.length?g`<button id="take" @click=${()=>t.takeFromPicture()}>${d("Use them")}</button>`:x}
            ${i.notes.map(o=>g`<span class="hint">${d(o)}</span>`)}
        </div>`}work(){let{model:t}=this,{session:i,watch:n}=t;return g`<cc-toolbar
                .possible=${this.possible}
                .score=${i?this.keptScore(i):""}
                .steps=${i?this.stepsDone(i):""}
                @cc-do=${r=>this.act(r.detail)}
            ></cc-toolbar>
            ${t.message||n.error?g`<p class="message error" id="message" role="alert">${t.message||n.error}</p>`:x}
            <cc-progress
                .status=${n.status}
                .doing=${this.doing()}
                .left=${i?qc(i,n.status?.live):0}
            ></cc-progress>
            ${this.proposal()} ${i?this.result(i):this.welcome()}
            <details id="sessions" ?open=${!i}>
                <summary>${d("Sessions")}</summary>
                <cc-session-list
                    .briefs=${t.shelf.briefs}
                    .atWork=${t.shelf.atWork}
                    .open=${n.id}
                    ?hasMore=${t.shelf.hasMore}
                    @cc-open=${r=>{t.open(r.detail)}}
                    @cc-more=${()=>{t.shelf.more()}}
                    @cc-delete=${r=>{t.remove(r.detail)}}
                ></cc-session-list>
            </details>`}welcome(){return g`<p class="welcome">${d("Add a picture or draw one, enter what you want to see, and press Start.")}</p>`}result(t){let{model:i}=this,n=g`<cc-loop-outbox
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
        >`:i.isAtWork?g``:g`<p class="hint">${d("No steps yet in this session.")}</p>
                ${n}`}proposal(){let{status:t}=this.model.watch;if(!t?.proposal||this.model.isAtWork)return x;let i=t.session.steps.at(-1);return g`<cc-by-hand
            .proposal=${t.proposal}
            .lastPrompt=${i?.prompt??""}
            .lastNegative=${i?.negative_prompt??""}
        ></cc-by-hand>`}keptScore(t){let i=Xs(t.steps);return i?he(re(i)?.score.value,t.settings.objective):""}stepsDone(t){let i=t.steps.at(-1)?.number??0;return d("step {done} of {all}",{done:i,all:Math.max(i,Number(t.settings.steps))})}doing(){let{status:t}=this.model.watch;return t?d(t.doing):""}get possible(){let{model:t}=this;return[...t.canStart?["start","step"]:[],...t.canResume?["resume"]:[],...t.isAtWork?["interrupt"]:[],...t.isPristine?[]:["new"]]}act(t){let{model:i,byHand:n}=this,r=n&&{prompt:n.prompt,negative_prompt:n.negative};({start:()=>i.begin(),step:()=>i.makeStep(r),resume:()=>i.resume(),interrupt:()=>i.interrupt(),new:()=>i.reset()})[t]()}};bi.styles=[j,F`
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
        `],w([k({attribute:!1})],bi.prototype,"face",2),w([k({attribute:!1})],bi.prototype,"kind",2),w([Vs("cc-loop-settings")],bi.prototype,"form",2),w([Vs("cc-by-hand")],bi.prototype,"byHand",2),bi=w([U("cc-loop")],bi);var yg="CLIP Critic";function io(s){return pe().querySelector(s)??document.querySelector(s)}function la(){let e=[...pe().querySelectorAll("#tabs button")].find(t=>t.textContent?.trim()===yg);(pe().querySelector("#tab_clip_critic-button")??e)?.click()}function Up(){document.querySelector("#lightboxModal")&&typeof closeModal=="function"&&closeModal()}function jp(s){return s.closest("gradio-app")!==null}var _g=["#txt2img_gallery img","#img2img_gallery img","#extras_gallery img","#lightboxModal"].join(", "),Yn="clip-critic-menu",xg=`
    nav.${Yn} { z-index: 2000; }
    nav.${Yn} .context-menu-items a { cursor: pointer; display: block; padding: 5px 12px; }`;function qp(s){let e=document.createElement("style");e.textContent=xg,document.head.append(e);let t=(i,n)=>Sg(s,i,n);window.addEventListener("contextmenu",i=>t(i,i)),window.addEventListener("touchstart",i=>{i.touches.length===2&&t(i,i.touches[0])},{passive:!0}),window.addEventListener("click",Jn),window.addEventListener("keydown",i=>{i.key==="Escape"&&Jn()})}function Sg(s,e,t){let i=e.shiftKey?null:$g(e),n=s.filter(a=>a.isOffered());if(!i||!n.length)return Jn();pe().querySelector(`#context-menu:not(.${Yn})`)||Jn();let r=kg(e.target,t),[o]=n.map(a=>Tg(r,a,i));Pg(r),e.type==="contextmenu"&&(e.preventDefault(),e.pointerType===""&&o?.focus({preventScroll:!0}))}function $g(s){let e=s.composedPath()[0];if(!(e instanceof Element))return null;e.matches("button.thumbnail-item")&&(e=e.querySelector("img")??e);let t=e.closest(_g);return(t?.id==="lightboxModal"?t.querySelector("#modalImage"):t)?.src||null}function kg(s,e){let i=(jp(s)?pe().querySelector("#context-menu"):null)??Eg(s,e);return i.classList.add(Yn),i}function Eg(s,e){let t=document.createElement("nav");t.id="context-menu";let i=document.createElement("ul");i.className="context-menu-items",t.append(i);let n=getComputedStyle(io("#tabs")??document.body);return Object.assign(t.style,{background:"var(--background-fill-primary, Canvas)",color:n.color,fontFamily:n.fontFamily,left:`${e.pageX}px`,position:"absolute",top:`${e.pageY}px`}),(s.closest("gradio-app")??document.body).append(t),t}function Pg(s){let{left:e,top:t,width:i,height:n}=s.getBoundingClientRect(),{clientWidth:r,clientHeight:o}=document.documentElement,a={right:e+i-r,bottom:t+n-o},h=(f,y)=>`${parseFloat(f)-y}px`,{left:p,top:b}=getComputedStyle(s);a.right>0&&(s.style.left=h(p,Math.min(a.right,e))),a.bottom>0&&(s.style.top=h(b,Math.min(a.bottom,t)))}function Jn(){document.querySelectorAll(`#context-menu.${Yn}`).forEach(s=>s.remove())}function Tg(s,e,t){let i=document.createElement("a");return i.textContent=d(e.label),i.tabIndex=0,i.addEventListener("click",n=>{n.stopPropagation(),Jn(),Up(),e.act(t)}),i.addEventListener("keydown",n=>{n.key==="Enter"&&i.click()}),s.querySelector(".context-menu-items")?.append(i),i}var so=()=>io("clip-critic");async function Zp(s,e,t){try{let i=await Ar(e,t);la(),await so()?.show({panel:s,picture:i,extra:{}})}catch(i){console.error(i),la(),so()?.report(i.message)}}var aa={rankPicture:(s,e="")=>Zp("rank",s,e),loopPicture:(s,e="")=>Zp("feedback",s,e)};function Gp(){window.clipCritic||(window.clipCritic=aa,qp([{label:"Rank keywords",isOffered:()=>so()!==null,act:s=>aa.rankPicture(s)},{label:"Start feedback loop",isOffered:()=>so()?.has("feedback")??!1,act:s=>aa.loopPicture(s)}]))}function Kp(s,e){let t=Ag(s);if(!e)return t;let i=e>=1e3?`${(e/1e3).toFixed(1)} GB`:`${e} MB`;return`${t} (↓ ${i})`}function Ag(s){let e=s.replace(/^(hf|open_clip):/,"");return s.startsWith("open_clip:")&&/^[^/\\]+\/[^/\\]+$/.test(e)?e:e.replace(/^.*[/\\]/,"")||s}var Fi=class extends CustomEvent{constructor(e,t){super("cc-tick",{detail:{word:e,isTicked:t},bubbles:!0,composed:!0})}};function Yp(s,e,t){let i=new Set(s);return t?i.add(Jt(e)):i.delete(Jt(e)),i}var Cg=[["csv","CSV"],["json","JSON"],["html","HTML"]],Vi=class extends N{constructor(){super(...arguments);this.question="";this.name="";this.canCopy=!1;this.leave=t=>{t.relatedTarget&&!this.details.contains(t.relatedTarget)&&(this.details.open=!1)};this.key=t=>{t.key!=="Escape"||!this.details.open||(t.stopPropagation(),this.details.open=!1,this.renderRoot.querySelector("summary")?.focus())};this.copy=()=>{this.details.open=!1,this.dispatchEvent(new CustomEvent("cc-copy",{bubbles:!0,composed:!0}))}}render(){return g`<details @focusout=${this.leave} @keydown=${this.key}>
            <summary>${d("Export")} ▾</summary>
            <div class="list">
                ${Cg.map(([t,i])=>g`<button data-as=${t} @click=${()=>this.save(t)}>${i}</button>`)}
                <button id="copy" ?disabled=${!this.canCopy} @click=${this.copy}>${d("Copy as prompt")}</button>
            </div>
        </details>`}get details(){return this.renderRoot.querySelector("details")}async save(t){this.details.open=!1;try{let i=this.name.replace(/\.[^.]*$/,"")||"picture";si(await ti(`questions/${this.question}/export?as=${t}`),`${i}.${t}`)}catch(i){let n=i.message;this.dispatchEvent(new CustomEvent("cc-failed",{detail:n,bubbles:!0,composed:!0}))}}};Vi.styles=[j,F`
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
        `],w([k()],Vi.prototype,"question",2),w([k()],Vi.prototype,"name",2),w([k({type:Boolean})],Vi.prototype,"canCopy",2),Vi=w([U("cc-export-menu")],Vi);var Lg=["append","prepend","replace"],de=class extends N{constructor(){super(...arguments);this.words=[];this.boxes=[];this.question="";this.name="";this.canLoop=!1;this.mode="append";this.weight="1";this.message="";this.isError=!1;this.weigh=t=>{this.weight=t.target.value};this.choose=t=>{this.mode=t.target.value};this.copy=async()=>{try{await Tr(await this.written("","replace")),this.tell(d("Copied."))}catch(t){this.tell(t.message,!0)}}}render(){let t=this.words.length;return g`<div class="bar" role="region" aria-label=${d("What to do with the ticked words")}>
            <strong>${t===1?d("1 word"):d("{count} words",{count:t})}</strong>
            ${this.boxes.map((i,n)=>g`<button
                    class=${n?"":"first"}
                    data-box=${i.name}
                    title=${d(i.label)}
                    @click=${()=>this.write(i)}
                >
                    ${d(i.short)}
                </button>`)}
            ${this.canLoop?g`<button id="loop" @click=${()=>this.dispatchEvent(new CustomEvent("cc-loop"))}>${d("Start loop")}</button>`:x}
            <span class="right">
                <label>
                    ${d("Weight")}
                    <input id="weight" type="number" step="0.05" .value=${this.weight} @input=${this.weigh} />
                </label>
                <select id="mode" aria-label=${d("Write ticked words")} @change=${this.choose}>
                    ${Lg.map(i=>g`<option value=${i} ?selected=${i===this.mode}>${d(i)}</option>`)}
                </select>
                <cc-export-menu
                    up
                    .question=${this.question}
                    .name=${this.name}
                    canCopy
                ></cc-export-menu>
            </span>
            <p class="message ${this.isError?"error":""}" role=${this.isError?"alert":"status"}>${this.message}</p>
        </div>`}willUpdate(t){t.has("words")&&t.get("words")&&(this.message="")}tell(t,i=!1){this.message=t,this.isError=i}async written(t,i){let{words:n}=this,r=this.weight===""?1:Number(this.weight);return(await Dt("POST","prompts/write",{prompt:t,words:n,mode:i,weight:r})).prompt}async write(t){try{let i=t.read(),n=await this.written(i,this.mode);t.write(n),this.tell(n===i?d("The prompt already contains these words."):d("Written."))}catch(i){this.tell(i.message,!0)}}};de.styles=[j,F`
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
        `],w([k({attribute:!1})],de.prototype,"words",2),w([k({attribute:!1})],de.prototype,"boxes",2),w([k()],de.prototype,"question",2),w([k()],de.prototype,"name",2),w([k({type:Boolean})],de.prototype,"canLoop",2),w([V()],de.prototype,"mode",2),w([V()],de.prototype,"weight",2),w([V()],de.prototype,"message",2),w([V()],de.prototype,"isError",2),de=w([U("cc-actions")],de);var zg={txt2img_prompt:"→ txt2img",txt2img_neg_prompt:"→ negative",img2img_prompt:"→ img2img",img2img_neg_prompt:"→ img2img negative"};function Jp(){return Gc().map(s=>({name:s.name,short:zg[s.name]??s.label,label:s.label,read:()=>Kc(s),write:e=>Yc(s,e)}))}var Bi=class extends N{constructor(){super(...arguments);this.other="";this.saveAs=async()=>{await this.lists.save(this.other),this.lists.note?.kind!=="error"&&(this.other="")};this.rename=async()=>{await this.lists.rename(this.other),this.lists.note?.kind!=="error"&&(this.other="")}}render(){let{lists:t,field:i}=this,n=t.presets.some(r=>r.own&&r.name===t.name);return g`<label>
                <span>${d(i.label)}</span>
                <textarea
                    id="keywords"
                    rows=${i.lines}
                    spellcheck="false"
                    .value=${t.text}
                    @input=${r=>this.type(r.target.value)}
                ></textarea>
                <span class="hint">${d(i.info)}</span>
            </label>
            <div class="buttons">
                <button id="save" ?disabled=${!t.name} @click=${()=>t.save(t.name)}>${d("Save")}</button>
                <input
                    id="other"
                    aria-label=${d("Preset name")}
                    placeholder=${d("Name for Save as")}
                    .value=${this.other}
                    @input=${r=>this.other=r.target.value}
                />
                <button id="save-as" @click=${this.saveAs}>${d("Save as")}</button>
                <button id="rename" ?disabled=${!n} @click=${this.rename}>${d("Rename")}</button>
                <button id="delete" ?disabled=${!n} @click=${()=>t.remove()}>${d("Delete")}</button>
                <button id="reload" @click=${t.reload}>${d("Reload lists")}</button>
            </div>
            ${this.note()} ${this.dropped()} ${t.skipped.map(r=>this.skipped(r))}`}type(t){this.lists.type(t),this.dispatchEvent(new CustomEvent("cc-typed",{bubbles:!0,composed:!0}))}note(){let{note:t}=this.lists;if(!t)return x;let i=t.kind==="error"?"alert":"status";return g`<p class="message ${t.kind}" role=${i}>${t.text}</p>`}skipped(t){return g`<p class="message warning" role="status">
            ${d("{file} was left out: the name of the file is not UTF-8. Rename it.",{file:t})}
        </p>`}dropped(){let{dropped:t}=this.lists;return t?g`<p class="message" role="status">
            ${d("Your changes to the list before were not saved.")}
            <button id="restore" @click=${()=>this.lists.restore()}>${d("Bring them back")}</button>
        </p>`:x}};Bi.styles=[j,F`
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
        `],w([k({attribute:!1,hasChanged:()=>!0})],Bi.prototype,"lists",2),w([k({attribute:!1})],Bi.prototype,"field",2),w([V()],Bi.prototype,"other",2),Bi=w([U("cc-list-editor")],Bi);var no=s=>`lists/${encodeURIComponent(s)}`,ro=class{constructor(e){this.host=e;this.presets=[];this.skipped=[];this.name="";this.text="";this.note=null;this.dropped=null;this.revision=null;this.original="";this.reload=()=>this.told(()=>this.list());this.refresh=()=>{this.list().then(()=>this.host.requestUpdate(),()=>{})};e.addController(this)}hostConnected(){window.addEventListener("focus",this.refresh)}hostDisconnected(){window.removeEventListener("focus",this.refresh)}get isChanged(){return this.text!==this.original}type(e){this.text=e,this.note=null,this.host.requestUpdate()}async list(){let{presets:e,skipped:t}=await Rt("lists");this.presets=e,this.skipped=t,this.presets.some(i=>i.name===this.name)||(this.name="")}async choose(e){e&&await this.told(async()=>{let t=await Rt(no(e)),{original:i,revision:n}=this;this.dropped=this.isChanged?{name:this.name,text:this.text,revision:n,original:i}:null,this.show(t)})}restore(){let{dropped:e}=this;e&&(this.show(e),this.original=e.original,this.dropped=null,this.host.requestUpdate())}async save(e){await this.told(async()=>{if(!e.trim())throw new Error(d("First enter a name next to Save as."));let{text:t}=this,i=e===this.name?this.revision:null,n=await Dt("PUT",no(e),{text:t,revision:i});this.show({...n,text:this.text}),this.original=t,await this.list(),this.note=n.notes.length?{text:n.notes.map(r=>d(r)).join(" "),kind:"warning"}:{text:d("Saved as {name}.",{name:n.name}),kind:"done"}})}async rename(e){await this.told(async()=>{if(!this.name||!e.trim())throw new Error(d("First choose a preset and enter its new name."));let t=await Dt("POST",`${no(this.name)}/rename`,{name:e});this.name=t.name,await this.list(),this.note={text:d("Renamed."),kind:"done"}})}async remove(){await this.told(async()=>{if(!this.name)throw new Error(d("First choose the preset to delete."));await Dt("DELETE",no(this.name)),this.name="",this.revision=null,this.original="",await this.list(),this.note={text:d("Moved to the trash folder of your keyword lists."),kind:"done"}})}show(e){this.name=e.name,this.text=this.original=e.text,this.revision=e.revision}async told(e){this.note=null;try{await e()}catch(t){this.note={text:t.message,kind:"error"}}this.host.requestUpdate()}};var ws=class extends N{constructor(){super(...arguments);this.prompt="";this.negative="";this.boxes=[{name:"prompt",short:"→ prompt",label:"To prompt",read:()=>this.prompt,write:t=>this.prompt=t},{name:"negative_prompt",short:"→ negative",label:"To negative prompt",read:()=>this.negative,write:t=>this.negative=t}];this.typed=t=>{let i=t.target;i.id==="prompt"?this.prompt=i.value:this.negative=i.value}}render(){return g`<label>
                <span>${d("Prompt")}</span>
                <textarea id="prompt" rows="2" .value=${this.prompt} @input=${this.typed}></textarea>
            </label>
            <label>
                <span>${d("Negative prompt")}</span>
                <textarea id="negative_prompt" rows="2" .value=${this.negative} @input=${this.typed}></textarea>
            </label>`}};ws.styles=[j,F`
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
        `],w([V()],ws.prototype,"prompt",2),w([V()],ws.prototype,"negative",2),ws=w([U("cc-prompt-boxes")],ws);var Xp=s=>!["waiting","running"].includes(s.state);async function td(s,e,t,i){let n=await Dt("POST","questions",s),{id:r}=n;return i.aborted?await Qp(r):i.addEventListener("abort",()=>{Qp(r)},{once:!0}),e(n),await br(()=>`questions/${n.id}`,o=>{n=o,e(o)},Xp,t),n}async function Qp(s){await Dt("POST",`questions/${s}/interrupt`).catch(()=>{})}var Mg=["#e8590c","#7048e8","#1098ad","#e6a700","#2f9e44","#c2255c","#1971c2","#868e96"],Rg="#adb5bd";function ed(s){return new Map(s.map((e,t)=>[e,Mg[t]??Rg]))}var id=s=>`${Number((100*s).toPrecision(4))} %`;function Ig(s){let{from:e,until:t,from_step:i,until_step:n}=s;return[...e===null?[]:[d("from {when}",{when:id(e)})],...i===null?[]:[d("from step {when}",{when:i})],...t===null?[]:[d("until {when}",{when:id(t)})],...n===null?[]:[d("until step {when}",{when:n})],...s.turns.map(({turn:r,of:o})=>d("in turns {turn}/{of}",{turn:r,of:o}))]}function ca(s){let{steps:e,part:t,part_weight:i=1,chunk:n=1}=s;return[...e?Ig(e):[],...i===1?[]:[d("AND part {part}: × {weight}",{part:t??1,weight:i})],...n>1?[d("chunk {chunk}",{chunk:n})]:[]]}var Dg=[["helps","helps"],["does nothing","nothing"],["works against","against"]];function sd(s){return Dg.find(([e])=>s.verdict.startsWith(e))?.[1]??"unread"}function nd(s){let e=[...s.prompt],t=s.phrases.filter(o=>typeof o.start=="number"&&typeof o.end=="number"),i=[],n=s.phrases.filter(o=>!t.includes(o)),r=0;for(let o of[...t].sort((a,h)=>a.start-h.start)){if(o.start<r){n.push(o);continue}i.push(e.slice(r,o.start).join(""),o),r=o.end}return[...i,e.slice(r).join(""),...n].filter(o=>o!=="")}var oo=s=>`${s<0?"−":"+"}${Math.abs(s).toFixed(4)}`,Hi=class extends N{constructor(){super(...arguments);this.ticks=new Set;this.current=null;this.phrase=t=>{let i=()=>{this.current=t};return g`<span
            class="phrase ${sd(t)}"
            role="button"
            tabindex="0"
            data-word=${t.phrase}
            aria-pressed=${this.ticks.has(Jt(t.phrase))}
            aria-label="${t.phrase}: ${d(t.verdict)}, ${oo(t.effect)}"
            title="${d(t.verdict)} ${oo(t.effect)}"
            @mouseenter=${i}
            @focus=${i}
            @click=${()=>this.tick(t)}
            @keydown=${n=>this.key(n,t)}
            >${this.written(t)}</span
        >`}}render(){let{audit:t}=this;return g`<div class="prompt" dir="auto">${nd(t).map(i=>typeof i=="string"?i:this.phrase(i))}</div>
            <p class="numbers hint" aria-live="polite">${this.current?this.numbers(this.current):this.summary()}</p>
            <p class="hint">${d("green helps · grey does nothing · red works against the picture")}</p>
            <details>
                <summary>${d("All numbers")}</summary>
                ${this.table()}
            </details>`}written(t){return typeof t.start!="number"||typeof t.end!="number"?t.phrase:[...this.audit.prompt].slice(t.start,t.end).join("")||t.phrase}numbers(t){let i=t.weight===1?x:g` · × ${t.weight.toFixed(2)}`,n=ca(t).map(r=>g` · ${r}`);return g`<b>${t.phrase}</b> ${d(t.verdict)} ·
            ${d("Effect")} ${oo(t.effect)} · ${d("Similarity")} ${Hs(t.similarity)}${i}${n}`}summary(){let{similarity:t,truncated:i,networks:n=[]}=this.audit,r=n.map(({start:o,end:a})=>[...this.audit.prompt].slice(o,a).join(""));return g`${d("Similarity of the whole prompt")} <b>${Hs(t)}</b>${i?g` · ${d("tokens not read")}: <b>${i}</b>`:x}${r.length?g` · ${d("Extra networks, which are not words:")} <bdi>${r.join(" ")}</bdi>`:x}`}table(){return g`<table>
            <thead>
                <tr>
                    <th scope="col">${d("Phrase")}</th>
                    <th scope="col" class="number">${d("Effect")}</th>
                    <th scope="col" class="number">${d("Similarity")}</th>
                    <th scope="col">${d("Verdict")}</th>
                </tr>
            </thead>
            <tbody>
                ${this.audit.phrases.map(t=>g`<tr>
                        <td><bdi>${t.phrase}</bdi>${t.weight===1?x:g` <small>× ${t.weight.toFixed(2)}</small>`}</td>
                        <td class="number effect">${oo(t.effect)}</td>
                        <td class="number">${Hs(t.similarity)}</td>
                        <td>${d(t.verdict)} <small class="when">${ca(t).join(", ")}</small></td>
                    </tr>`)}
            </tbody>
        </table>`}tick(t){this.dispatchEvent(new Fi(t.phrase,!this.ticks.has(Jt(t.phrase))))}key(t,i){if(t.key===" ")t.preventDefault(),this.tick(i);else if(t.key==="ArrowRight"||t.key==="ArrowLeft"){t.preventDefault();let n=[...this.renderRoot.querySelectorAll(".phrase")],r=n.indexOf(t.currentTarget)+(t.key==="ArrowRight"?1:-1);n[r]?.focus()}}};Hi.styles=[j,F`
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
        `],w([k({attribute:!1})],Hi.prototype,"audit",2),w([k({attribute:!1})],Hi.prototype,"ticks",2),w([V()],Hi.prototype,"current",2),Hi=w([U("cc-audited-prompt")],Hi);var ha=3,Og=.004,oi=class extends N{constructor(){super(...arguments);this.rounds=[];this.colours=new Map;this.ticks=new Set;this.words=0;this.all=!1;this.rung=t=>{let i=this.words-t.round===0,n=!t.above.length&&!i,r=i?d("last one left"):n?d("leads, below the threshold"):"";return g`<li data-round=${t.round}>
            <span class="number place" aria-label="${d("Round")} ${t.round}">${t.round}</span>
            <span class="stack" role="img" aria-label=${this.spoken(t)}>${t.above.map(this.segment)}</span>
            <button
                class="winner"
                aria-pressed=${this.ticks.has(Jt(t.winner))}
                title=${`${t.winner} ${ui(t.share)}`}
                @click=${()=>this.tick(t.winner)}
            >
                <bdi>${t.winner}</bdi>
                <small>${r||ui(t.share)}</small>
            </button>
        </li>`};this.segment=t=>{if(t.share<Og)return x;let i=this.colours.get(t.keyword)??"var(--soft)";return g`<span
            class=${this.ticks.has(Jt(t.keyword))?"ticked":""}
            style="width: ${t.share*100}%; background: ${i}"
            title=${`${t.keyword} ${ui(t.share)}`}
            @click=${()=>this.tick(t.keyword)}
        ></span>`}}willUpdate(t){t.has("rounds")&&(this.all=!1)}render(){let t=this.all?this.rounds:this.rounds.slice(0,ha),i=this.rounds.length-ha;return g`<ol>
                ${t.map(this.rung)}
            </ol>
            ${i<=0?x:g`<button class="quiet more" aria-expanded=${this.all} @click=${()=>this.all=!this.all}>
                      ${this.all?d("Show the first {count} only",{count:ha}):d("Show all (+{count})",{count:i})}
                  </button>`}`}spoken(t){return(t.above.length?t.above.slice(0,5):[{keyword:t.winner,share:t.share}]).map(n=>`${n.keyword} ${ui(n.share)}`).join(", ")}tick(t){this.dispatchEvent(new Fi(t,!this.ticks.has(Jt(t))))}};oi.styles=[j,F`
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
        `],w([k({attribute:!1})],oi.prototype,"rounds",2),w([k({attribute:!1})],oi.prototype,"colours",2),w([k({attribute:!1})],oi.prototype,"ticks",2),w([k({type:Number})],oi.prototype,"words",2),w([V()],oi.prototype,"all",2),oi=w([U("cc-ladder")],oi);var Ng=20,Fg=200,ze=class extends N{constructor(){super(...arguments);this.rows=[];this.ticks=new Set;this.colours=new Map;this.title="";this.first=Ng;this.all=!1;this.current=0;this.toggle=()=>{this.all=!this.all,this.current=0};this.row=(t,i)=>{let n=this.ticks.has(Jt(t.word)),r=ui(t.share);return g`<label class="row ${i<3?"top":""}" data-word=${t.word}>
            <input
                type="checkbox"
                data-place=${i}
                tabindex=${i===this.current?0:-1}
                aria-label=${t.share===null?t.word:`${t.word}, ${r}`}
                .checked=${n}
                @focus=${()=>this.current=i}
                @change=${o=>this.tick(t.word,o)}
            />
            <i class="dot" style="background: ${this.colours.get(t.word)??"var(--line)"}"></i>
            <span class="word"><bdi title=${t.word}>${t.word}</bdi>${t.isUnknown?this.unknown():x}</span>
            <span class="track"><span style="width: ${(t.share??0)*100}%; background: ${this.colours.get(t.word)??"var(--soft)"}"></span></span>
            <span class="number share">${r}</span>
            ${t.similarity===void 0?x:g`<span class="number similarity" title=${d("similarity (cosine)")}>${Hs(t.similarity)}</span>`}
            ${t.truncated?g`<small class="mark cut">${d("tokens not read")}: ${t.truncated}</small>`:x}
        </label>`};this.key=t=>{let i=(this.all?this.rows.length:Math.min(this.rows.length,this.first))-1,r={ArrowDown:this.current+1,ArrowUp:this.current-1,PageDown:this.current+10,PageUp:this.current-10,Home:0,End:i}[t.key];r!==void 0&&(t.preventDefault(),this.go(Math.max(0,Math.min(i,r))))}}willUpdate(t){t.has("rows")&&(this.all=!1,this.current=0)}render(){let t=this.all?this.rows:this.rows.slice(0,this.first);return g`<div role="group" aria-label=${this.title} @keydown=${this.key}>
                ${t.length>Fg?g`<div class="scroller">
                          ${to({items:[...t],renderItem:this.row,scroller:!0})}
                      </div>`:t.map(this.row)}
            </div>
            ${this.more()}`}more(){let t=this.rows.length-this.first;return t<=0?x:g`<button class="quiet more" aria-expanded=${this.all} @click=${this.toggle}>
            ${this.all?d("Show the first {count} only",{count:this.first}):d("Show all (+{count})",{count:t})}
        </button>`}unknown(){return g` <abbr class="unknown" title=${d("never learned by this encoder: its numbers mean nothing")}>?</abbr>`}tick(t,i){this.dispatchEvent(new Fi(t,i.target.checked))}async go(t){this.current=t;let n=this.renderRoot.querySelector(".scroller")?.[Qr];n&&(n.element(t)?.scrollIntoView({block:"nearest"}),await n.layoutComplete),await this.updateComplete,this.renderRoot.querySelector(`input[data-place="${t}"]`)?.focus()}};ze.styles=[j,F`
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
        `],w([k({attribute:!1})],ze.prototype,"rows",2),w([k({attribute:!1})],ze.prototype,"ticks",2),w([k({attribute:!1})],ze.prototype,"colours",2),w([k()],ze.prototype,"title",2),w([k({type:Number})],ze.prototype,"first",2),w([V()],ze.prototype,"all",2),w([V()],ze.prototype,"current",2),ze=w([U("cc-word-rows")],ze);var lo=50,Vg=6,Bg=5,Hg={own:"The picture's own prompt",negative:"The picture's own negative prompt",typed:"Prompt audit"},li=class extends N{constructor(){super(...arguments);this.answer=null;this.ticks=new Set;this.question="";this.audited="own";this.canNegate=!1;this.rows=[];this.shownColours=new Map;this.groups=[];this.contrasts=[];this.negate=()=>{this.dispatchEvent(new CustomEvent("cc-negate"))}}willUpdate(t){let{answer:i}=this;if(!t.has("answer")||!i)return;let n=new Set(i.unknown);this.rows=i.keywords.map(r=>({...r,word:r.keyword,isUnknown:n.has(r.keyword)})),this.shownColours=ed([...new Set(i.keywords.slice(0,50).map(r=>r.keyword))]),this.groups=(i.groups??[]).slice(0,lo).map(({name:r,keywords:o})=>({name:r,rows:o.map(rd)})),this.contrasts=(i.contrasts??[]).slice(0,lo).map(r=>r.map(rd))}render(){let{answer:t}=this;return g`<p class="spoken" role="status">${t?this.spoken(t):""}</p>
            <div class="two">
                <div class="left"><slot></slot>${t?.audit?this.audit(t.audit):x}</div>
                <div class="right">${t?[this.notes(t),this.ranking(t),this.rounds(t)]:this.empty()}</div>
            </div>
            ${t?[this.parts(t),this.sets(t)]:x}`}spoken(t){let i=t.keywords[0]?.keyword??"";return d("{count} words are ranked. The best one: {word}",{count:t.keywords.length,word:i})}empty(){return g`<p class="empty">${d("Add a picture, choose or type keywords, and press Rank.")}</p>`}notes(t){let i=t.unknown?.length??0,n=d("Words marked with ? ({count}) were never learned by this encoder: their numbers mean nothing.",{count:i});return[...t.notes.map(o=>d(o)),...i?[n]:[]].map(o=>g`<p class="message warning note" role="status">${o}</p>`)}ranking(t){let i=this.rows.length===1,n=i?d("A single keyword has nothing to be compared with: it has a similarity, but no share."):d("Share among these words, not the probability that a word is true.");return g`<section class="card ranking">
            <div class="head">
                <h3 title=${n}>
                    ${d("What CLIP sees")}
                    <small>${i?n:d("share among these words · similarity")}</small>
                </h3>
                <cc-export-menu .question=${this.question} .name=${t.picture} ?canCopy=${this.ticks.size>0}></cc-export-menu>
            </div>
            <cc-word-rows
                title=${d("Ranking")}
                .rows=${this.rows}
                .ticks=${this.ticks}
                .colours=${this.shownColours}
            ></cc-word-rows>
            <p class="hint"><bdi>${t.picture}</bdi> · <code>${t.encoder}</code></p>
        </section>`}rounds(t){return t.rounds.length?g`<section class="card rounds">
            <h3>${d("Rounds")} <small>${d("Each round removes its winner and ranks the rest again.")}</small></h3>
            <cc-ladder
                .rounds=${t.rounds}
                .colours=${this.shownColours}
                .ticks=${this.ticks}
                .words=${this.rows.length}
            ></cc-ladder>
        </section>`:x}audit(t){return g`<section class="card audit">
            <div class="head">
                <h3>${d(Hg[this.audited])}</h3>
                ${this.canNegate?g`<button id="negative" class="quiet" @click=${this.negate}>
                          ${this.audited==="negative"?d("Audit the prompt"):d("Audit the negative prompt")}
                      </button>`:x}
            </div>
            <cc-audited-prompt .audit=${t} .ticks=${this.ticks}></cc-audited-prompt>
        </section>`}parts(t){return this.groups.length<2?x:g`<section class="card whole groups">
            <h3>${d("Groups")} <small>${d("Shares within each group.")}</small></h3>
            <div class="parts">
                ${this.groups.map(({name:i,rows:n},r)=>g`<details ?open=${r<Vg}>
                        <summary><bdi>${i||"–"}</bdi></summary>
                        ${this.small(i||d("Groups"),n)}
                    </details>`)}
            </div>
            ${this.leftOut(t.groups?.length??0)}
        </section>`}sets(t){return this.contrasts.length?g`<section class="card whole contrasts">
            <h3>${d("Contrasts")} <small>${d("Near-synonyms, compared only with each other.")}</small></h3>
            <div class="parts">${this.contrasts.map(i=>this.small(d("Contrasts"),i))}</div>
            ${this.leftOut(t.contrasts?.length??0)}
        </section>`:x}small(t,i){return g`<cc-word-rows
            plain
            title=${t}
            .first=${Bg}
            .rows=${i}
            .ticks=${this.ticks}
            .colours=${this.shownColours}
        ></cc-word-rows>`}leftOut(t){return t<=lo?x:g`<p class="hint">${lo} / ${t} ${d("are shown; all were ranked.")}</p>`}};li.styles=[j,F`
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
        `],w([k({attribute:!1})],li.prototype,"answer",2),w([k({attribute:!1})],li.prototype,"ticks",2),w([k()],li.prototype,"question",2),w([k()],li.prototype,"audited",2),w([k({type:Boolean})],li.prototype,"canNegate",2),li=w([U("cc-rank-result")],li);function rd(s,e,t){return{word:s.keyword,share:t.length>1?s.share:null}}var od=F`
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
        .bar select {
            max-width: 46%;
        }
    }
`;function ld(s,e){let t=new Map;for(let i of Wg(s)){if(t.size===e.size)break;let n=Jt(i);e.has(n)&&!t.has(n)&&t.set(n,i)}return[...t.values()]}function*Wg(s){for(let e of s.keywords)yield e.keyword;for(let e of s.contrasts??[])for(let t of e)yield t.keyword;for(let e of s.audit?.phrases??[])yield e.phrase}var ad="…",Lt=class extends N{constructor(){super(...arguments);this.picture=null;this.about=null;this.values={};this.encoder="";this.status=null;this.answer=null;this.question="";this.audited="own";this.ticks=new Set;this.words=[];this.message=null;this.open="";this.examples=[];this.boxes=[];this.lists=new ro(this);this.run=null;this.halt=null;this.rank=async()=>{if(this.isAtWork&&this.stop(),this.message=null,!this.picture){this.fail(new Error(d("There is no picture yet: add one, or right-click a generated one.")));return}let t=this.run=new AbortController,i=this.halt=new AbortController;try{let n=await this.body(this.picture);if(t.signal.aborted)return;let o=await td(n,a=>{t===this.run&&(this.status=a)},t.signal,i.signal);t===this.run&&await this.finish(o,n)}catch(n){t===this.run&&this.fail(n)}finally{t===this.run&&(this.run=this.status=null)}};this.interrupt=()=>this.halt?.abort();this.paste=t=>{let i=this.checkVisibility()?Gs(t.clipboardData):null;i?.type.startsWith("image/")&&(t.preventDefault(),this.show({blob:i,name:i.name}))};this.drop=t=>{let i=t.defaultPrevented?null:Gs(t.dataTransfer);i&&(t.preventDefault(),this.show({blob:i,name:i.name}))};this.drag=t=>{t.dataTransfer?.types.includes("Files")&&t.preventDefault()};this.key=t=>{if(t.key!=="Enter"||t.isComposing||t.defaultPrevented)return;let i=t.composedPath()[0];i.matches("textarea")&&!t.ctrlKey&&!t.metaKey||i.matches("button, summary, select, [role=button], [type=file]")||i.id==="other"||i.id==="weight"||(t.preventDefault(),this.rank())};this.tick=t=>{this.ticks=Yp(this.ticks,t.detail.word,t.detail.isTicked),this.words=this.answer?ld(this.answer,this.ticks):[]};this.set=t=>{let{name:i,value:n}=t.detail;this.forget(),i==="encoder"?this.encoder=String(n):this.values={...this.values,[i]:n}};this.forget=()=>{this.message?.kind==="error"&&(this.message=null)};this.chooseEncoder=t=>{let i=t.target;if(this.forget(),i.value!==ad){this.encoder=i.value;return}i.value=this.encoder,this.open="more",this.updateComplete.then(()=>this.renderRoot.querySelector("#encoder")?.focus())};this.choosePreset=async t=>{this.forget(),await this.lists.choose(t.target.value),(this.lists.note||this.lists.dropped)&&(this.open="list")};this.auditNegative=()=>{this.values={...this.values,audit:!0,prompt:"",negative:this.audited!=="negative"},this.rank()};this.unload=async()=>{try{await Dt("POST","encoders/unload"),this.message={text:d("The encoder was unloaded; the next ranking loads it again."),kind:"done"}}catch(t){this.fail(t)}};this.loop=()=>{this.picture&&this.dispatchEvent(new tn("feedback",this.picture,{want:this.words.join(", ")}))}}connectedCallback(){super.connectedCallback(),document.addEventListener("paste",this.paste),this.begin()}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("paste",this.paste),this.run?.abort()}async begin(){this.values=Ys(this.face.rank.fields),this.encoder=String(this.face.rank.encoder.default??""),this.lists.presets=this.face.presets,await Promise.all([this.lists.choose(this.face.default_preset),this.readExamples()])}async readExamples(){this.examples=await Rt("examples").catch(()=>[])}async receive(t){let{prompt:i,negative:n}=t.extra;typeof i=="string"&&this.ownBoxes&&(this.ownBoxes.prompt=i,this.ownBoxes.negative=String(n??"")),this.show(t.picture),await this.rank()}show(t){this.isAtWork&&this.stop(),this.picture=t,this.about=null,this.answer=null,this.message=null,this.status=null,this.untick(),t&&this.look(t)}untick(){this.ticks=new Set,this.words=[]}async look(t){try{let i={picture:await Pi(t.blob),name:t.name},n=await Dt("POST","pictures/about",i);this.picture===t&&(this.about=n)}catch(i){this.picture===t&&this.fail(i)}}fail(t){this.message={text:t.message,kind:"error"}}get isAtWork(){return this.run!==null}async body(t){let{text:i}=this.lists,n=this.encoder.trim()||null;return{...this.values,picture:await Pi(t.blob),name:t.name,keywords:i,encoder:n}}async finish(t,i){t.state==="interrupted"?this.message={text:d("Interrupted. The texts encoded so far are kept."),kind:"warning"}:t.state==="failed"||!t.answer?this.message={text:d(t.message),kind:"error"}:(this.untick(),this.audited=String(i.prompt??"").trim()?"typed":i.negative?"negative":"own",this.question=t.id,this.answer=t.answer,this.open="",await this.updateComplete,this.renderRoot.querySelector("cc-rank-result")?.scrollIntoView({block:"nearest",behavior:"smooth"}))}stop(){this.halt?.abort(),this.run?.abort(),this.run=this.status=null}async chooseExample(t){try{this.show(await Ar(Fe(t.url),`${t.name}.png`))}catch(i){this.fail(i)}}willUpdate(t){t.has("words")&&(this.boxes=this.hostBoxes.length?this.hostBoxes:this.ownBoxes?.boxes??[])}updated(){let t=i=>this.renderRoot.querySelector(`select#${i}`);t("preset").value=this.lists.name,t("encoders").value=this.encoder}get hostBoxes(){return Jp()}render(){let t=this.answer!==null;return g`<div
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
                      ?canLoop=${this.face.kinds.some(i=>i.name==="feedback")}
                      @cc-loop=${this.loop}
                  ></cc-actions>`:x}
            ${this.hostBoxes.length?x:g`<cc-prompt-boxes class="card"></cc-prompt-boxes>`}
        </div>`}bar(){return g`<div class="bar">
            ${this.presets()}
            <button
                id="edit"
                aria-expanded=${this.open==="list"}
                @click=${()=>this.open=this.open==="list"?"":"list"}
            >
                ✎ ${d("Edit list")}${this.lists.isChanged?" *":""}
            </button>
            ${this.encoders()}
            <button
                id="more"
                aria-expanded=${this.open==="more"}
                aria-label=${d("More settings")}
                title=${d("More settings")}
                @click=${()=>this.open=this.open==="more"?"":"more"}
            >
                ⋯
            </button>
            <span class="end">${this.isAtWork?this.work():g`<button id="rank" class="go" @click=${this.rank}>${d("Rank")}</button>`}</span>
        </div>`}presets(){let{presets:t,name:i}=this.lists,n=o=>t.filter(a=>a.own===o).map(a=>g`<option value=${a.name} ?selected=${a.name===i}>${a.name}</option>`),r=n(!0);return g`<select id="preset" aria-label=${d("Preset")} @change=${this.choosePreset}>
            ${i?x:g`<option value="" selected>–</option>`}
            ${r.length?g`<optgroup label=${d("Your lists")}>${r}</optgroup>`:x}
            <optgroup label=${d("Bundled lists")}>${n(!1)}</optgroup>
        </select>`}encoders(){let{encoder:t}=this,i=this.face.encoders.includes(t)?this.face.encoders:[t,...this.face.encoders],{downloads:n}=this.face;return g`<select id="encoders" aria-label=${d("Encoder")} @change=${this.chooseEncoder}>
            ${i.map(r=>g`<option value=${r} ?selected=${r===t}>${Kp(r,n[r])}</option>`)}
            <option value=${ad}>${d("Another encoder…")}</option>
        </select>`}work(){let{status:t}=this,i=t&&t.total>0,n=t?.doing?d(t.doing):t?.state==="waiting"?d("waiting in the queue"):"";return g`<span class="work">
                <progress
                    aria-label=${d("Progress")}
                    max=${i?t.total:1}
                    value=${i?t.done:x}
                ></progress>
                <small>${n} ${i?`${t.done} / ${t.total}`:""}</small>
            </span>
            <button id="interrupt" @click=${this.interrupt}>${d("Interrupt")}</button>`}editor(){return this.open!=="list"?x:g`<cc-list-editor
            class="card"
            .lists=${this.lists}
            .field=${this.field("keywords")}
            @cc-typed=${this.forget}
        ></cc-list-editor>`}field(t){return this.face.rank.fields.find(i=>i.name===t)??this.face.rank.encoder}more(){if(this.open!=="more")return x;let{fields:t,encoder:i}=this.face.rank;return g`<div class="card more" @cc-change=${this.set}>
            <cc-form .fields=${t.filter(n=>n.name!=="keywords")} .values=${this.values}></cc-form>
            <div class="encoder">
                <cc-control id="encoder" data-field="encoder" .field=${i} .value=${this.encoder}></cc-control>
                <button id="unload" @click=${this.unload}>${d("Unload the encoder")}</button>
            </div>
        </div>`}told(){if(!this.message)return x;let{text:t,kind:i}=this.message;return g`<p id="message" class="message ${i}" role=${i==="error"?"alert":"status"}>${t}</p>`}stage(){return g`<div class="stage">
            <cc-picture-box
                label=${d("Picture")}
                .picture=${this.picture}
                @cc-chosen=${t=>this.show(t.detail)}
            ></cc-picture-box>
            ${this.picture?this.facts():this.offered()}
        </div>`}facts(){let{about:t,answer:i}=this;if(!t)return x;let n=i?.audit&&this.audited==="own";return g`<div class="facts">
            <p class="hint">${t.width} × ${t.height} · <bdi>${this.picture?.name}</bdi></p>
            ${t.prompt&&!n?g`<p class="own" title=${t.prompt}><span class="hint">${d("Prompt")}</span> <bdi>${t.prompt}</bdi></p>`:x}
        </div>`}offered(){return this.examples.length?g`<p class="hint">${d("Or try an example:")}</p>
            <div class="examples">
                ${this.examples.map(t=>g`<button title=${t.name} @click=${()=>this.chooseExample(t)}>
                        <img src=${Fe(t.url)} alt=${t.name} loading="lazy" />
                    </button>`)}
            </div>`:x}};Lt.styles=[j,od],w([k({attribute:!1})],Lt.prototype,"face",2),w([V()],Lt.prototype,"picture",2),w([V()],Lt.prototype,"about",2),w([V()],Lt.prototype,"values",2),w([V()],Lt.prototype,"encoder",2),w([V()],Lt.prototype,"status",2),w([V()],Lt.prototype,"answer",2),w([V()],Lt.prototype,"question",2),w([V()],Lt.prototype,"audited",2),w([V()],Lt.prototype,"ticks",2),w([V()],Lt.prototype,"words",2),w([V()],Lt.prototype,"message",2),w([V()],Lt.prototype,"open",2),w([V()],Lt.prototype,"examples",2),w([V()],Lt.prototype,"boxes",2),w([Vs("cc-prompt-boxes")],Lt.prototype,"ownBoxes",2),w([Vs("cc-actions")],Lt.prototype,"actions",2),w([V()],Lt.prototype,"run",2),Lt=w([U("cc-rank")],Lt);var Ug=176,jg=["start","resume","interrupt","new"],bs=class extends N{constructor(){super(...arguments);this.failure="";this.tilesOf=null;this.isToBeShown=!1;this.model=new Js(this,()=>this.kind,()=>this.checkVisibility(),()=>this.isToBeShown=!0);this.offered=t=>{let i=t.offered?this.model.offers[t.offered]:void 0;return Array.isArray(i)?{...t,choices:i}:t}}updated(){if(!this.isToBeShown||!this.model.session)return;this.isToBeShown=!1;let t=this.renderRoot.querySelector(".work");t.getBoundingClientRect().top>window.innerHeight*.5&&t.scrollIntoView({block:"start"})}render(){let{model:t}=this,{session:i,watch:n}=t,r=t.message||n.error||this.failure;return g`<div>
                <cc-form
                    .fields=${this.kind.fields.map(this.offered)}
                    .sections=${this.kind.sections}
                    .values=${t.values}
                    @cc-change=${o=>t.set(o.detail.name,o.detail.value)}
                ></cc-form>
            </div>
            <div class="work">
                <cc-toolbar
                    .wishes=${jg}
                    .possible=${this.possible}
                    .steps=${i?d("{count} steps",{count:i.steps.length}):""}
                    @cc-do=${o=>this.act(o.detail)}
                ></cc-toolbar>
                ${r?g`<p class="message error" id="message" role="alert">${r}</p>`:x}
                <cc-progress .status=${n.status} .left=${n.status?.live?.eta??0}></cc-progress>
                ${i?this.result(i):x}
                <details id="sessions" ?open=${!i}>
                    <summary>${d("Sessions")}</summary>
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
            </div>`}get possible(){let{model:t}=this;return[...t.canStart?["start"]:[],...t.canResume?["resume"]:[],...t.isAtWork?["interrupt"]:[],...t.isPristine?[]:["new"]]}act(t){let{model:i}=this;this.failure="",t==="start"?i.begin():t==="resume"?i.resume():t==="interrupt"?i.interrupt():i.reset()}result(t){let{steps:i}=t,n=i.find(r=>r.number===this.model.picked)??i.at(-1);return g`${n?this.step(t,n):x}
            <div class="row" role="group" aria-label=${d("The session")}>
                <button id="picture" ?disabled=${!n?.file} @click=${()=>n&&this.save(t,n)}>${d("Picture")}</button>
                <button id="report" ?disabled=${!i.length} @click=${()=>this.report(t.id)}>${d("Report")}</button>
                <button id="json" @click=${()=>this.json(t)}>JSON</button>
                <button id="delete" class="quiet" ?disabled=${this.model.isAtWork} @click=${()=>this.askAndDelete(t.id)}>
                    ${d("Delete")}
                </button>
            </div>`}step(t,i){let n=d("Step {number}",{number:i.number});return g`${i.file?g`<cc-compare
                      .later=${this.picture(t.id,i.file)}
                      .laterTitle=${`${n}: ${i.text}`}
                      @cc-large=${r=>this.enlarge(t,r.detail)}
                  ></cc-compare>`:x}
            <p id="text"><b>${n}</b> ${i.text}</p>
            <cc-strip
                .tiles=${this.tiles(t)}
                .selected=${i.number}
                @cc-pick=${r=>this.model.pick(r.detail)}
                @cc-large=${r=>this.enlarge(t,r.detail)}
            ></cc-strip>`}picture(t,i,n=0){return Fe(`sessions/${t}/pictures/${i}${n?`?side=${n}`:""}`)}tiles({id:t,steps:i}){if(this.tilesOf?.steps!==i){let n=i.map(({number:r,file:o,text:a})=>({number:r,source:o?this.picture(t,o,Ug):"",large:o?this.picture(t,o):"",title:a,caption:a,isKept:!1}));this.tilesOf={steps:i,tiles:n}}return this.tilesOf.tiles}enlarge({id:t,steps:i},n){let r=i.filter(o=>o.file).map(o=>({source:this.picture(t,o.file),title:`${o.number} · ${o.text}`}));Zs(r,r.findIndex(o=>o.source===n))}async fetched(t,i){try{si(await ti(t),i),this.failure=""}catch(n){this.failure=n.message}}save({id:t},i){this.fetched(`sessions/${t}/pictures/${i.file}`,`${t}-${i.number}.png`)}report(t){this.fetched(`sessions/${t}/report`,`${t}.html`)}json(t){let i=JSON.stringify(t,null,1);si(new Blob([i],{type:"application/json"}),`${t.id}.json`)}async askAndDelete(t){let i=d("Delete the session of {moment} ({id}) with all its pictures?",{moment:Ci(t),id:t});await qs(this.renderRoot,i,d("Delete"))&&this.model.watch.id===t&&await this.model.remove(t)}};bs.styles=[j,F`
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
        `],w([k({attribute:!1})],bs.prototype,"kind",2),w([V()],bs.prototype,"failure",2),bs=w([U("cc-session")],bs);var qe=class extends N{constructor(){super(...arguments);this.base="clip-critic/v1/";this.key="";this.face=null;this.error="";this.panel="rank";this.reported="";this.loading=Promise.resolve();this.move=t=>{let i={ArrowRight:1,ArrowLeft:-1}[t.key];if(!i)return;let n=[...this.renderRoot.querySelectorAll("[role=tab]")],r=n.findIndex(a=>a.id===`tab-${this.panel}`),o=n[(r+i+n.length)%n.length];o?.click(),o?.focus()}}connectedCallback(){super.connectedCallback(),ac(this.base,this.key),this.addEventListener("cc-picture",t=>this.show(t.detail)),this.loading=this.load()}async load(){try{let t=await Rt("face");lc(t.localization),this.face=t}catch(t){this.error=t.message}}async show(t){await this.loading,this.open(t.panel),await this.updateComplete;let i=this.renderRoot.querySelector(`#${t.panel}`);t.picture&&i?.receive?.(t)}has(t){return t==="rank"||!!this.face?.kinds.some(i=>i.name===t)}report(t){this.reported=t}open(t){this.panel=t,this.reported=""}render(){let{face:t}=this;if(this.error)return g`<p class="message error" role="alert">
                ${this.error} <button @click=${()=>(this.error="",this.loading=this.load())}>${d("Try again")}</button>
            </p>`;if(!t)return g`<p class="hint" aria-busy="true">…</p>`;let i=t.kinds;return g`<nav role="tablist" aria-label="CLIP Critic" @keydown=${this.move}>
                ${this.tab("rank","Rank keywords")} ${i.map(n=>this.tab(n.name,n.title))}
            </nav>
            ${this.reported?g`<p id="report" class="message error" role="alert">${this.reported}</p>`:x}
            <cc-rank id="rank" role="tabpanel" aria-labelledby="tab-rank" .face=${t} ?hidden=${this.panel!=="rank"}></cc-rank>
            ${i.map(n=>this.kind(t,n))}`}tab(t,i){let n=this.panel===t;return g`<button
            id="tab-${t}"
            role="tab"
            aria-selected=${n}
            tabindex=${n?0:-1}
            @click=${()=>this.open(t)}
        >
            ${d(i)}
        </button>`}kind(t,i){let n=this.panel!==i.name;return i.panel==="loop"?g`<cc-loop id=${i.name} role="tabpanel" aria-labelledby="tab-${i.name}" .face=${t} .kind=${i} ?hidden=${n}></cc-loop>`:g`<cc-session id=${i.name} role="tabpanel" aria-labelledby="tab-${i.name}" .kind=${i} ?hidden=${n}></cc-session>${x}`}};qe.styles=[j,F`
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
        `],w([k()],qe.prototype,"base",2),w([k()],qe.prototype,"key",2),w([V()],qe.prototype,"face",2),w([V()],qe.prototype,"error",2),w([V()],qe.prototype,"panel",2),w([V()],qe.prototype,"reported",2),qe=w([U("clip-critic")],qe);Gp();export{qe as ClipCritic};
