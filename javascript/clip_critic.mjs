/* CLIP Critic. Built from web/ by "npm run build"; do not edit. Contains @lit-labs/virtualizer 2.1.1, diff 9.0.0, idb-keyval 6.3.0, lit 3.3.3, photoswipe 5.4.4, uplot 1.6.32: see web/LICENCES.md. */
import{A as lt,B as pt,C as ct,D as dt,E as O,F as D,J as ht,L as T,M as N,N as ut,R as tt,X as mt,b as g,c as n,ca as gt,f as c,fa as ft,g as f,h as v,i as h,j as d,ja as vt,k as J,ka as wt,l as rt,la as bt,m as s,ma as yt,na as $t,o as ot,oa as U,p as Q,pa as F,q as A,r as E,ra as xt,s as nt,sa as kt,v as Z,w,wa as Et,x as at,y as W,z as S}from"./parts/chunk-J4US5T6N.mjs";import{a}from"./parts/chunk-KUTYOQ7S.mjs";var Dt="CLIP Critic";function j(o){return S().querySelector(o)??document.querySelector(o)}function et(o){return[...S().querySelectorAll("#txt2img_gallery, #img2img_gallery")].map(e=>[...e.querySelectorAll(".thumbnail-item img")].map(({src:i})=>i)).find(e=>e.includes(o))??[]}function z(){let r=[...S().querySelectorAll("#tabs button")].find(t=>t.textContent?.trim()===Dt);(S().querySelector("#tab_clip_critic-button")??r)?.click()}function Tt(){document.querySelector("#lightboxModal")&&typeof closeModal=="function"&&closeModal()}function Pt(o){return o.closest("gradio-app")!==null}var Nt=["#txt2img_gallery img","#img2img_gallery img","#extras_gallery img","#lightboxModal"].join(", "),B="clip-critic-menu",Ut=`
    nav.${B} { z-index: 2000; }
    nav.${B} .context-menu-items a { cursor: pointer; display: block; padding: 5px 12px; }`;function St(o){let r=document.createElement("style");r.textContent=Ut,document.head.append(r);let t=(e,i)=>jt(o,e,i);window.addEventListener("contextmenu",e=>t(e,e)),window.addEventListener("touchstart",e=>{e.touches.length===2&&t(e,e.touches[0])},{passive:!0}),window.addEventListener("click",_),window.addEventListener("keydown",e=>{e.key==="Escape"&&_()})}function jt(o,r,t){let e=r.shiftKey?null:zt(r),i=e?o.filter(m=>m.isOffered(e)):[];if(!e||!i.length)return _();S().querySelector(`#context-menu:not(.${B})`)||_();let l=Kt(r.target,t),[p]=i.map(m=>Gt(l,m,e));Yt(l),r.type==="contextmenu"&&(r.preventDefault(),r.pointerType===""&&p?.focus({preventScroll:!0}))}function zt(o){let r=o.composedPath()[0];if(!(r instanceof Element))return null;r.matches("button.thumbnail-item")&&(r=r.querySelector("img")??r);let t=r.closest(Nt);return(t?.id==="lightboxModal"?t.querySelector("#modalImage"):t)?.src||null}function Kt(o,r){let e=(Pt(o)?S().querySelector("#context-menu"):null)??Vt(o,r);return e.classList.add(B),e}function Vt(o,r){let t=document.createElement("nav");t.id="context-menu";let e=document.createElement("ul");e.className="context-menu-items",t.append(e);let i=getComputedStyle(j("#tabs")??document.body);return Object.assign(t.style,{background:"var(--background-fill-primary, Canvas)",color:i.color,fontFamily:i.fontFamily,left:`${r.pageX}px`,position:"absolute",top:`${r.pageY}px`}),(o.closest("gradio-app")??document.body).append(t),t}function Yt(o){let{left:r,top:t,width:e,height:i}=o.getBoundingClientRect(),{clientWidth:l,clientHeight:p}=document.documentElement,m={right:r+e-l,bottom:t+i-p},k=(It,Wt)=>`${parseFloat(It)-Wt}px`,{left:Bt,top:_t}=getComputedStyle(o);m.right>0&&(o.style.left=k(Bt,Math.min(m.right,r))),m.bottom>0&&(o.style.top=k(_t,Math.min(m.bottom,t)))}function _(){document.querySelectorAll(`#context-menu.${B}`).forEach(o=>o.remove())}function Gt(o,r,t){let e=document.createElement("a");return e.textContent=s(r.label),e.tabIndex=0,e.addEventListener("click",i=>{i.stopPropagation(),_(),Tt(),r.act(t)}),e.addEventListener("keydown",i=>{i.key==="Enter"&&e.click()}),o.querySelector(".context-menu-items")?.append(e),e}var R=()=>j("clip-critic");async function K(o,r,t){try{let e=await W(r,t);z(),await R()?.show({panel:o,picture:e,extra:{}})}catch(e){console.error(e),z(),R()?.report(e.message)}}var q={rankPicture:(o,r="")=>K("rank",o,r),loopPicture:(o,r="")=>K("feedback",o,r),conceptPicture:(o,r="")=>K("concepts",o,r),dreamPicture:(o,r="")=>K("dream",o,r),keepPictures:async o=>{z(),await R()?.show({panel:"taste",extra:{shown:o}})}};function Rt(){window.clipCritic||(window.clipCritic=q,St([{label:"Rank keywords",isOffered:()=>R()!==null,act:o=>q.rankPicture(o)},{label:"Start feedback loop",isOffered:()=>R()?.has("feedback")??!1,act:o=>q.loopPicture(o)},{label:"Add to a concept",isOffered:()=>R()?.has("concepts")??!1,act:o=>q.conceptPicture(o)},{label:"Dream from here",isOffered:()=>R()?.has("dream")??!1,act:o=>q.dreamPicture(o)},{label:"Keep those I would like",isOffered:o=>(R()?.has("taste")??!1)&&et(o).length>0,act:o=>q.keepPictures(et(o))}]))}var Xt=[["csv","CSV"],["json","JSON"],["html","HTML"]],M=class extends f{constructor(){super(...arguments);this.question="";this.name="";this.canCopy=!1;this.leave=t=>{t.relatedTarget&&!this.details.contains(t.relatedTarget)&&(this.details.open=!1)};this.key=t=>{t.key!=="Escape"||!this.details.open||(t.stopPropagation(),this.details.open=!1,this.renderRoot.querySelector("summary")?.focus())};this.copy=()=>{this.details.open=!1,this.dispatchEvent(new CustomEvent("cc-copy",{bubbles:!0,composed:!0}))}}render(){return n`<details @focusout=${this.leave} @keydown=${this.key}>
            <summary>${s("Export")} ▾</summary>
            <div class="list">
                ${Xt.map(([t,e])=>n`<button data-as=${t} @click=${()=>this.save(t)}>${e}</button>`)}
                <button id="copy" ?disabled=${!this.canCopy} @click=${this.copy}>${s("Copy as prompt")}</button>
            </div>
        </details>`}get details(){return this.renderRoot.querySelector("details")}async save(t){this.details.open=!1;try{let e=this.name.replace(/\.[^.]*$/,"")||"picture";kt(await nt(`questions/${this.question}/export?as=${t}`),`${e}.${t}`)}catch(e){let i=e.message;this.dispatchEvent(new CustomEvent("cc-failed",{detail:i,bubbles:!0,composed:!0}))}}};M.styles=[w,g`
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
        `],a([h()],M.prototype,"question",2),a([h()],M.prototype,"name",2),a([h({type:Boolean})],M.prototype,"canCopy",2),M=a([v("cc-export-menu")],M);var Jt=["append","prepend","replace"],b=class extends f{constructor(){super(...arguments);this.words=[];this.boxes=[];this.question="";this.name="";this.canLoop=!1;this.mode="append";this.weight="1";this.message="";this.isError=!1;this.awaited=0;this.weigh=t=>{this.weight=t.target.value};this.choose=t=>{this.mode=t.target.value};this.copy=()=>this.telling(async()=>(await xt(await this.written("","replace")),s("Copied.")))}render(){let t=this.words.length;return n`<div class="bar" role="region" aria-label=${s("What to do with the ticked words")} aria-busy=${this.awaited>0}>
            <strong>${t===1?s("1 word"):s("{count} words",{count:t})}</strong>
            ${this.boxes.map((e,i)=>n`<button
                    class=${i?"":"first"}
                    data-box=${e.name}
                    title=${s(e.label)}
                    @click=${()=>this.write(e)}
                >
                    ${s(e.short)}
                </button>`)}
            ${this.canLoop?n`<button id="loop" @click=${()=>this.dispatchEvent(new CustomEvent("cc-loop"))}>${s("Start loop")}</button>`:c}
            <span class="right">
                <label>
                    ${s("Weight")}
                    <input id="weight" type="number" step="0.05" .value=${this.weight} @input=${this.weigh} />
                </label>
                <select id="mode" aria-label=${s("Write ticked words")} @change=${this.choose}>
                    ${Jt.map(e=>n`<option value=${e} ?selected=${e===this.mode}>${s(e)}</option>`)}
                </select>
                <cc-export-menu
                    up
                    .question=${this.question}
                    .name=${this.name}
                    canCopy
                ></cc-export-menu>
            </span>
            <p class="message ${this.isError?"error":""}" role=${this.isError?"alert":"status"}>${this.message}</p>
        </div>`}willUpdate(t){t.has("words")&&t.get("words")&&(this.message="")}tell(t,e=!1){this.message=t,this.isError=e}async written(t,e){let{words:i}=this,l=this.weight===""?1:Number(this.weight);return(await E("POST","prompts/write",{prompt:t,words:i,mode:e,weight:l})).prompt}write(t){return this.telling(async()=>{let e=t.read(),i=await this.written(e,this.mode);return t.write(i),i===e?s("The prompt already contains these words."):s("Written.")})}async telling(t){this.awaited++;try{this.tell(await t())}catch(e){this.tell(e.message,!0)}finally{this.awaited--}}};b.styles=[w,g`
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
        `],a([h({attribute:!1})],b.prototype,"words",2),a([h({attribute:!1})],b.prototype,"boxes",2),a([h()],b.prototype,"question",2),a([h()],b.prototype,"name",2),a([h({type:Boolean})],b.prototype,"canLoop",2),a([d()],b.prototype,"mode",2),a([d()],b.prototype,"weight",2),a([d()],b.prototype,"message",2),a([d()],b.prototype,"isError",2),a([d()],b.prototype,"awaited",2),b=a([v("cc-actions")],b);var Qt={txt2img_prompt:"→ txt2img",txt2img_neg_prompt:"→ negative",img2img_prompt:"→ img2img",img2img_neg_prompt:"→ img2img negative"};function Mt(){return lt().map(o=>({name:o.name,short:Qt[o.name]??o.label,label:o.label,read:()=>pt(o),write:r=>ct(o,r)}))}var L=class extends f{constructor(){super(...arguments);this.other="";this.saveAs=async()=>{await this.lists.save(this.other),this.lists.note?.kind!=="error"&&(this.other="")};this.rename=async()=>{await this.lists.rename(this.other),this.lists.note?.kind!=="error"&&(this.other="")}}render(){let{lists:t,field:e}=this,i=t.presets.some(p=>p.own&&p.name===t.name),l=this.other.trim()!=="";return n`<label>
                <span>${s(e.label)}</span>
                <textarea
                    id="keywords"
                    rows=${e.lines}
                    spellcheck="false"
                    .value=${t.text}
                    @input=${p=>this.type(p.target.value)}
                ></textarea>
                <span class="hint">${s(e.info)}</span>
            </label>
            <div class="buttons">
                <button id="save" ?disabled=${!t.name||!t.isChanged} @click=${()=>t.save(t.name)}>${s("Save")}</button>
                <input
                    id="other"
                    aria-label=${s("Preset name")}
                    placeholder=${s("Name for Save as")}
                    .value=${this.other}
                    @input=${p=>this.other=p.target.value}
                />
                <button id="save-as" ?disabled=${!l} @click=${this.saveAs}>${s("Save as")}</button>
                <button id="rename" ?disabled=${!i||!l} @click=${this.rename}>${s("Rename")}</button>
                <button id="delete" ?disabled=${!i} @click=${()=>t.remove()}>${s("Delete")}</button>
                <button id="reload" @click=${t.reload}>${s("Reload lists")}</button>
            </div>
            ${this.note()} ${this.dropped()} ${t.skipped.map(p=>this.skipped(p))}`}type(t){this.lists.type(t),this.dispatchEvent(new CustomEvent("cc-typed",{bubbles:!0,composed:!0}))}note(){let{note:t}=this.lists;if(!t)return c;let e=t.kind==="error"?"alert":"status";return n`<p class="message ${t.kind}" role=${e}>${t.text}</p>`}skipped(t){return n`<p class="message warning" role="status">
            ${s("{file} was left out: the name of the file is not UTF-8. Rename it.",{file:t})}
        </p>`}dropped(){let{dropped:t}=this.lists;return t?n`<p class="message" role="status">
            ${s("Your changes to the list before were not saved.")}
            <button id="restore" @click=${()=>this.lists.restore()}>${s("Bring them back")}</button>
        </p>`:c}};L.styles=[w,g`
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
        `],a([h({attribute:!1,hasChanged:()=>!0})],L.prototype,"lists",2),a([h({attribute:!1})],L.prototype,"field",2),a([d()],L.prototype,"other",2),L=a([v("cc-list-editor")],L);var V=o=>`lists/${encodeURIComponent(o)}`,Y=class{constructor(r){this.host=r;this.presets=[];this.skipped=[];this.name="";this.text="";this.note=null;this.wish=null;this.awaited=0;this.dropped=null;this.revision=null;this.original="";this.reload=()=>this.saying(()=>this.list());this.refresh=()=>{this.list().then(()=>this.host.requestUpdate(),()=>{})};r.addController(this)}hostConnected(){window.addEventListener("focus",this.refresh)}hostDisconnected(){window.removeEventListener("focus",this.refresh)}get chosen(){return this.wish?.name??this.name}get isBusy(){return this.awaited>0}get isChanged(){return this.text!==this.original}type(r){this.text=r,this.note=null,this.host.requestUpdate()}async list(){let{presets:r,skipped:t}=await A("lists");this.presets=r,this.skipped=t,this.presets.some(e=>e.name===this.name)||(this.name="")}async choose(r){if(!r)return;let t=this.wish={name:r};await this.saying(async()=>{try{let e=await A(V(r));if(this.wish!==t)return;let{original:i,revision:l}=this;this.dropped=this.isChanged?{name:this.name,text:this.text,revision:l,original:i}:null,this.show(e)}finally{this.wish===t&&(this.wish=null)}})}restore(){let{dropped:r}=this;r&&(this.show(r),this.original=r.original,this.dropped=null,this.host.requestUpdate())}async save(r){await this.saying(async()=>{if(!r.trim())throw new Error(s("First enter a name next to Save as."));let{text:t}=this,e=r===this.name?this.revision:null,i=await E("PUT",V(r),{text:t,revision:e});this.show({...i,text:this.text}),this.original=t,await this.list(),this.note=i.notes.length?{text:i.notes.map(l=>s(l)).join(" "),kind:"warning"}:{text:s("Saved as {name}.",{name:i.name}),kind:"done"}})}async rename(r){await this.saying(async()=>{if(!this.name||!r.trim())throw new Error(s("First choose a preset and enter its new name."));let t=await E("POST",`${V(this.name)}/rename`,{name:r});this.name=t.name,await this.list(),this.note={text:s("Renamed."),kind:"done"}})}async remove(){await this.saying(async()=>{if(!this.name)throw new Error(s("First choose the preset to delete."));await E("DELETE",V(this.name)),this.name="",this.revision=null,this.original="",await this.list(),this.note={text:s("Moved to the trash folder of your keyword lists."),kind:"done"}})}show(r){this.name=r.name,this.text=this.original=r.text,this.revision=r.revision}async saying(r){this.note=null,this.awaited++,this.host.requestUpdate();try{await r()}catch(t){this.note={text:t.message,kind:"error"}}this.awaited--,this.host.requestUpdate()}};var C=class extends f{constructor(){super(...arguments);this.prompt="";this.negative="";this.boxes=[{name:"prompt",short:"→ prompt",label:"To prompt",read:()=>this.prompt,write:t=>this.prompt=t},{name:"negative_prompt",short:"→ negative",label:"To negative prompt",read:()=>this.negative,write:t=>this.negative=t}];this.typed=t=>{let e=t.target;e.id==="prompt"?this.prompt=e.value:this.negative=e.value}}render(){return n`<label>
                <span>${s("Prompt")}</span>
                <textarea id="prompt" rows="2" .value=${this.prompt} @input=${this.typed}></textarea>
            </label>
            <label>
                <span>${s("Negative prompt")}</span>
                <textarea id="negative_prompt" rows="2" .value=${this.negative} @input=${this.typed}></textarea>
            </label>`}};C.styles=[w,g`
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
        `],a([d()],C.prototype,"prompt",2),a([d()],C.prototype,"negative",2),C=a([v("cc-prompt-boxes")],C);var Lt=o=>`${Number((100*o).toPrecision(4))} %`;function Zt(o){let{from:r,until:t,from_step:e,until_step:i}=o;return[...r===null?[]:[s("from {when}",{when:Lt(r)})],...e===null?[]:[s("from step {when}",{when:e})],...t===null?[]:[s("until {when}",{when:Lt(t)})],...i===null?[]:[s("until step {when}",{when:i})],...o.turns.map(({turn:l,of:p})=>s("in turns {turn}/{of}",{turn:l,of:p}))]}function it(o){let{steps:r,part:t,part_weight:e=1,chunk:i=1}=o;return[...r?Zt(r):[],...e===1?[]:[s("AND part {part}: × {weight}",{part:t??1,weight:e})],...i>1?[s("chunk {chunk}",{chunk:i})]:[]]}var te=[["helps","helps"],["does nothing","nothing"],["works against","against"]];function At(o){return te.find(([r])=>o.verdict.startsWith(r))?.[1]??"unread"}function Ct(o){let r=[...o.prompt],t=o.phrases.filter(p=>typeof p.start=="number"&&typeof p.end=="number"),e=[],i=o.phrases.filter(p=>!t.includes(p)),l=0;for(let p of[...t].sort((m,k)=>m.start-k.start)){if(p.start<l){i.push(p);continue}e.push(r.slice(l,p.start).join(""),p),l=p.end}return[...e,r.slice(l).join(""),...i].filter(p=>p!=="")}var G=o=>`${o<0?"−":"+"}${Math.abs(o).toFixed(4)}`,P=class extends f{constructor(){super(...arguments);this.ticks=new Set;this.unknown=new Set;this.current=null;this.phrase=t=>{let e=()=>{this.current=t};return n`<span
            class="phrase ${At(t)}"
            role="button"
            tabindex="0"
            data-word=${t.phrase}
            aria-pressed=${this.ticks.has(T(t.phrase))}
            aria-label="${t.phrase}: ${s(t.verdict)}, ${G(t.effect)}"
            title="${s(t.verdict)} ${G(t.effect)}"
            @mouseenter=${e}
            @focus=${e}
            @click=${()=>this.tick(t)}
            @keydown=${i=>this.key(i,t)}
            >${this.written(t)}${F(this.unknown.has(t.phrase))}</span
        >`}}render(){let{audit:t}=this;return n`<div class="prompt" dir="auto">${Ct(t).map(e=>typeof e=="string"?e:this.phrase(e))}</div>
            <p class="numbers hint" aria-live="polite">${this.current?this.numbers(this.current):this.summary()}</p>
            <p class="hint">${s("green helps · grey does nothing · red works against the picture")}</p>
            <details>
                <summary>${s("All numbers")}</summary>
                ${this.table()}
            </details>`}written(t){return typeof t.start!="number"||typeof t.end!="number"?t.phrase:[...this.audit.prompt].slice(t.start,t.end).join("")||t.phrase}numbers(t){let e=t.weight===1?c:n` · × ${t.weight.toFixed(2)}`,i=it(t).map(l=>n` · ${l}`);return n`<b>${t.phrase}</b> ${s(t.verdict)} ·
            ${s("Effect")} ${G(t.effect)} · ${s("Similarity")} ${D(t.similarity)}${e}${i}`}summary(){let{similarity:t,truncated:e,networks:i=[]}=this.audit,l=i.map(({start:p,end:m})=>[...this.audit.prompt].slice(p,m).join(""));return n`${s("Similarity of the whole prompt")} <b>${D(t)}</b>${e?n` · ${s("tokens not read")}: <b>${e}</b>`:c}${l.length?n` · ${s("Extra networks, which are not words:")} <bdi>${l.join(" ")}</bdi>`:c}`}table(){return n`<table>
            <thead>
                <tr>
                    <th scope="col">${s("Phrase")}</th>
                    <th scope="col" class="number">${s("Effect")}</th>
                    <th scope="col" class="number">${s("Similarity")}</th>
                    <th scope="col">${s("Verdict")}</th>
                </tr>
            </thead>
            <tbody>
                ${this.audit.phrases.map(t=>n`<tr>
                        <td><bdi>${t.phrase}</bdi>${F(this.unknown.has(t.phrase))}${t.weight===1?c:n` <small>× ${t.weight.toFixed(2)}</small>`}</td>
                        <td class="number effect">${G(t.effect)}</td>
                        <td class="number">${D(t.similarity)}</td>
                        <td>${s(t.verdict)} <small class="when">${it(t).join(", ")}</small></td>
                    </tr>`)}
            </tbody>
        </table>`}tick(t){this.dispatchEvent(new N(t.phrase,!this.ticks.has(T(t.phrase))))}key(t,e){if(t.key===" ")t.preventDefault(),this.tick(e);else if(t.key==="ArrowRight"||t.key==="ArrowLeft"){t.preventDefault();let i=[...this.renderRoot.querySelectorAll(".phrase")],l=i.indexOf(t.currentTarget)+(t.key==="ArrowRight"?1:-1);i[l]?.focus()}}};P.styles=[w,U,g`
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
        `],a([h({attribute:!1})],P.prototype,"audit",2),a([h({attribute:!1})],P.prototype,"ticks",2),a([h({attribute:!1})],P.prototype,"unknown",2),a([d()],P.prototype,"current",2),P=a([v("cc-audited-prompt")],P);var st=3,ee=.004,x=class extends f{constructor(){super(...arguments);this.rounds=[];this.colours=new Map;this.ticks=new Set;this.unknown=new Set;this.words=0;this.all=!1;this.rung=t=>{let e=this.words-t.round===0,i=!t.above.length&&!e,l=e?s("last one left"):i?s("leads, below the threshold"):"";return n`<li data-round=${t.round}>
            <span class="number place" aria-label="${s("Round")} ${t.round}">${t.round}</span>
            <span class="stack" role="img" aria-label=${this.spoken(t)}>${t.above.map(this.segment)}</span>
            <button
                class="winner"
                aria-pressed=${this.ticks.has(T(t.winner))}
                title=${`${t.winner} ${O(t.share)}`}
                @click=${()=>this.tick(t.winner)}
            >
                <bdi>${t.winner}</bdi>${F(this.unknown.has(t.winner))}
                <small>${l||O(t.share)}</small>
            </button>
        </li>`};this.segment=t=>{if(t.share<ee)return c;let e=this.colours.get(t.keyword)??"var(--soft)";return n`<span
            class=${this.ticks.has(T(t.keyword))?"ticked":""}
            style="width: ${t.share*100}%; background: ${e}"
            title=${`${t.keyword} ${O(t.share)}`}
            @click=${()=>this.tick(t.keyword)}
        ></span>`}}willUpdate(t){t.has("rounds")&&(this.all=!1)}render(){let t=this.all?this.rounds:this.rounds.slice(0,st),e=this.rounds.length-st;return n`<ol>
                ${t.map(this.rung)}
            </ol>
            ${e<=0?c:n`<button class="quiet more" aria-expanded=${this.all} @click=${()=>this.all=!this.all}>
                      ${this.all?s("Show the first {count} only",{count:st}):s("Show all (+{count})",{count:e})}
                  </button>`}`}spoken(t){return(t.above.length?t.above.slice(0,5):[{keyword:t.winner,share:t.share}]).map(i=>`${i.keyword} ${O(i.share)}`).join(", ")}tick(t){this.dispatchEvent(new N(t,!this.ticks.has(T(t))))}};x.styles=[w,U,g`
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
        `],a([h({attribute:!1})],x.prototype,"rounds",2),a([h({attribute:!1})],x.prototype,"colours",2),a([h({attribute:!1})],x.prototype,"ticks",2),a([h({attribute:!1})],x.prototype,"unknown",2),a([h({type:Number})],x.prototype,"words",2),a([d()],x.prototype,"all",2),x=a([v("cc-ladder")],x);var X=50,ie=6,se=5,re=14,oe={own:"The picture's own prompt",negative:"The picture's own negative prompt",typed:"Prompt audit"},y=class extends f{constructor(){super(...arguments);this.answer=null;this.ticks=new Set;this.question="";this.maps=null;this.cell=null;this.audited="own";this.canNegate=!1;this.rows=[];this.unknown=new Set;this.shownColours=new Map;this.here=null;this.groups=[];this.contrasts=[];this.row=({keyword:t,share:e},i,l)=>({word:t,share:l.length>1?e:null,isUnknown:this.unknown.has(t)});this.negate=()=>{this.dispatchEvent(new CustomEvent("cc-negate"))}}willUpdate(t){let{answer:e,maps:i,cell:l}=this;t.has("answer")&&e&&this.sort(e),this.here=i&&l!==null?wt(i,l,this.rows):null}sort(t){this.unknown=new Set(t.unknown),this.rows=t.keywords.map(e=>({...e,word:e.keyword,isUnknown:this.unknown.has(e.keyword)})),this.shownColours=Et([...new Set(t.keywords.slice(0,50).map(e=>e.keyword))]),this.groups=(t.groups??[]).slice(0,X).map(({name:e,keywords:i})=>({name:e,rows:i.map(this.row)})),this.contrasts=(t.contrasts??[]).slice(0,X).map(e=>e.map(this.row))}render(){let{answer:t}=this;return n`<p class="spoken" role="status">${t?this.spoken(t):""}</p>
            <div class="two ${this.rows.length<=re?"short":""}">
                <div class="picture"><slot></slot></div>
                <div class="words">${t?[this.notes(t),this.ranking(t)]:this.empty()}</div>
                ${t?this.rounds(t):c} ${t?.audit?this.audit(t.audit):c}
            </div>
            ${t?[this.parts(t),this.sets(t)]:c}`}spoken(t){let e=t.keywords[0]?.keyword??"";return s("{count} words are ranked. The best one: {word}",{count:t.keywords.length,word:e})}empty(){return n`<p class="empty">${s("Add a picture, choose or type keywords, and press Rank.")}</p>`}notes(t){let e=t.unknown?.length??0,i=s("Words marked with ? ({count}) were never learned by this encoder: their numbers mean nothing.",{count:e});return[...t.notes.map(p=>s(p)),...e?[i]:[]].map(p=>n`<p class="message warning note" role="status">${p}</p>`)}ranking(t){let e=this.rows.length===1,i=e?s("A single keyword has nothing to be compared with: it has a similarity, but no share."):s("Share among these words, not the probability that a word is true.");return n`<section class="card ranking">
            <div class="head">
                <h3 title=${i}>
                    ${this.place()??s("What CLIP sees")}
                    <small>${e?i:this.here?s("what this place adds · similarity"):s("share among these words · similarity")}</small>
                </h3>
                <cc-export-menu .question=${this.question} .name=${t.picture} ?canCopy=${this.ticks.size>0}></cc-export-menu>
            </div>
            <cc-word-rows
                title=${s("Ranking")}
                .rows=${this.rows}
                .here=${this.here}
                .ticks=${this.ticks}
                .colours=${this.shownColours}
            ></cc-word-rows>
            <p class="hint"><bdi>${t.picture}</bdi> · <code>${t.encoder}</code></p>
        </section>`}place(){let{maps:t,cell:e}=this;return t&&e!==null?s("What CLIP sees here: {place}",{place:s(bt(t,e))}):null}rounds(t){return t.rounds.length?n`<section class="card rounds">
            <h3>${s("Rounds")} <small>${s("Each round removes its winner and ranks the rest again.")}</small></h3>
            <cc-ladder
                .rounds=${t.rounds}
                .colours=${this.shownColours}
                .ticks=${this.ticks}
                .unknown=${this.unknown}
                .words=${this.rows.length}
            ></cc-ladder>
        </section>`:c}audit(t){return n`<section class="card audit">
            <div class="head">
                <h3>${s(oe[this.audited])}</h3>
                ${this.canNegate?n`<button id="negative" class="quiet" @click=${this.negate}>
                          ${this.audited==="negative"?s("Audit the prompt"):s("Audit the negative prompt")}
                      </button>`:c}
            </div>
            <cc-audited-prompt .audit=${t} .ticks=${this.ticks} .unknown=${this.unknown}></cc-audited-prompt>
        </section>`}parts(t){return this.groups.length<2?c:n`<section class="card whole groups">
            <h3>${s("Groups")} <small>${s("Shares within each group.")}</small></h3>
            <div class="parts">
                ${this.groups.map(({name:e,rows:i},l)=>n`<details ?open=${l<ie}>
                        <summary><bdi>${e||"–"}</bdi></summary>
                        ${this.small(e||s("Groups"),i)}
                    </details>`)}
            </div>
            ${this.leftOut(t.groups?.length??0)}
        </section>`}sets(t){return this.contrasts.length?n`<section class="card whole contrasts">
            <h3>${s("Contrasts")} <small>${s("Near-synonyms, compared only with each other.")}</small></h3>
            <div class="parts">${this.contrasts.map(e=>this.small(s("Contrasts"),e))}</div>
            ${this.leftOut(t.contrasts?.length??0)}
        </section>`:c}small(t,e){return n`<cc-word-rows
            plain
            title=${t}
            .first=${se}
            .rows=${e}
            .ticks=${this.ticks}
            .colours=${this.shownColours}
        ></cc-word-rows>`}leftOut(t){return t<=X?c:n`<p class="hint">${X} / ${t} ${s("are shown; all were ranked.")}</p>`}};y.styles=[w,g`
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
        `],a([h({attribute:!1})],y.prototype,"answer",2),a([h({attribute:!1})],y.prototype,"ticks",2),a([h()],y.prototype,"question",2),a([h({attribute:!1})],y.prototype,"maps",2),a([h({attribute:!1})],y.prototype,"cell",2),a([h()],y.prototype,"audited",2),a([h({type:Boolean})],y.prototype,"canNegate",2),y=a([v("cc-rank-result")],y);var qt=g`
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
`;function Ht(o,r){let t=new Map;for(let e of ne(o)){if(t.size===r.size)break;let i=T(e);r.has(i)&&!t.has(i)&&t.set(i,e)}return[...t.values()]}function*ne(o){for(let r of o.keywords)yield r.keyword;for(let r of o.contrasts??[])for(let t of r)yield t.keyword;for(let r of o.audit?.phrases??[])yield r.phrase}var Ot="…",ae=["keywords","where"],Ft=()=>s("There is no picture yet: add one, or right-click a generated one."),u=class extends f{constructor(){super(...arguments);this.picture=null;this.about=null;this.values={};this.encoder="";this.status=null;this.answer=null;this.question="";this.audited="own";this.ticks=new Set;this.words=[];this.message=null;this.open="";this.examples=[];this.boxes=[];this.lists=new Y(this);this.seeing=new $t(this);this.rows=new Map;this.unknown=new Set;this.run=null;this.halt=null;this.rank=async()=>{if(this.isAtWork&&this.stop(),this.message=null,!this.picture){this.fail(new Error(Ft()));return}let t=this.run=new AbortController,e=this.halt=new AbortController;try{let i=await this.body(this.picture);if(t.signal.aborted)return;let p=await yt(i,m=>{t===this.run&&(this.status=m)},t.signal,e.signal);t===this.run&&await this.finish(p,i)}catch(i){t===this.run&&this.fail(i)}finally{t===this.run&&(this.run=this.status=null)}};this.interrupt=()=>this.halt?.abort();this.paste=t=>{let e=this.checkVisibility()?tt(t.clipboardData):null;e?.type.startsWith("image/")&&(t.preventDefault(),this.show({blob:e,name:e.name}))};this.drop=t=>{let e=t.defaultPrevented?null:tt(t.dataTransfer);e&&(t.preventDefault(),this.show({blob:e,name:e.name}))};this.drag=t=>{t.dataTransfer?.types.includes("Files")&&t.preventDefault()};this.key=t=>{if(t.key!=="Enter"||t.isComposing||t.defaultPrevented)return;let e=t.composedPath()[0];e.matches("textarea")&&!t.ctrlKey&&!t.metaKey||e.matches("button, summary, select, [role=button], [type=file]")||e.id==="other"||e.id==="weight"||(t.preventDefault(),this.rank())};this.tick=t=>{this.ticks=ut(this.ticks,t.detail.word,t.detail.isTicked),this.words=this.answer?Ht(this.answer,this.ticks):[],this.words.length&&this.seeing.wish()};this.point=t=>{let{maps:e,cell:i}=this.seeing,l=t.detail;if(!e)return;let p=l&&vt(e,l.x,l.y);this.seeing.point(l?.isTap&&p===i?null:p)};this.set=t=>{let{name:e,value:i}=t.detail;this.forget(),e==="encoder"?this.encoder=String(i):this.values={...this.values,[e]:i}};this.forget=()=>{this.message?.kind==="error"&&(this.message=null)};this.chooseEncoder=t=>{let e=t.target;if(this.forget(),e.value!==Ot){this.encoder=e.value;return}e.value=this.encoder,this.open="more",this.updateComplete.then(()=>this.renderRoot.querySelector("#encoder")?.focus())};this.choosePreset=async t=>{this.forget(),await this.lists.choose(t.target.value),(this.lists.note||this.lists.dropped)&&(this.open="list")};this.auditNegative=()=>{this.values={...this.values,audit:!0,prompt:"",negative:this.audited!=="negative"},this.rank()};this.unload=async()=>{try{await E("POST","encoders/unload"),this.message={text:s("The encoder was unloaded; the next ranking loads it again."),kind:"done"}}catch(t){this.fail(t)}};this.loop=()=>{this.picture&&this.dispatchEvent(new at("feedback",this.picture,{want:this.words.join(", ")}))}}connectedCallback(){super.connectedCallback(),document.addEventListener("paste",this.paste),this.begin()}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("paste",this.paste),this.run?.abort()}async begin(){this.values=ht(this.face.rank.fields),this.encoder=String(this.face.rank.encoder.default??""),this.lists.presets=this.face.presets,await Promise.all([this.lists.choose(this.face.default_preset),this.readExamples()])}async readExamples(){this.examples=await A("examples").catch(()=>[])}async receive(t){let{prompt:e,negative:i}=t.extra;typeof e=="string"&&this.ownBoxes&&(this.ownBoxes.prompt=e,this.ownBoxes.negative=String(i??"")),this.show(t.picture),await this.rank()}show(t){this.isAtWork&&this.stop(),this.picture=t,this.about=null,this.answer=null,this.message=null,this.status=null,this.seeing.forget(),this.untick(),t&&this.look(t)}untick(){this.ticks=new Set,this.words=[]}async look(t){try{let e={picture:await Z(t.blob),name:t.name},i=await E("POST","pictures/about",e);this.picture===t&&(this.about=i)}catch(e){this.picture===t&&this.fail(e)}}fail(t){this.message={text:t.message,kind:"error"}}get isAtWork(){return this.run!==null}async body(t){let{text:e}=this.lists,i=this.encoder.trim()||null,l=gt();return{...this.values,picture:await Z(t.blob),name:t.name,keywords:e,encoder:i,rater:l}}async finish(t,e){t.state==="interrupted"?this.message={text:s("Interrupted. The texts encoded so far are kept."),kind:"warning"}:t.state==="failed"||!t.answer?this.message={text:s(t.message),kind:"error"}:(this.untick(),this.audited=String(e.prompt??"").trim()?"typed":e.negative?"negative":"own",this.question=t.id,this.answer=t.answer,this.rows=new Map(t.answer.keywords.map(i=>[i.keyword,i])),this.unknown=new Set(t.answer.unknown),this.seeing.about(e,t),this.open="",await this.updateComplete,this.renderRoot.querySelector("cc-rank-result")?.scrollIntoView({block:"nearest",behavior:"smooth"}))}stop(){this.halt?.abort(),this.run?.abort(),this.run=this.status=null}async chooseExample(t){try{this.show(await W(Q(t.url),`${t.name}.png`))}catch(e){this.fail(e)}}willUpdate(t){t.has("words")&&(this.boxes=this.hostBoxes.length?this.hostBoxes:this.ownBoxes?.boxes??[])}updated(){let t=e=>this.renderRoot.querySelector(`select#${e}`);t("preset").value=this.lists.chosen,t("encoders").value=this.encoder}get hostBoxes(){return Mt()}render(){let t=this.answer!==null;return n`<div
            class="panel ${t?"ranked":""}"
            @keydown=${this.key}
            @cc-tick=${this.tick}
            @dragover=${this.drag}
            @drop=${this.drop}
            @cc-copy=${()=>this.actions?.copy()}
            @cc-failed=${e=>this.fail(new Error(e.detail))}
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
            ${this.words.length?n`<cc-actions
                      .words=${this.words}
                      .boxes=${this.boxes}
                      .question=${this.question}
                      .name=${this.picture?.name??""}
                      ?canLoop=${this.canLoop}
                      @cc-loop=${this.loop}
                  ></cc-actions>`:c}
            ${this.hostBoxes.length?c:n`<cc-prompt-boxes class="card"></cc-prompt-boxes>`}
        </div>`}bar(){return n`<div class="bar">
            ${this.presets()}
            <button
                id="edit"
                aria-expanded=${this.open==="list"}
                @click=${()=>this.open=this.open==="list"?"":"list"}
            >
                ✎ ${s("Edit list")}${this.lists.isChanged?" *":""}
            </button>
            ${this.encoders()}
            <button
                id="more"
                aria-expanded=${this.open==="more"}
                aria-label=${s("More settings")}
                title=${s("More settings")}
                @click=${()=>this.open=this.open==="more"?"":"more"}
            >
                ⋯
            </button>
            <span class="end">${this.isAtWork?this.work():this.start()}</span>
        </div>`}start(){let{picture:t}=this;return n`<button id="rank" class="go" ?disabled=${!t} title=${t?c:Ft()} @click=${this.rank}>
            ${s("Rank")}
        </button>`}presets(){let{presets:t,chosen:e,isBusy:i}=this.lists,l=m=>t.filter(k=>k.own===m).map(k=>n`<option value=${k.name} ?selected=${k.name===e}>${k.name}</option>`),p=l(!0);return n`<select id="preset" aria-label=${s("Preset")} aria-busy=${i} @change=${this.choosePreset}>
            ${e?c:n`<option value="" selected>–</option>`}
            ${p.length?n`<optgroup label=${s("Your lists")}>${p}</optgroup>`:c}
            <optgroup label=${s("Bundled lists")}>${l(!1)}</optgroup>
        </select>`}encoders(){let{encoder:t}=this,e=this.face.encoders.includes(t)?this.face.encoders:[t,...this.face.encoders],{downloads:i}=this.face;return n`<select id="encoders" aria-label=${s("Encoder")} @change=${this.chooseEncoder}>
            ${e.map(l=>n`<option value=${l} ?selected=${l===t}>${dt(l,i[l])}</option>`)}
            <option value=${Ot}>${s("Another encoder…")}</option>
        </select>`}work(){let{status:t}=this,e=t&&t.total>0,i=t?.doing?s(t.doing):t?.state==="waiting"?s("waiting in the queue"):"";return n`<span class="work">
                <progress
                    aria-label=${s("Progress")}
                    max=${e?t.total:1}
                    value=${e?t.done:c}
                ></progress>
                <small>${i} ${e?`${t.done} / ${t.total}`:""}</small>
            </span>
            <button id="interrupt" @click=${this.interrupt}>${s("Interrupt")}</button>`}editor(){return this.open!=="list"?c:n`<cc-list-editor
            class="card"
            .lists=${this.lists}
            .field=${this.field("keywords")}
            @cc-typed=${this.forget}
        ></cc-list-editor>`}field(t){return this.face.rank.fields.find(e=>e.name===t)??this.face.rank.encoder}more(){if(this.open!=="more")return c;let{fields:t,encoder:e}=this.face.rank;return n`<div class="card more" @cc-change=${this.set}>
            <cc-form .fields=${t.filter(i=>!ae.includes(i.name))} .values=${this.values}></cc-form>
            <div class="encoder">
                <cc-control id="encoder" data-field="encoder" .field=${e} .value=${this.encoder}></cc-control>
                <button id="unload" @click=${this.unload}>${s("Unload the encoder")}</button>
            </div>
        </div>`}told(){if(!this.message)return c;let{text:t,kind:e}=this.message;return n`<p id="message" class="message ${e}" role=${e==="error"?"alert":"status"}>${t}</p>`}stage(){return n`<div class="stage">
            <cc-picture-box
                label=${s("Picture")}
                .picture=${this.picture}
                ?hasPlaces=${this.seeing.maps!==null}
                @cc-chosen=${t=>this.show(t.detail)}
                @cc-point=${this.point}
            ></cc-picture-box>
            ${this.answer?.keywords.length?this.where():c} ${this.picture?this.facts():this.offered()}
        </div>`}where(){let{seeing:t}=this;return n`<cc-where
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
            @cc-place=${e=>t.point(e.detail)}
            @cc-look=${t.look}
            @cc-interrupt=${t.interrupt}
        ></cc-where>`}get canLoop(){return this.face.kinds.some(t=>t.name==="feedback")}facts(){let{about:t,answer:e}=this;if(!t)return c;let i=e?.audit&&this.audited==="own";return n`<div class="facts">
            <p class="hint">${t.width} × ${t.height} · <bdi>${this.picture?.name}</bdi></p>
            ${this.liking()}
            ${t.prompt&&!i?n`<p class="own" title=${t.prompt}><span class="hint">${s("Prompt")}</span> <bdi>${t.prompt}</bdi></p>`:c}
        </div>`}liking(){let{percentile:t=null,not_yet:e}=this.answer?.taste??{};if(t===null||e)return c;let i=Math.round(t);return n`<p class="hint taste">
            ${s("You would like it more than {percent} % of the pictures you have seen.",{percent:i})}
        </p>`}offered(){return this.examples.length?n`<p class="hint">${s("Or try an example:")}</p>
            <div class="examples">
                ${this.examples.map(t=>n`<button title=${t.name} @click=${()=>this.chooseExample(t)}>
                        <img src=${Q(t.url)} alt=${t.name} loading="lazy" />
                    </button>`)}
            </div>`:c}};u.styles=[w,qt],a([h({attribute:!1})],u.prototype,"face",2),a([d()],u.prototype,"picture",2),a([d()],u.prototype,"about",2),a([d()],u.prototype,"values",2),a([d()],u.prototype,"encoder",2),a([d()],u.prototype,"status",2),a([d()],u.prototype,"answer",2),a([d()],u.prototype,"question",2),a([d()],u.prototype,"audited",2),a([d()],u.prototype,"ticks",2),a([d()],u.prototype,"words",2),a([d()],u.prototype,"message",2),a([d()],u.prototype,"open",2),a([d()],u.prototype,"examples",2),a([d()],u.prototype,"boxes",2),a([J("cc-prompt-boxes")],u.prototype,"ownBoxes",2),a([J("cc-actions")],u.prototype,"actions",2),a([d()],u.prototype,"run",2),u=a([v("cc-rank")],u);var I="taste",H="concepts";function le(){let o=document.getElementById("clip-critic-face");return o?.remove(),o&&JSON.parse(o.textContent)}var $=class extends f{constructor(){super(...arguments);this.base="clip-critic/v1/";this.key="";this.face=null;this.error="";this.hasAll=!1;this.panel=ft()?.isChoosing||mt(location.hash)!==null?I:"rank";this.reported="";this.loading=Promise.resolve();this.move=t=>{let e={ArrowRight:1,ArrowLeft:-1}[t.key];if(!e)return;let i=[...this.renderRoot.querySelectorAll("[role=tab]")],l=i.findIndex(m=>m.id===`tab-${this.panel}`),p=i[(l+e+i.length)%i.length];p?.click(),p?.focus()}}connectedCallback(){super.connectedCallback(),ot(this.base,this.key),this.addEventListener("cc-picture",t=>this.show(t.detail)),this.loading=this.load()}async load(){try{let t=le()??await A("face");rt(t.localization),this.face=t}catch(t){this.error=t.message;return}await this.updateComplete;try{await import("./parts/panels-ZIV3PKTA.mjs"),this.hasAll=!0}catch{this.error=s("Some panels could not be loaded: reload the page.")}}async show(t){await this.loading,this.open(t.panel),await this.updateComplete;let e=this.renderRoot.querySelector(`#${t.panel}`);(t.picture??t.extra)&&e?.receive?.(t)}has(t){return["rank",H,I].includes(t)||!!this.face?.kinds.some(e=>e.name===t)}report(t){this.reported=t}open(t){this.panel=t,this.reported=""}render(){let{face:t}=this;if(this.error)return n`<p class="message error" role="alert">
                ${this.error} <button @click=${()=>(this.error="",this.loading=this.load())}>${s("Try again")}</button>
            </p>`;if(!t)return n`<p class="hint" aria-busy="true">…</p>`;let e=t.kinds.filter(({panel:i})=>i!==H);return n`<nav role="tablist" aria-label="CLIP Critic" @keydown=${this.move}>
                ${this.tab("rank","Rank keywords")} ${e.map(i=>this.tab(i.name,i.title))}
                ${this.tab(H,"Concepts")} ${this.tab(I,"Taste")}
            </nav>
            ${this.reported?n`<p id="report" class="message error" role="alert">${this.reported}</p>`:c}
            <cc-rank id="rank" role="tabpanel" aria-labelledby="tab-rank" .face=${t} ?hidden=${this.panel!=="rank"}></cc-rank>
            ${this.hasAll?[...e.map(i=>this.kind(t,i)),this.concepts(t),this.taste(t)]:c}`}tab(t,e){let i=this.panel===t;return n`<button
            id="tab-${t}"
            role="tab"
            aria-selected=${i}
            tabindex=${i?0:-1}
            @click=${()=>this.open(t)}
        >
            ${s(e)}
        </button>`}concepts(t){let e=t.kinds.find(({panel:i})=>i===H);return n`<cc-concepts id=${H} role="tabpanel" aria-labelledby="tab-concepts" .face=${t} .kind=${e} ?hidden=${this.panel!==H}></cc-concepts>`}taste(t){return n`<clip-critic-taste id=${I} role="tabpanel" aria-labelledby="tab-taste" .face=${t} ?hidden=${this.panel!==I}></clip-critic-taste>`}kind(t,e){let i=this.panel!==e.name;return e.panel==="loop"?n`<cc-loop id=${e.name} role="tabpanel" aria-labelledby="tab-${e.name}" .face=${t} .kind=${e} ?hidden=${i}></cc-loop>`:e.panel==="exhibition"?n`<cc-exhibition id=${e.name} role="tabpanel" aria-labelledby="tab-${e.name}" .face=${t} .kind=${e} ?hidden=${i}></cc-exhibition>`:e.panel==="dreams"?n`<cc-dreams id=${e.name} role="tabpanel" aria-labelledby="tab-${e.name}" .kind=${e} ?hidden=${i}></cc-dreams>`:n`<cc-session id=${e.name} role="tabpanel" aria-labelledby="tab-${e.name}" .kind=${e} ?hidden=${i}></cc-session>${c}`}};$.styles=[w,g`
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
        `],a([h()],$.prototype,"base",2),a([h()],$.prototype,"key",2),a([d()],$.prototype,"face",2),a([d()],$.prototype,"error",2),a([d()],$.prototype,"hasAll",2),a([d()],$.prototype,"panel",2),a([d()],$.prototype,"reported",2),$=a([v("clip-critic")],$);Rt();export{$ as ClipCritic};
