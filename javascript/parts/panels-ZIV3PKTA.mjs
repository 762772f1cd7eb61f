/* CLIP Critic. Built from web/ by "npm run build"; do not edit. Contains @lit-labs/virtualizer 2.1.1, diff 9.0.0, idb-keyval 6.3.0, lit 3.3.3, photoswipe 5.4.4, uplot 1.6.32: see web/LICENCES.md. */
import{$ as ic,D as Ql,E as at,F as xe,G as Xl,H as Et,I as wo,J as tr,K as yo,L as Ks,N as ec,O as $o,P as xo,Q as rt,R as ko,S as Wr,T as wi,U as sr,V as ir,W as So,X as tc,Y as Eo,Z as sc,_ as yi,a as Jl,aa as rc,b as P,ba as oc,c,ca as wt,d as Vn,da as At,e as qn,ea as nc,f as v,fa as To,g as C,ga as ac,h as M,ha as lc,i as w,ia as Ir,j as E,k as He,m as n,n as Fr,na as Ro,p as Oe,q as he,qa as cc,r as be,ra as rr,s as De,sa as Ie,t as Zl,ta as Gs,u as er,ua as Ys,v as it,va as pc,w as A,wa as dc,x as xs,xa as uc,ya as Ne,za as mc}from"./chunk-J4US5T6N.mjs";import{a as hc}from"./chunk-EY6LKD77.mjs";import{a as h}from"./chunk-KUTYOQ7S.mjs";function Lt(r,i,e){let t=document.createElement("dialog");t.className="card",t.style.cssText="color: inherit; max-width: min(440px, 92vw); padding: 18px";let s=document.createElement("p");s.textContent=i,s.style.cssText="margin: 0 0 14px; overflow-wrap: anywhere",s.id="question",t.setAttribute("aria-labelledby","question");let o=document.createElement("form");o.method="dialog",o.style.cssText="display: flex; gap: 8px; justify-content: end";for(let[a,p]of[["no",n("Cancel")],["yes",e]]){let u=document.createElement("button");u.value=a,u.textContent=p,o.append(u)}return t.append(s,o),r.append(t),t.showModal(),new Promise(a=>{t.addEventListener("close",()=>{a(t.returnValue==="yes"),t.remove()})})}function $i(r){return r?.state==="waiting"||r?.state==="running"}function fc(r,i){if(!r||r.session.id!==i.session.id)return i;let e=Kn(r),t=i.session.steps.filter(o=>o.number>e),s=t.length?[...r.session.steps,...t]:r.session.steps;return{...i,session:{...i.session,steps:s}}}function Kn(r){return r?.session.steps.at(-1)?.number??-1}function lt(r){let i=/^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)/.exec(r);return i?`${i[1]}-${i[2]}-${i[3]} ${i[4]}:${i[5]}`:r}function gc(r){let i=(r.axes??[]).map(({name:t,values:s})=>`${t} (${s})`).join(" × ");return[r.name&&`<${r.name}>`,r.about?.trim(),r.want?.trim(),r.avoid?.trim()&&`− ${r.avoid.trim()}`,r.prompt?.trim(),i].filter(Boolean).join(" ").replace(/\s+/g," ")||(r.taste?n("the taste of {rater}",{rater:r.taste}):lt(r.id))}var Gn=class extends CustomEvent{constructor(i){super("cc-open",{detail:i,bubbles:!0,composed:!0})}},As=class extends C{constructor(){super(...arguments);this.briefs=[];this.atWork=[];this.open="";this.hasMore=!1}render(){return this.briefs.length?c`<ul>
                ${Ne(this.briefs,e=>e.id,e=>this.row(e))}
            </ul>
            ${this.hasMore?c`<button class="quiet" @click=${()=>this.dispatchEvent(new Event("cc-more"))}>${n("Older sessions")}</button>`:v}`:c`<p class="hint">${n("No sessions yet.")}</p>`}row(e){if(e.error!==void 0)return this.damaged(e.id,e.error);let t=e.id===this.open;return c`<li>
            <button
                data-session=${e.id}
                aria-current=${t?"true":v}
                title=${e.id}
                @click=${()=>this.dispatchEvent(new Gn(e.id))}
            >
                <span class="picture">${this.picture(e)}</span>
                <span>
                    <bdi class="aim">${gc(e)}</bdi>
                    <span class="hint">${lt(e.id)} · ${this.done(e)}</span>
                </span>
                <span class="right number">
                    ${this.atWork.includes(e.id)?c`<span class="badge">${n("at work")}</span>`:v}
                    ${e.kept?Et(e.kept.score,e.objective):typeof e.similarity=="number"?xe(e.similarity):v}
                </span>
            </button>
        </li>`}damaged(e,t){let s=async()=>{let o=n("Delete the damaged session {id} with all its pictures?",{id:e});await Lt(this.renderRoot,o,n("Delete"))&&this.dispatchEvent(new CustomEvent("cc-delete",{detail:e}))};return c`<li class="damaged" data-session=${e}>
            <span><b>${n("damaged")}</b> ${lt(e)} <span class="hint">${n(t)}</span></span>
            <button @click=${s}>${n("Delete")}</button>
        </li>`}done({steps:e=0,of:t,axes:s,about:o}){let a={done:e,all:t??"?"};return s||o!==void 0?n("{done} of {all} pictures",a):n("{done} of {all} steps",a)}picture({id:e,kept:t,file:s=t?.file}){return s?c`<img loading="lazy" src=${Oe(`sessions/${e}/pictures/${s}?side=96`)} alt="" />`:v}};As.styles=[A,P`
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
        `],h([w({attribute:!1})],As.prototype,"briefs",2),h([w({attribute:!1})],As.prototype,"atWork",2),h([w()],As.prototype,"open",2),h([w({type:Boolean})],As.prototype,"hasMore",2),As=h([M("cc-session-list")],As);var gh=3e3,vc=30,Po=class{constructor(i,e,t,s){this.host=i;this.kind=e;this.isSeen=t;this.onWork=s;this.briefs=[];this.atWork=[];this.hasMore=!1;this.launches=-1;this.timer=0;this.wanted=vc;i.addController(this)}hostConnected(){this.timer=window.setInterval(()=>{this.look()},gh),this.refresh().catch(()=>{})}hostDisconnected(){window.clearInterval(this.timer)}async refresh(){let{wanted:i}=this,e=await he(`sessions?limit=${i+1}&kind=${this.kind()}`);this.briefs=e.sessions.slice(0,i),this.hasMore=e.sessions.length>i,this.note(e),this.host.requestUpdate()}forget(i){this.briefs=this.briefs.filter(e=>e.id!==i)}async more(){this.wanted+=vc,await this.refresh()}async look(){if(!(document.hidden||!this.isSeen()))try{let{at_work:i,launches:e}=await he("sessions?limit=0");(e!==this.launches||i.join()!==this.atWork.join())&&await this.refresh()}catch{}}note({at_work:i,launches:e}){let t=e!==this.launches;this.atWork=i,this.launches=e,t&&this.onWork(i.filter(s=>this.briefs.some(o=>o.id===s)))}};var bc=2**31-1,Co=class{constructor(i,e=()=>{},t=!0){this.host=i;this.onNews=e;this.needsSteps=t;this.status=null;this.error="";this.polls=null;i.addController(this)}hostDisconnected(){this.polls?.abort()}hostConnected(){this.id&&$i(this.status)&&this.follow(this.id)}get id(){return this.status?.session.id??""}get isAtWork(){return $i(this.status)}async open(i){this.close();let e=this.polls=new AbortController,t=await he(this.needsSteps?`sessions/${i}`:`sessions/${i}?after_step=${bc}`);e.signal.aborted||(this.seen(t),$i(t)&&this.follow(i))}close(){this.polls?.abort(),this.status=null,this.error="",this.host.requestUpdate()}async act(i,e,t={}){let s=await be("POST",e,t);i==="start"&&this.close(),this.seen(s),this.follow(s.session.id)}follow(i){this.polls?.abort();let e=this.polls=new AbortController,t=()=>this.needsSteps?Kn(this.status):bc;er(()=>`sessions/${i}?wait=0&newer_than=${this.status?.version??-1}&after_step=${t()}`,s=>this.seen(s),s=>!$i(s),e.signal).catch(s=>{e.signal.aborted||(s.status===404&&(this.status=null),this.error=s.message,this.host.requestUpdate())})}seen(i){this.status=fc(this.status,i),this.error="",this.onNews(this.status),this.host.requestUpdate()}};var Ut=class{constructor(i,e,t,s,o=!0){this.host=i;this.kind=e;this.onBegin=s;this.values={};this.offers={};this.trouble="";this.message="";this.picked=null;this.isBusy=!1;this.initial={};this.known={};this.wasAtWork=!1;this.watch=new Co(i,()=>this.seen(),o),this.shelf=new Po(i,()=>e().name,t,a=>this.arrive(a)),i.addController(this)}hostConnected(){Object.keys(this.initial).length||(this.values=this.initial=tr(this.kind().fields)),this.kind().fields.some(i=>i.offered)&&this.loadOffers()}get session(){return this.watch.status?.session??null}get isAtWork(){return this.watch.isAtWork}get isPristine(){return!this.watch.id&&this.values===this.initial}get canStart(){return!this.isBusy&&!this.isAtWork}get canResume(){let{status:i}=this.watch;return!i||this.isBusy||this.isAtWork?!1:!i.finished||Object.keys(this.changes()).length>0}set(i,e){this.values={...this.values,[i]:e},this.changed()}pick(i){this.picked=i,this.host.requestUpdate()}begin(){return this.act(async()=>{this.require(),await this.watch.act("start",`sessions/${this.kind().name}`,{settings:this.values}),this.begun()})}resume(){return this.act(async()=>{this.require(),await this.watch.act("resume",`sessions/${this.watch.id}/resume`,{settings:this.changes()}),this.begun()})}async interrupt(){this.changed();try{await this.watch.act("interrupt",`sessions/${this.watch.id}/interrupt`)}catch(i){this.message=i.message,this.host.requestUpdate()}}open(i){return this.act(async()=>{await this.watch.open(i);let{session:e}=this;e&&(this.values=this.known={...this.initial,...e.settings},this.picked=null,this.host.requestUpdate(),await this.opened(e))})}async opened(i){}reset(){this.watch.close(),this.values=this.initial,this.picked=null,this.changed()}remove(i){return this.act(async()=>{await be("DELETE",`sessions/${i}`),this.shelf.forget(i),this.watch.id===i&&this.reset(),await this.shelf.refresh()})}async loadOffers(){try{this.offers=await he("host"),this.trouble=""}catch(i){this.trouble=i.message}this.host.requestUpdate()}async act(i){if(!this.isBusy){this.isBusy=!0,this.changed();try{await i()}catch(e){this.message=e.message}finally{this.isBusy=!1,this.host.requestUpdate()}}}changed(){this.message="",this.host.requestUpdate()}changes(){return Object.fromEntries(Object.entries(this.values).filter(([i,e])=>String(e)!==String(this.known[i])))}require(){let i=yo(this.kind().fields,this.values,n);if(i)throw new Error(i)}begun(){this.known=this.values,this.picked=null,this.onBegin(),this.shelf.refresh().catch(()=>{})}seen(){this.watch.status&&(this.wasAtWork&&!this.isAtWork&&this.shelf.refresh().catch(()=>{}),this.wasAtWork=this.isAtWork)}arrive(i){let{id:e}=this.watch;e&&!this.isAtWork?this.watch.follow(e):this.isPristine&&i[0]&&this.open(i[0])}};var Js=class extends C{constructor(){super(...arguments);this.status=null;this.doing="";this.left=0}render(){let{status:e}=this;return e?c`${$i(e)?this.work(e):this.end(e)}
        ${e.session.notes.map(t=>c`<p class="message">${n(t)}</p>`)}`:v}work(e){let t=Math.round(this.share(e)*100),s=this.left>0?` · ${n("{time} left",{time:Xl(this.left)})}`:"";return c`<div class="work" data-state=${e.state}>
            ${this.preview(e)}
            <div class="bar">
                <p role="status">${this.doing||n(e.doing)}${s}</p>
                <span
                    class="track"
                    role="progressbar"
                    aria-label=${n("Progress")}
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=${t}
                    ><span style="width: ${t}%"></span
                ></span>
            </div>
        </div>`}share(e){return Math.min(1,Math.max(0,e.done||(e.live?.progress??0)))}preview({live:e,session:t}){return e?.preview?c`<button class="large" title=${n("Large view")} @click=${vh}>
            <img
                class="preview"
                src=${bh(t.id,e.preview)}
                alt=${n("Preview of the unfinished picture")}
                @load=${wc}
                @error=${wc}
            />
        </button>`:v}end(e){let t=e.message||e.finished;return t?c`<p class="message ${{failed:"error",interrupted:"interrupted"}[e.state]??"done"}" role="status" data-state=${e.state}>${n(t)}</p>`:v}};Js.styles=[A,P`
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
        `],h([w({attribute:!1})],Js.prototype,"status",2),h([w()],Js.prototype,"doing",2),h([w({type:Number})],Js.prototype,"left",2),Js=h([M("cc-progress")],Js);function wc(r){r.target.parentElement.hidden=r.type==="error"}function vh(r){let i=r.currentTarget.querySelector("img"),e=document.createElement("canvas");[e.width,e.height]=[i.naturalWidth,i.naturalHeight],e.getContext("2d").drawImage(i,0,0),rt([{source:e.toDataURL(),title:i.alt}],0)}function bh(r,i){let e=`sessions/${r}/preview`,t=i.split("?")[1];return Oe(t?`${e}?${t}`:e)}var Yn=class extends CustomEvent{constructor(i){super("cc-do",{detail:i,bubbles:!0,composed:!0})}},yc=[["start","Start","Begin a new session"],["step","Step","Make one step"],["resume","Resume","Continue the open session"],["interrupt","Interrupt","Stop; finished steps are kept"],["new","New","Close the session, and give all defaults back"]],Ls=class extends C{constructor(){super(...arguments);this.wishes=yc.map(([e])=>e);this.possible=[];this.score="";this.steps=""}render(){return c`${yc.filter(([e])=>this.wishes.includes(e)).map(([e,t,s])=>c`<button
                        id=${e}
                        class=${e==="start"?"go":""}
                        title=${n(s)}
                        ?disabled=${!this.possible.includes(e)}
                        @click=${()=>this.dispatchEvent(new Yn(e))}
                    >
                        ${n(t)}
                    </button>`)}
            ${this.steps?c`<span class="headline"><b id="score">${this.score}</b> <span class="hint">${this.steps}</span></span>`:v}`}};Ls.styles=[A,P`
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
        `],h([w({attribute:!1})],Ls.prototype,"wishes",2),h([w({attribute:!1})],Ls.prototype,"possible",2),h([w()],Ls.prototype,"score",2),h([w()],Ls.prototype,"steps",2),Ls=h([M("cc-toolbar")],Ls);function $c({generations:r,path:i}){let e=r.filter(({id:p,undone:u})=>!u||i.includes(p)),t=new Set(e.map(({id:p})=>p)),s=p=>e.filter(({before:u})=>u===p),o=(p,u)=>{let f=s(p.id),$=f.length>1?u+1:u;return[{generation:p,indent:u},...f.flatMap(y=>o(y,$))]};return e.filter(({before:p})=>p===null||!t.has(p)).flatMap(p=>o(p,0))}function xc(r,i){let e=new Map(r.map(a=>[a.number,a])),t=[],s=new Set,o=[i];for(;o.length;){let a=o.filter(p=>e.has(p)&&!s.has(p)).map(p=>e.get(p));a.forEach(p=>s.add(p.number)),a.length&&t.push(a),o=[...new Set(a.flatMap(({parents:p})=>p))]}return t}function kc(r,i){return r.includes(i)?r.filter(e=>e!==i):[...r,i]}function Sc(r,i,e,t){if(r.altKey||!e)return null;let{key:s}=r;if(r.ctrlKey||r.metaKey)return s.toLowerCase()==="z"&&!r.shiftKey&&!r.repeat?{kind:"undo"}:null;let a={ArrowLeft:i-1,ArrowRight:i+1,ArrowUp:i-t,ArrowDown:i+t,Home:0,End:e-1}[s];if(a!==void 0)return a>=0&&a<e?{kind:"focus",place:a}:null;if(r.repeat)return null;let p=/^[1-9]$/.exec(s.normalize("NFKC"))?.[0]??/^(?:Digit|Numpad)([1-9])$/.exec(r.code)?.[1];if(p)return Number(p)<=e?{kind:"pick",place:Number(p)-1}:null;let f={n:"next",l:"large"}[s.normalize("NFKC").toLowerCase()];return f?{kind:f}:null}function Ec({pictures:r,made:i,failed:e,axes:t},s){return[r,i,e,t.map(o=>o.values.length),s].join()}var Os=r=>`${Math.round(r)} %`,Hr={measure:"",word:"",rater:""},Tc=({measure:r})=>r==="similarity"||r==="share";function Rc({measure:r,word:i,rater:e}){return r==="own"||(r==="taste"?e!=="":r!==""&&i!=="")}function Mo(r,i,e){let t=i.includes(r.word)?r.word:i[0]??"",s=e.includes(r.rater)?r.rater:e[0]??"";return r.measure==="taste"&&!s?{...Hr,word:t}:{...r,word:t,rater:s}}function Pc({measure:r,word:i,rater:e}){let t=r==="taste"?{rater:e}:r==="own"?{}:{word:i};return`values?${new URLSearchParams({measure:r,...t})}`}function Cc(r,i){return i==null?"–":r==="share"?at(i):r==="taste"?Os(i):xe(i)}var wh=320,yh=4,Jn=class extends CustomEvent{constructor(i){super("cc-toggle",{detail:i,bubbles:!0,composed:!0})}},or=(r,i,e=0)=>Oe(`sessions/${r}/pictures/${i}${e?`?side=${e}`:""}`);function Nr({what:r,concept:i,parents:e}){return i||(e.length?n("{what} of {parents}",{what:n(r),parents:e.join(", ")}):n(r))}var is=class extends C{constructor(){super(...arguments);this.session="";this.individuals=[];this.picked=[];this.tastes=new Map;this.size=0;this.at=0;this.key=e=>{let t=Sc(e,this.at,this.individuals.length,this.columns);t&&(e.preventDefault(),e.stopPropagation(),t.kind==="pick"?this.toggle(this.individuals[t.place].number):t.kind==="focus"?this.renderRoot.querySelectorAll(".pick")[t.place]?.focus():t.kind==="large"?this.enlarge(this.at):this.dispatchEvent(new Event(`cc-${t.kind}`)))}}render(){let e=Math.max(0,this.size-this.individuals.length),t=Math.min(this.at,this.individuals.length-1);return c`<div class="grid" role="group" aria-label=${n("Individuals")} @keydown=${this.key}>
            ${Ne(this.individuals,({number:s})=>s,(s,o)=>this.tile(s,o,o===t))}
            ${Array.from({length:e},()=>c`<span class="pictures"><small>${n("still to come")}</small></span>`)}
        </div>`}tile(e,t,s){let{number:o,files:a}=e,p=this.picked.indexOf(o)+1,u=this.tastes.get(o),f=Nr(e),$=a.slice(0,yh);return c`<div class="tile">
            <button
                class="pick"
                data-individual=${o}
                aria-pressed=${p>0}
                aria-label=${`${o} ${f}${p?` · ${n("picked as number {rank}",{rank:p})}`:""}`}
                title=${f}
                tabindex=${s?0:-1}
                @focus=${()=>this.at=t}
                @click=${()=>this.toggle(o)}
            >
                <span class="pictures ${$.length>1?"many":""}">
                    ${$.length?$.map(y=>c`<img loading="lazy" src=${or(this.session,y,wh)} alt="" />`):c`<small>${n("no picture")}</small>`}
                </span>
                <span class="caption">
                    <b>${o}</b> ${u===void 0?v:c`<b>${Os(u)}</b>`} <bdi>${f}</bdi>
                </span>
            </button>
            ${p?c`<span class="rank" aria-hidden="true">${p}</span>`:v}
            ${a.length?c`<button class="large-view" tabindex="-1" title=${n("Large view")} aria-label="${n("Large view")} ${o}" @click=${()=>this.enlarge(t)}>⤢</button>`:v}
        </div>`}toggle(e){this.dispatchEvent(new Jn(e))}enlarge(e){let t=this.individuals.flatMap((s,o)=>s.files.map(a=>({other:o,source:or(this.session,a),title:`${s.number} · ${Nr(s)}`})));rt(t,Math.max(0,t.findIndex(({other:s})=>s===e)))}get columns(){let e=[...this.renderRoot.querySelectorAll(".tile")].map(({offsetTop:t})=>t);return Math.max(1,e.filter(t=>t===e[0]).length)}};is.styles=[A,P`
            :host {
                display: block;
                min-width: 0;
            }
            .grid {
                display: grid;
                gap: 10px;
                grid-template-columns: repeat(auto-fill, minmax(min(150px, 44%), 1fr));
            }
            .tile {
                position: relative;
            }
            .pick,
            .pick:hover:not(:disabled) {
                background: var(--ground);
                border-radius: 10px;
                display: block;
                padding: 4px;
                text-align: start;
                width: 100%;
            }
            .pick[aria-pressed="true"] {
                border-color: transparent;
                outline: 3px solid var(--accent);
            }
            .pick:focus-visible {
                box-shadow: 0 0 0 2px var(--ground), 0 0 0 5px var(--ink);
            }
            .pictures {
                aspect-ratio: 1;
                background: var(--panel);
                border-radius: 7px;
                display: grid;
                gap: 2px;
                overflow: hidden;
            }
            .pictures.many {
                grid-template: 1fr 1fr / 1fr 1fr;
            }
            .pictures small {
                margin: auto;
            }
            img {
                display: block;
                height: 100%;
                min-height: 0;
                object-fit: cover;
                width: 100%;
            }
            .caption {
                display: block;
                font-size: 12px;
                overflow: hidden;
                padding: 4px 3px 1px;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .rank {
                background: var(--loud);
                border-radius: 999px;
                color: #fff;
                font-weight: 650;
                left: 10px;
                min-width: 26px;
                padding: 2px 8px;
                pointer-events: none;
                position: absolute;
                text-align: center;
                top: 10px;
            }
            .large-view {
                background: color-mix(in srgb, var(--ground) 88%, transparent);
                font-size: 12px;
                line-height: 1.3;
                padding: 3px 8px;
                position: absolute;
                right: 10px;
                top: 10px;
            }
        `],h([w()],is.prototype,"session",2),h([w({attribute:!1})],is.prototype,"individuals",2),h([w({attribute:!1})],is.prototype,"picked",2),h([w({attribute:!1})],is.prototype,"tastes",2),h([w({type:Number})],is.prototype,"size",2),h([E()],is.prototype,"at",2),is=h([M("cc-generation")],is);function Zs(r){return r.trim()?/[\\/]|^\.+$/.test(r.trim())?n("A concept's name is not a path: try one such as my-cat."):"":n("A concept has no name: give it one.")}var jr=r=>`concepts/${encodeURIComponent(r)}`;function Qs({keyword:r,files:i,note:e}){let t=n("{keyword} is saved: {files}.",{keyword:r,files:i.join(", ")});return e?`${t} ${n(e)}`:i.length>1?`${t} ${n("The WebUI draws with it at once, by its bare name.")}`:t}function Mc({name:r,files:i,note:e}){let t=n("{name} is saved for training: {files}. Choose it in the WebUI's tab Train, where the list may have to be refreshed.",{name:r,files:i.join(", ")});return e?`${t} ${n(e)}`:t}function Ac(r,i){let e=i.trim().toLowerCase();return e?r.filter(({name:t,made_for:s})=>`<${t}> ${s}`.toLowerCase().includes(e)):r}function Lc(r,i){let e=({vectors:u,widths:f})=>JSON.stringify([u,Object.entries(f).sort()]),t=({lineage:u})=>typeof u.tower=="string"?u.tower:"",s=r.find(({name:u})=>u===i[0]),o=r.filter(({name:u})=>i.includes(u)).map(t).find(Boolean),a=u=>!!(o&&t(u)&&t(u)!==o),p=u=>!s||e(u)===e(s)&&!a(u);return r.filter(u=>!i.includes(u.name)&&p(u))}var Ao=r=>[...new Set(String(r??"").split(`
`).map(i=>i.trim()).filter(Boolean))];var Zn=r=>!r.error&&(!r.task||["waiting","running"].includes(r.task.state)),$h={name:"my-concept",values:{},encoder:"",folder:"",parts:[]};function Oc(r){let i=(s,o="")=>typeof s=="string"?s:o,{values:e,parts:t}=r??{};return{name:i(r?.name,$h.name),values:e!==null&&typeof e=="object"&&!Array.isArray(e)?e:{},encoder:i(r?.encoder),folder:i(r?.folder),parts:Array.isArray(t)?t.filter(s=>typeof s?.id=="string"&&typeof s.name=="string"):[]}}var xi=r=>Promise.all(r.map(async({blob:i,name:e})=>({picture:await it(i),name:e.slice(0,400)}))),nr=class{constructor(i,e,t=()=>{}){this.host=i;this.key=e;this.onDone=t;this.run=null;this.polls=new AbortController;i.addController(this)}hostConnected(){this.polls=new AbortController;let i=wi.read(this.key);i&&(this.run={...i,task:null,error:""},this.follow(i.id))}hostDisconnected(){this.polls.abort()}get isAtWork(){return this.run!==null&&Zn(this.run)}get result(){return this.run?.task?.result??null}async start(i,e,t){let s=await be("POST",i,t);this.polls.abort(),this.polls=new AbortController,this.run={id:s.id,name:e,task:s,error:""},wi.write(this.key,{id:s.id,name:e}),this.host.requestUpdate(),this.follow(s.id)}async interrupt(){this.run&&this.isAtWork&&this.change({task:await be("POST",`concept-tasks/${this.run.id}/interrupt`)})}change(i){this.run=this.run&&{...this.run,...i},this.host.requestUpdate()}follow(i){let{signal:e}=this.polls;er(()=>`concept-tasks/${i}`,t=>{this.change({task:t}),t.state==="done"&&t.result&&this.onDone(t.result)},({state:t})=>!["waiting","running"].includes(t),e).catch(t=>{e.aborted||(t.status===404&&wi.remove(this.key),this.change({error:t.message}))})}};var xh=96,kh=6,Qn=class extends CustomEvent{constructor(i){super("cc-look",{detail:i,bubbles:!0,composed:!0})}},ki=class extends C{constructor(){super(...arguments);this.viewed=0}render(){return c`<ol aria-label=${n("Generations")}>
            ${$c(this.breeding).map(({generation:e,indent:t})=>this.row(e,t))}
        </ol>`}row(e,t){let{id:s,depth:o}=e,{current:a,path:p,id:u}=this.breeding,$=this.breeding.individuals.filter(y=>y.generation===s).flatMap(({files:y})=>y.slice(0,1)).slice(0,kh);return c`<li class=${p.includes(s)?"":"off"} style="margin-left: ${Math.min(t,8)*18}px">
            <button
                data-generation=${s}
                aria-current=${s===this.viewed?"true":v}
                @click=${()=>this.dispatchEvent(new Qn(s))}
            >
                <b>${o?n("Generation {number}",{number:o}):n("First population")}</b>
                <span class="pictures">${$.map(y=>c`<img loading="lazy" src=${or(u,y,xh)} alt="" />`)}</span>
                <span class="hint">${Xn(e)}</span>
                ${s===a?c`<span class="badge">${n("you are here")}</span>`:v}
            </button>
        </li>`}};ki.styles=[A,P`
            ol {
                display: grid;
                gap: 4px;
                list-style: none;
                margin: 0;
                padding: 0;
            }
            li button {
                align-items: center;
                border-color: transparent;
                display: flex;
                flex-wrap: wrap;
                gap: 4px 10px;
                padding: 4px 8px;
                text-align: start;
                width: 100%;
            }
            li button[aria-current="true"] {
                background: var(--panel);
                border-color: var(--accent);
            }
            .off b,
            .off img {
                opacity: 0.75;
            }
            .pictures {
                display: flex;
                gap: 3px;
            }
            img {
                border-radius: 4px;
                height: 34px;
                object-fit: cover;
                width: 34px;
            }
            .badge {
                background: var(--loud);
                border-radius: 999px;
                color: #fff;
                font-size: 11px;
                padding: 1px 8px;
            }
        `],h([w({attribute:!1})],ki.prototype,"breeding",2),h([w({type:Number})],ki.prototype,"viewed",2),ki=h([M("cc-family-tree")],ki);function Xn({picked:r,method:i}){return r.length?n("{what} of {parents}",{what:n(i),parents:r.join(", ")}):""}var Sh=["start","resume","interrupt","new"],Eh=96,ea=class extends Ut{beginFrom(i,e){return this.act(async()=>{this.require();let t=(await xi(i)).map(({picture:o})=>o),s=e?{folder:e}:null;await this.watch.act("start",`sessions/${this.kind().name}/pictures`,{settings:this.values,pictures:t,others:s}),this.begun()})}turn(i,e={}){return this.act(async()=>this.watch.act("resume",`sessions/${this.watch.id}/${i}`,e))}},ct=class extends C{constructor(){super(...arguments);this.concepts=[];this.pictures=[];this.failure="";this.said="";this.picks={from:"",numbers:[]};this.look=null;this.method="";this.tastes=null;this.isBusy=!1;this.folder="";this.isToBeShown=!1;this.seen="";this.model=new ea(this,()=>this.kind,()=>this.checkVisibility(),()=>this.isToBeShown=!0,!1);this.offered=e=>{let t=e.offered?this.model.offers[e.offered]:void 0;return Array.isArray(t)?{...e,choices:t}:e};this.add=e=>{let t=e.target;t.value&&this.prepare({},[t.value]),t.value=""}}prepare(e,t=[]){this.model.watch.id&&this.model.reset();for(let[o,a]of Object.entries(e))this.model.set(o,a);let s=Ao(this.model.values.population);this.model.set("population",Ao([...s,...t].join(`
`)).join(`
`))}willUpdate(e){let{session:t}=this.model,s=t?`${t.id} ${t.current}`:"";s!==this.seen&&(this.seen=s,this.look=null,this.method="",this.said=this.failure="")}updated(){if(!this.isToBeShown||!this.model.session)return;this.isToBeShown=!1;let e=this.renderRoot.querySelector(".work");e.getBoundingClientRect().top>window.innerHeight*.5&&e.scrollIntoView({block:"start"})}render(){let{model:e}=this,{session:t,watch:s}=e,o=e.message||s.error||this.failure||e.trouble;return c`<div class="setup">
                ${this.adding()}
                <cc-form
                    .fields=${this.kind.fields.map(this.offered)}
                    .sections=${this.kind.sections}
                    .values=${e.values}
                    @cc-change=${a=>e.set(a.detail.name,a.detail.value)}
                ></cc-form>
            </div>
            <div class="work">
                <cc-toolbar
                    .wishes=${Sh}
                    .possible=${this.possible}
                    @cc-do=${a=>this.act(a.detail)}
                ></cc-toolbar>
                ${o?c`<p class="message error" id="message" role="alert">${o}</p>`:v}
                <cc-progress .status=${s.status} .left=${s.status?.live?.eta??0}></cc-progress>
                ${t?this.bred(t):this.welcome()}
                <details id="sessions" ?open=${!t}>
                    <summary>${n("Sessions")}</summary>
                    <cc-session-list
                        .briefs=${e.shelf.briefs}
                        .atWork=${e.shelf.atWork}
                        .open=${s.id}
                        ?hasMore=${e.shelf.hasMore}
                        @cc-open=${a=>{e.open(a.detail)}}
                        @cc-more=${()=>{e.shelf.more()}}
                        @cc-delete=${a=>{e.remove(a.detail)}}
                    ></cc-session-list>
                </details>
            </div>`}get possible(){let{model:e}=this,t=!this.current?.individuals.some(o=>!this.individual(o)?.files.length),s=e.session!==null&&t&&this.current?.individuals.length===this.current?.size;return[...e.canStart?["start"]:[],...e.canResume&&!s?["resume"]:[],...e.isAtWork?["interrupt"]:[],...e.isPristine?[]:["new"]]}act(e){let{model:t}=this;this.failure=this.said="",e==="start"?t.begin():e==="resume"?t.resume():e==="interrupt"?t.interrupt():t.reset()}adding(){let{model:e}=this;if(e.session)return v;let t=Lc(this.concepts,Ao(e.values.population)),s=this.pictures.length;return c`<label class="add">
            ${n("Add a concept")}
            <select id="add" ?disabled=${!t.length} @change=${this.add}>
                <option value="">${t.length?n("Choose …"):n("There is none to add")}</option>
                ${t.map(({name:o,keyword:a})=>c`<option value=${o}>${a}</option>`)}
            </select>
        </label>
            <button id="from-pictures" ?disabled=${!e.canStart||!s} title=${n("Each is learned from all of them, with a seed of its own.")} @click=${()=>{e.beginFrom(this.pictures,this.folder.trim())}}>
                ${n("Start from the {count} collected pictures",{count:s})}
            </button>
            ${s?this.others():v}`}others(){return c`<details id="around">
            <summary>${n("Other pictures")}</summary>
            <label class="add">
                ${n("Folder of other pictures")}
                <input id="folder" maxlength="4000" .value=${this.folder} @input=${e=>this.folder=e.target.value} />
                <span class="hint">${n("They learn to differ from these. Empty: from pictures that the encoder has looked at before.")}</span>
            </label>
        </details>`}welcome(){return c`<p class="welcome">
            ${n("Choose concepts of the same thing and press Start, or start from pictures: each is drawn with the same seeds. Pick the pictures that you like, and their concepts are mixed for the next generation.")}
        </p>`}get current(){let{session:e}=this.model;return e?.generations.find(({id:t})=>t===e.current)}get viewed(){let{session:e}=this.model;return e?.generations.find(({id:t})=>t===this.look)??this.current}individual(e){return this.model.session?.individuals.find(t=>t.number===e)}keyOf(e,t){return`${e.id} ${t.id}`}get picked(){let{session:e}=this.model,{viewed:t}=this;return e&&t&&this.picks.from===this.keyOf(e,t)?this.picks.numbers:[]}bred(e){let{viewed:t}=this;if(!t)return v;let s=this.keyOf(e,t),o=this.tastes?.from===s?this.tastes:null,a=e.individuals.filter(({generation:$})=>$===t.id),p=o?[...a].sort(($,y)=>_c(o.order,$.number)-_c(o.order,y.number)):a,u=t.id===e.current,f=this.picked[0];return c`<div class="row">
                <h2 id="generation">${t.depth?n("Generation {number}",{number:t.depth}):n("First population")} <span class="hint">${Xn(t)}</span></h2>
                ${u&&wt()&&a.some(({files:$})=>$.length)?c`<button id="taste" ?disabled=${this.isBusy} @click=${()=>this.sort(e,t)}>${n("Sort by taste")}</button>`:v}
                ${u?v:c`<button id="goto" ?disabled=${!this.canTurn} @click=${()=>this.model.turn("goto",{generation:t.id})}>${n("Go back to here")}</button>`}
            </div>
            <p class="hint">${n("Click what you like, the favourite first; or use the keys: arrows, 1 to 9, L for large, N for the next generation, Ctrl+Z to take the last choice back.")}</p>
            <cc-generation
                .session=${e.id}
                .individuals=${p}
                .picked=${this.picked}
                .tastes=${o?.of??new Map}
                .size=${t.size}
                @cc-toggle=${$=>this.toggle(s,$.detail)}
                @cc-next=${()=>this.next(e)}
                @cc-undo=${()=>this.undo()}
            ></cc-generation>
            ${this.choosing(e,t)}
            ${f===void 0?v:this.chosen(e,f)}
            ${this.said?c`<p class="message" id="said" role="status">${this.said}</p>`:v}
            <details id="tree" ?open=${e.generations.length>1}>
                <summary>${n("All generations")}</summary>
                <cc-family-tree
                    .breeding=${e}
                    .viewed=${t.id}
                    @cc-look=${$=>this.look=$.detail}
                ></cc-family-tree>
            </details>
            <div class="row" role="group" aria-label=${n("The session")}>
                <button id="report" ?disabled=${!e.individuals.length} @click=${()=>this.fetched(`sessions/${e.id}/report${At(wt())}`,`${e.id}.html`)}>
                    ${n("Report")}
                </button>
                <button id="delete" class="quiet" ?disabled=${this.model.isAtWork} @click=${()=>this.askAndDelete(e.id)}>${n("Delete")}</button>
            </div>`}toggle(e,t){this.picks={from:e,numbers:kc(this.picked,t)},this.failure=""}get canTurn(){return!this.model.isBusy&&!this.model.isAtWork}choosing(e,t){let s=t.id!==e.current,{picked:o,canTurn:a}=this,p=String(e.settings[t.depth?"method":"first"]??""),u=this.kind.fields.find(({name:f})=>f==="method")?.choices??[];return c`<div class="row actions">
            <button id="next" class="go" ?disabled=${!a||!o.length} @click=${()=>this.next(e)}>
                ${this.nextText(s,o.length)}
            </button>
            <label>
                ${n("Mix")}
                <select id="method" @change=${f=>this.method=f.target.value}>
                    ${u.map(f=>c`<option value=${f} ?selected=${f===(this.method||p)}>${n(f)}</option>`)}
                </select>
            </label>
            <button id="undo" ?disabled=${!a||!this.current?.depth} @click=${()=>this.undo()}>${n("Take the last choice back")}</button>
        </div>`}nextText(e,t){return t?e?n("Begin a branch from the {count} picked",{count:t}):n("Next generation from the {count} picked",{count:t}):n("Next generation")}next(e){let{picked:t,viewed:s,canTurn:o}=this;if(!(!s||!o))if(!t.length)this.failure=n("Nobody is chosen: choose at least one.");else{let a=s.id!==e.current;this.model.turn("pick",{picked:t,generation:s.id,branch:a,method:this.method})}}undo(){this.canTurn&&this.current?.depth&&this.model.turn("undo")}async sort(e,t){await this.attempt(async()=>{let{order:s}=await he(`sessions/${e.id}/order${At(wt())}`),o=s.filter(({percentile:a})=>a!==null);this.tastes={from:this.keyOf(e,t),order:s.map(({individual:a})=>a),of:new Map(o.map(({individual:a,percentile:p})=>[a,p]))}})}chosen(e,t){let s=this.individual(t);if(!s)return v;let[,...o]=xc(e.individuals,t);return c`<section class="card" id="chosen">
            <h3>${n("The favourite")} <small><b>${t}</b> <bdi>${Nr(s)}</bdi></small></h3>
            ${o.length?c`<details id="ancestors">
                      <summary>${n("Its ancestors")}</summary>
                      ${o.map(a=>c`<div class="line">${a.map(p=>this.ancestor(e,p))}</div>`)}
                  </details>`:v}
            <form class="row" @submit=${a=>this.save(a,e,t)}>
                <label>${n("Name")} <input id="name" maxlength="100" autocomplete="off" .value=${String(e.settings.name??"")} /></label>
                <button id="save" ?disabled=${this.isBusy}>${n("Save it as a concept")}</button>
                <button id="file" type="button" ?disabled=${this.isBusy} @click=${()=>this.fetched(`sessions/${e.id}/individuals/${t}`,`${e.settings.name}-${t}.safetensors`)}>
                    ${n("Download")}
                </button>
            </form>
        </section>`}ancestor(e,t){let[s]=t.files,o=`${t.number} ${Nr(t)}`;return c`<figure title=${o}>
            ${s?c`<img loading="lazy" src=${or(e.id,s,Eh)} alt=${o} />`:v}
            <figcaption><bdi>${o}</bdi></figcaption>
        </figure>`}async save(e,t,s){e.preventDefault();let o=this.renderRoot.querySelector("#chosen #name").value.trim();await this.attempt(async()=>{let a=Zs(o);if(a)throw new Error(a);let p=await be("POST",`sessions/${t.id}/save`,{individual:s,name:o});this.said=Qs(p),this.dispatchEvent(new CustomEvent("cc-saved",{detail:p.name}))})}async attempt(e){this.isBusy=!0,this.failure=this.said="";try{await e()}catch(t){this.failure=t.message}this.isBusy=!1}fetched(e,t){this.attempt(async()=>Ie(await De(e),t))}async askAndDelete(e){let t=n("Delete the session of {moment} ({id}) with all its pictures?",{moment:lt(e),id:e});await Lt(this.renderRoot,t,n("Delete"))&&this.model.watch.id===e&&await this.model.remove(e)}};ct.styles=[A,P`
            :host {
                display: grid;
                gap: 20px;
                grid-template-columns: minmax(240px, 320px) minmax(0, 1fr);
            }
            .setup,
            .work {
                align-content: start;
                display: grid;
                gap: 12px;
                grid-template-columns: minmax(0, 1fr);
                min-width: 0;
            }
            .row {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px 8px;
            }
            h2 {
                flex: 1 1 160px;
                font-size: 15px;
                margin: 0;
            }
            p {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .add {
                display: grid;
                font-size: 13px;
                gap: 3px;
            }
            .line {
                align-items: start;
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
                margin-bottom: 8px;
            }
            figure {
                margin: 0;
                width: 74px;
            }
            figure img {
                aspect-ratio: 1;
                border-radius: 6px;
                display: block;
                object-fit: cover;
                width: 100%;
            }
            figcaption {
                font-size: 11px;
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .actions {
                background: var(--ground);
                border-top: 1px solid var(--line);
                bottom: 0;
                padding: 8px 0;
                position: sticky;
                z-index: 1;
            }
            .welcome {
                border: 1px dashed var(--line);
                border-radius: 12px;
                color: var(--soft);
                padding: 26px;
                text-align: center;
            }
            details > summary {
                margin-bottom: 8px;
            }
            @media (max-width: 820px) {
                :host {
                    grid-template-columns: minmax(0, 1fr);
                }
                .work {
                    min-height: 90vh; /* room to scroll it into view while its first picture is still to come */
                }
            }
        `],h([w({attribute:!1})],ct.prototype,"kind",2),h([w({attribute:!1})],ct.prototype,"concepts",2),h([w({attribute:!1})],ct.prototype,"pictures",2),h([E()],ct.prototype,"failure",2),h([E()],ct.prototype,"said",2),h([E()],ct.prototype,"picks",2),h([E()],ct.prototype,"look",2),h([E()],ct.prototype,"method",2),h([E()],ct.prototype,"tastes",2),h([E()],ct.prototype,"isBusy",2),h([E()],ct.prototype,"folder",2),ct=h([M("cc-breeding")],ct);function _c(r,i){let e=r.indexOf(i);return e<0?r.length:e}function sa(r){return new Promise((i,e)=>{r.oncomplete=r.onsuccess=()=>i(r.result),r.onabort=r.onerror=()=>e(r.error)})}function ia(r,i){let e,t=()=>{if(e)return e;let s=indexedDB.open(r);return s.onupgradeneeded=()=>s.result.createObjectStore(i),e=sa(s),e.then(o=>{o.onclose=()=>e=void 0},()=>{e=void 0}),e};return(s,o)=>t().then(a=>o(a.transaction(i,s).objectStore(i)))}var ta;function Dc(){return ta||(ta=ia("keyval-store","keyval")),ta}function Fc(r,i=Dc()){return i("readonly",e=>sa(e.get(r)))}function Wc(r,i,e=Dc()){return e("readwrite",t=>new Promise((s,o)=>{let a=t.get(r);a.onsuccess=function(){try{t.put(i(a.result),r),s(sa(t.transaction))}catch(p){o(p)}},a.onerror=()=>o(a.error)}))}var rs="whole",Oo="others",Ic="pictures",Th="clip-critic-concepts";function Rh(r,i){let e=(t,s)=>t.group===s.group&&t.name===s.name&&t.blob.size===s.blob.size;return i.reduce((t,s)=>t.some(o=>e(o,s))?t:[...t,s],[...r])}function zc(r){return[...r??[]].filter(({type:i,name:e})=>i.startsWith("image/")||/\.(png|jpe?g|webp|avif|gif|bmp|tiff?)$/i.test(e))}var Lo=class{constructor(i){this.host=i;this.pictures=[];this.isLost=!1;this.store=Ph(()=>ia("clip-critic-concepts","pictures"));this.addresses=new Map;this.news=null;i.addController(this)}hostConnected(){typeof BroadcastChannel=="function"&&(this.news=new BroadcastChannel(Th),this.news.onmessage=()=>{this.read()}),this.read()}hostDisconnected(){this.news?.close(),this.show([])}of(i){return this.pictures.filter(e=>e.group===i)}address(i){let e=this.addresses.get(i.id);if(e)return e;let t=URL.createObjectURL(i.blob);return this.addresses.set(i.id,t),t}async add(i,e){let s=(await Promise.allSettled(e.map(async({blob:o,name:a})=>({id:Eo(),group:i,blob:new Blob([await o.arrayBuffer()],{type:o.type}),name:a})))).flatMap(o=>o.status==="fulfilled"?[o.value]:[]);await this.change(o=>Rh(o,s))}remove(i){return this.change(e=>e.filter(t=>t.id!==i))}clear(...i){return this.change(e=>i.length?e.filter(({group:t})=>!i.includes(t)):[])}async change(i){let e=i(this.pictures);try{await Wc(Ic,t=>e=i(t??[]),this.store()),this.isLost=!1}catch{this.isLost=!0}this.show(e),this.news?.postMessage("changed")}async read(){try{this.show(await Fc(Ic,this.store())??[])}catch{this.isLost=!0}}show(i){this.pictures=i;for(let[e,t]of this.addresses)i.some(s=>s.id===e)||(URL.revokeObjectURL(t),this.addresses.delete(e));this.host.requestUpdate()}};function Ph(r){let i=null;return()=>(i??={value:r()}).value}var Ch=6,ra=50,Hc=400;function oa(r){return Array.isArray(r)?r.map((i,e)=>[String(e+1),i]):r!==null&&typeof r=="object"?Object.entries(r):[]}var Mh=r=>oa(r).length===0||Array.isArray(r)&&r.every(i=>oa(i).length===0);function Nc(r){let i=Array.isArray(r)?r.map(Nc).join(", "):String(r??"")||"–";return i.length>Hc?`${i.slice(0,Hc)}…`:i}function na(r,i=0){let e=oa(r);return!e.length||i>Ch?v:c`<ul class="lineage">
        ${e.slice(0,ra).map(([t,s])=>Mh(s)?c`<li><bdi class="what">${n(t)}</bdi> <bdi>${Nc(s)}</bdi></li>`:c`<li class="level"><details ?open=${i<1}><summary><bdi>${n(t)}</bdi></summary>${na(s,i+1)}</details></li>`)}
        ${e.length>ra?c`<li class="hint">${ra} / ${e.length}</li>`:v}
    </ul>`}var Ah=8,_o=200,Br=class extends CustomEvent{constructor(i){super("cc-choose",{detail:i,bubbles:!0,composed:!0})}},Xs=class extends C{constructor(){super(...arguments);this.chosen="";this.letters="";this.row=e=>{let{name:t,keyword:s,in_host:o,vectors:a,made_for:p}=e;return c`<li>
            <button
                data-concept=${t}
                aria-current=${t===this.chosen?"true":v}
                title=${e.file}
                @click=${()=>this.dispatchEvent(new Br(t))}
            >
                <bdi class="name">${s}</bdi>
                ${o?c`<span class="badge">embeddings</span>`:v}
                <span class="hint">${Ur(a)} · ${n(p)}</span>
            </button>
        </li>`}}render(){let{concepts:e,unusable:t}=this.holdings,s=Ac(e,this.letters);return c`${e.length>=Ah?c`<input
                      id="find"
                      type="search"
                      aria-label=${n("Find a concept")}
                      placeholder=${n("Find a concept")}
                      .value=${this.letters}
                      @input=${o=>this.letters=o.target.value}
                  />`:v}
            ${s.length?c`<ul aria-label=${n("Concepts")}>
                      ${Ne(s.slice(0,_o),({name:o})=>o,this.row)}
                  </ul>`:v}
            ${s.length>_o?c`<p class="hint">${_o} / ${s.length}</p>`:v}
            ${e.length&&!s.length?c`<p class="hint">${n("None has this name.")}</p>`:v}
            ${t.length?this.unusable():v}`}unusable(){let{unusable:e}=this.holdings;return c`<details id="unusable">
            <summary>${e.length===1?n("1 file cannot be used"):n("{count} files cannot be used",{count:e.length})}</summary>
            <ul>
                ${e.slice(0,_o).map(({file:t,reason:s})=>c`<li data-file=${t}><bdi>${t}</bdi>: ${n(s)}</li>`)}
            </ul>
        </details>`}};Xs.styles=[A,P`
            :host {
                display: grid;
                gap: 8px;
                min-width: 0;
            }
            ul {
                display: grid;
                gap: 4px;
                list-style: none;
                margin: 0;
                max-height: 560px;
                overflow-y: auto;
                padding: 3px;
            }
            li button {
                border-color: transparent;
                display: grid;
                gap: 0 8px;
                grid-template-columns: minmax(0, 1fr) auto;
                padding: 5px 8px;
                text-align: start;
                width: 100%;
            }
            li button[aria-current="true"] {
                background: var(--panel);
                border-color: var(--accent);
            }
            .name {
                font-weight: 650;
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .hint {
                grid-column: 1;
            }
            .badge {
                align-self: center;
                border: 1px solid var(--line);
                border-radius: 999px;
                font-size: 11px;
                grid-row: 1 / span 2;
                grid-column: 2;
                padding: 1px 8px;
            }
            p,
            details li {
                margin: 0;
                overflow-wrap: anywhere;
            }
            details ul {
                margin-top: 6px;
            }
        `],h([w({attribute:!1})],Xs.prototype,"holdings",2),h([w()],Xs.prototype,"chosen",2),h([E()],Xs.prototype,"letters",2),Xs=h([M("cc-concept-list")],Xs);var Ur=r=>r===1?n("1 vector"):n("{count} vectors",{count:r});var aa=64,Ot=class extends C{constructor(){super(...arguments);this.hasHost=!1;this.trains=!1;this.fit=null;this.error="";this.said="";this.isBusy=!1;this.copied=!1;this.copy=async()=>{try{await rr(this.concept.keyword),this.copied=!0}catch{this.error=n("The browser does not let us use the clipboard: select the name, and copy it.")}};this.save=e=>{e.preventDefault(),this.keep(!1)}}willUpdate(e){let t=e.get("concept");!e.has("concept")||t&&la(t,this.concept)||(this.fit=null,this.error=this.said="",this.copied=!1,this.look())}async look(){let{concept:e}=this;try{let{fit:t}=await he(jr(e.name));la(e,this.concept)&&(this.fit=t)}catch(t){la(e,this.concept)&&(this.error=t.message)}}render(){let{concept:e}=this;return c`<header>
                <h2><bdi id="keyword">${e.keyword}</bdi></h2>
                <button id="copy" title=${n("Write it into a list or a prompt of ours; prompts of the WebUI take the bare name.")} @click=${this.copy}>
                    ${this.copied?n("Copied"):n("Copy {keyword}",{keyword:e.keyword})}
                </button>
                <button id="breed" @click=${()=>this.dispatchEvent(new CustomEvent("cc-breed",{detail:e.name}))}>
                    ${n("Breed from it")}
                </button>
            </header>
            ${this.error?c`<p class="message error" id="trouble" role="alert">${this.error}</p>`:v} ${this.facts()} ${this.vectors()}
            ${Object.keys(e.lineage).length?c`<section class="card" id="lineage"><h3>${n("Where it came from")}</h3>${na(e.lineage)}</section>`:v}
            ${this.saving()}`}facts(){let{vectors:e,made_for:t,trained_on:s,step:o,term:a,file:p,encoder:u}=this.concept,f=[[n("Size"),Ur(e)],[n("Made for"),n(t)],[n("Encoder"),u],[n("Trained on"),s],[n("Training step"),o],[n("Term in its file"),a],[n("File"),p]];return c`<section class="card">
            <dl>
                ${f.filter(([,$])=>$!==null&&$!=="").map(([$,y])=>c`<div><dt>${$}</dt><dd><bdi>${y}</bdi></dd></div>`)}
            </dl>
        </section>`}vectors(){let{norms:e}=this.concept,t=Math.max(...Object.values(e).flat(),1e-9),s=Object.entries(e);return c`<section class="card" id="vectors" aria-busy=${!this.fit&&!this.error}>
            <h3>${n("Vectors")} <small>${n("their lengths, and the words that they are nearest to")}</small></h3>
            ${s.map(([o,a])=>c`${s.length>1?c`<h4><bdi>${o}</bdi></h4>`:v}
                    <ol>
                        ${a.slice(0,aa).map((p,u)=>this.vector(o,p,u,t))}
                    </ol>
                    ${a.length>aa?c`<p class="hint">${aa} / ${a.length}</p>`:v}`)}
            ${this.fitText()}
        </section>`}vector(e,t,s,o){let a=this.fit?.fits&&this.fit.tower===e?this.fit.words[s]??[]:[];return c`<li>
            <span class="number">${s+1}</span>
            <span class="track" aria-hidden="true"><span style="width: ${100*t/o}%"></span></span>
            <span class="number">${t.toFixed(t<10?3:1)}</span>
            <span class="hint words">
                ${a.map(({word:p,cosine:u},f)=>c`${f?", ":v}<bdi>${p}</bdi> <span class="number">${xe(u)}</span>`)}
            </span>
        </li>`}fitText(){let{fit:e}=this;return e?e.fits?c`<p class="hint fit" id="fit">
            ${n("Words of the encoder {encoder}, with their cosines.",{encoder:e.encoder})} ${e.note?n(e.note):v}
        </p>`:c`<p class="message error fit" id="fit">${n(e.why_not)}</p>`:this.error?c``:c`<p class="hint fit" role="status">${n("Looking for the nearest words …")}</p>`}saving(){let{concept:e}=this;return c`<section class="card" id="saving">
            <h3>
                ${n("Save a copy")}
                <small>${this.hasHost?n("among your concepts, and in the WebUI's folder of embeddings"):n("among your concepts")}</small>
            </h3>
            <form class="row" @submit=${this.save}>
                <label>${n("Name")} <input id="name" maxlength="100" autocomplete="off" .value=${e.name} /></label>
                <button id="save" ?disabled=${this.isBusy}>${n("Save")}</button>
                ${this.trains?c`<button
                          id="train"
                          type="button"
                          title=${n("Into the WebUI's folder alone, in the one format that its tab Train goes on with. Choose a name that is free.")}
                          ?disabled=${this.isBusy}
                          @click=${()=>this.keep(!0)}
                      >
                          ${n("Save it for the tab Train")}
                      </button>`:v}
            </form>
            ${this.said?c`<p class="message" id="said" role="status">${this.said}</p>`:v}
        </section>`}async keep(e){let t=this.renderRoot.querySelector("#name").value.trim();this.isBusy=!0,this.error=this.said="";try{let s=Zs(t);if(s)throw new Error(s);let o=await be("PUT",jr(t),{copy_of:this.concept.name,for_training:e});this.said=e?Mc(o):Qs(o),this.dispatchEvent(new CustomEvent("cc-saved",{detail:o.name}))}catch(s){this.error=s.message}this.isBusy=!1}};Ot.styles=[A,P`
            :host {
                display: grid;
                gap: 14px;
                grid-template-columns: minmax(0, 1fr);
            }
            header,
            .row {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px 8px;
            }
            h2 {
                flex: 1 1 160px;
                font-size: 20px;
                margin: 0;
                overflow-wrap: anywhere;
            }
            p {
                margin: 0;
                overflow-wrap: anywhere;
            }
            dl {
                display: grid;
                gap: 4px;
                margin: 0;
            }
            .lineage {
                display: grid;
                gap: 4px;
                list-style: none;
                margin: 0;
                padding: 0;
            }
            dl > div,
            .lineage > li {
                display: grid;
                gap: 10px;
                grid-template-columns: minmax(90px, 150px) minmax(0, 1fr);
            }
            .lineage > .level {
                display: block;
            }
            dt,
            .what {
                color: var(--soft);
                overflow-wrap: anywhere;
            }
            dd,
            .lineage > li {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .level .lineage {
                border-left: 1px solid var(--line);
                margin: 4px 0 4px 6px;
                padding-left: 10px;
            }
            ol {
                display: grid;
                gap: 6px;
                list-style: none;
                margin: 0 0 6px;
                padding: 0;
            }
            ol > li {
                align-items: center;
                display: grid;
                gap: 10px;
                grid-template-columns: 24px minmax(60px, 160px) 52px minmax(0, 1fr);
            }
            .words {
                overflow-wrap: anywhere;
            }
            h4 {
                font-size: 12px;
                margin: 8px 0 6px;
            }
            .fit,
            #said {
                margin-top: 8px;
            }
            @media (max-width: 520px) {
                .words {
                    grid-column: 2 / -1;
                }
            }
        `],h([w({attribute:!1})],Ot.prototype,"concept",2),h([w({type:Boolean})],Ot.prototype,"hasHost",2),h([w({type:Boolean})],Ot.prototype,"trains",2),h([E()],Ot.prototype,"fit",2),h([E()],Ot.prototype,"error",2),h([E()],Ot.prototype,"said",2),h([E()],Ot.prototype,"isBusy",2),h([E()],Ot.prototype,"copied",2),Ot=h([M("cc-concept")],Ot);var la=(r,i)=>r.name===i.name&&r.digest===i.digest&&r.file===i.file;var jc=r=>Math.round(r*10)/10;function ei({from:r,to:i},e){let t=i>r?(e-r)/(i-r):0;return jc(Math.min(1,Math.max(0,t))*100)}function ca(r,i,e){let[t,s]=[ei(r,Math.min(i,e)),ei(r,Math.max(i,e))];return{left:t,width:jc(s-t)}}function Vr(r){let i=Math.max(...r.map(Math.abs),1e-9);return{from:-i,to:i,zero:0}}function Bc(r,i){return r.length<=i?[...r]:[...r.slice(0,i/2),...r.slice(-i/2)]}var ar=P`
    .interval {
        background: var(--line);
        border-radius: 4px;
        display: block;
        height: 8px;
        position: relative;
    }
    .interval i {
        bottom: 0;
        position: absolute;
        top: 0;
    }
    .interval .bar {
        background: var(--accent);
        border-radius: 4px;
    }
    .interval .against {
        background: var(--bad);
    }
    .interval .doubt {
        border: solid var(--ink);
        border-width: 0 1.5px;
        bottom: -2px;
        top: -2px;
    }
    .interval .doubt::before {
        background: var(--ink);
        content: "";
        height: 1.5px;
        left: 0;
        position: absolute;
        right: 0;
        top: calc(50% - 0.75px);
    }
    .interval .zero {
        background: var(--soft);
        bottom: -3px;
        top: -3px;
        width: 1px;
    }
`,Uc=({left:r,width:i})=>`left: ${r}%; width: ${i}%`;function ks(r,{value:i,low:e,high:t}){return c`<span class="interval" aria-hidden="true"
        ><i class="bar ${i<r.zero?"against":""}" style=${Uc(ca(r,r.zero,i))}></i
        >${r.zero>r.from?c`<i class="zero" style="left: ${ei(r,r.zero)}%"></i>`:v}${e!==void 0&&t!==void 0?c`<i class="doubt" style=${Uc(ca(r,e,t))}></i>`:v}</span
    >`}var os=class extends C{constructor(){super(...arguments);this.group="";this.pictures=[];this.label="";this.over=!1;this.leftOut=0;this.tile=(e,t)=>c`<li data-picture=${e.name}>
            <button class="large" title=${e.name} @click=${()=>this.enlarge(t)}>
                <img src=${this.collection.address(e)} alt=${e.name} />
            </button>
            <button class="remove" aria-label=${n("Remove {name}",{name:e.name})} @click=${()=>this.takeAway(e)}>✕</button>
        </li>`;this.files=e=>{let t=e.target;this.add(t.files),t.value=""};this.drag=e=>{e.preventDefault(),this.over=!0};this.leave=()=>{this.over=!1};this.drop=e=>{this.over=!1,e.dataTransfer?.files.length&&(e.preventDefault(),this.add(e.dataTransfer.files))};this.paste=e=>{e.clipboardData?.files.length&&this.add(e.clipboardData.files)}}connectedCallback(){super.connectedCallback(),this.addEventListener("dragover",this.drag),this.addEventListener("dragleave",this.leave),this.addEventListener("drop",this.drop),this.addEventListener("paste",this.paste)}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("dragover",this.drag),this.removeEventListener("dragleave",this.leave),this.removeEventListener("drop",this.drop),this.removeEventListener("paste",this.paste)}render(){let{pictures:e}=this;return c`<ul aria-label=${this.label}>
                ${Ne(e,({id:t})=>t,this.tile)}
                <li>
                    <label class=${e.length?"":"alone"}>
                        <b aria-hidden="true">+</b>
                        <span>${e.length?n("Add pictures"):n("Drop pictures here, or click to choose them")}</span>
                        <input type="file" multiple accept="image/*" aria-label=${this.label} @change=${this.files} />
                    </label>
                </li>
            </ul>
            ${this.leftOut?c`<p class="message error" role="alert">${n("{count} files are no pictures, and were left out.",{count:this.leftOut})}</p>`:v}`}enlarge(e){rt(this.pictures.map(t=>({source:this.collection.address(t),title:t.name})),e)}takeAway(e){this.collection.remove(e.id),this.renderRoot.querySelector("input")?.focus({preventScroll:!0})}add(e){let t=zc(e);this.leftOut=(e?.length??0)-t.length,this.collection.add(this.group,t.map(s=>({blob:s,name:s.name})))}};os.styles=[A,P`
            :host {
                border: 2px dashed var(--line);
                border-radius: 12px;
                display: block;
                padding: 8px;
            }
            :host([over]) {
                border-color: var(--accent);
            }
            ul {
                display: grid;
                gap: 8px;
                grid-template-columns: repeat(auto-fill, minmax(76px, 1fr));
                list-style: none;
                margin: 0;
                padding: 0;
            }
            li {
                position: relative;
            }
            li img {
                aspect-ratio: 1;
                background: var(--panel);
                border-radius: 8px;
                display: block;
                object-fit: cover;
                width: 100%;
            }
            .large {
                width: 100%;
            }
            .remove {
                background: color-mix(in srgb, var(--ground) 88%, transparent);
                font-size: 12px;
                line-height: 1;
                padding: 5px 7px;
                position: absolute;
                right: 3px;
                top: 3px;
            }
            label {
                align-items: center;
                border-radius: 8px;
                color: var(--soft);
                cursor: pointer;
                display: flex;
                flex-direction: column;
                font-size: 12px;
                gap: 2px;
                justify-content: center;
                min-height: 76px;
                text-align: center;
            }
            label.alone {
                min-height: 110px;
            }
            label:hover,
            label:focus-within {
                color: var(--ink);
                outline: 2px solid var(--accent);
            }
            label b {
                font-size: 18px;
                line-height: 1;
            }
            input[type="file"] {
                height: 1px;
                opacity: 0;
                position: absolute;
                width: 1px;
            }
        `],h([w({attribute:!1})],os.prototype,"collection",2),h([w()],os.prototype,"group",2),h([w({attribute:!1})],os.prototype,"pictures",2),h([w()],os.prototype,"label",2),h([w({type:Boolean,reflect:!0})],os.prototype,"over",2),h([E()],os.prototype,"leftOut",2),os=h([M("cc-collecting")],os);var Do=P`
    .running {
        display: grid;
        gap: 6px;
    }
`;function Fo(r){if(!r)return v;let{task:i,error:e,name:t}=r;if(e)return c`<p class="message error" data-state="lost" role="alert"><bdi>${t}</bdi>: ${e}</p>`;if(Zn(r)){let s=i&&i.total?Math.round(100*Math.min(i.done,i.total)/i.total):0;return c`<div class="running" data-state=${i?.state??"waiting"}>
            <p role="status"><bdi>${t}</bdi>: ${i?n(i.doing):"…"} <span class="number hint">${i?`${i.done} / ${i.total}`:v}</span></p>
            <span class="track" role="progressbar" aria-label=${n("Progress")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${s}
                ><span style="width: ${s}%"></span
            ></span>
        </div>`}return!i||i.state==="done"?v:c`<p class="message ${i.state==="failed"?"error":"interrupted"}" data-state=${i.state} role="status">
        <bdi>${t}</bdi>: ${n(i.message)}
    </p>`}var ns=class extends C{constructor(){super(...arguments);this.pictures=[];this.keyword="";this.kind="";this.encoder="";this.fields=[];this.picture=null;this.seeing=new Ro(this)}willUpdate(e){let t=e.has("keyword")||e.has("kind")||e.has("encoder"),s=this.picture!==null&&!this.pictures.some(({id:o})=>o===this.picture?.id);!this.picture||!(t||s)||(this.picture=null,this.seeing.forget())}render(){let{picture:e,pictures:t}=this;if(!t.length)return v;if(!e)return c`<div class="row"><button id="see" @click=${()=>this.open(0)}>${n("Show where CLIP sees it")}</button></div>`;let s=t.findIndex(({id:a})=>a===e.id),o=a=>this.open((s+a+t.length)%t.length);return c`<div class="row">
                <button id="before" aria-label=${n("Previous picture")} ?disabled=${t.length<2} @click=${()=>o(-1)}>←</button>
                <button id="after" aria-label=${n("Next picture")} ?disabled=${t.length<2} @click=${()=>o(1)}>→</button>
                <span class="number">${s+1} / ${t.length}</span> <bdi class="hint">${e.name}</bdi>
            </div>
            ${this.where(e)}`}where(e){let{seeing:t}=this;return c`<cc-where
            .maps=${t.maps}
            .words=${[this.keyword,this.kind]}
            .picture=${e}
            .status=${t.status}
            .message=${t.message}
            .cell=${t.cell}
            .question=${t.question}
            .fields=${this.fields}
            @cc-place=${s=>t.point(s.detail)}
            @cc-look=${t.look}
            @cc-interrupt=${t.interrupt}
        ></cc-where>`}async open(e){let t=this.pictures[e];this.picture=t,this.seeing.forget();let s=`${this.keyword}
${this.kind}`,o={picture:await it(t.blob),name:t.name,keywords:s,encoder:this.encoder||null};t===this.picture&&(this.seeing.about(o,null),this.seeing.look())}};ns.styles=[A,P`
            :host {
                display: grid;
                gap: 8px;
                grid-template-columns: minmax(0, 1fr);
            }
            .row {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px 8px;
            }
            bdi {
                overflow-wrap: anywhere;
            }
        `],h([w({attribute:!1})],ns.prototype,"pictures",2),h([w()],ns.prototype,"keyword",2),h([w()],ns.prototype,"kind",2),h([w()],ns.prototype,"encoder",2),h([w({attribute:!1})],ns.prototype,"fields",2),h([E()],ns.prototype,"picture",2),ns=h([M("cc-concept-seen")],ns);var pa=r=>`${r>0?"+":""}${xe(r)}`,yt=class extends C{constructor(){super(...arguments);this.concepts=[];this.pictures=[];this.name="";this.kind="";this.encoder="";this.fields=[];this.chosen="";this.word=null;this.error="";this.tasks=new nr(this,"concept-fidelity");this.type=e=>{this.word=e.target.value};this.compare=()=>this.attempt(async()=>{let e=this.concept,t=(this.word??this.kind).trim();if(!t)throw new Error(n("Name its kind, such as cat: the concept is compared with this word."));let[s,o]=await Promise.all([rs,Oo].map(p=>xi(this.collection.of(p)))),a={kind:t,pictures:s,others:o,encoder:this.encoder||null};await this.tasks.start(`concept-tasks/fidelity/${encodeURIComponent(e)}`,`<${e}>`,a)})}render(){let{tasks:e}=this,t=this.concept,s=this.collection.of(rs).length;return c`<p class="hint">
                ${n("It compares the collected pictures of it with those of others of its kind, by the concept and by the bare word. Best are pictures that it was not started from.")}
            </p>
            <h4>${n("Others of its kind")}</h4>
            <cc-collecting
                id="others"
                .collection=${this.collection}
                .group=${Oo}
                .pictures=${this.pictures.filter(({group:o})=>o===Oo)}
                .label=${n("Others of its kind")}
            ></cc-collecting>
            <div class="row">
                <label>
                    ${n("Concept")}
                    <select id="concept" @change=${o=>this.chosen=o.target.value}>
                        ${this.concepts.map(({name:o,keyword:a})=>c`<option value=${o} ?selected=${o===t}>${a}</option>`)}
                    </select>
                </label>
                <label>${n("Kind")} <input id="kind" maxlength="400" .value=${this.word??this.kind} @input=${this.type} /></label>
                ${e.isAtWork?c`<button id="stop" @click=${()=>this.attempt(()=>e.interrupt())}>${n("Interrupt")}</button>`:c`<button id="compare" ?disabled=${!t} @click=${this.compare}>${n("Compare {count} pictures of it",{count:s})}</button>`}
            </div>
            ${this.error?c`<p class="message error" id="trouble" role="alert">${this.error}</p>`:v} ${Fo(e.run)} ${e.result?this.result(e.result):v}`}get concept(){let e=this.concepts.map(({name:t})=>t);return[this.chosen,this.name].find(t=>e.includes(t))??e[0]??""}async attempt(e){this.error="";try{await e()}catch(t){this.error=t.message}}result(e){let{keyword:t,kind:s,own:o,others:a,own_kind:p,others_kind:u,margin:f,margin_kind:$,gain:y,notes:k}=e,O=Vr([f,$,y].flat()),D={from:Math.min(0,o,a,p,u),to:Math.max(o,a,p,u,1e-9),zero:0},N=(U,J,T)=>c`<li class=${T?"of-kind":""}>
            <span>${U}</span> ${ks(D,{value:J})} <span class="number">${xe(J)}</span>
        </li>`;return c`<div id="fidelity">
            <h4>${n("How much nearer its own pictures are than those of others")}</h4>
            <ul>
                ${this.margin(t,f,O,!1)} ${this.margin(s,$,O,!0)}
                ${this.margin(n("{keyword} over {kind}, to its own pictures",{keyword:t,kind:s}),y,O,!1)}
            </ul>
            <p class="hint">${n("Differences of similarities, and their 95 % intervals.")}</p>
            <h4>${n("Mean similarities")}</h4>
            <ul id="alike">
                ${N(n("{words} and its own pictures",{words:t}),o,!1)} ${N(n("{words} and others",{words:t}),a,!1)}
                ${N(n("{words} and its own pictures",{words:s}),p,!0)} ${N(n("{words} and others",{words:s}),u,!0)}
            </ul>
            ${k.map(U=>c`<p class="message">${n(U)}</p>`)}
            <cc-concept-seen
                .pictures=${this.collection.of(rs)}
                .keyword=${t}
                .kind=${s}
                .encoder=${this.encoder}
                .fields=${this.fields}
            ></cc-concept-seen>
        </div>`}margin(e,[t,s,o],a,p){return c`<li class=${p?"of-kind":""} data-margin=${e}>
            <bdi>${e}</bdi> ${ks(a,{value:t,low:s,high:o})}
            <span class="number" title=${n("{low} to {high}",{low:pa(s),high:pa(o)})}>${pa(t)}</span>
        </li>`}};yt.styles=[A,ar,Do,P`
            :host {
                display: grid;
                gap: 10px;
                grid-template-columns: minmax(0, 1fr);
            }
            .row {
                align-items: end;
                display: flex;
                flex-wrap: wrap;
                gap: 8px 10px;
            }
            label {
                display: grid;
                font-size: 13px;
                gap: 3px;
            }
            p,
            h4 {
                margin: 0;
                overflow-wrap: anywhere;
            }
            h4 {
                font-size: 12px;
            }
            ul {
                display: grid;
                gap: 8px;
                list-style: none;
                margin: 0;
                padding: 0;
            }
            li {
                align-items: center;
                display: grid;
                gap: 4px 10px;
                grid-template-columns: minmax(0, 5fr) minmax(60px, 6fr) minmax(52px, auto);
            }
            li > span:first-child {
                overflow-wrap: anywhere;
            }
            #fidelity {
                display: grid;
                gap: 8px;
            }
            .of-kind .bar {
                background: var(--soft);
            }
            select {
                max-width: 100%;
            }
        `],h([w({attribute:!1})],yt.prototype,"concepts",2),h([w({attribute:!1})],yt.prototype,"collection",2),h([w({attribute:!1})],yt.prototype,"pictures",2),h([w()],yt.prototype,"name",2),h([w()],yt.prototype,"kind",2),h([w()],yt.prototype,"encoder",2),h([w({attribute:!1})],yt.prototype,"fields",2),h([E()],yt.prototype,"chosen",2),h([E()],yt.prototype,"word",2),h([E()],yt.prototype,"error",2),yt=h([M("cc-fidelity")],yt);var Vc=P`
    .bars {
        display: grid;
        gap: 6px;
        list-style: none;
        margin: 0 0 8px;
        padding: 0;
    }
    .bars li {
        align-items: center;
        display: grid;
        gap: 10px;
        grid-template-columns: minmax(0, 5fr) minmax(60px, 6fr) 52px;
    }
    .scroll {
        overflow-x: auto;
    }
    table {
        border-collapse: collapse;
        font-size: 13px;
        margin-bottom: 8px;
    }
    th,
    td {
        border-bottom: 1px solid var(--line);
        font-weight: 400;
        padding: 4px 10px 4px 0;
        text-align: start;
    }
    td {
        font-variant-numeric: tabular-nums;
    }
    td.nearest {
        font-weight: 650;
        text-decoration: underline;
    }
`,Lh=({similarities:r})=>r.indexOf(Math.max(...r));function qc(r){let{vectors:i,own:e,other:t,step:s,steps:o,notes:a,saved:p,parts:u}=r,f={from:Math.min(0,e,t??0),to:Math.max(e,t??0,1e-9),zero:0},$=(y,k)=>c`<li><span>${y}</span> ${ks(f,{value:k})} <span class="number">${xe(k)}</span></li>`;return c`<ul class="bars">
            ${$(n("its own pictures, crops held out"),e)} ${t===void 0?v:$(n("other pictures"),t)}
        </ul>
        ${u?Oh(u,r.told_apart??0):v}
        <p class="hint">
            ${Ur(i)}${s===void 0||o===void 0?v:` · ${n("step {step} of {steps} was kept",{step:s,steps:o})}`}
        </p>
        ${a.map(y=>c`<p class="message">${n(y)}</p>`)} ${p.map(y=>c`<p class="message said">${Qs(y)}</p>`)}`}function Oh(r,i){return c`<p id="told-apart">${n("{count} of {all} parts are nearest to their own pictures.",{count:i,all:r.length})}</p>
        <div class="scroll">
            <table>
                <thead>
                    <tr>
                        <th scope="col">${n("Part")}</th>
                        ${r.map(({keyword:e})=>c`<th scope="col"><bdi>${n("pictures of {keyword}",{keyword:e})}</bdi></th>`)}
                        <th scope="col">${n("the whole loses without it")}</th>
                    </tr>
                </thead>
                <tbody>
                    ${r.map(e=>c`<tr>
                            <th scope="row"><bdi>${e.keyword}</bdi></th>
                            ${e.similarities.map((t,s)=>c`<td class=${s===Lh(e)?"nearest":""}>${xe(t)}</td>`)}
                            <td>${xe(e.missing)}</td>
                        </tr>`)}
                </tbody>
            </table>
        </div>`}var Kc="concept-draft",_h="concept-task",da=["kind","vectors"],Dh=[{name:"asked",title:"Settings",folded:!1},{name:"more",title:"More settings",folded:!0}],Vt=class extends C{constructor(){super(...arguments);this.pictures=[];this.concepts=[];this.draft=Oc(Wr.read(Kc));this.error="";this.isSending=!1;this.tasks=new nr(this,_h,({name:e})=>this.dispatchEvent(new CustomEvent("cc-saved",{detail:e})));this.start=()=>this.attempt(async()=>{let{draft:e,values:t}=this,{fields:s}=this.face.concepts,o=e.name.trim(),a=Zs(o)||yo(s,t,n);if(a)throw new Error(a);let p=await this.sentParts();await this.tasks.start(`concept-tasks/${p?"parts":"start"}`,`<${o}>`,{...t,...p?{parts:p}:{},name:o,pictures:await xi(this.of(rs)),encoder:e.encoder||null,others:e.folder.trim()?{folder:e.folder.trim()}:null})})}set(e){this.draft={...this.draft,...e},this.error="",Wr.write(Kc,this.draft)}get values(){return{...tr(this.face.concepts.fields),...this.draft.values}}render(){let{tasks:e,draft:t}=this;return c`<div class="column">${this.collecting()} ${this.partly()}</div>
            <div class="column">
                ${this.settings()}
                ${this.error?c`<p class="message error" id="message" role="alert">${this.error}</p>`:v}
                ${Fo(e.run)} ${e.result?this.started(e.result):v}
                <details id="compared" class="card">
                    <summary>${n("Does it mean this one, or any of its kind?")}</summary>
                    <cc-fidelity
                        .concepts=${this.concepts}
                        .collection=${this.collection}
                        .pictures=${this.pictures}
                        .name=${e.result?.name??t.name}
                        .kind=${String(this.values.kind??"")}
                        .encoder=${t.encoder}
                        .fields=${this.face.mask.fields}
                    ></cc-fidelity>
                </details>
            </div>`}of(e){return this.pictures.filter(t=>t.group===e)}collecting(){let e=this.of(rs).length;return c`<section class="card">
            <h3>
                <span>${n("Pictures of it")} <small>${n("3 to 10, as different as possible in everything else")}</small></span>
                <small class="number" id="count">${e}</small>
            </h3>
            ${this.box("whole",rs,n("Pictures of it"))}
            ${this.collection.isLost?c`<p class="message">${n("This browser keeps no pictures: they are gone when the page is loaded again.")}</p>`:v}
            ${this.pictures.length?c`<button id="clear" class="quiet" @click=${()=>{this.collection.clear()}}>${n("Remove all pictures")}</button>`:v}
        </section>`}box(e,t,s){return c`<cc-collecting id=${e} .collection=${this.collection} .group=${t} .pictures=${this.of(t)} .label=${s}></cc-collecting>`}partly(){let{parts:e}=this.draft;return c`<section class="card" id="parts">
            <h3><span>${n("Parts")}</span> <small>${n("if it needs several, such as a face, a logo and clothes: they are learned together")}</small></h3>
            ${e.map(t=>this.partOf(t))}
            <button id="add-part" @click=${()=>this.set({parts:[...e,{id:Eo(),name:""}]})}>${n("Add a part")}</button>
        </section>`}partOf({id:e,name:t}){let{parts:s}=this.draft,o=u=>this.set({parts:s.map(f=>f.id===e?{id:e,name:u.target.value}:f)}),a=()=>{this.collection.clear(e),this.set({parts:s.filter(u=>u.id!==e)})},p=n("Pictures of this part alone");return c`<div class="part" data-part=${e}>
            <div class="row">
                <label>${n("Name of the part")} <input class="part-name" maxlength="100" .value=${t} @input=${o} /></label>
                <button class="quiet" @click=${a}>${n("Remove the part")}</button>
            </div>
            ${this.box(`part-${e}`,e,t?`${p}: ${t}`:p)}
        </div>`}settings(){let{draft:e,tasks:t}=this,s=this.face.concepts.fields.map(a=>({...a,section:da.includes(a.name)?"asked":"more"}));s.sort((a,p)=>da.indexOf(a.name)-da.indexOf(p.name));let o=this.face.concepts.encoder;return c`<section class="card">
            <div class="row">
                <label>
                    ${n("Name")}
                    <input id="name" maxlength="100" autocomplete="off" .value=${e.name} @input=${a=>this.set({name:a.target.value})} />
                    <span class="hint">${n("It is written {keyword}.",{keyword:`<${e.name.trim()}>`})}</span>
                </label>
            </div>
            <cc-form
                .fields=${s}
                .sections=${Dh}
                .values=${this.values}
                @cc-change=${a=>this.set({values:{...e.values,[a.detail.name]:a.detail.value}})}
            ></cc-form>
            <cc-control
                id="encoder"
                .field=${o}
                .value=${e.encoder||String(o.default??"")}
                @cc-change=${a=>this.set({encoder:String(a.detail.value??"").trim()})}
            ></cc-control>
            <details id="around">
                <summary>${n("Other pictures")}</summary>
                <div class="row">
                    <label>
                        ${n("Folder of other pictures")}
                        <input id="folder" maxlength="4000" .value=${e.folder} @input=${a=>this.set({folder:a.target.value})} />
                        <span class="hint">${n("It learns to differ from them. Empty: from pictures that the encoder has looked at before.")}</span>
                    </label>
                </div>
            </details>
            <div class="row">
                <button id="start" class="go" ?disabled=${this.isSending||t.isAtWork} @click=${this.start}>${n("Start")}</button>
                <button id="interrupt" ?disabled=${!t.isAtWork} @click=${()=>this.attempt(()=>t.interrupt())}>${n("Interrupt")}</button>
            </div>
        </section>`}async sentParts(){let{parts:e}=this.draft;if(!e.length)return null;let t=e.map(({name:o})=>o.trim());if(t.includes(""))throw new Error(n("A part has no name: give it one, or remove it."));if(new Set(t).size<t.length)throw new Error(n("Two parts have the same name: give each a name of its own."));let s=await Promise.all(e.map(async({id:o},a)=>[t[a],await xi(this.of(o))]));return Object.fromEntries(s)}async attempt(e){this.isSending=!0,this.error="";try{await e()}catch(t){this.error=t.message}this.isSending=!1}started(e){return c`<section class="card started" data-started=${e.name}>
            <h3><bdi>${e.keyword}</bdi></h3>
            ${qc(e)}
            <div class="row">
                <button class="show" @click=${()=>this.dispatchEvent(new Br(e.name))}>${n("Show it")}</button>
                ${e.parts?v:c`<button id="breed" @click=${()=>this.breed()}>${n("Breed from these pictures")}</button>`}
            </div>
        </section>`}breed(){let{kind:e,vectors:t}=this.values;this.dispatchEvent(new CustomEvent("cc-breed",{detail:{name:this.draft.name,kind:e,vectors:t}}))}};Vt.styles=[A,ar,Do,Vc,P`
            :host {
                display: grid;
                gap: 20px;
                grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
            }
            .column {
                align-content: start;
                display: grid;
                gap: 12px;
                grid-template-columns: minmax(0, 1fr);
                min-width: 0;
            }
            .row {
                align-items: end;
                display: flex;
                flex-wrap: wrap;
                gap: 8px 10px;
            }
            label {
                display: grid;
                flex: 1 1 150px;
                font-size: 13px;
                gap: 3px;
            }
            .part {
                display: grid;
                gap: 6px;
                margin-top: 10px;
            }
            h3 {
                display: flex;
                flex-wrap: wrap;
                gap: 0 8px;
                justify-content: space-between;
            }
            p {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .card p {
                margin-bottom: 8px;
            }
            .card > * + .row,
            .card > #encoder,
            #around,
            cc-form {
                margin-top: 10px;
            }
            details > .row {
                margin-bottom: 10px;
            }
            details > summary {
                margin-bottom: 8px;
            }
            @media (max-width: 820px) {
                :host {
                    grid-template-columns: minmax(0, 1fr);
                }
            }
        `],h([w({attribute:!1})],Vt.prototype,"face",2),h([w({attribute:!1})],Vt.prototype,"collection",2),h([w({attribute:!1})],Vt.prototype,"pictures",2),h([w({attribute:!1})],Vt.prototype,"concepts",2),h([E()],Vt.prototype,"draft",2),h([E()],Vt.prototype,"error",2),h([E()],Vt.prototype,"isSending",2),Vt=h([M("cc-concept-start")],Vt);var Gc={list:"My concepts",start:"Start one",breed:"Breed"},Yc="concepts-view",_t=class extends C{constructor(){super(...arguments);this.view=Fh();this.holdings=null;this.chosen="";this.error="";this.said="";this.collection=new Lo(this);this.watcher=new IntersectionObserver(e=>{e.some(t=>t.isIntersecting)&&this.list()});this.list=async()=>{try{this.holdings=await he("concepts"),this.error=""}catch(e){this.error=e.message}};this.saved=async e=>{let{view:t}=this;await this.list(),(t!=="list"||this.view!=="list")&&(this.chosen=e.detail)};this.take=async e=>{let t=e.target,s=t.files?.[0];if(t.value="",!!s){this.error=this.said="";try{let o=s.name.replace(/\.[^.]*$/,""),a=Zs(o);if(a)throw new Error(a);let p=await be("PUT",jr(o),{file:await it(s),file_name:s.name});await this.list(),this.chosen=p.name,this.said=Qs(p)}catch(o){this.error=o.message}}}}connectedCallback(){super.connectedCallback(),this.watcher.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.watcher.disconnect()}receive({picture:e}){this.show("start"),this.collection.add(rs,[e])}willUpdate(e){if(!e.has("holdings"))return;let{concepts:t=[]}=this.holdings??{};t.some(({name:s})=>s===this.chosen)||(this.chosen=t[0]?.name??"")}show(e){this.view=e,wi.write(Yc,e)}breed(e,...t){this.show("breed"),this.breeding?.prepare(e,t)}render(){let{view:e,holdings:t}=this;return c`<div class="views" role="group" aria-label=${n("Concepts")}>
                ${Object.entries(Gc).map(([s,o])=>c`<button id="view-${s}" aria-pressed=${s===e} @click=${()=>this.show(s)}>${n(o)}</button>`)}
            </div>
            ${this.error?c`<p class="message error" id="message" role="alert">${this.error} <button id="again" @click=${this.list}>${n("Try again")}</button></p>`:v}
            ${e==="list"?this.listed():v}
            <cc-concept-start
                ?hidden=${e!=="start"}
                .face=${this.face}
                .collection=${this.collection}
                .pictures=${this.collection.pictures}
                .concepts=${t?.concepts??[]}
                @cc-saved=${this.saved}
                @cc-choose=${s=>(this.chosen=s.detail,this.show("list"))}
                @cc-breed=${s=>this.breed(s.detail)}
            ></cc-concept-start>
            <cc-breeding
                ?hidden=${e!=="breed"}
                .kind=${this.kind}
                .pictures=${this.collection.of(rs)}
                .concepts=${t?.concepts??[]}
                @cc-saved=${this.saved}
            ></cc-breeding>`}listed(){let{holdings:e}=this;if(!e)return c`<p class="hint" aria-busy="true">…</p>`;let t=e.concepts.find(({name:s})=>s===this.chosen);return c`<div class="two">
            <div>
                <div class="row">
                    <label class="button">
                        ${n("Take a file")}
                        <input id="file" type="file" accept=".pt,.bin,.safetensors" @change=${this.take} />
                    </label>
                    <button id="reload" title=${n("Look into the folders again")} @click=${this.list}>${n("Refresh")}</button>
                </div>
                ${this.said?c`<p class="message" id="said" role="status">${this.said}</p>`:v}
                <cc-concept-list
                    .holdings=${e}
                    .chosen=${this.chosen}
                    @cc-choose=${s=>this.chosen=s.detail}
                ></cc-concept-list>
                <p class="hint">${n("Your concepts are in {folder}.",{folder:e.folder})}</p>
                ${e.host_folders.map(s=>c`<p class="hint">${n("The WebUI's are in {folder}.",{folder:s})}</p>`)}
            </div>
            <div>
                ${t?c`<cc-concept
                          .concept=${t}
                          ?hasHost=${e.host_folders.length>0}
                          ?trains=${e.host_trains&&e.host_folders.length>0}
                          @cc-saved=${this.saved}
                          @cc-breed=${s=>this.breed({},s.detail)}
                      ></cc-concept>`:this.welcome()}
            </div>
        </div>`}welcome(){return c`<p class="welcome">
            ${n("A concept is a name for something of your own, such as <my-cat>: start one from a few pictures, or take the file of an embedding. Then rank, look and draw with it wherever a word can stand.")}
        </p>`}};_t.styles=[A,P`
            :host {
                display: grid;
                gap: 14px;
                grid-template-columns: minmax(0, 1fr);
            }
            .views {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            .views [aria-pressed="true"] {
                border-color: var(--accent);
                box-shadow: inset 0 0 0 1px var(--accent);
                font-weight: 650;
            }
            .two {
                display: grid;
                gap: 20px;
                grid-template-columns: minmax(220px, 320px) minmax(0, 1fr);
            }
            .two > div {
                align-content: start;
                display: grid;
                gap: 12px;
                min-width: 0;
            }
            .row {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            p {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .welcome {
                border: 1px dashed var(--line);
                border-radius: 12px;
                color: var(--soft);
                padding: 26px;
                text-align: center;
            }
            input[type="file"] {
                height: 1px;
                opacity: 0;
                position: absolute;
                width: 1px;
            }
            .button:focus-within {
                outline: 2px solid var(--accent);
            }
            @media (max-width: 820px) {
                .two {
                    grid-template-columns: minmax(0, 1fr);
                }
            }
        `],h([w({attribute:!1})],_t.prototype,"face",2),h([w({attribute:!1})],_t.prototype,"kind",2),h([E()],_t.prototype,"view",2),h([E()],_t.prototype,"holdings",2),h([E()],_t.prototype,"chosen",2),h([E()],_t.prototype,"error",2),h([E()],_t.prototype,"said",2),h([He("cc-breeding")],_t.prototype,"breeding",2),_t=h([M("cc-concepts")],_t);function Fh(){let r=wi.read(Yc);return r!==null&&r in Gc?r:"list"}var Wh="uplot",Ih="u-hz",zh="u-vt",Hh="u-title",Nh="u-wrap",jh="u-under",Bh="u-over",Uh="u-axis",Ti="u-off",Vh="u-select",qh="u-cursor-x",Kh="u-cursor-y",Gh="u-cursor-pt",Yh="u-legend",Jh="u-live",Zh="u-inline",Qh="u-series",Xh="u-marker",Jc="u-label",em="u-value",Kr="width",Gr="height";var Zc="bottom",lr="left",ua="right",Ca="#000",Qc=Ca+"0",ha="mousemove",Xc="mousedown",ma="mouseup",ep="mouseenter",tp="mouseleave",sp="dblclick",tm="resize",sm="scroll",ip="change",No="dppxchange",Ma="--",fr=typeof window<"u",wa=fr?document:null,pr=fr?window:null,im=fr?navigator:null,ge,Wo;function ya(){let r=devicePixelRatio;ge!=r&&(ge=r,Wo&&xa(ip,Wo,ya),Wo=matchMedia(`(min-resolution: ${ge-.001}dppx) and (max-resolution: ${ge+.001}dppx)`),Ri(ip,Wo,ya),pr.dispatchEvent(new CustomEvent(No)))}function Dt(r,i){if(i!=null){let e=r.classList;!e.contains(i)&&e.add(i)}}function $a(r,i){let e=r.classList;e.contains(i)&&e.remove(i)}function Ce(r,i,e){r.style[i]=e+"px"}function as(r,i,e,t){let s=wa.createElement(r);return i!=null&&Dt(s,i),e?.insertBefore(s,t),s}function qt(r,i){return as("div",r,i)}var rp=new WeakMap;function Ss(r,i,e,t,s){let o="translate("+i+"px,"+e+"px)",a=rp.get(r);o!=a&&(r.style.transform=o,rp.set(r,o),i<0||e<0||i>t||e>s?Dt(r,Ti):$a(r,Ti))}var op=new WeakMap;function np(r,i,e){let t=i+e,s=op.get(r);t!=s&&(op.set(r,t),r.style.background=i,r.style.borderColor=e)}var ap=new WeakMap;function lp(r,i,e,t){let s=i+""+e,o=ap.get(r);s!=o&&(ap.set(r,s),r.style.height=e+"px",r.style.width=i+"px",r.style.marginLeft=t?-i/2+"px":0,r.style.marginTop=t?-e/2+"px":0)}var Aa={passive:!0},rm={...Aa,capture:!0};function Ri(r,i,e,t){i.addEventListener(r,e,t?rm:Aa)}function xa(r,i,e,t){i.removeEventListener(r,e,Aa)}fr&&ya();function ls(r,i,e,t){let s;e=e||0,t=t||i.length-1;let o=t<=2147483647;for(;t-e>1;)s=o?e+t>>1:Ft((e+t)/2),i[s]<r?e=s:t=s;return r-i[e]<=i[t]-r?e:t}function Fp(r){return(e,t,s)=>{let o=-1,a=-1;for(let p=t;p<=s;p++)if(r(e[p])){o=p;break}for(let p=s;p>=t;p--)if(r(e[p])){a=p;break}return[o,a]}}var Wp=r=>r!=null,Ip=r=>r!=null&&r>0,Uo=Fp(Wp),om=Fp(Ip);function nm(r,i,e,t=0,s=!1){let o=s?om:Uo,a=s?Ip:Wp;[i,e]=o(r,i,e);let p=r[i],u=r[i];if(i>-1)if(t==1)p=r[i],u=r[e];else if(t==-1)p=r[e],u=r[i];else for(let f=i;f<=e;f++){let $=r[f];a($)&&($<p?p=$:$>u&&(u=$))}return[p??ke,u??-ke]}function Vo(r,i,e,t){let s=dp(r),o=dp(i);r==i&&(s==-1?(r*=e,i/=e):(r/=e,i*=e));let a=e==10?_s:zp,p=s==1?Ft:Kt,u=o==1?Kt:Ft,f=p(a(qe(r))),$=u(a(qe(i))),y=dr(e,f),k=dr(e,$);return e==10&&(f<0&&(y=Se(y,-f)),$<0&&(k=Se(k,-$))),t||e==2?(r=y*s,i=k*o):(r=Bp(r,y),i=qo(i,k)),[r,i]}function La(r,i,e,t){let s=Vo(r,i,e,t);return r==0&&(s[0]=0),i==0&&(s[1]=0),s}var Oa=.1,cp={mode:3,pad:Oa},Jr={pad:0,soft:null,mode:0},am={min:Jr,max:Jr};function jo(r,i,e,t){return Ko(e)?pp(r,i,e):(Jr.pad=e,Jr.soft=t?0:null,Jr.mode=t?3:0,pp(r,i,am))}function me(r,i){return r??i}function lm(r,i,e){for(i=me(i,0),e=me(e,r.length-1);i<=e;){if(r[i]!=null)return!0;i++}return!1}function pp(r,i,e){let t=e.min,s=e.max,o=me(t.pad,0),a=me(s.pad,0),p=me(t.hard,-ke),u=me(s.hard,ke),f=me(t.soft,ke),$=me(s.soft,-ke),y=me(t.mode,0),k=me(s.mode,0),O=i-r,D=_s(O),N=$t(qe(r),qe(i)),U=_s(N),J=qe(U-D);(O<1e-24||J>10)&&(O=0,(r==0||i==0)&&(O=1e-24,y==2&&f!=ke&&(o=0),k==2&&$!=-ke&&(a=0)));let T=O||N||1e3,B=_s(T),_=dr(10,Ft(B)),Q=T*(O==0?r==0?.1:1:o),z=Se(Bp(r-Q,_/10),24),ie=r>=f&&(y==1||y==3&&z<=f||y==2&&z>=f)?f:ke,X=$t(p,z<ie&&r>=ie?ie:cs(ie,z)),le=T*(O==0?i==0?.1:1:a),se=Se(qo(i+le,_/10),24),F=i<=$&&(k==1||k==3&&se>=$||k==2&&se<=$)?$:-ke,oe=cs(u,se>F&&i<=F?F:$t(F,se));return X==oe&&X==0&&(oe=100),[X,oe]}var cm=new Intl.NumberFormat(fr?im.language:"en-US"),_a=r=>cm.format(r),Wt=Math,Ho=Wt.PI,qe=Wt.abs,Ft=Wt.floor,Ve=Wt.round,Kt=Wt.ceil,cs=Wt.min,$t=Wt.max,dr=Wt.pow,dp=Wt.sign,_s=Wt.log10,zp=Wt.log2,pm=(r,i=1)=>Wt.sinh(r)*i,fa=(r,i=1)=>Wt.asinh(r/i),ke=1/0;function up(r){return(_s((r^r>>31)-(r>>31))|0)+1}function ka(r,i,e){return cs($t(r,i),e)}function Hp(r){return typeof r=="function"}function ce(r){return Hp(r)?r:()=>r}var dm=()=>{},Np=r=>r,jp=(r,i)=>i,um=r=>null,hp=r=>!0,mp=(r,i)=>r==i,hm=/\.\d*?(?=9{6,}|0{6,})/gm,Pi=r=>{if(Vp(r)||si.has(r))return r;let i=`${r}`,e=i.match(hm);if(e==null)return r;let t=e[0].length-1;if(i.indexOf("e-")!=-1){let[s,o]=i.split("e");return+`${Pi(s)}e${o}`}return Se(r,t)};function Si(r,i){return Pi(Se(Pi(r/i))*i)}function qo(r,i){return Pi(Kt(Pi(r/i))*i)}function Bp(r,i){return Pi(Ft(Pi(r/i))*i)}function Se(r,i=0){if(Vp(r))return r;let e=10**i,t=r*e*(1+Number.EPSILON);return Ve(t)/e}var si=new Map;function Up(r){return((""+r).split(".")[1]||"").length}function Qr(r,i,e,t){let s=[],o=t.map(Up);for(let a=i;a<e;a++){let p=qe(a),u=Se(dr(r,a),p);for(let f=0;f<t.length;f++){let $=r==10?+`${t[f]}e${a}`:t[f]*u,y=(a>=0?0:p)+(a>=o[f]?0:o[f]),k=r==10?$:Se($,y);s.push(k),si.set(k,y)}}return s}var Zr={},Da=[],ur=[null,null],ti=Array.isArray,Vp=Number.isInteger,mm=r=>r===void 0;function fp(r){return typeof r=="string"}function Ko(r){let i=!1;if(r!=null){let e=r.constructor;i=e==null||e==Object}return i}function fm(r){return r!=null&&typeof r=="object"}var gm=Object.getPrototypeOf(Uint8Array),qp="__proto__";function hr(r,i=Ko){let e;if(ti(r)){let t=r.find(s=>s!=null);if(ti(t)||i(t)){e=Array(r.length);for(let s=0;s<r.length;s++)e[s]=hr(r[s],i)}else e=r.slice()}else if(r instanceof gm)e=r.slice();else if(i(r)){e={};for(let t in r)t!=qp&&(e[t]=hr(r[t],i))}else e=r;return e}function je(r){let i=arguments;for(let e=1;e<i.length;e++){let t=i[e];for(let s in t)s!=qp&&(Ko(r[s])?je(r[s],hr(t[s])):r[s]=hr(t[s]))}return r}var vm=0,bm=1,wm=2;function ym(r,i,e){for(let t=0,s,o=-1;t<i.length;t++){let a=i[t];if(a>o){for(s=a-1;s>=0&&r[s]==null;)r[s--]=null;for(s=a+1;s<e&&r[s]==null;)r[o=s++]=null}}}function $m(r,i){if(Sm(r)){let a=r[0].slice();for(let p=1;p<r.length;p++)a.push(...r[p].slice(1));return Em(a[0])||(a=km(a)),a}let e=new Set;for(let a=0;a<r.length;a++){let u=r[a][0],f=u.length;for(let $=0;$<f;$++)e.add(u[$])}let t=[Array.from(e).sort((a,p)=>a-p)],s=t[0].length,o=new Map;for(let a=0;a<s;a++)o.set(t[0][a],a);for(let a=0;a<r.length;a++){let p=r[a],u=p[0];for(let f=1;f<p.length;f++){let $=p[f],y=Array(s).fill(void 0),k=i?i[a][f]:bm,O=[];for(let D=0;D<$.length;D++){let N=$[D],U=o.get(u[D]);N===null?k!=vm&&(y[U]=N,k==wm&&O.push(U)):y[U]=N}ym(y,O,s),t.push(y)}}return t}var xm=typeof queueMicrotask>"u"?r=>Promise.resolve().then(r):queueMicrotask;function km(r){let i=r[0],e=i.length,t=Array(e);for(let o=0;o<t.length;o++)t[o]=o;t.sort((o,a)=>i[o]-i[a]);let s=[];for(let o=0;o<r.length;o++){let a=r[o],p=Array(e);for(let u=0;u<e;u++)p[u]=a[t[u]];s.push(p)}return s}function Sm(r){let i=r[0][0],e=i.length;for(let t=1;t<r.length;t++){let s=r[t][0];if(s.length!=e)return!1;if(s!=i){for(let o=0;o<e;o++)if(s[o]!=i[o])return!1}}return!0}function Em(r,i=100){let e=r.length;if(e<=1)return!0;let t=0,s=e-1;for(;t<=s&&r[t]==null;)t++;for(;s>=t&&r[s]==null;)s--;if(s<=t)return!0;let o=$t(1,Ft((s-t+1)/i));for(let a=r[t],p=t+o;p<=s;p+=o){let u=r[p];if(u!=null){if(u<=a)return!1;a=u}}return!0}var Kp=["January","February","March","April","May","June","July","August","September","October","November","December"],Gp=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Yp(r){return r.slice(0,3)}var Tm=Gp.map(Yp),Rm=Kp.map(Yp),Pm={MMMM:Kp,MMM:Rm,WWWW:Gp,WWW:Tm};function qr(r){return(r<10?"0":"")+r}function Cm(r){return(r<10?"00":r<100?"0":"")+r}var Mm={YYYY:r=>r.getFullYear(),YY:r=>(r.getFullYear()+"").slice(2),MMMM:(r,i)=>i.MMMM[r.getMonth()],MMM:(r,i)=>i.MMM[r.getMonth()],MM:r=>qr(r.getMonth()+1),M:r=>r.getMonth()+1,DD:r=>qr(r.getDate()),D:r=>r.getDate(),WWWW:(r,i)=>i.WWWW[r.getDay()],WWW:(r,i)=>i.WWW[r.getDay()],HH:r=>qr(r.getHours()),H:r=>r.getHours(),h:r=>{let i=r.getHours();return i==0?12:i>12?i-12:i},AA:r=>r.getHours()>=12?"PM":"AM",aa:r=>r.getHours()>=12?"pm":"am",a:r=>r.getHours()>=12?"p":"a",mm:r=>qr(r.getMinutes()),m:r=>r.getMinutes(),ss:r=>qr(r.getSeconds()),s:r=>r.getSeconds(),fff:r=>Cm(r.getMilliseconds())};function Fa(r,i){i=i||Pm;let e=[],t=/\{([a-z]+)\}|[^{]+/gi,s;for(;s=t.exec(r);)e.push(s[0][0]=="{"?Mm[s[1]]:s[0]);return o=>{let a="";for(let p=0;p<e.length;p++)a+=typeof e[p]=="string"?e[p]:e[p](o,i);return a}}var Am=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Lm(r,i){let e;return i=="UTC"||i=="Etc/UTC"?e=new Date(+r+r.getTimezoneOffset()*6e4):i==Am?e=r:(e=new Date(r.toLocaleString("en-US",{timeZone:i})),e.setMilliseconds(r.getMilliseconds())),e}var Jp=r=>r%1==0,Bo=[1,2,2.5,5],Om=Qr(10,-32,0,Bo),Zp=Qr(10,0,32,Bo),_m=Zp.filter(Jp),Ei=Om.concat(Zp),Wa=`
`,Qp="{YYYY}",gp=Wa+Qp,Xp="{M}/{D}",Yr=Wa+Xp,Io=Yr+"/{YY}",ed="{aa}",Dm="{h}:{mm}",cr=Dm+ed,vp=Wa+cr,bp=":{ss}",we=null;function td(r){let i=r*1e3,e=i*60,t=e*60,s=t*24,o=s*30,a=s*365,u=(r==1?Qr(10,0,3,Bo).filter(Jp):Qr(10,-3,0,Bo)).concat([i,i*5,i*10,i*15,i*30,e,e*5,e*10,e*15,e*30,t,t*2,t*3,t*4,t*6,t*8,t*12,s,s*2,s*3,s*4,s*5,s*6,s*7,s*8,s*9,s*10,s*15,o,o*2,o*3,o*4,o*6,a,a*2,a*5,a*10,a*25,a*50,a*100]),f=[[a,Qp,we,we,we,we,we,we,1],[s*28,"{MMM}",gp,we,we,we,we,we,1],[s,Xp,gp,we,we,we,we,we,1],[t,"{h}"+ed,Io,we,Yr,we,we,we,1],[e,cr,Io,we,Yr,we,we,we,1],[i,bp,Io+" "+cr,we,Yr+" "+cr,we,vp,we,1],[r,bp+".{fff}",Io+" "+cr,we,Yr+" "+cr,we,vp,we,1]];function $(y){return(k,O,D,N,U,J)=>{let T=[],B=U>=a,_=U>=o&&U<a,Q=y(D),z=Se(Q*r,3),ie=ga(Q.getFullYear(),B?0:Q.getMonth(),_||B?1:Q.getDate()),X=Se(ie*r,3);if(_||B){let le=_?U/o:0,se=B?U/a:0,F=z==X?z:Se(ga(ie.getFullYear()+se,ie.getMonth()+le,1)*r,3),oe=new Date(Ve(F/r)),V=oe.getFullYear(),ee=oe.getMonth();for(let Y=0;F<=N;Y++){let pe=ga(V+se*Y,ee+le*Y,1),G=pe-y(Se(pe*r,3));F=Se((+pe+G)*r,3),F<=N&&T.push(F)}}else{let le=U>=s?s:U,se=Ft(D)-Ft(z),F=X+se+qo(z-X,le);T.push(F);let oe=y(F),V=oe.getHours()+oe.getMinutes()/e+oe.getSeconds()/t,ee=U/t,Y=k.axes[O]._space,pe=J/Y;for(;F=Se(F+U,r==1?0:3),!(F>N);)if(ee>1){let G=Ft(Se(V+ee,6))%24,de=y(F).getHours()-G;de>1&&(de=-1),F-=de*t,V=(V+ee)%24;let ye=T[T.length-1];Se((F-ye)/U,3)*pe>=.7&&T.push(F)}else T.push(F)}return T}}return[u,f,$]}var[Fm,Wm,Im]=td(1),[zm,Hm,Nm]=td(.001);Qr(2,-53,53,[1]);function wp(r,i){return r.map(e=>e.map((t,s)=>s==0||s==8||t==null?t:i(s==1||e[8]==0?t:e[1]+t)))}function yp(r,i){return(e,t,s,o,a)=>{let p=i.find(D=>a>=D[0])||i[i.length-1],u,f,$,y,k,O;return t.map(D=>{let N=r(D),U=N.getFullYear(),J=N.getMonth(),T=N.getDate(),B=N.getHours(),_=N.getMinutes(),Q=N.getSeconds(),z=U!=u&&p[2]||J!=f&&p[3]||T!=$&&p[4]||B!=y&&p[5]||_!=k&&p[6]||Q!=O&&p[7]||p[1];return u=U,f=J,$=T,y=B,k=_,O=Q,z(N)})}}function jm(r,i){let e=Fa(i);return(t,s,o,a,p)=>s.map(u=>e(r(u)))}function ga(r,i,e){return new Date(r,i,e)}function $p(r,i){return i(r)}var Bm="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function xp(r,i){return(e,t,s,o)=>o==null?Ma:i(r(t))}function Um(r,i){let e=r.series[i];return e.width?e.stroke(r,i):e.points.width?e.points.stroke(r,i):null}function Vm(r,i){return r.series[i].fill(r,i)}var qm={show:!0,live:!0,isolate:!1,mount:dm,markers:{show:!0,width:2,stroke:Um,fill:Vm,dash:"solid"},idx:null,idxs:null,values:[]};function Km(r,i){let e=r.cursor.points,t=qt(),s=e.size(r,i);Ce(t,Kr,s),Ce(t,Gr,s);let o=s/-2;Ce(t,"marginLeft",o),Ce(t,"marginTop",o);let a=e.width(r,i,s);return a&&Ce(t,"borderWidth",a),t}function Gm(r,i){let e=r.series[i].points;return e._fill||e._stroke}function Ym(r,i){let e=r.series[i].points;return e._stroke||e._fill}function Jm(r,i){return r.series[i].points.size}var va=[0,0];function Zm(r,i,e){return va[0]=i,va[1]=e,va}function zo(r,i,e,t=!0){return s=>{s.button==0&&(!t||s.target==i)&&e(s)}}function ba(r,i,e,t=!0){return s=>{(!t||s.target==i)&&e(s)}}var Qm={show:!0,x:!0,y:!0,lock:!1,move:Zm,points:{one:!1,show:Km,size:Jm,width:0,stroke:Ym,fill:Gm},bind:{mousedown:zo,mouseup:zo,click:zo,dblclick:zo,mousemove:ba,mouseleave:ba,mouseenter:ba},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(r,i)=>{i.stopPropagation(),i.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(r,i,e,t,s)=>t-s,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},sd={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Ia=je({},sd,{filter:jp}),id=je({},Ia,{size:10}),rd=je({},sd,{show:!1}),za='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',od="bold "+za,nd=1.5,kp={show:!0,scale:"x",stroke:Ca,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:od,side:2,grid:Ia,ticks:id,border:rd,font:za,lineGap:nd,rotate:0},Xm="Value",ef="Time",Sp={show:!0,scale:"x",auto:!1,sorted:1,min:ke,max:-ke,idxs:[]};function tf(r,i,e,t,s){return i.map(o=>o==null?"":_a(o))}function sf(r,i,e,t,s,o,a){let p=[],u=si.get(s)||0;e=a?e:Se(qo(e,s),u);for(let f=e;f<=t;f=Se(f+s,u))p.push(Object.is(f,-0)?0:f);return p}function Sa(r,i,e,t,s,o,a){let p=[],u=r.scales[r.axes[i].scale].log,f=u==10?_s:zp,$=Ft(f(e));s=dr(u,$),u==10&&(s=Ei[ls(s,Ei)]);let y=e,k=s*u;u==10&&(k=Ei[ls(k,Ei)]);do p.push(y),y=y+s,u==10&&!si.has(y)&&(y=Se(y,si.get(s))),y>=k&&(s=y,k=s*u,u==10&&(k=Ei[ls(k,Ei)]));while(y<=t);return p}function rf(r,i,e,t,s,o,a){let u=r.scales[r.axes[i].scale].asinh,f=t>u?Sa(r,i,$t(u,e),t,s):[u],$=t>=0&&e<=0?[0]:[];return(e<-u?Sa(r,i,$t(u,-t),-e,s):[u]).reverse().map(k=>-k).concat($,f)}var ad=/./,of=/[12357]/,nf=/[125]/,Ep=/1/,Ea=(r,i,e,t)=>r.map((s,o)=>i==4&&s==0||o%t==0&&e.test(s.toExponential()[s<0?1:0])?s:null);function af(r,i,e,t,s){let o=r.axes[e],a=o.scale,p=r.scales[a],u=r.valToPos,f=o._space,$=u(10,a),y=u(9,a)-$>=f?ad:u(7,a)-$>=f?of:u(5,a)-$>=f?nf:Ep;if(y==Ep){let k=qe(u(1,a)-$);if(k<f)return Ea(i.slice().reverse(),p.distr,y,Kt(f/k)).reverse()}return Ea(i,p.distr,y,1)}function lf(r,i,e,t,s){let o=r.axes[e],a=o.scale,p=o._space,u=r.valToPos,f=qe(u(1,a)-u(2,a));return f<p?Ea(i.slice().reverse(),3,ad,Kt(p/f)).reverse():i}function cf(r,i,e,t){return t==null?Ma:i==null?"":_a(i)}var Tp={show:!0,scale:"y",stroke:Ca,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:od,side:3,grid:Ia,ticks:id,border:rd,font:za,lineGap:nd,rotate:0};function pf(r,i){let e=3+(r||1)*2;return Se(e*i,3)}function df(r,i){let{scale:e,idxs:t}=r.series[0],s=r._data[0],o=r.valToPos(s[t[0]],e,!0),a=r.valToPos(s[t[1]],e,!0),p=qe(a-o),u=r.series[i],f=p/(u.points.space*ge);return t[1]-t[0]<=f}var Rp={scale:null,auto:!0,sorted:0,min:ke,max:-ke},ld=(r,i,e,t,s)=>s,Pp={show:!0,auto:!0,sorted:0,gaps:ld,alpha:1,facets:[je({},Rp,{scale:"x"}),je({},Rp,{scale:"y"})]},Cp={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:ld,alpha:1,points:{show:df,filter:null},values:null,min:ke,max:-ke,idxs:[],path:null,clip:null};function uf(r,i,e,t,s){return e/10}var cd={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},hf=je({},cd,{time:!1,ori:1}),Mp={};function pd(r,i){let e=Mp[r];return e||(e={key:r,plots:[],sub(t){e.plots.push(t)},unsub(t){e.plots=e.plots.filter(s=>s!=t)},pub(t,s,o,a,p,u,f){for(let $=0;$<e.plots.length;$++)e.plots[$]!=s&&e.plots[$].pub(t,s,o,a,p,u,f)}},r!=null&&(Mp[r]=e)),e}var mr=1,Ta=2;function Ci(r,i,e){let t=r.mode,s=r.series[i],o=t==2?r._data[i]:r._data,a=r.scales,p=r.bbox,u=o[0],f=t==2?o[1]:o[i],$=t==2?a[s.facets[0].scale]:a[r.series[0].scale],y=t==2?a[s.facets[1].scale]:a[s.scale],k=p.left,O=p.top,D=p.width,N=p.height,U=r.valToPosH,J=r.valToPosV;return $.ori==0?e(s,u,f,$,y,U,J,k,O,D,N,Yo,gr,Zo,ud,md):e(s,u,f,$,y,J,U,O,k,N,D,Jo,vr,ja,hd,fd)}function Ha(r,i){let e=0,t=0,s=me(r.bands,Da);for(let o=0;o<s.length;o++){let a=s[o];a.series[0]==i?e=a.dir:a.series[1]==i&&(a.dir==1?t|=1:t|=2)}return[e,t==1?-1:t==2?1:t==3?2:0]}function mf(r,i,e,t,s){let o=r.mode,a=r.series[i],p=o==2?a.facets[1].scale:a.scale,u=r.scales[p];return s==-1?u.min:s==1?u.max:u.distr==3?u.dir==1?u.min:u.max:0}function Ds(r,i,e,t,s,o){return Ci(r,i,(a,p,u,f,$,y,k,O,D,N,U)=>{let J=a.pxRound,T=f.dir*(f.ori==0?1:-1),B=f.ori==0?gr:vr,_,Q;T==1?(_=e,Q=t):(_=t,Q=e);let z=J(y(p[_],f,N,O)),ie=J(k(u[_],$,U,D)),X=J(y(p[Q],f,N,O)),le=J(k(o==1?$.max:$.min,$,U,D)),se=new Path2D(s);return B(se,X,le),B(se,z,le),B(se,z,ie),se})}function Go(r,i,e,t,s,o){let a=null;if(r.length>0){a=new Path2D;let p=i==0?Zo:ja,u=e;for(let y=0;y<r.length;y++){let k=r[y];if(k[1]>k[0]){let O=k[0]-u;O>0&&p(a,u,t,O,t+o),u=k[1]}}let f=e+s-u,$=10;f>0&&p(a,u,t-$/2,f,t+o+$)}return a}function ff(r,i,e){let t=r[r.length-1];t&&t[0]==i?t[1]=e:r.push([i,e])}function Na(r,i,e,t,s,o,a){let p=[],u=r.length;for(let f=s==1?e:t;f>=e&&f<=t;f+=s)if(i[f]===null){let y=f,k=f;if(s==1)for(;++f<=t&&i[f]===null;)k=f;else for(;--f>=e&&i[f]===null;)k=f;let O=o(r[y]),D=k==y?O:o(r[k]),N=y-s;O=a<=0&&N>=0&&N<u?o(r[N]):O;let J=k+s;D=a>=0&&J>=0&&J<u?o(r[J]):D,D>=O&&p.push([O,D])}return p}function Ap(r){return r==0?Np:r==1?Ve:i=>Si(i,r)}function dd(r){let i=r==0?Yo:Jo,e=r==0?(s,o,a,p,u,f)=>{s.arcTo(o,a,p,u,f)}:(s,o,a,p,u,f)=>{s.arcTo(a,o,u,p,f)},t=r==0?(s,o,a,p,u)=>{s.rect(o,a,p,u)}:(s,o,a,p,u)=>{s.rect(a,o,u,p)};return(s,o,a,p,u,f=0,$=0)=>{f==0&&$==0?t(s,o,a,p,u):(f=cs(f,p/2,u/2),$=cs($,p/2,u/2),i(s,o+f,a),e(s,o+p,a,o+p,a+u,f),e(s,o+p,a+u,o,a+u,$),e(s,o,a+u,o,a,$),e(s,o,a,o+p,a,f),s.closePath())}}var Yo=(r,i,e)=>{r.moveTo(i,e)},Jo=(r,i,e)=>{r.moveTo(e,i)},gr=(r,i,e)=>{r.lineTo(i,e)},vr=(r,i,e)=>{r.lineTo(e,i)},Zo=dd(0),ja=dd(1),ud=(r,i,e,t,s,o)=>{r.arc(i,e,t,s,o)},hd=(r,i,e,t,s,o)=>{r.arc(e,i,t,s,o)},md=(r,i,e,t,s,o,a)=>{r.bezierCurveTo(i,e,t,s,o,a)},fd=(r,i,e,t,s,o,a)=>{r.bezierCurveTo(e,i,s,t,a,o)};function gd(r){return(i,e,t,s,o)=>Ci(i,e,(a,p,u,f,$,y,k,O,D,N,U)=>{let{pxRound:J,points:T}=a,B,_;f.ori==0?(B=Yo,_=ud):(B=Jo,_=hd);let Q=Se(T.width*ge,3),z=(T.size-T.width)/2*ge,ie=Se(z*2,3),X=new Path2D,le=new Path2D,{left:se,top:F,width:oe,height:V}=i.bbox;Zo(le,se-ie,F-ie,oe+ie*2,V+ie*2);let ee=Y=>{if(u[Y]!=null){let pe=J(y(p[Y],f,N,O)),G=J(k(u[Y],$,U,D));B(X,pe+z,G),_(X,pe,G,z,0,Ho*2)}};if(o)o.forEach(ee);else for(let Y=t;Y<=s;Y++)ee(Y);return{stroke:Q>0?X:null,fill:X,clip:le,flags:mr|Ta}})}function vd(r){return(i,e,t,s,o,a)=>{t!=s&&(o!=t&&a!=t&&r(i,e,t),o!=s&&a!=s&&r(i,e,s),r(i,e,a))}}var gf=vd(gr),vf=vd(vr);function bd(r){let i=me(r?.alignGaps,0);return(e,t,s,o)=>Ci(e,t,(a,p,u,f,$,y,k,O,D,N,U)=>{[s,o]=Uo(u,s,o);let J=a.pxRound,T=V=>J(y(V,f,N,O)),B=V=>J(k(V,$,U,D)),_,Q;f.ori==0?(_=gr,Q=gf):(_=vr,Q=vf);let z=f.dir*(f.ori==0?1:-1),ie={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:mr},X=ie.stroke,le=!1;if(o-s>=N*4){let V=q=>e.posToVal(q,f.key,!0),ee=null,Y=null,pe,G,xt,Me=T(p[z==1?s:o]),de=T(p[s]),ye=T(p[o]),ne=V(z==1?de+1:ye-1);for(let q=z==1?s:o;q>=s&&q<=o;q+=z){let Be=p[q],Ae=(z==1?Be<ne:Be>ne)?Me:T(Be),ve=u[q];Ae==Me?ve!=null?(G=ve,ee==null?(_(X,Ae,B(G)),pe=ee=Y=G):G<ee?ee=G:G>Y&&(Y=G)):ve===null&&(le=!0):(ee!=null&&Q(X,Me,B(ee),B(Y),B(pe),B(G)),ve!=null?(G=ve,_(X,Ae,B(G)),ee=Y=pe=G):(ee=Y=null,ve===null&&(le=!0)),Me=Ae,ne=V(Me+z))}ee!=null&&ee!=Y&&xt!=Me&&Q(X,Me,B(ee),B(Y),B(pe),B(G))}else for(let V=z==1?s:o;V>=s&&V<=o;V+=z){let ee=u[V];ee===null?le=!0:ee!=null&&_(X,T(p[V]),B(ee))}let[F,oe]=Ha(e,t);if(a.fill!=null||F!=0){let V=ie.fill=new Path2D(X),ee=a.fillTo(e,t,a.min,a.max,F),Y=B(ee),pe=T(p[s]),G=T(p[o]);z==-1&&([G,pe]=[pe,G]),_(V,G,Y),_(V,pe,Y)}if(!a.spanGaps){let V=[];le&&V.push(...Na(p,u,s,o,z,T,i)),ie.gaps=V=a.gaps(e,t,s,o,V),ie.clip=Go(V,f.ori,O,D,N,U)}return oe!=0&&(ie.band=oe==2?[Ds(e,t,s,o,X,-1),Ds(e,t,s,o,X,1)]:Ds(e,t,s,o,X,oe)),ie})}function bf(r){let i=me(r.align,1),e=me(r.ascDesc,!1),t=me(r.alignGaps,0),s=me(r.extend,!1);return(o,a,p,u)=>Ci(o,a,(f,$,y,k,O,D,N,U,J,T,B)=>{[p,u]=Uo(y,p,u);let _=f.pxRound,{left:Q,width:z}=o.bbox,ie=de=>_(D(de,k,T,U)),X=de=>_(N(de,O,B,J)),le=k.ori==0?gr:vr,se={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:mr},F=se.stroke,oe=k.dir*(k.ori==0?1:-1),V=X(y[oe==1?p:u]),ee=ie($[oe==1?p:u]),Y=ee,pe=ee;s&&i==-1&&(pe=Q,le(F,pe,V)),le(F,ee,V);for(let de=oe==1?p:u;de>=p&&de<=u;de+=oe){let ye=y[de];if(ye==null)continue;let ne=ie($[de]),q=X(ye);i==1?le(F,ne,V):le(F,Y,q),le(F,ne,q),V=q,Y=ne}let G=Y;s&&i==1&&(G=Q+z,le(F,G,V));let[xt,Me]=Ha(o,a);if(f.fill!=null||xt!=0){let de=se.fill=new Path2D(F),ye=f.fillTo(o,a,f.min,f.max,xt),ne=X(ye);le(de,G,ne),le(de,pe,ne)}if(!f.spanGaps){let de=[];de.push(...Na($,y,p,u,oe,ie,t));let ye=f.width*ge/2,ne=e||i==1?ye:-ye,q=e||i==-1?-ye:ye;de.forEach(Be=>{Be[0]+=ne,Be[1]+=q}),se.gaps=de=f.gaps(o,a,p,u,de),se.clip=Go(de,k.ori,U,J,T,B)}return Me!=0&&(se.band=Me==2?[Ds(o,a,p,u,F,-1),Ds(o,a,p,u,F,1)]:Ds(o,a,p,u,F,Me)),se})}function Lp(r,i,e,t,s,o,a=ke){if(r.length>1){let p=null;for(let u=0,f=1/0;u<r.length;u++)if(i[u]!==void 0){if(p!=null){let $=qe(r[u]-r[p]);$<f&&(f=$,a=qe(e(r[u],t,s,o)-e(r[p],t,s,o)))}p=u}}return a}function wf(r){r=r||Zr;let i=me(r.size,[.6,ke,1]),e=r.align||0,t=r.gap||0,s=r.radius;s=s==null?[0,0]:typeof s=="number"?[s,0]:s;let o=ce(s),a=1-i[0],p=me(i[1],ke),u=me(i[2],1),f=me(r.disp,Zr),$=me(r.each,O=>{}),{fill:y,stroke:k}=f;return(O,D,N,U)=>Ci(O,D,(J,T,B,_,Q,z,ie,X,le,se,F)=>{let oe=J.pxRound,V=e,ee=t*ge,Y=p*ge,pe=u*ge,G,xt;_.ori==0?[G,xt]=o(O,D):[xt,G]=o(O,D);let Me=_.dir*(_.ori==0?1:-1),de=_.ori==0?Zo:ja,ye=_.ori==0?$:(H,Ee,Ue,Ii,di,gs,ui)=>{$(H,Ee,Ue,di,Ii,ui,gs)},ne=me(O.bands,Da).find(H=>H.series[0]==D),q=ne!=null?ne.dir:0,Be=J.fillTo(O,D,J.min,J.max,q),mt=oe(ie(Be,Q,F,le)),Ae,ve,Qt,Tt=se,_e=oe(J.width*ge),fs=!1,Ps=null,It=null,Ns=null,Di=null;y!=null&&(_e==0||k!=null)&&(fs=!0,Ps=y.values(O,D,N,U),It=new Map,new Set(Ps).forEach(H=>{H!=null&&It.set(H,new Path2D)}),_e>0&&(Ns=k.values(O,D,N,U),Di=new Map,new Set(Ns).forEach(H=>{H!=null&&Di.set(H,new Path2D)})));let{x0:Fi,size:Pr}=f;if(Fi!=null&&Pr!=null){V=1,T=Fi.values(O,D,N,U),Fi.unit==2&&(T=T.map(Ue=>O.posToVal(X+Ue*se,_.key,!0)));let H=Pr.values(O,D,N,U);Pr.unit==2?ve=H[0]*se:ve=z(H[0],_,se,X)-z(0,_,se,X),Tt=Lp(T,B,z,_,se,X,Tt),Qt=Tt-ve+ee}else Tt=Lp(T,B,z,_,se,X,Tt),Qt=Tt*a+ee,ve=Tt-Qt;Qt<1&&(Qt=0),_e>=ve/2&&(_e=0),Qt<5&&(oe=Np);let lo=Qt>0,ci=Tt-Qt-(lo?_e:0);ve=oe(ka(ci,pe,Y)),Ae=(V==0?ve/2:V==Me?0:ve)-V*Me*((V==0?ee/2:0)+(lo?_e/2:0));let ft={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},Wi=fs?null:new Path2D,Cs=null;if(ne!=null)Cs=O.data[ne.series[1]];else{let{y0:H,y1:Ee}=f;H!=null&&Ee!=null&&(B=Ee.values(O,D,N,U),Cs=H.values(O,D,N,U))}let pi=G*ve,re=xt*ve;for(let H=Me==1?N:U;H>=N&&H<=U;H+=Me){let Ee=B[H];if(Ee==null)continue;if(Cs!=null){let kt=Cs[H]??0;if(Ee-kt==0)continue;mt=ie(kt,Q,F,le)}let Ue=_.distr!=2||f!=null?T[H]:H,Ii=z(Ue,_,se,X),di=ie(me(Ee,Be),Q,F,le),gs=oe(Ii-Ae),ui=oe($t(di,mt)),Rt=oe(cs(di,mt)),zt=ui-Rt;if(Ee!=null){let kt=Ee<0?re:pi,Xt=Ee<0?pi:re;fs?(_e>0&&Ns[H]!=null&&de(Di.get(Ns[H]),gs,Rt+Ft(_e/2),ve,$t(0,zt-_e),kt,Xt),Ps[H]!=null&&de(It.get(Ps[H]),gs,Rt+Ft(_e/2),ve,$t(0,zt-_e),kt,Xt)):de(Wi,gs,Rt+Ft(_e/2),ve,$t(0,zt-_e),kt,Xt),ye(O,D,H,gs-_e/2,Rt,ve+_e,zt)}}return _e>0?ft.stroke=fs?Di:Wi:fs||(ft._fill=J.width==0?J._fill:J._stroke??J._fill,ft.width=0),ft.fill=fs?It:Wi,ft})}function yf(r,i){let e=me(i?.alignGaps,0);return(t,s,o,a)=>Ci(t,s,(p,u,f,$,y,k,O,D,N,U,J)=>{[o,a]=Uo(f,o,a);let T=p.pxRound,B=G=>T(k(G,$,U,D)),_=G=>T(O(G,y,J,N)),Q,z,ie;$.ori==0?(Q=Yo,ie=gr,z=md):(Q=Jo,ie=vr,z=fd);let X=$.dir*($.ori==0?1:-1),le=B(u[X==1?o:a]),se=le,F=[],oe=[];for(let G=X==1?o:a;G>=o&&G<=a;G+=X)if(f[G]!=null){let Me=u[G],de=B(Me);F.push(se=de),oe.push(_(f[G]))}let V={stroke:r(F,oe,Q,ie,z,T),fill:null,clip:null,band:null,gaps:null,flags:mr},ee=V.stroke,[Y,pe]=Ha(t,s);if(p.fill!=null||Y!=0){let G=V.fill=new Path2D(ee),xt=p.fillTo(t,s,p.min,p.max,Y),Me=_(xt);ie(G,se,Me),ie(G,le,Me)}if(!p.spanGaps){let G=[];G.push(...Na(u,f,o,a,X,B,e)),V.gaps=G=p.gaps(t,s,o,a,G),V.clip=Go(G,$.ori,D,N,U,J)}return pe!=0&&(V.band=pe==2?[Ds(t,s,o,a,ee,-1),Ds(t,s,o,a,ee,1)]:Ds(t,s,o,a,ee,pe)),V})}function $f(r){return yf(xf,r)}function xf(r,i,e,t,s,o){let a=r.length;if(a<2)return null;let p=new Path2D;if(e(p,r[0],i[0]),a==2)t(p,r[1],i[1]);else{let u=Array(a),f=Array(a-1),$=Array(a-1),y=Array(a-1);for(let k=0;k<a-1;k++)$[k]=i[k+1]-i[k],y[k]=r[k+1]-r[k],f[k]=$[k]/y[k];u[0]=f[0];for(let k=1;k<a-1;k++)f[k]===0||f[k-1]===0||f[k-1]>0!=f[k]>0?u[k]=0:(u[k]=3*(y[k-1]+y[k])/((2*y[k]+y[k-1])/f[k-1]+(y[k]+2*y[k-1])/f[k]),isFinite(u[k])||(u[k]=0));u[a-1]=f[a-2];for(let k=0;k<a-1;k++)s(p,r[k]+y[k]/3,i[k]+u[k]*y[k]/3,r[k+1]-y[k]/3,i[k+1]-u[k+1]*y[k]/3,r[k+1],i[k+1])}return p}var Ra=new Set;function Op(){for(let r of Ra)r.syncRect(!0)}fr&&(Ri(tm,pr,Op),Ri(sm,pr,Op,!0),Ri(No,pr,()=>{ot.pxRatio=ge}));var kf=bd(),Sf=gd();function _p(r,i,e,t){return(t?[r[0],r[1]].concat(r.slice(2)):[r[0]].concat(r.slice(1))).map((o,a)=>Pa(o,a,i,e))}function Ef(r,i){return r.map((e,t)=>t==0?{}:je({},i,e))}function Pa(r,i,e,t){return je({},i==0?e:t,r)}function wd(r,i,e){return i==null?ur:[i,e]}var Tf=wd;function Rf(r,i,e){return i==null?ur:jo(i,e,Oa,!0)}function yd(r,i,e,t){return i==null?ur:Vo(i,e,r.scales[t].log,!1)}var Pf=yd;function $d(r,i,e,t){return i==null?ur:La(i,e,r.scales[t].log,!1)}var Cf=$d;function Mf(r,i,e,t,s){let o=$t(up(r),up(i)),a=i-r,p=ls(s/t*a,e);do{let u=e[p],f=t*u/a;if(f>=s&&o+(u<5?si.get(u):0)<=17)return[u,f]}while(++p<e.length);return[0,0]}function Dp(r){let i,e;return r=r.replace(/(\d+)px/,(t,s)=>(i=Ve((e=+s)*ge))+"px"),[r,i,e]}function Af(r){r.show&&[r.font,r.labelFont].forEach(i=>{let e=Se(i[2]*ge,1);i[0]=i[0].replace(/[0-9.]+px/,e+"px"),i[1]=e})}function ot(r,i,e){let t={mode:me(r.mode,1)},s=t.mode;function o(l,d,m,g){let b=d.valToPct(l);return g+m*(d.dir==-1?1-b:b)}function a(l,d,m,g){let b=d.valToPct(l);return g+m*(d.dir==-1?b:1-b)}function p(l,d,m,g){return d.ori==0?o(l,d,m,g):a(l,d,m,g)}t.valToPosH=o,t.valToPosV=a;let u=!1;t.status=0;let f=t.root=qt(Wh);if(r.id!=null&&(f.id=r.id),Dt(f,r.class),r.title){let l=qt(Hh,f);l.textContent=r.title}let $=as("canvas"),y=t.ctx=$.getContext("2d"),k=qt(Nh,f);Ri("click",k,l=>{l.target===D&&(Te!=Yi||Le!=Ji)&&st.click(t,l)},!0);let O=t.under=qt(jh,k);k.appendChild($);let D=t.over=qt(Bh,k);r=hr(r);let N=+me(r.pxAlign,1),U=Ap(N);(r.plugins||[]).forEach(l=>{l.opts&&(r=l.opts(t,r)||r)});let J=r.ms||.001,T=t.series=s==1?_p(r.series||[],Sp,Cp,!1):Ef(r.series||[null],Pp),B=t.axes=_p(r.axes||[],kp,Tp,!0),_=t.scales={},Q=t.bands=r.bands||[];Q.forEach(l=>{l.fill=ce(l.fill||null),l.dir=me(l.dir,-1)});let z=s==2?T[1].facets[0].scale:T[0].scale,ie={axes:th,series:Ju},X=(r.drawOrder||["axes","series"]).map(l=>ie[l]);function le(l){let d=l.distr==3?m=>_s(m>0?m:l.clamp(t,m,l.min,l.max,l.key)):l.distr==4?m=>fa(m,l.asinh):l.distr==100?m=>l.fwd(m):m=>m;return m=>{let g=d(m),{_min:b,_max:x}=l,S=x-b;return(g-b)/S}}function se(l){let d=_[l];if(d==null){let m=(r.scales||Zr)[l]||Zr;if(m.from!=null){se(m.from);let g=je({},_[m.from],m,{key:l});g.valToPct=le(g),_[l]=g}else{d=_[l]=je({},l==z?cd:hf,m),d.key=l;let g=d.time,b=d.range,x=ti(b);if((l!=z||s==2&&!g)&&(x&&(b[0]==null||b[1]==null)&&(b={min:b[0]==null?cp:{mode:1,hard:b[0],soft:b[0]},max:b[1]==null?cp:{mode:1,hard:b[1],soft:b[1]}},x=!1),!x&&Ko(b))){let S=b;b=(R,L,W)=>L==null?ur:jo(L,W,S)}d.range=ce(b||(g?Tf:l==z?d.distr==3?Pf:d.distr==4?Cf:wd:d.distr==3?yd:d.distr==4?$d:Rf)),d.auto=ce(x?!1:d.auto),d.clamp=ce(d.clamp||uf),d._min=d._max=null,d.valToPct=le(d)}}}se("x"),se("y"),s==1&&T.forEach(l=>{se(l.scale)}),B.forEach(l=>{se(l.scale)});for(let l in r.scales)se(l);let F=_[z],oe=F.distr,V,ee;F.ori==0?(Dt(f,Ih),V=o,ee=a):(Dt(f,zh),V=a,ee=o);let Y={};for(let l in _){let d=_[l];(d.min!=null||d.max!=null)&&(Y[l]={min:d.min,max:d.max},d.min=d.max=null)}let pe=r.tzDate||(l=>new Date(Ve(l/J))),G=r.fmtDate||Fa,xt=J==1?Im(pe):Nm(pe),Me=yp(pe,wp(J==1?Wm:Hm,G)),de=xp(pe,$p(Bm,G)),ye=[],ne=t.legend=je({},qm,r.legend),q=t.cursor=je({},Qm,{drag:{y:s==2}},r.cursor),Be=ne.show,mt=q.show,Ae=ne.markers;ne.idxs=ye,Ae.width=ce(Ae.width),Ae.dash=ce(Ae.dash),Ae.stroke=ce(Ae.stroke),Ae.fill=ce(Ae.fill);let ve,Qt,Tt,_e=[],fs=[],Ps,It=!1,Ns={};if(ne.live){let l=T[1]?T[1].values:null;It=l!=null,Ps=It?l(t,1,0):{_:0};for(let d in Ps)Ns[d]=Ma}if(Be)if(ve=as("table",Yh,f),Tt=as("tbody",null,ve),ne.mount(t,ve),It){Qt=as("thead",null,ve,Tt);let l=as("tr",null,Qt);as("th",null,l);for(var Di in Ps)as("th",Jc,l).textContent=Di}else Dt(ve,Zh),ne.live&&Dt(ve,Jh);let Fi={show:!0},Pr={show:!1};function lo(l,d){if(d==0&&(It||!ne.live||s==2))return ur;let m=[],g=as("tr",Qh,Tt,Tt.childNodes[d]);Dt(g,l.class),l.show||Dt(g,Ti);let b=as("th",null,g);if(Ae.show){let R=qt(Xh,b);if(d>0){let L=Ae.width(t,d);L&&(R.style.border=L+"px "+Ae.dash(t,d)+" "+Ae.stroke(t,d)),R.style.background=Ae.fill(t,d)}}let x=qt(Jc,b);l.label instanceof HTMLElement?x.appendChild(l.label):x.textContent=l.label,d>0&&(Ae.show||(x.style.color=l.width>0?Ae.stroke(t,d):Ae.fill(t,d)),ft("click",b,R=>{if(q._lock)return;mi(R);let L=T.indexOf(l);if((R.ctrlKey||R.metaKey)!=ne.isolate){let W=T.some((I,j)=>j>0&&j!=L&&I.show);T.forEach((I,j)=>{j>0&&bs(j,W?j==L?Fi:Pr:Fi,!0,ze.setSeries)})}else bs(L,{show:!l.show},!0,ze.setSeries)},!1),Hi&&ft(ep,b,R=>{q._lock||(mi(R),bs(T.indexOf(l),Qi,!0,ze.setSeries))},!1));for(var S in Ps){let R=as("td",em,g);R.textContent="--",m.push(R)}return[g,m]}let ci=new Map;function ft(l,d,m,g=!0){let b=ci.get(d)||{},x=q.bind[l](t,d,m,g);x&&(Ri(l,d,b[l]=x),ci.set(d,b))}function Wi(l,d,m){let g=ci.get(d)||{};for(let b in g)(l==null||b==l)&&(xa(b,d,g[b]),delete g[b]);l==null&&ci.delete(d)}let Cs=0,pi=0,re=0,H=0,Ee=0,Ue=0,Ii=Ee,di=Ue,gs=re,ui=H,Rt=0,zt=0,kt=0,Xt=0;t.bbox={};let xn=!1,co=!1,zi=!1,hi=!1,po=!1,Ht=!1;function kn(l,d,m){(m||l!=t.width||d!=t.height)&&yl(l,d),Vi(!1),zi=!0,co=!0,qi()}function yl(l,d){t.width=Cs=re=l,t.height=pi=H=d,Ee=Ue=0,Bu(),Uu();let m=t.bbox;Rt=m.left=Si(Ee*ge,.5),zt=m.top=Si(Ue*ge,.5),kt=m.width=Si(re*ge,.5),Xt=m.height=Si(H*ge,.5)}let Hu=3;function Nu(){let l=!1,d=0;for(;!l;){d++;let m=Xu(d),g=eh(d);l=d==Hu||m&&g,l||(yl(t.width,t.height),co=!0)}}function ju({width:l,height:d}){kn(l,d)}t.setSize=ju;function Bu(){let l=!1,d=!1,m=!1,g=!1;B.forEach((b,x)=>{if(b.show&&b._show){let{side:S,_size:R}=b,L=S%2,W=b.label!=null?b.labelSize:0,I=R+W;I>0&&(L?(re-=I,S==3?(Ee+=I,g=!0):m=!0):(H-=I,S==0?(Ue+=I,l=!0):d=!0))}}),fi[0]=l,fi[1]=m,fi[2]=d,fi[3]=g,re-=js[1]+js[3],Ee+=js[3],H-=js[2]+js[0],Ue+=js[0]}function Uu(){let l=Ee+re,d=Ue+H,m=Ee,g=Ue;function b(x,S){switch(x){case 1:return l+=S,l-S;case 2:return d+=S,d-S;case 3:return m-=S,m+S;case 0:return g-=S,g+S}}B.forEach((x,S)=>{if(x.show&&x._show){let R=x.side;x._pos=b(R,x._size),x.label!=null&&(x._lpos=b(R,x.labelSize))}})}if(q.dataIdx==null){let l=q.hover,d=l.skip=new Set(l.skip??[]);d.add(void 0);let m=l.prox=ce(l.prox),g=l.bias??=0;q.dataIdx=(b,x,S,R)=>{if(x==0)return S;let L=S,W=m(b,x,S,R)??ke,I=W>=0&&W<ke,j=F.ori==0?re:H,te=q.left,fe=i[0],ue=i[x];if(d.has(ue[S])){L=null;let ae=null,Z=null,K;if(g==0||g==-1)for(K=S;ae==null&&K-- >0;)d.has(ue[K])||(ae=K);if(g==0||g==1)for(K=S;Z==null&&K++<ue.length;)d.has(ue[K])||(Z=K);if(ae!=null||Z!=null)if(I){let Pe=ae==null?-1/0:V(fe[ae],F,j,0),Fe=Z==null?1/0:V(fe[Z],F,j,0),Qe=te-Pe,$e=Fe-te;Qe<=$e?Qe<=W&&(L=ae):$e<=W&&(L=Z)}else L=Z==null?ae:ae==null?Z:S-ae<=Z-S?ae:Z}else I&&qe(te-V(fe[S],F,j,0))>W&&(L=null);return L}}let mi=l=>{q.event=l};q.idxs=ye,q._lock=!1;let nt=q.points;nt.show=ce(nt.show),nt.size=ce(nt.size),nt.stroke=ce(nt.stroke),nt.width=ce(nt.width),nt.fill=ce(nt.fill);let vs=t.focus=je({},r.focus||{alpha:.3},q.focus),Hi=vs.prox>=0,Ni=Hi&&nt.one,Nt=[],ji=[],Bi=[];function $l(l,d){let m=nt.show(t,d);if(m instanceof HTMLElement)return Dt(m,Gh),Dt(m,l.class),Ss(m,-10,-10,re,H),D.insertBefore(m,Nt[d]),m}function xl(l,d){if(s==1||d>0){let m=s==1&&_[l.scale].time,g=l.value;l.value=m?fp(g)?xp(pe,$p(g,G)):g||de:g||cf,l.label=l.label||(m?ef:Xm)}if(Ni||d>0){l.width=l.width==null?1:l.width,l.paths=l.paths||kf||um,l.fillTo=ce(l.fillTo||mf),l.pxAlign=+me(l.pxAlign,N),l.pxRound=Ap(l.pxAlign),l.stroke=ce(l.stroke||null),l.fill=ce(l.fill||null),l._stroke=l._fill=l._paths=l._focus=null;let m=pf($t(1,l.width),1),g=l.points=je({},{size:m,width:$t(1,m*.2),stroke:l.stroke,space:m*2,paths:Sf,_stroke:null,_fill:null},l.points);g.show=ce(g.show),g.filter=ce(g.filter),g.fill=ce(g.fill),g.stroke=ce(g.stroke),g.paths=ce(g.paths),g.pxAlign=l.pxAlign}if(Be){let m=lo(l,d);_e.splice(d,0,m[0]),fs.splice(d,0,m[1]),ne.values.push(null)}if(mt){ye.splice(d,0,null);let m=null;Ni?d==0&&(m=$l(l,d)):d>0&&(m=$l(l,d)),Nt.splice(d,0,m),ji.splice(d,0,0),Bi.splice(d,0,0)}Ze("addSeries",d)}function Vu(l,d){d=d??T.length,l=s==1?Pa(l,d,Sp,Cp):Pa(l,d,{},Pp),T.splice(d,0,l),xl(T[d],d)}t.addSeries=Vu;function qu(l){if(T.splice(l,1),Be){ne.values.splice(l,1),fs.splice(l,1);let d=_e.splice(l,1)[0];Wi(null,d.firstChild),d.remove()}mt&&(ye.splice(l,1),Nt.splice(l,1)[0].remove(),ji.splice(l,1),Bi.splice(l,1)),Ze("delSeries",l)}t.delSeries=qu;let fi=[!1,!1,!1,!1];function Ku(l,d){if(l._show=l.show,l.show){let m=l.side%2,g=_[l.scale];g==null&&(l.scale=m?T[1].scale:z,g=_[l.scale]);let b=g.time;l.size=ce(l.size),l.space=ce(l.space),l.rotate=ce(l.rotate),ti(l.incrs)&&l.incrs.forEach(S=>{!si.has(S)&&si.set(S,Up(S))}),l.incrs=ce(l.incrs||(g.distr==2?_m:b?J==1?Fm:zm:Ei)),l.splits=ce(l.splits||(b&&g.distr==1?xt:g.distr==3?Sa:g.distr==4?rf:sf)),l.stroke=ce(l.stroke),l.grid.stroke=ce(l.grid.stroke),l.ticks.stroke=ce(l.ticks.stroke),l.border.stroke=ce(l.border.stroke);let x=l.values;l.values=ti(x)&&!ti(x[0])?ce(x):b?ti(x)?yp(pe,wp(x,G)):fp(x)?jm(pe,x):x||Me:x||tf,l.filter=ce(l.filter||(g.distr>=3&&g.log==10?af:g.distr==3&&g.log==2?lf:jp)),l.font=Dp(l.font),l.labelFont=Dp(l.labelFont),l._size=l.size(t,null,d,0),l._space=l._rotate=l._incrs=l._found=l._splits=l._values=null,l._size>0&&(fi[d]=!0,l._el=qt(Uh,k))}}function Cr(l,d,m,g){let[b,x,S,R]=m,L=d%2,W=0;return L==0&&(R||x)&&(W=d==0&&!b||d==2&&!S?Ve(kp.size/3):0),L==1&&(b||S)&&(W=d==1&&!x||d==3&&!R?Ve(Tp.size/2):0),W}let kl=t.padding=(r.padding||[Cr,Cr,Cr,Cr]).map(l=>ce(me(l,Cr))),js=t._padding=kl.map((l,d)=>l(t,d,fi,0)),tt,Ke=null,Ge=null,uo=s==1?T[0].idxs:null,es=null,Mr=!1;function Sl(l,d){if(i=l??[],t.data=t._data=i,s==2){tt=0;for(let m=1;m<T.length;m++)tt+=i[m][0].length}else{i.length==0&&(t.data=t._data=i=[[]]),es=i[0],tt=es.length;let m=i;if(oe==2){m=i.slice();let g=m[0]=Array(tt);for(let b=0;b<tt;b++)g[b]=b}t._data=i=m}if(Vi(!0),Ze("setData"),oe==2&&(zi=!0),d!==!1){let m=F;m.auto(t,Mr)?Sn():Us(z,m.min,m.max),hi=hi||q.left>=0,Ht=!0,qi()}}t.setData=Sl;function Sn(){Mr=!0;let l,d;s==1&&(tt>0?(Ke=uo[0]=0,Ge=uo[1]=tt-1,l=i[0][Ke],d=i[0][Ge],oe==2?(l=Ke,d=Ge):l==d&&(oe==3?[l,d]=Vo(l,l,F.log,!1):oe==4?[l,d]=La(l,l,F.log,!1):F.time?d=l+Ve(86400/J):[l,d]=jo(l,d,Oa,!0))):(Ke=uo[0]=l=null,Ge=uo[1]=d=null)),Us(z,l,d)}let ho,Ui,En,Tn,Rn,Pn,Cn,Mn,An,St;function El(l,d,m,g,b,x){l??=Qc,m??=Da,g??="butt",b??=Qc,x??="round",l!=ho&&(y.strokeStyle=ho=l),b!=Ui&&(y.fillStyle=Ui=b),d!=En&&(y.lineWidth=En=d),x!=Rn&&(y.lineJoin=Rn=x),g!=Pn&&(y.lineCap=Pn=g),m!=Tn&&y.setLineDash(Tn=m)}function Tl(l,d,m,g){d!=Ui&&(y.fillStyle=Ui=d),l!=Cn&&(y.font=Cn=l),m!=Mn&&(y.textAlign=Mn=m),g!=An&&(y.textBaseline=An=g)}function Ln(l,d,m,g,b=0){if(g.length>0&&l.auto(t,Mr)&&(d==null||d.min==null)){let x=me(Ke,0),S=me(Ge,g.length-1),R=m.min==null?nm(g,x,S,b,l.distr==3):[m.min,m.max];l.min=cs(l.min,m.min=R[0]),l.max=$t(l.max,m.max=R[1])}}let Rl={min:null,max:null};function Gu(){for(let g in _){let b=_[g];Y[g]==null&&(b.min==null||Y[z]!=null&&b.auto(t,Mr))&&(Y[g]=Rl)}for(let g in _){let b=_[g];Y[g]==null&&b.from!=null&&Y[b.from]!=null&&(Y[g]=Rl)}Y[z]!=null&&Vi(!0);let l={};for(let g in Y){let b=Y[g];if(b!=null){let x=l[g]=hr(_[g],fm);if(b.min!=null)je(x,b);else if(g!=z||s==2)if(tt==0&&x.from==null){let S=x.range(t,null,null,g);x.min=S[0],x.max=S[1]}else x.min=ke,x.max=-ke}}if(tt>0){T.forEach((g,b)=>{if(s==1){let x=g.scale,S=Y[x];if(S==null)return;let R=l[x];if(b==0){let L=R.range(t,R.min,R.max,x);R.min=L[0],R.max=L[1],Ke=ls(R.min,i[0]),Ge=ls(R.max,i[0]),Ge-Ke>1&&(i[0][Ke]<R.min&&Ke++,i[0][Ge]>R.max&&Ge--),g.min=es[Ke],g.max=es[Ge]}else g.show&&g.auto&&Ln(R,S,g,i[b],g.sorted);g.idxs[0]=Ke,g.idxs[1]=Ge}else if(b>0&&g.show&&g.auto){let[x,S]=g.facets,R=x.scale,L=S.scale,[W,I]=i[b],j=l[R],te=l[L];j!=null&&Ln(j,Y[R],x,W,x.sorted),te!=null&&Ln(te,Y[L],S,I,S.sorted),g.min=S.min,g.max=S.max}});for(let g in l){let b=l[g],x=Y[g];if(b.from==null&&(x==null||x.min==null)){let S=b.range(t,b.min==ke?null:b.min,b.max==-ke?null:b.max,g);b.min=S[0],b.max=S[1]}}}for(let g in l){let b=l[g];if(b.from!=null){let x=l[b.from];if(x.min==null)b.min=b.max=null;else{let S=b.range(t,x.min,x.max,g);b.min=S[0],b.max=S[1]}}}let d={},m=!1;for(let g in l){let b=l[g],x=_[g];if(x.min!=b.min||x.max!=b.max){x.min=b.min,x.max=b.max;let S=x.distr;x._min=S==3?_s(x.min):S==4?fa(x.min,x.asinh):S==100?x.fwd(x.min):x.min,x._max=S==3?_s(x.max):S==4?fa(x.max,x.asinh):S==100?x.fwd(x.max):x.max,d[g]=m=!0}}if(m){T.forEach((g,b)=>{s==2?b>0&&d.y&&(g._paths=null):d[g.scale]&&(g._paths=null)});for(let g in d)zi=!0,Ze("setScale",g);mt&&q.left>=0&&(hi=Ht=!0)}for(let g in Y)Y[g]=null}function Yu(l){let d=ka(Ke-1,0,tt-1),m=ka(Ge+1,0,tt-1);for(;l[d]==null&&d>0;)d--;for(;l[m]==null&&m<tt-1;)m++;return[d,m]}function Ju(){if(tt>0){let l=T.some(d=>d._focus)&&St!=vs.alpha;l&&(y.globalAlpha=St=vs.alpha),T.forEach((d,m)=>{if(m>0&&d.show&&(Pl(m,!1),Pl(m,!0),d._paths==null)){let g=St;St!=d.alpha&&(y.globalAlpha=St=d.alpha);let b=s==2?[0,i[m][0].length-1]:Yu(i[m]);d._paths=d.paths(t,m,b[0],b[1]),St!=g&&(y.globalAlpha=St=g)}}),T.forEach((d,m)=>{if(m>0&&d.show){let g=St;St!=d.alpha&&(y.globalAlpha=St=d.alpha),d._paths!=null&&Cl(m,!1);{let b=d._paths!=null?d._paths.gaps:null,x=d.points.show(t,m,Ke,Ge,b),S=d.points.filter(t,m,x,b);(x||S)&&(d.points._paths=d.points.paths(t,m,Ke,Ge,S),Cl(m,!0))}St!=g&&(y.globalAlpha=St=g),Ze("drawSeries",m)}}),l&&(y.globalAlpha=St=1)}}function Pl(l,d){let m=d?T[l].points:T[l];m._stroke=m.stroke(t,l),m._fill=m.fill(t,l)}function Cl(l,d){let m=d?T[l].points:T[l],{stroke:g,fill:b,clip:x,flags:S,_stroke:R=m._stroke,_fill:L=m._fill,_width:W=m.width}=m._paths;W=Se(W*ge,3);let I=null,j=W%2/2;d&&L==null&&(L=W>0?"#fff":R);let te=m.pxAlign==1&&j>0;if(te&&y.translate(j,j),!d){let fe=Rt-W/2,ue=zt-W/2,ae=kt+W,Z=Xt+W;I=new Path2D,I.rect(fe,ue,ae,Z)}d?On(R,W,m.dash,m.cap,L,g,b,S,x):Zu(l,R,W,m.dash,m.cap,L,g,b,S,I,x),te&&y.translate(-j,-j)}function Zu(l,d,m,g,b,x,S,R,L,W,I){let j=!1;L!=0&&Q.forEach((te,fe)=>{if(te.series[0]==l){let ue=T[te.series[1]],ae=i[te.series[1]],Z=(ue._paths||Zr).band;ti(Z)&&(Z=te.dir==1?Z[0]:Z[1]);let K,Pe=null;ue.show&&Z&&lm(ae,Ke,Ge)?(Pe=te.fill(t,fe)||x,K=ue._paths.clip):Z=null,On(d,m,g,b,Pe,S,R,L,W,I,K,Z),j=!0}}),j||On(d,m,g,b,x,S,R,L,W,I)}let Ml=mr|Ta;function On(l,d,m,g,b,x,S,R,L,W,I,j){El(l,d,m,g,b),(L||W||j)&&(y.save(),L&&y.clip(L),W&&y.clip(W)),j?(R&Ml)==Ml?(y.clip(j),I&&y.clip(I),fo(b,S),mo(l,x,d)):R&Ta?(fo(b,S),y.clip(j),mo(l,x,d)):R&mr&&(y.save(),y.clip(j),I&&y.clip(I),fo(b,S),y.restore(),mo(l,x,d)):(fo(b,S),mo(l,x,d)),(L||W||j)&&y.restore()}function mo(l,d,m){m>0&&(d instanceof Map?d.forEach((g,b)=>{y.strokeStyle=ho=b,y.stroke(g)}):d!=null&&l&&y.stroke(d))}function fo(l,d){d instanceof Map?d.forEach((m,g)=>{y.fillStyle=Ui=g,y.fill(m)}):d!=null&&l&&y.fill(d)}function Qu(l,d,m,g){let b=B[l],x;if(g<=0)x=[0,0];else{let S=b._space=b.space(t,l,d,m,g),R=b._incrs=b.incrs(t,l,d,m,g,S);x=Mf(d,m,R,g,S)}return b._found=x}function _n(l,d,m,g,b,x,S,R,L,W){let I=S%2/2;N==1&&y.translate(I,I),El(R,S,L,W,R),y.beginPath();let j,te,fe,ue,ae=b+(g==0||g==3?-x:x);m==0?(te=b,ue=ae):(j=b,fe=ae);for(let Z=0;Z<l.length;Z++)d[Z]!=null&&(m==0?j=fe=l[Z]:te=ue=l[Z],y.moveTo(j,te),y.lineTo(fe,ue));y.stroke(),N==1&&y.translate(-I,-I)}function Xu(l){let d=!0;return B.forEach((m,g)=>{if(!m.show)return;let b=_[m.scale];if(b.min==null){m._show&&(d=!1,m._show=!1,Vi(!1));return}else m._show||(d=!1,m._show=!0,Vi(!1));let x=m.side,S=x%2,{min:R,max:L}=b,[W,I]=Qu(g,R,L,S==0?re:H);if(I==0)return;let j=b.distr==2,te=m._splits=m.splits(t,g,R,L,W,I,j),fe=b.distr==2?te.map(K=>es[K]):te,ue=b.distr==2?es[te[1]]-es[te[0]]:W,ae=m._values=m.values(t,m.filter(t,fe,g,I,ue),g,I,ue);m._rotate=x==2?m.rotate(t,ae,g,I):0;let Z=m._size;m._size=Kt(m.size(t,ae,g,l)),Z!=null&&m._size!=Z&&(d=!1)}),d}function eh(l){let d=!0;return kl.forEach((m,g)=>{let b=m(t,g,fi,l);b!=js[g]&&(d=!1),js[g]=b}),d}function th(){for(let l=0;l<B.length;l++){let d=B[l];if(!d.show||!d._show)continue;let m=d.side,g=m%2,b,x,S=d.stroke(t,l),R=m==0||m==3?-1:1,[L,W]=d._found;if(d.label!=null){let vt=d.labelGap*R,Mt=Ve((d._lpos+vt)*ge);Tl(d.labelFont[0],S,"center",m==2?"top":Zc),y.save(),g==1?(b=x=0,y.translate(Mt,Ve(zt+Xt/2)),y.rotate((m==3?-Ho:Ho)/2)):(b=Ve(Rt+kt/2),x=Mt);let bi=Hp(d.label)?d.label(t,l,L,W):d.label;y.fillText(bi,b,x),y.restore()}if(W==0)continue;let I=_[d.scale],j=g==0?kt:Xt,te=g==0?Rt:zt,fe=d._splits,ue=I.distr==2?fe.map(vt=>es[vt]):fe,ae=I.distr==2?es[fe[1]]-es[fe[0]]:L,Z=d.ticks,K=d.border,Pe=Z.show?Z.size:0,Fe=Ve(Pe*ge),Qe=Ve((d.alignTo==2?d._size-Pe-d.gap:d.gap)*ge),$e=d._rotate*-Ho/180,We=U(d._pos*ge),Pt=(Fe+Qe)*R,gt=We+Pt;x=g==0?gt:0,b=g==1?gt:0;let jt=d.font[0],ts=d.align==1?lr:d.align==2?ua:$e>0?lr:$e<0?ua:g==0?"center":m==3?ua:lr,ys=$e||g==1?"middle":m==2?"top":Zc;Tl(jt,S,ts,ys);let Ct=d.font[1]*d.lineGap,Bt=fe.map(vt=>U(p(vt,I,j,te))),ss=d._values;for(let vt=0;vt<ss.length;vt++){let Mt=ss[vt];if(Mt!=null){g==0?b=Bt[vt]:x=Bt[vt],Mt=""+Mt;let bi=Mt.indexOf(`
`)==-1?[Mt]:Mt.split(/\n/gm);for(let bt=0;bt<bi.length;bt++){let Yl=bi[bt];$e?(y.save(),y.translate(b,x+bt*Ct),y.rotate($e),y.fillText(Yl,0,0),y.restore()):y.fillText(Yl,b,x+bt*Ct)}}}Z.show&&_n(Bt,Z.filter(t,ue,l,W,ae),g,m,We,Fe,Se(Z.width*ge,3),Z.stroke(t,l),Z.dash,Z.cap);let $s=d.grid;$s.show&&_n(Bt,$s.filter(t,ue,l,W,ae),g,g==0?2:1,g==0?zt:Rt,g==0?Xt:kt,Se($s.width*ge,3),$s.stroke(t,l),$s.dash,$s.cap),K.show&&_n([We],[1],g==0?1:0,g==0?1:2,g==1?zt:Rt,g==1?Xt:kt,Se(K.width*ge,3),K.stroke(t,l),K.dash,K.cap)}Ze("drawAxes")}function Vi(l){T.forEach((d,m)=>{m>0&&(d._paths=null,l&&(s==1?(d.min=null,d.max=null):d.facets.forEach(g=>{g.min=null,g.max=null})))})}let go=!1,Dn=!1,Ar=[];function sh(){Dn=!1;for(let l=0;l<Ar.length;l++)Ze(...Ar[l]);Ar.length=0}function qi(){go||(xm(Al),go=!0)}function ih(l,d=!1){go=!0,Dn=d,l(t),Al(),d&&Ar.length>0&&queueMicrotask(sh)}t.batch=ih;function Al(){if(xn&&(Gu(),xn=!1),zi&&(Nu(),zi=!1),co){if(Ce(O,lr,Ee),Ce(O,"top",Ue),Ce(O,Kr,re),Ce(O,Gr,H),Ce(D,lr,Ee),Ce(D,"top",Ue),Ce(D,Kr,re),Ce(D,Gr,H),Ce(k,Kr,Cs),Ce(k,Gr,pi),$.width=Ve(Cs*ge),$.height=Ve(pi*ge),B.forEach(({_el:l,_show:d,_size:m,_pos:g,side:b})=>{if(l!=null)if(d){let x=b===3||b===0?m:0,S=b%2==1;Ce(l,S?"left":"top",g-x),Ce(l,S?"width":"height",m),Ce(l,S?"top":"left",S?Ue:Ee),Ce(l,S?"height":"width",S?H:re),$a(l,Ti)}else Dt(l,Ti)}),ho=Ui=En=Rn=Pn=Cn=Mn=An=Tn=null,St=1,_r(!0),Ee!=Ii||Ue!=di||re!=gs||H!=ui){Vi(!1);let l=re/gs,d=H/ui;if(mt&&!hi&&q.left>=0){q.left*=l,q.top*=d,Ki&&Ss(Ki,Ve(q.left),0,re,H),Gi&&Ss(Gi,0,Ve(q.top),re,H);for(let m=0;m<Nt.length;m++){let g=Nt[m];g!=null&&(ji[m]*=l,Bi[m]*=d,Ss(g,Kt(ji[m]),Kt(Bi[m]),re,H))}}if(Re.show&&!po&&Re.left>=0&&Re.width>0){Re.left*=l,Re.width*=l,Re.top*=d,Re.height*=d;for(let m in Nn)Ce(Zi,m,Re[m])}Ii=Ee,di=Ue,gs=re,ui=H}Ze("setSize"),co=!1}Cs>0&&pi>0&&(y.clearRect(0,0,$.width,$.height),Ze("drawClear"),X.forEach(l=>l()),Ze("draw")),Re.show&&po&&(vo(Re),po=!1),mt&&hi&&(vi(null,!0,!1),hi=!1),ne.show&&ne.live&&Ht&&(zn(),Ht=!1),u||(u=!0,t.status=1,Ze("ready")),Mr=!1,go=!1}t.redraw=(l,d)=>{zi=d||!1,l!==!1?Us(z,F.min,F.max):qi()};function Fn(l,d){let m=_[l];if(m.from==null){if(tt==0){let g=m.range(t,d.min,d.max,l);d.min=g[0],d.max=g[1]}if(d.min>d.max){let g=d.min;d.min=d.max,d.max=g}if(tt>1&&d.min!=null&&d.max!=null&&d.max-d.min<1e-16)return;l==z&&m.distr==2&&tt>0&&(d.min=ls(d.min,i[0]),d.max=ls(d.max,i[0]),d.min==d.max&&d.max++),Y[l]=d,xn=!0,qi()}}t.setScale=Fn;let Wn,In,Ki,Gi,Ll,Ol,Yi,Ji,_l,Dl,Te,Le,Bs=!1,st=q.drag,Ye=st.x,Je=st.y;mt&&(q.x&&(Wn=qt(qh,D)),q.y&&(In=qt(Kh,D)),F.ori==0?(Ki=Wn,Gi=In):(Ki=In,Gi=Wn),Te=q.left,Le=q.top);let Re=t.select=je({show:!0,over:!0,left:0,width:0,top:0,height:0},r.select),Zi=Re.show?qt(Vh,Re.over?D:O):null;function vo(l,d){if(Re.show){for(let m in l)Re[m]=l[m],m in Nn&&Ce(Zi,m,l[m]);d!==!1&&Ze("setSelect")}}t.setSelect=vo;function rh(l){if(T[l].show)Be&&$a(_e[l],Ti);else if(Be&&Dt(_e[l],Ti),mt){let m=Ni?Nt[0]:Nt[l];m!=null&&Ss(m,-10,-10,re,H)}}function Us(l,d,m){Fn(l,{min:d,max:m})}function bs(l,d,m,g){d.focus!=null&&ch(l),d.show!=null&&T.forEach((b,x)=>{x>0&&(l==x||l==null)&&(b.show=d.show,rh(x),s==2?(Us(b.facets[0].scale,null,null),Us(b.facets[1].scale,null,null)):Us(b.scale,null,null),qi())}),m!==!1&&Ze("setSeries",l,d),g&&Dr("setSeries",t,l,d)}t.setSeries=bs;function oh(l,d){je(Q[l],d)}function nh(l,d){l.fill=ce(l.fill||null),l.dir=me(l.dir,-1),d=d??Q.length,Q.splice(d,0,l)}function ah(l){l==null?Q.length=0:Q.splice(l,1)}t.addBand=nh,t.setBand=oh,t.delBand=ah;function lh(l,d){T[l].alpha=d,mt&&Nt[l]!=null&&(Nt[l].style.opacity=d),Be&&_e[l]&&(_e[l].style.opacity=d)}let Ms,Vs,gi,Qi={focus:!0};function ch(l){if(l!=gi){let d=l==null,m=vs.alpha!=1;T.forEach((g,b)=>{if(s==1||b>0){let x=d||b==0||b==l;g._focus=d?null:x,m&&lh(b,x?1:vs.alpha)}}),gi=l,m&&qi()}}Be&&Hi&&ft(tp,ve,l=>{q._lock||(mi(l),gi!=null&&bs(null,Qi,!0,ze.setSeries))});function ws(l,d,m){let g=_[d];m&&(l=l/ge-(g.ori==1?Ue:Ee));let b=re;g.ori==1&&(b=H,l=b-l),g.dir==-1&&(l=b-l);let x=g._min,S=g._max,R=l/b,L=x+(S-x)*R,W=g.distr;return W==3?dr(10,L):W==4?pm(L,g.asinh):W==100?g.bwd(L):L}function ph(l,d){let m=ws(l,z,d);return ls(m,i[0],Ke,Ge)}t.valToIdx=l=>ls(l,i[0]),t.posToIdx=ph,t.posToVal=ws,t.valToPos=(l,d,m)=>_[d].ori==0?o(l,_[d],m?kt:re,m?Rt:0):a(l,_[d],m?Xt:H,m?zt:0),t.setCursor=(l,d,m)=>{Te=l.left,Le=l.top,vi(null,d,m)};function Fl(l,d){Ce(Zi,lr,Re.left=l),Ce(Zi,Kr,Re.width=d)}function Wl(l,d){Ce(Zi,"top",Re.top=l),Ce(Zi,Gr,Re.height=d)}let Lr=F.ori==0?Fl:Wl,Or=F.ori==1?Fl:Wl;function dh(){if(Be&&ne.live)for(let l=s==2?1:0;l<T.length;l++){if(l==0&&It)continue;let d=ne.values[l],m=0;for(let g in d)fs[l][m++].firstChild.nodeValue=d[g]}}function zn(l,d){if(l!=null&&(l.idxs?l.idxs.forEach((m,g)=>{ye[g]=m}):mm(l.idx)||ye.fill(l.idx),ne.idx=ye[0]),Be&&ne.live){for(let m=0;m<T.length;m++)(m>0||s==1&&!It)&&uh(m,ye[m]);dh()}Ht=!1,d!==!1&&Ze("setLegend")}t.setLegend=zn;function uh(l,d){let m=T[l],g=l==0&&oe==2?es:i[l],b;It?b=m.values(t,l,d)??Ns:(b=m.value(t,d==null?null:g[d],l,d),b=b==null?Ns:{_:b}),ne.values[l]=b}function vi(l,d,m){_l=Te,Dl=Le,[Te,Le]=q.move(t,Te,Le),q.left=Te,q.top=Le,mt&&(Ki&&Ss(Ki,Ve(Te),0,re,H),Gi&&Ss(Gi,0,Ve(Le),re,H));let g,b=Ke>Ge;Ms=ke,Vs=null;let x=F.ori==0?re:H,S=F.ori==1?re:H;if(Te<0||tt==0||b){g=q.idx=null;for(let R=0;R<T.length;R++){let L=Nt[R];L!=null&&Ss(L,-10,-10,re,H)}Hi&&bs(null,Qi,!0,l==null&&ze.setSeries),ne.live&&(ye.fill(g),Ht=!0)}else{let R,L,W;s==1&&(R=F.ori==0?Te:Le,L=ws(R,z),g=q.idx=ls(L,i[0],Ke,Ge),W=V(i[0][g],F,x,0));let I=-10,j=-10,te=0,fe=0,ue=!0,ae="",Z="";for(let K=s==2?1:0;K<T.length;K++){let Pe=T[K],Fe=ye[K],Qe=Fe==null?null:s==1?i[K][Fe]:i[K][1][Fe],$e=q.dataIdx(t,K,g,L),We=$e==null?null:s==1?i[K][$e]:i[K][1][$e];if(Ht=Ht||We!=Qe||$e!=Fe,ye[K]=$e,K>0&&Pe.show){let Pt=$e==null?-10:$e==g?W:V(s==1?i[0][$e]:i[K][0][$e],F,x,0),gt=We==null?-10:ee(We,s==1?_[Pe.scale]:_[Pe.facets[1].scale],S,0);if(Hi&&We!=null){let jt=F.ori==1?Te:Le,ts=qe(vs.dist(t,K,$e,gt,jt));if(ts<Ms){let ys=vs.bias;if(ys!=0){let Ct=ws(jt,Pe.scale),Bt=We>=0?1:-1,ss=Ct>=0?1:-1;ss==Bt&&(ss==1?ys==1?We>=Ct:We<=Ct:ys==1?We<=Ct:We>=Ct)&&(Ms=ts,Vs=K)}else Ms=ts,Vs=K}}if(Ht||Ni){let jt,ts;F.ori==0?(jt=Pt,ts=gt):(jt=gt,ts=Pt);let ys,Ct,Bt,ss,$s,vt,Mt=!0,bi=nt.bbox;if(bi!=null){Mt=!1;let bt=bi(t,K);Bt=bt.left,ss=bt.top,ys=bt.width,Ct=bt.height}else Bt=jt,ss=ts,ys=Ct=nt.size(t,K);if(vt=nt.fill(t,K),$s=nt.stroke(t,K),Ni)K==Vs&&Ms<=vs.prox&&(I=Bt,j=ss,te=ys,fe=Ct,ue=Mt,ae=vt,Z=$s);else{let bt=Nt[K];bt!=null&&(ji[K]=Bt,Bi[K]=ss,lp(bt,ys,Ct,Mt),np(bt,vt,$s),Ss(bt,Kt(Bt),Kt(ss),re,H))}}}}if(Ni){let K=vs.prox,Pe=gi==null?Ms<=K:Ms>K||Vs!=gi;if(Ht||Pe){let Fe=Nt[0];Fe!=null&&(ji[0]=I,Bi[0]=j,lp(Fe,te,fe,ue),np(Fe,ae,Z),Ss(Fe,Kt(I),Kt(j),re,H))}}}if(Re.show&&Bs)if(l!=null){let[R,L]=ze.scales,[W,I]=ze.match,[j,te]=l.cursor.sync.scales,fe=l.cursor.drag;if(Ye=fe._x,Je=fe._y,Ye||Je){let{left:ue,top:ae,width:Z,height:K}=l.select,Pe=l.scales[j].ori,Fe=l.posToVal,Qe,$e,We,Pt,gt,jt=R!=null&&W(R,j),ts=L!=null&&I(L,te);jt&&Ye?(Pe==0?(Qe=ue,$e=Z):(Qe=ae,$e=K),We=_[R],Pt=V(Fe(Qe,j),We,x,0),gt=V(Fe(Qe+$e,j),We,x,0),Lr(cs(Pt,gt),qe(gt-Pt))):Lr(0,x),ts&&Je?(Pe==1?(Qe=ue,$e=Z):(Qe=ae,$e=K),We=_[L],Pt=ee(Fe(Qe,te),We,S,0),gt=ee(Fe(Qe+$e,te),We,S,0),Or(cs(Pt,gt),qe(gt-Pt))):Or(0,S)}else jn()}else{let R=qe(_l-Ll),L=qe(Dl-Ol);if(F.ori==1){let te=R;R=L,L=te}Ye=st.x&&R>=st.dist,Je=st.y&&L>=st.dist;let W=st.uni;W!=null?Ye&&Je&&(Ye=R>=W,Je=L>=W,!Ye&&!Je&&(L>R?Je=!0:Ye=!0)):st.x&&st.y&&(Ye||Je)&&(Ye=Je=!0);let I,j;Ye&&(F.ori==0?(I=Yi,j=Te):(I=Ji,j=Le),Lr(cs(I,j),qe(j-I)),Je||Or(0,S)),Je&&(F.ori==1?(I=Yi,j=Te):(I=Ji,j=Le),Or(cs(I,j),qe(j-I)),Ye||Lr(0,x)),!Ye&&!Je&&(Lr(0,0),Or(0,0))}if(st._x=Ye,st._y=Je,l==null){if(m){if(Gl!=null){let[R,L]=ze.scales;ze.values[0]=R!=null?ws(F.ori==0?Te:Le,R):null,ze.values[1]=L!=null?ws(F.ori==1?Te:Le,L):null}Dr(ha,t,Te,Le,re,H,g)}if(Hi){let R=m&&ze.setSeries,L=vs.prox;gi==null?Ms<=L&&bs(Vs,Qi,!0,R):Ms>L?bs(null,Qi,!0,R):Vs!=gi&&bs(Vs,Qi,!0,R)}}Ht&&(ne.idx=g,zn()),d!==!1&&Ze("setCursor")}let qs=null;Object.defineProperty(t,"rect",{get(){return qs==null&&_r(!1),qs}});function _r(l=!1){l?qs=null:(qs=D.getBoundingClientRect(),Ze("syncRect",qs))}function Il(l,d,m,g,b,x,S){q._lock||Bs&&l!=null&&l.movementX==0&&l.movementY==0||(Hn(l,d,m,g,b,x,S,!1,l!=null),l!=null?vi(null,!0,!0):vi(d,!0,!1))}function Hn(l,d,m,g,b,x,S,R,L){if(qs==null&&_r(!1),mi(l),l!=null)m=l.clientX-qs.left,g=l.clientY-qs.top;else{if(m<0||g<0){Te=-10,Le=-10;return}let[W,I]=ze.scales,j=d.cursor.sync,[te,fe]=j.values,[ue,ae]=j.scales,[Z,K]=ze.match,Pe=d.axes[0].side%2==1,Fe=F.ori==0?re:H,Qe=F.ori==1?re:H,$e=Pe?x:b,We=Pe?b:x,Pt=Pe?g:m,gt=Pe?m:g;if(ue!=null?m=Z(W,ue)?p(te,_[W],Fe,0):-10:m=Fe*(Pt/$e),ae!=null?g=K(I,ae)?p(fe,_[I],Qe,0):-10:g=Qe*(gt/We),F.ori==1){let jt=m;m=g,g=jt}}L&&(d==null||d.cursor.event.type==ha)&&((m<=1||m>=re-1)&&(m=Si(m,re)),(g<=1||g>=H-1)&&(g=Si(g,H))),R?(Ll=m,Ol=g,[Yi,Ji]=q.move(t,m,g)):(Te=m,Le=g)}let Nn={width:0,height:0,left:0,top:0};function jn(){vo(Nn,!1)}let zl,Hl,Nl,jl;function Bl(l,d,m,g,b,x,S){Bs=!0,Ye=Je=st._x=st._y=!1,Hn(l,d,m,g,b,x,S,!0,!1),l!=null&&(ft(ma,wa,Ul,!1),Dr(Xc,t,Yi,Ji,re,H,null));let{left:R,top:L,width:W,height:I}=Re;zl=R,Hl=L,Nl=W,jl=I}function Ul(l,d,m,g,b,x,S){Bs=st._x=st._y=!1,Hn(l,d,m,g,b,x,S,!1,!0);let{left:R,top:L,width:W,height:I}=Re,j=W>0||I>0,te=zl!=R||Hl!=L||Nl!=W||jl!=I;if(j&&te&&vo(Re),st.setScale&&j&&te){let fe=R,ue=W,ae=L,Z=I;if(F.ori==1&&(fe=L,ue=I,ae=R,Z=W),Ye&&Us(z,ws(fe,z),ws(fe+ue,z)),Je)for(let K in _){let Pe=_[K];K!=z&&Pe.from==null&&Pe.min!=ke&&Us(K,ws(ae+Z,K),ws(ae,K))}jn()}else q.lock&&(q._lock=!q._lock,vi(d,!0,l!=null));l!=null&&(Wi(ma,wa),Dr(ma,t,Te,Le,re,H,null))}function hh(l,d,m,g,b,x,S){if(q._lock)return;mi(l);let R=Bs;if(Bs){let L=!0,W=!0,I=10,j,te;F.ori==0?(j=Ye,te=Je):(j=Je,te=Ye),j&&te&&(L=Te<=I||Te>=re-I,W=Le<=I||Le>=H-I),j&&L&&(Te=Te<Yi?0:re),te&&W&&(Le=Le<Ji?0:H),vi(null,!0,!0),Bs=!1}Te=-10,Le=-10,ye.fill(null),vi(null,!0,!0),R&&(Bs=R)}function Vl(l,d,m,g,b,x,S){q._lock||(mi(l),Sn(),jn(),l!=null&&Dr(sp,t,Te,Le,re,H,null))}function ql(){B.forEach(Af),kn(t.width,t.height,!0)}Ri(No,pr,ql);let Xi={};Xi.mousedown=Bl,Xi.mousemove=Il,Xi.mouseup=Ul,Xi.dblclick=Vl,Xi.setSeries=(l,d,m,g)=>{let b=ze.match[2];m=b(t,d,m),m!=-1&&bs(m,g,!0,!1)},mt&&(ft(Xc,D,Bl),ft(ha,D,Il),ft(ep,D,l=>{mi(l),_r(!1)}),ft(tp,D,hh),ft(sp,D,Vl),Ra.add(t),t.syncRect=_r);let bo=t.hooks=r.hooks||{};function Ze(l,d,m){Dn?Ar.push([l,d,m]):l in bo&&bo[l].forEach(g=>{g.call(null,t,d,m)})}(r.plugins||[]).forEach(l=>{for(let d in l.hooks)bo[d]=(bo[d]||[]).concat(l.hooks[d])});let Kl=(l,d,m)=>m,ze=je({key:null,setSeries:!1,filters:{pub:hp,sub:hp},scales:[z,T[1]?T[1].scale:null],match:[mp,mp,Kl],values:[null,null]},q.sync);ze.match.length==2&&ze.match.push(Kl),q.sync=ze;let Gl=ze.key,Bn=pd(Gl);function Dr(l,d,m,g,b,x,S){ze.filters.pub(l,d,m,g,b,x,S)&&Bn.pub(l,d,m,g,b,x,S)}Bn.sub(t);function mh(l,d,m,g,b,x,S){ze.filters.sub(l,d,m,g,b,x,S)&&Xi[l](null,d,m,g,b,x,S)}t.pub=mh;function fh(){Bn.unsub(t),Ra.delete(t),ci.clear(),xa(No,pr,ql),f.remove(),ve?.remove(),Ze("destroy")}t.destroy=fh;function Un(){Ze("init",r,i),Sl(i||r.data,!1),Y[z]?Fn(z,Y[z]):Sn(),po=Re.show&&(Re.width>0||Re.height>0),hi=Ht=!0,kn(r.width,r.height)}return T.forEach(xl),B.forEach(Ku),e?e instanceof HTMLElement?(e.appendChild(f),Un()):e(t,Un):Un(),t}ot.assign=je;ot.fmtNum=_a;ot.rangeNum=jo;ot.rangeLog=Vo;ot.rangeAsinh=La;ot.orient=Ci;ot.pxRatio=ge;ot.join=$m;ot.fmtDate=Fa,ot.tzDate=Lm;ot.sync=pd;{ot.addGap=ff,ot.clipGaps=Go;let r=ot.paths={points:gd};r.linear=bd,r.stepped=bf,r.bars=wf,r.spline=$f}var xd='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';var Ba=190,kd=80,Fs=class extends C{constructor(){super(...arguments);this.scores=[];this.objective="joint";this.names=null;this.marked=null;this.plot=null;this.shape="";this.watcher=new ResizeObserver(()=>this.resize());this.theme=window.matchMedia("(prefers-color-scheme: dark)");this.mark=e=>{if(this.marked===null)return;let{ctx:t,bbox:s}=e,o=Math.round(e.valToPos(this.marked,"x",!0));t.save(),t.strokeStyle=this.colour("--soft","#666"),t.setLineDash([4,4]),t.beginPath(),t.moveTo(o,s.top),t.lineTo(o,s.top+s.height),t.stroke(),t.restore()};this.repaint=()=>this.plot?.redraw(!1,!0)}connectedCallback(){super.connectedCallback(),this.theme.addEventListener("change",this.repaint)}disconnectedCallback(){super.disconnectedCallback(),this.watcher.disconnect(),this.theme.removeEventListener("change",this.repaint),this.plot?.destroy(),this.plot=null,this.shape=""}render(){let{line:e,dots:t,judge:s}=this.called,o=!this.names||this.scores.some(a=>a.candidates.length);return c`<p class="legend">
                <span style="--colour: ${this.colour("--accent","#c2410c")}">${e}</span>
                ${o?c`<span style="--colour: ${Sd}">${t}</span>`:""}
                ${this.hasJudge?c`<span style="--colour: ${Ua}">${s}</span>`:""}
            </p>
            <div class="plot" role="img" aria-label=${this.description}></div>`}updated(e){let t=this.renderRoot.querySelector(".plot");if(!t)return;let s=`${this.most} ${this.hasJudge} ${this.objective} ${this.scores.length>kd}`;if(this.plot&&s===this.shape){e.has("scores")?this.plot.setData(this.data):this.plot.redraw(!1);return}this.shape=s,this.plot?.destroy(),this.plot=new ot(this.options(t.clientWidth||300),this.data,t),this.watcher.disconnect(),this.watcher.observe(t)}get called(){let e=n("Step"),t=n("Score of the kept picture after each step");return this.names??{line:n("kept"),dots:n("candidates"),judge:n("judge"),step:e,value:n("Score"),about:t}}get hasJudge(){return this.scores.some(e=>e.judge!==null)}get most(){return Math.max(1,...this.scores.map(e=>e.candidates.length))}get description(){let e=this.scores.filter(t=>t.kept!==null).map(t=>`${t.number||n("Start")}: ${Et(t.kept,this.objective)}`);return`${this.called.about}: ${e.slice(-40).join(", ")}`}get data(){let e=o=>this.scores.map(a=>this.shown(o(a))),t=Array.from({length:this.most},(o,a)=>e(p=>p.candidates[a])),s=this.hasJudge?[e(o=>o.judge)]:[];return[this.scores.map(o=>o.number),...t,...s,e(o=>o.kept)]}shown(e){return e==null?null:this.objective==="similarity"?e:e*100}options(e){let t=this.objective!=="similarity",s=(f,$)=>f===null?"–":t?at(f/100):f.toFixed(Of($)),o=(f,$)=>({stroke:f,paths:()=>null,points:{show:!0,size:$,fill:f}}),a=this.scores.length>kd,p=f=>({stroke:f,width:2,points:{show:!a,size:6}}),u={stroke:()=>this.colour("--soft","#666"),grid:{stroke:()=>this.colour("--line","#ddd"),width:1}};return{width:e,height:Ba,cursor:{show:!1},legend:{show:!1},padding:[8,12,0,0],scales:{x:{time:!1,range:(f,$,y)=>$===y?[$-1,y+1]:[$,y]},y:t?{range:[0,100]}:{}},axes:[{...u,label:this.called.step,labelSize:20,size:28,incrs:[1,2,5,10,20,50,100,200,500],values:(f,$)=>$.map(String)},{...u,label:this.called.value,labelSize:20,size:60,values:(f,$,y,k,O)=>$.map(D=>s(D,O))}],hooks:{draw:[this.mark]},series:[{},...Array.from({length:this.most},()=>o(Sd,5)),...this.hasJudge?[this.names?p(Ua):o(Ua,6)]:[],p(()=>this.colour("--accent","#c2410c"))]}}colour(e,t){return _f(this,`var(${e}, ${t})`)}resize(){let e=this.renderRoot.querySelector(".plot")?.clientWidth??0;e&&this.plot&&e!==this.plot.width&&this.plot.setSize({width:e,height:Ba})}};Fs.styles=[Jl(xd),A,P`
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
                height: ${Ba}px;
                min-width: 0;
                overflow: hidden;
            }
        `],h([w({attribute:!1})],Fs.prototype,"scores",2),h([w()],Fs.prototype,"objective",2),h([w({attribute:!1})],Fs.prototype,"names",2),h([w({type:Number})],Fs.prototype,"marked",2),Fs=h([M("cc-chart")],Fs);var Sd="#868e96",Ua="#7048e8";function Of(r){return Math.min(6,Math.max(2,Math.ceil(-Math.log10(r)-1e-9)))}function _f(r,i){let e=document.createElement("i");e.style.color=i,r.renderRoot.append(e);let t=getComputedStyle(e).color;return e.remove(),t}var Ed="start.png",Td="aim.png",Df=176;function Xr(r,i,e=0){return Oe(`sessions/${r}/pictures/${i}${e?`?side=${e}`:""}`)}function Rd(r,i){return r.find(({number:e})=>e===i)??r.at(-1)}function Va({settings:r,steps:i}){let e=Number(r.frames)+1+(Number(r.wake_up)>0?1:0);return Math.max(e,i.length)}function Pd(r){let i=r.steps.filter(({number:t,awake:s,seconds:o})=>t>0&&!s&&o>0).slice(-5);return i.length?i.reduce((t,{seconds:s})=>t+s,0)/i.length*(Va(r)-r.steps.length):0}function br(r){return r.awake?n("Awake"):r.number?n("Frame {number}",{number:r.number}):n("Start")}function Qo(r){return[r.similarity===null?"":xe(r.similarity),r.judged===null?"":`${n("judge")} ${xe(r.judged)}`,r.activity===null?"":`${n("activity")} ${xe(r.activity)}`].filter(Boolean).join(" · ")}var qa=({want:r,avoid:i})=>[r,i&&`− ${i}`].filter(Boolean).join(" ").replace(/\s+/g," ").trim(),Cd=r=>[br(r),Qo(r),qa(r)].filter(Boolean).join(" · ");function Md(r,i){let{number:e,file:t,awake:s}=i,o=i.similarity??i.activity;return{number:e,source:t?Xr(r,t,Df):"",large:t?Xr(r,t):"",title:Cd(i),caption:s?n("Awake"):o===null?"":xe(o),isKept:!1}}function Ad({id:r,steps:i}){return i.filter(({file:e})=>e).map(e=>({source:Xr(r,e.file),title:Cd(e)}))}function Ld(r){return r.flatMap(({compared:e})=>e.flatMap(t=>[t.similarity??0,t.judged??0])).reduce((e,t)=>Math.max(e,t),1e-9)}function Ka(){return n("A dream is an art effect. CLIP finds the words in patterns in which people often do not: its number says how well the dream convinced CLIP, not how well you will see them.")}var Mi=class extends C{constructor(){super(...arguments);this.charts=null}render(){let{frame:e}=this,{similarity:t,activity:s}=this.drawn();return c`<section class="card">
                <h3>${br(e)} ${this.climbed(e)}</h3>
                ${this.words(e)} ${this.numbers(e)} ${e.compared.length?this.phrases(e):v}
                ${e.note?c`<p class="message" id="note">${n(e.note)}</p>`:v}
                <p class="hint" id="honest">${Ka()} ${this.about(e)}</p>
            </section>
            ${t.length>1?this.chart("similarities",t,this.names()):v}
            ${s.length>1?this.chart("activities",s,Ff()):v}`}climbed(e){return e.number&&!e.awake?c`<small>${n("{count} steps",{count:e.climbed})}</small>`:v}words({want:e,avoid:t}){return!e&&!t?v:c`<p id="words"><bdi>${e}</bdi>${t?c` <span class="hint">−</span> <bdi>${t}</bdi>`:v}</p>`}numbers(e){let t=this.session.steps[0],s=[["clip",n("CLIP's similarity"),e.similarity,t?.similarity],["judge",n("The judge's similarity"),e.judged,t?.judged],["activity",n("Activity of the unit"),e.activity,t?.activity]];return c`<dl class="numbers">
            ${s.map(([o,a,p,u])=>p===null?v:c`<div>
                          <dt>${a}</dt>
                          <dd id=${o}>
                              ${xe(p)}
                              ${e.number&&u!==null&&u!==void 0?c`<small>${n("at the start {value}",{value:xe(u)})}</small>`:v}
                          </dd>
                      </div>`)}
        </dl>`}about(e){return e.similarity===null?"":e.judged!==null?n("The judge is another encoder, which only looks. Two encoders have scales of their own: compare how their numbers change."):n("Choose a judge to see what an encoder says that did not dream.")}phrases(e){let t=Ld(this.session.steps);return c`<section>
            <h3>${n("Phrases")} <small>${n("from left to right, row by row")}</small></h3>
            <ol id="phrases">
                ${e.compared.map((s,o)=>this.phrase(s,o,t))}
            </ol>
        </section>`}phrase({phrase:e,similarity:t,judged:s},o,a){let p=u=>ei({from:0,to:a,zero:0},u??0);return c`<li data-phrase=${e}>
            <span class="hint">${o+1}</span>
            ${e?c`<bdi>${e}</bdi>`:c`<i>${n("plain")}</i>`}
            <span class="track" aria-hidden="true"><span style="width: ${p(t)}%"></span></span>
            <span class="number">${xe(t)}</span>
            ${s===null?v:c`<span></span><span class="hint">${n("judge")}</span>
                      <span class="track judged" aria-hidden="true"><span style="width: ${p(s)}%"></span></span>
                      <span class="number">${xe(s)}</span>`}
        </li>`}chart(e,t,s){return c`<section class="card" id=${e}>
            <h3>${s.value}</h3>
            <cc-chart objective="similarity" .scores=${t} .names=${s} .marked=${this.frame.number}></cc-chart>
        </section>`}names(){return{line:"CLIP",dots:n("with phrases"),judge:n("judge"),step:n("Frame"),value:n("Similarity"),about:n("Similarity of each frame")}}drawn(){let{steps:e}=this.session;if(this.charts?.steps!==e){let t=o=>e.filter(a=>o(a)!==null).map(a=>({number:a.number,kept:o(a),candidates:[],judge:null})),s=e.filter(o=>o.similarity!==null).map(({number:o,similarity:a,judged:p,compared:u})=>({number:o,kept:a,judge:p,candidates:u.slice(1).flatMap(f=>f.similarity??[])}));this.charts={steps:e,similarity:s,activity:t(o=>o.activity)}}return this.charts}};Mi.styles=[A,P`
            :host {
                display: grid;
                gap: 12px;
                grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
                min-width: 0;
            }
            p {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .card {
                align-content: start;
                display: grid;
                gap: 10px;
            }
            h3 {
                margin: 0;
            }
            .numbers {
                display: flex;
                flex-wrap: wrap;
                gap: 6px 26px;
                margin: 0;
            }
            .numbers div {
                display: grid;
            }
            dt {
                color: var(--soft);
                font-size: 12px;
            }
            dd {
                font-size: 20px;
                font-variant-numeric: tabular-nums;
                font-weight: 650;
                margin: 0;
            }
            dd small {
                color: var(--soft);
                font-size: 12px;
                font-weight: 400;
            }
            ol {
                display: grid;
                gap: 6px;
                list-style: none;
                margin: 6px 0 0;
                padding: 0;
            }
            li {
                align-items: baseline;
                display: grid;
                gap: 2px 8px;
                grid-template-columns: 20px minmax(0, 1fr) minmax(40px, 1fr) 48px;
            }
            li .hint {
                text-align: right;
            }
            li .track {
                align-self: center;
            }
            .judged > span {
                background: #7048e8;
            }
            bdi {
                overflow-wrap: anywhere;
            }
        `],h([w({attribute:!1})],Mi.prototype,"session",2),h([w({attribute:!1})],Mi.prototype,"frame",2),Mi=h([M("cc-dream-facts")],Mi);function Ff(){return{line:n("activity"),dots:"",judge:"",step:n("Frame"),value:n("Activity of the unit"),about:n("Activity of the unit in each frame")}}var Od=["start","colour"];function Ga(r,i,e,t){let s={...e};for(let o of t){let{name:a}=o,p=i.filter(({settings:f})=>a in f).map(({settings:f})=>f[a]),u=o.kind==="text"&&![o.default,...p].includes(e[a]??o.default);Od.includes(a)&&!(a in r.settings)||p.length&&!u&&(s[a]=r.settings[a]??o.default)}return s}function _d(r,i,e,t){let s=Ga(r,i,e,t);return t.every(({name:o})=>Od.includes(o)||s[o]===e[o])}var eo={start:null,aim:null},Dd="frames",Xo=class extends Ut{constructor(){super(...arguments);this.given=eo;this.isOther=!1;this.presets=[]}hostConnected(){super.hostConnected(),this.loadPresets()}async loadPresets(){try{this.presets=(await he("dreams/presets")).presets}catch(e){this.message=e.message}this.host.requestUpdate()}get frame(){return this.session?Rd(this.session.steps,this.picked):void 0}get isPristine(){return super.isPristine&&this.given===eo}get canStart(){return!this.isBusy&&(!this.isAtWork||this.isOther)}get canResume(){return super.canResume&&!this.isOther}get isFinished(){let{status:e}=this.watch;return!!e?.finished&&!this.isAtWork}choose(e){this.values=Ga(e,this.presets,this.values,this.kind().fields),this.values.start!=="picture"&&this.given.start&&(this.values={...this.values,start:"picture"}),this.changed()}give(e,t){this.given={...this.given,[e]:t},this.isOther=!0,e==="start"&&(this.values={...this.values,start:t?"picture":this.initialStart}),this.changed()}get initialStart(){return this.initial.start??"noise"}pick(e){super.pick(e),e===this.session?.steps.at(-1)?.number&&(this.picked=null)}begin(){return this.act(async()=>{this.require(),await this.watch.act("start",`sessions/${this.kind().name}`,await this.body()),this.begun()})}more(e){return this.set(Dd,Number(this.session?.settings[Dd]??0)+e),this.resume()}async body(){let{start:e,aim:t}=this.given,s=this.values.start==="picture";if(s&&!e)throw new Error(n("There is no start picture: add one, or start from noise or a colour."));return{settings:this.values,run:!0,...s&&e?{picture:await it(e.blob)}:{},...t?{aim:await it(t.blob)}:{}}}async opened({id:e,has_start:t,has_aim:s}){let o=this.given={...eo};this.isOther=!1;let a=async f=>{let $=await De(`sessions/${e}/pictures/${f}`).catch(()=>null);return $&&{blob:$,name:f}},[p,u]=await Promise.all([t?a(Ed):null,s?a(Td):null]);this.given===o&&this.watch.id===e&&(this.given=p||u?{start:p,aim:u}:eo)}reset(){this.given=eo,this.isOther=!1,super.reset()}changes(){let e=["seed","width","height","encoder"],t=Object.entries(super.changes());return Object.fromEntries(t.filter(([s,o])=>!(e.includes(s)&&o===this.initial[s])))}begun(){this.isOther=!1,super.begun()}};var Wf=["webp","gif","mp4"],Es=class extends C{constructor(){super(...arguments);this.disabled=!1;this.message="";this.isBusy=!1;this.askAndDelete=async()=>{let{session:e}=this,{id:t}=e,s=n("Delete the session of {moment} ({id}) with all its pictures?",{moment:lt(t),id:t});await Lt(this.renderRoot,s,n("Delete"))&&t===this.session.id&&this.dispatchEvent(new Event("cc-delete"))}}willUpdate(e){let t=e.get("frame");e.has("frame")&&t?.number!==this.frame?.number&&(this.message="")}render(){let e=this.isBusy||!this.session.steps.length,{id:t}=this.session;return c`<div class="row">
                ${this.frame?this.ofFrame(this.frame):v}
                <div class="group session" role="group" aria-label=${n("The session")}>
                    ${Wf.map(s=>c`<button id=${s} title=${n("All frames as an animation")} ?disabled=${e} @click=${()=>this.save(`animation?kind=${s}`,`${t}.${s}`)}>
                                ${s==="webp"?"WebP":s.toUpperCase()}
                            </button>`)}
                    <button id="sheet" ?disabled=${e} @click=${()=>this.save("sheet",`${t}-sheet.png`)}>${n("Contact sheet")}</button>
                    <button id="report" ?disabled=${e} @click=${()=>this.save(`report${At(wt())}`,`${t}.html`)}>${n("Report")}</button>
                    <button id="delete" class="quiet" ?disabled=${this.disabled||this.isBusy} @click=${this.askAndDelete}>${n("Delete")}</button>
                </div>
            </div>
            ${this.message?c`<p class="message error" role="alert">${this.message}</p>`:v}`}ofFrame(e){let t=this.isBusy||!e.file;return c`<div class="group" role="group" aria-label=${n("This frame")}>
            <button id="to_start" ?disabled=${t} @click=${()=>this.toStart(e)}>${n("Use as start picture")}</button>
            ${Gs().map(s=>c`<button id="to_${s}" ?disabled=${t} @click=${()=>this.toTab(e,s)}>→ ${s}</button>`)}
            <button id="to_rank" ?disabled=${t} @click=${()=>this.toRank(e)}>→ ${n("Rank keywords")}</button>
            <button id="to_loop" ?disabled=${t} @click=${()=>this.toLoop(e)}>${n("Start feedback loop")}</button>
            <button id="to_file" ?disabled=${t} @click=${()=>this.toFile(e)}>${n("Picture")}</button>
        </div>`}async act(e){this.isBusy=!0,this.message="";try{await e()}catch(t){this.message=t.message}finally{this.isBusy=!1}}async picture(e){let{id:t}=this.session;return{blob:await De(`sessions/${t}/pictures/${e.file}`),name:`${t}-${e.number}.png`}}toStart(e){this.act(async()=>this.dispatchEvent(new CustomEvent("cc-start",{detail:await this.picture(e)})))}toTab(e,t){let s=[`Seed: ${this.session.settings.seed}`,`CLIP Critic session: ${this.session.id}`,`CLIP Critic frame: ${e.number}`];this.act(async()=>Ys(t,await this.picture(e),s))}toRank(e){let t={prompt:e.want,negative:e.avoid};this.act(async()=>this.dispatchEvent(new xs("rank",await this.picture(e),t)))}toLoop(e){let t={want:e.want,avoid:e.avoid};this.act(async()=>this.dispatchEvent(new xs("feedback",await this.picture(e),t)))}toFile(e){this.act(async()=>{let{blob:t,name:s}=await this.picture(e);Ie(t,s)})}save(e,t){let{id:s}=this.session;this.act(async()=>Ie(await De(`sessions/${s}/${e}`),t))}};Es.styles=[A,P`
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
                gap: 6px 18px;
                padding: 8px 10px;
            }
            .group {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            .session {
                margin-left: auto;
            }
            .message {
                margin-top: 6px;
            }
        `],h([w({attribute:!1})],Es.prototype,"session",2),h([w({attribute:!1})],Es.prototype,"frame",2),h([w({type:Boolean})],Es.prototype,"disabled",2),h([E()],Es.prototype,"message",2),h([E()],Es.prototype,"isBusy",2),Es=h([M("cc-dream-outbox")],Es);var If=4,zf=200,ps=class extends C{constructor(){super(...arguments);this.earlier="";this.later="";this.earlierTitle="";this.laterTitle="";this.at=50;this.isSmall=!1;this.pressed=null;this.loaded=e=>{let t=e.target;this.isSmall=Math.max(t.naturalWidth,t.naturalHeight)<zf};this.enlargeAfter=e=>{e.stopPropagation(),this.enlarge(this.later)};this.press=e=>{if(e.button||e.target.closest("button"))return;let t=e.target.closest(".bar")!==null;this.pressed={x:e.clientX,isDragged:t},e.currentTarget.setPointerCapture(e.pointerId)};this.move=e=>{let{pressed:t}=this;if(!t||!t.isDragged&&Math.abs(e.clientX-t.x)<If)return;t.isDragged=!0;let{left:s,width:o}=e.currentTarget.getBoundingClientRect();this.at=Math.min(100,Math.max(0,(e.clientX-s)/o*100))};this.release=e=>{let{pressed:t}=this;if(this.pressed=null,!t||t.isDragged)return;let{left:s,width:o}=e.currentTarget.getBoundingClientRect();this.enlarge((e.clientX-s)/o*100<this.at?this.earlier:this.later)};this.key=e=>{let s={ArrowLeft:this.at-5,ArrowDown:this.at-5,ArrowRight:this.at+5,ArrowUp:this.at+5,PageDown:this.at-20,PageUp:this.at+20,Home:0,End:100}[e.key];s!==void 0&&(e.preventDefault(),this.at=Math.min(100,Math.max(0,s)))}}render(){let{earlier:e,later:t,at:s}=this,o=this.isSmall?"small":"";return e?c`<div
            class="frame"
            @pointerdown=${this.press}
            @pointermove=${this.move}
            @pointerup=${this.release}
            @pointercancel=${()=>this.pressed=null}
            @dragstart=${a=>a.preventDefault()}
        >
            <img class=${o} src=${t} alt=${this.laterTitle} @load=${this.loaded} />
            <img class="before ${o}" src=${e} alt=${this.earlierTitle} style="clip-path: inset(0 ${100-s}% 0 0)" />
            <div
                class="bar"
                role="slider"
                tabindex="0"
                style="left: ${s}%"
                aria-label=${n("Before and after")}
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=${Math.round(s)}
                aria-valuetext=${n("{share} % before",{share:Math.round(s)})}
                @keydown=${this.key}
            ></div>
            ${this.button()}
        </div>`:c`<div class="frame" style="cursor: zoom-in" @click=${()=>this.enlarge(t)}>
                <img class=${o} src=${t} alt=${this.laterTitle} @load=${this.loaded} />${this.button()}
            </div>`}button(){return c`<button class="large" aria-label=${n("Large view")} title=${n("Large view")} @click=${this.enlargeAfter}>
            ⤢
        </button>`}enlarge(e){this.dispatchEvent(new $o(e))}};ps.styles=[A,P`
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
        `],h([w()],ps.prototype,"earlier",2),h([w()],ps.prototype,"later",2),h([w()],ps.prototype,"earlierTitle",2),h([w()],ps.prototype,"laterTitle",2),h([E()],ps.prototype,"at",2),h([E()],ps.prototype,"isSmall",2),ps=h([M("cc-compare")],ps);var wr=class extends CustomEvent{constructor(i){super("cc-pick",{detail:i,bubbles:!0,composed:!0})}},Fd=60,Wd=120,Hf=120,ii=class extends C{constructor(){super(...arguments);this.tiles=[];this.selected=null;this.label="All steps";this.isMoved=!1;this.tile=e=>{let t=e.number===this.selected;return c`<button
            data-step=${e.number}
            aria-pressed=${t}
            tabindex=${t||this.selected===null?0:-1}
            title=${e.title}
            @click=${()=>this.pick(e)}
        >
            <span class="picture">
                ${e.source?c`<img loading="lazy" src=${e.source} alt="" />`:c`<small>${n("no picture")}</small>`}
            </span>
            <span class="caption">
                <b>${e.number||n("Start")}</b> ${e.caption}
                ${e.isKept?c`<span class="kept">${n("kept")}</span>`:v}
            </span>
        </button>`};this.key=e=>{let{tiles:t}=this,s=t.findIndex(u=>u.number===this.selected),a={ArrowLeft:s-1,ArrowRight:s+1,Home:0,End:t.length-1}[e.key],p=a===void 0?void 0:t[Math.min(t.length-1,Math.max(0,a))];p&&(e.preventDefault(),this.isMoved=p.number!==this.selected,this.dispatchEvent(new wr(p.number)))}}render(){let{tiles:e}=this;return e.length?e.length<Fd?c`<div class="row" role="group" aria-label=${n(this.label)} @keydown=${this.key}>
                ${Ne(e,t=>t.number,this.tile)}
            </div>`:c`<div class="row many" role="group" aria-label=${n(this.label)} tabindex="-1" @keydown=${this.key}>
            ${mc({items:e,keyFunction:(t,s)=>t?.number??-1-s,renderItem:t=>t?this.tile(t):c``,scroller:!0,layout:hc({direction:"horizontal"})})}
        </div>`:v}updated(e){e.has("tiles")&&this.tiles.length>=Fd&&this.requestUpdate(),e.has("selected")&&(this.reveal(this.isMoved),this.isMoved=!1)}pick(e){e.number===this.selected&&e.large?this.dispatchEvent(new $o(e.large)):this.dispatchEvent(new wr(e.number))}reveal(e,t=Hf){let s=this.renderRoot.querySelector(".row");if(!s)return;let o=s.querySelector(`[data-step="${this.selected}"]`);if(o){let[p,u]=[o.getBoundingClientRect(),s.getBoundingClientRect()];(p.left<u.left||p.right>u.right)&&(s.scrollLeft+=p.left-u.left-(u.width-p.width)/2),e&&o.focus({preventScroll:!0});return}let a=this.tiles.findIndex(p=>p.number===this.selected);s.scrollLeft=a*Wd-(s.clientWidth-Wd)/2,a>=0&&t&&requestAnimationFrame(()=>this.reveal(e,t-1))}};ii.styles=[A,P`
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
        `],h([w({attribute:!1})],ii.prototype,"tiles",2),h([w({type:Number})],ii.prototype,"selected",2),h([w()],ii.prototype,"label",2),ii=h([M("cc-strip")],ii);var en=class{constructor(i,e,t){this.host=i;this.next=e;this.show=t;this.isPlaying=!1;this.run=null;i.addController(this)}hostDisconnected(){this.stop()}stop(){this.run=null,this.isPlaying=!1,this.host.requestUpdate()}async play(){let i=this.run=Symbol();this.isPlaying=!0,this.host.requestUpdate(),await Id();for(let e=this.next();e&&i===this.run;e=this.next()){if(await Promise.all([jf(e),Nf()]),i!==this.run)return;this.show(),await Id()}i===this.run&&this.stop()}},Id=()=>new Promise(requestAnimationFrame),Nf=()=>{let r=window.matchMedia("(prefers-reduced-motion: reduce)").matches;return new Promise(i=>setTimeout(i,r?1200:140))};function jf(r){return new Promise(i=>{let e=new Image;e.onload=e.onerror=()=>i(),e.src=r})}var Ai=class extends C{constructor(){super(...arguments);this.tilesOf=null;this.playback=new en(this,()=>this.sourceOf(this.nextFrame),()=>this.nextFrame&&this.pick(this.nextFrame.number));this.toggle=()=>{let{playback:e,session:t}=this;if(e.isPlaying)return e.stop();this.nextFrame||this.pick(t.steps[0].number),e.play()};this.slide=e=>{this.playback.stop();let t=this.session.steps[Number(e.target.value)];t&&this.pick(t.number)}}render(){let{session:e,frame:t,place:s}=this,{steps:o}=e;return c`${t.file?c`<cc-compare
                      .later=${this.sourceOf(t)}
                      .laterTitle=${[br(t),Qo(t),qa(t)].filter(Boolean).join(" · ")}
                  ></cc-compare>`:c`<p class="gone hint">${n("The picture of this frame is gone.")}</p>`}
            <div class="controls" role="group" aria-label=${n("Playback")}>
                <button id="play" ?disabled=${o.length<2} @click=${this.toggle}>
                    ${this.playback.isPlaying?n("⏸ Stop"):n("▶ Play")}
                </button>
                <input
                    id="frame"
                    type="range"
                    min="0"
                    max=${Math.max(1,o.length-1)}
                    step="1"
                    ?disabled=${o.length<2}
                    aria-label=${n("Frame")}
                    aria-valuetext=${`${br(t)} ${Qo(t)}`}
                    .value=${String(s)}
                    @input=${this.slide}
                />
                <span class="place number">${s+1} / ${o.length}</span>
            </div>
            <cc-strip label="All frames" .tiles=${this.tiles()} .selected=${t.number} @cc-pick=${()=>this.playback.stop()}></cc-strip>`}get place(){return this.session.steps.findIndex(({number:e})=>e===this.frame.number)}get nextFrame(){return this.session.steps.slice(this.place+1).find(({file:e})=>e)}sourceOf(e){return e?.file?Xr(this.session.id,e.file):""}tiles(){let{id:e,steps:t}=this.session;return this.tilesOf?.steps!==t&&(this.tilesOf={steps:t,tiles:t.map(s=>Md(e,s))}),this.tilesOf.tiles}pick(e){this.dispatchEvent(new wr(e))}};Ai.styles=[A,P`
            :host {
                --picture-height: min(62vh, 640px);
                display: grid;
                gap: 8px;
                grid-template-columns: minmax(0, 1fr);
                min-width: 0;
            }
            .gone {
                background: var(--panel);
                border-radius: 12px;
                margin: 0;
                padding: 40px;
                text-align: center;
            }
            .controls {
                align-items: center;
                display: flex;
                gap: 10px;
            }
            #play {
                flex: none;
                min-width: 92px;
            }
            input {
                flex: 1;
                min-width: 60px;
            }
            .place {
                color: var(--soft);
                flex: none;
                font-size: 12px;
            }
        `],h([w({attribute:!1})],Ai.prototype,"session",2),h([w({attribute:!1})],Ai.prototype,"frame",2),Ai=h([M("cc-dream-player")],Ai);var ri=class extends C{constructor(){super(...arguments);this.presets=[];this.values={};this.fields=[]}render(){let{presets:e,values:t,fields:s}=this;if(!e.length)return v;let o=e.filter(a=>_d(a,e,t,s));return c`<h3>${n("What it looks like")}</h3>
            <div class="buttons" role="group" aria-label=${n("What it looks like")}>
                ${e.map(a=>c`<button
                            data-preset=${a.name}
                            title=${n(a.about)}
                            aria-pressed=${o.includes(a)}
                            @click=${()=>this.dispatchEvent(new CustomEvent("cc-preset",{detail:a}))}
                        >
                            ${n(a.name)}
                        </button>`)}
            </div>
            ${o.map(({about:a})=>c`<p class="hint" role="status">${n(a)}</p>`)}`}};ri.styles=[A,P`
            :host {
                display: block;
            }
            .buttons {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            [aria-pressed="true"] {
                border-color: var(--accent);
                font-weight: 650;
            }
            p {
                margin: 8px 0 0;
            }
        `],h([w({attribute:!1})],ri.prototype,"presets",2),h([w({attribute:!1})],ri.prototype,"values",2),h([w({attribute:!1})],ri.prototype,"fields",2),ri=h([M("cc-dream-presets")],ri);var Bf=/^#[0-9a-f]{6}$/i,Ts=class extends C{constructor(){super(...arguments);this.start="noise";this.colour="";this.picture=null}render(){let{field:e,start:t}=this;return c`<fieldset>
                <legend>${n("Start from")}</legend>
                <div class="kinds">
                    ${e.choices.map(s=>c`<label>
                                <input
                                    type="radio"
                                    name="start"
                                    value=${s}
                                    .checked=${s===t}
                                    @change=${()=>this.change("start",s)}
                                />
                                ${n(s)}
                            </label>`)}
                </div>
            </fieldset>
            ${t==="picture"?this.box():t==="colour"?this.colours():v}`}box(){return c`<cc-picture-box
            .picture=${this.picture}
            label=${n("Start picture")}
            @cc-chosen=${e=>{e.stopPropagation(),this.dispatchEvent(new CustomEvent("cc-given",{detail:e.detail}))}}
        ></cc-picture-box>`}colours(){let e=n(this.colourField.label),t=s=>this.change("colour",s.target.value);return c`<div class="colour">
            <input type="color" aria-label=${e} .value=${Bf.test(this.colour)?this.colour:"#808080"} @input=${t} />
            <input id="colour" aria-label=${n(this.colourField.info)} .value=${this.colour} @input=${t} />
        </div>`}change(e,t){this.dispatchEvent(new wo(e,t))}};Ts.styles=[A,P`
            :host {
                --picture-height: 200px;
                display: grid;
                gap: 8px;
            }
            fieldset {
                border: 0;
                margin: 0;
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
            .colour {
                display: flex;
                gap: 8px;
            }
            .colour input[type="color"] {
                flex: none;
                height: 33px;
                padding: 2px;
                width: 48px;
            }
            .colour input:not([type]) {
                min-width: 0;
                width: 140px;
            }
        `],h([w({attribute:!1})],Ts.prototype,"field",2),h([w({attribute:!1})],Ts.prototype,"colourField",2),h([w()],Ts.prototype,"start",2),h([w()],Ts.prototype,"colour",2),h([w({attribute:!1})],Ts.prototype,"picture",2),Ts=h([M("cc-dream-start")],Ts);var Uf=["start","resume","interrupt","new"],zd=["want","avoid"],Vf=["start","colour","pull"],Hd=["frames","steps"],Nd=["generator"],qf={dream:"More dream settings","dream-look":"How it is looked at","dream-move":"Zoom and drift",host:"Wake up"},jd=15,Kf=r=>({...r,title:qf[r.name]??r.title,folded:!0}),oi=class extends C{constructor(){super(...arguments);this.isToBeShown=!1;this.model=new Xo(this,()=>this.kind,()=>this.checkVisibility(),()=>this.isToBeShown=!0);this.paste=e=>{let t=ko(e.clipboardData);if(!t||!this.checkVisibility())return;e.preventDefault();let s=this.aimPart.matches("[open]:is(:hover, :focus-within)");this.model.give(s?"aim":"start",{blob:t,name:t.name})};this.changed=e=>this.model.set(e.detail.name,e.detail.value);this.offered=e=>{let t=e.offered?this.model.offers[e.offered]:void 0;return Array.isArray(t)?{...e,choices:t}:e};this.open=e=>{this.isToBeShown=!0,this.model.open(e.detail)}}connectedCallback(){super.connectedCallback(),document.addEventListener("paste",this.paste)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("paste",this.paste)}receive({picture:e}){this.startFrom(e)}startFrom(e){this.model.give("start",e),this.updateComplete.then(()=>{let t=this.renderRoot.querySelector("cc-form")?.renderRoot.querySelector('[data-field="want"]');t?.focus(),t?.scrollIntoView({block:"nearest"})})}updated(){if(!this.isToBeShown||!this.model.session)return;this.isToBeShown=!1;let{top:e}=this.workPart.getBoundingClientRect();(e<0||e>window.innerHeight*.5)&&this.workPart.scrollIntoView({block:"start"})}render(){return c`<div class="setup">${this.setup()}</div>
            <div class="work">${this.work()}</div>`}setup(){let{model:e,kind:t}=this,{fields:s}=t;return c`<cc-dream-presets
                .presets=${e.presets}
                .values=${e.values}
                .fields=${s}
                @cc-preset=${o=>e.choose(o.detail)}
            ></cc-dream-presets>
            ${this.form(s.filter(({name:o})=>zd.includes(o)),[])}
            <cc-dream-start
                .field=${this.field("start")}
                .colourField=${this.field("colour")}
                .start=${String(e.values.start)}
                .colour=${String(e.values.colour)}
                .picture=${e.given.start}
                @cc-change=${this.changed}
                @cc-given=${o=>e.give("start",o.detail)}
            ></cc-dream-start>
            ${this.aim()}
            ${e.isOther&&e.watch.id?c`<p class="note" id="other" role="status">${n("Other pictures: Start begins a new dream.")}</p>`:v}
            ${e.trouble?c`<p class="message error">
                      ${e.trouble} <button id="reload" @click=${()=>{e.loadOffers()}}>${n("Try again")}</button>
                  </p>`:v}
            <div class="rest">
                ${this.form(Hd.map(o=>this.field(o)),[])}
            </div>
            ${this.form(Nd.map(o=>this.field(o)),[])}
            <div class="rest">
                ${this.form(s.filter(({name:o})=>![...zd,...Vf,...Hd,...Nd].includes(o)).map(this.offered),t.sections.map(Kf))}
            </div>`}aim(){let{given:e}=this.model;return c`<details id="aim" ?open=${e.aim!==null}>
            <summary>${n("A picture to come near to")}</summary>
            <cc-picture-box
                .picture=${e.aim}
                label=${n("A picture to come near to")}
                @cc-chosen=${t=>this.model.give("aim",t.detail)}
            ></cc-picture-box>
            ${e.aim?this.form([this.field("pull")],[]):v}
        </details>`}form(e,t){return c`<cc-form .fields=${e} .sections=${t} .values=${this.model.values} @cc-change=${this.changed}></cc-form>`}field(e){return this.kind.fields.find(t=>t.name===e)}work(){let{model:e}=this,{session:t,watch:s}=e,o=e.message||s.error;return c`<cc-toolbar
                .wishes=${Uf}
                .possible=${this.possible}
                .score=${this.newest(t)}
                .steps=${t?n("{done} of {all} pictures",{done:t.steps.length,all:Va(t)}):""}
                @cc-do=${a=>this.act(a.detail)}
            ></cc-toolbar>
            ${o?c`<p class="message error" id="message" role="alert">${o}</p>`:v}
            <cc-progress .status=${s.status} .left=${t&&e.isAtWork?Pd(t):0}></cc-progress>
            ${this.goingOn()} ${t?this.dream(t,e.frame):this.welcome()}
            <details id="sessions" ?open=${!t}>
                <summary>${n("Sessions")}</summary>
                <cc-session-list
                    .briefs=${e.shelf.briefs}
                    .atWork=${e.shelf.atWork}
                    .open=${s.id}
                    ?hasMore=${e.shelf.hasMore}
                    @cc-open=${this.open}
                    @cc-more=${()=>{e.shelf.more()}}
                    @cc-delete=${a=>{e.remove(a.detail)}}
                ></cc-session-list>
            </details>`}newest(e){let t=e?.steps.at(-1);return t&&t.similarity!==null?xe(t.similarity):""}goingOn(){let{model:e}=this;if(!e.session?.steps.length||e.isAtWork)return v;let t=n("Change the words or the speed if you like, and dream on from the last frame.");return e.isFinished?c`<p class="more">
            <button id="more" ?disabled=${e.isBusy||e.isOther} @click=${()=>{e.more(jd)}}>
                ${n("Dream on: {count} more frames",{count:jd})}
            </button>
            <span class="hint" id="how">${t}</span>
        </p>`:c`<p class="hint" id="how">${t}</p>`}welcome(){return c`<div class="welcome">
            <p>${n("Choose what it looks like, enter what is to be seen, and press Start.")}</p>
            <p class="hint" id="honest">${Ka()}</p>
        </div>`}dream(e,t){let{model:s}=this;return c`${t?c`<cc-dream-player
                          .session=${e}
                          .frame=${t}
                          @cc-pick=${o=>s.pick(o.detail)}
                          @cc-large=${o=>this.enlarge(e,o.detail)}
                      ></cc-dream-player>
                      <cc-dream-facts .session=${e} .frame=${t}></cc-dream-facts>`:v}
            <cc-dream-outbox
                .session=${e}
                .frame=${t}
                ?disabled=${s.isAtWork||s.isBusy}
                @cc-start=${o=>this.startFrom(o.detail)}
                @cc-delete=${()=>{s.remove(e.id)}}
            ></cc-dream-outbox>`}enlarge(e,t){let s=Ad(e);rt(s,s.findIndex(o=>o.source===t))}get possible(){let{model:e}=this;return[...e.canStart?["start"]:[],...e.canResume?["resume"]:[],...e.isAtWork?["interrupt"]:[],...e.isPristine?[]:["new"]]}act(e){let{model:t}=this;({start:()=>t.begin(),resume:()=>t.resume(),interrupt:()=>t.interrupt(),new:()=>t.reset()})[e]?.()}};oi.styles=[A,P`
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
            p {
                margin: 0;
            }
            .rest {
                --column: 140px;
            }
            .rest:last-child {
                margin-top: -12px; /* its first section has a margin of its own */
            }
            .note {
                background: var(--panel);
                border-radius: var(--radius);
                font-size: 13px;
                margin: 0;
                padding: 6px 10px;
            }
            #aim {
                --picture-height: 160px;
            }
            #aim > * + * {
                margin-top: 8px;
            }
            .welcome {
                border: 1px dashed var(--line);
                border-radius: 12px;
                color: var(--soft);
                display: grid;
                gap: 10px;
                padding: 26px;
                text-align: center;
            }
            .welcome p {
                margin: 0 auto;
                max-width: 60ch;
            }
            .more {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 4px 12px;
                margin: 0;
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
        `],h([w({attribute:!1})],oi.prototype,"kind",2),h([He("#aim")],oi.prototype,"aimPart",2),h([He(".work")],oi.prototype,"workPart",2),oi=h([M("cc-dreams")],oi);function Bd({axes:r,seeds:i}){return[...r.map(({name:t,values:s})=>({name:t,values:s.map(o=>o||"–"),isSeeds:!1})),{name:n("Seed"),values:i.map(String),isSeeds:!0}]}function Gf(r){let i=r.map((s,o)=>o).filter(s=>r[s].values.length>1),e=i[0]??0,t=i.find(s=>s!==e)??(e===r.length-1?0:r.length-1);return{rows:e,columns:t,at:r.map(()=>0)}}function Ud(r,i){return!r||r.at.length!==i.length?Gf(i):{...r,at:r.at.map((e,t)=>Math.min(e,i[t].values.length-1))}}function Vd(r,i,e){let t=i==="rows"?"columns":"rows",s=r[t]===e?{[t]:r[i]}:{};return{...r,...s,[i]:e}}function qd(r,{rows:i,columns:e}){return r.map((s,o)=>o).filter(s=>s!==i&&s!==e&&r[s].values.length>1)}function Yf(r,i){return r.reduce((e,{values:t},s)=>e*t.length+i[s],0)}function Ya(r,i){let e=[];for(let{values:t}of r.toReversed())e.unshift(i%t.length),i=Math.floor(i/t.length);return e}function Kd(r,i){let e=Ya(r,i),t=r.map((o,a)=>({...o,value:o.values[e[a]]})),s=t.filter(({values:o})=>o.length>1);return s.length?s:t}function tn(r,i){return Kd(r,i).map(({name:e,value:t,isSeeds:s})=>s?`${e} ${t}`:`${e}: ${t}`).join(", ")}function Gd(r,i){return Kd(r,i).map(({value:e})=>e).join(" × ")}function Yd(r,{rows:i,columns:e,at:t}){return{rows:r[i].values.length,columns:r[e].values.length,cell:({row:s,column:o})=>Yf(r,t.map((a,p)=>p===i?s:p===e?o:a))}}function Jd(r,i){return{rows:Math.ceil(r.length/i),columns:Math.min(i,Math.max(r.length,1)),cell:({row:e,column:t})=>r[e*i+t]??-1}}function Ja(r,i,e,t,s=2){let o=Math.max(0,Math.floor(r/e)-s);return{first:Math.min(o,t),last:Math.min(t,Math.ceil((r+i)/e)+s)}}function Za({first:r,last:i},e,t){let s=Array.from({length:Math.max(0,i-r)},(o,a)=>r+a);return e<0||e>=t?s:e<r?[e,...s]:e>=i?[...s,e]:s}function Qa(r,i,e,t){let s=r*i;return s<e?s:s+i>e+t?Math.max(0,Math.min(s,s+i-t)):e}var yr=[40,56,80,112,160,224,320];function Zd(r,i){let e=yr.findLastIndex(t=>t*r<=i);return Math.min(4,Math.max(2,e))}function Qd(r,i){return[96,192,384,640].find(e=>e>=r*Math.min(2,i))??640}var Xd=r=>r.target.value;function sn(r,i,e,t,s){let o=(p,u,f)=>c`<label>
        <span>${u}</span>
        <select id=${p} @change=${$=>s({...r,[p]:Xd($)})}>
            ${f.map($=>c`<option value=${$} ?selected=${$===r[p]}>${$}</option>`)}
        </select>
    </label>`,a=t.length?[...i,["taste",n("taste")]]:i;return c`<label>
            <span>${n("Order")}</span>
            <select id="order" @change=${p=>s({...r,measure:Xd(p)})}>
                ${a.map(([p,u])=>c`<option value=${p} ?selected=${p===r.measure}>${u}</option>`)}
            </select>
        </label>
        ${Tc(r)?o("word",n("Word"),e):v}
        ${r.measure==="taste"?o("rater",n("Rater"),t):v}`}var Gt=class extends C{constructor(){super(...arguments);this.dimensions=[];this.words=[];this.raters=[];this.zoom=3;this.isWide=!1}render(){return c`<div class="row">
                ${this.orders()} ${this.order.measure?v:this.sides()}
                <span class="end">
                    <button id="smaller" aria-label=${n("Smaller cells")} title="${n("Smaller cells")} (−)" ?disabled=${this.zoom===0} @click=${()=>this.tell("cc-zoom",-1)}>−</button>
                    <button id="larger" aria-label=${n("Larger cells")} title="${n("Larger cells")} (+)" ?disabled=${this.zoom===yr.length-1} @click=${()=>this.tell("cc-zoom",1)}>+</button>
                    <button id="wide" aria-pressed=${this.isWide} title=${n("Hide the settings")} aria-label=${n("Hide the settings")} @click=${()=>this.tell("cc-wide",!this.isWide)}>⤢</button>
                </span>
            </div>
            ${this.order.measure?v:this.others()}`}tell(e,t){this.dispatchEvent(new CustomEvent(e,{detail:t}))}orders(){let{order:e,words:t,raters:s}=this,o=[["",n("as the axes are")],["own",n("similarity to their own prompt")],...t.length?[["similarity",n("similarity to a word")],["share",n("share of a word")]]:[]];return sn(e,o,t,s,a=>this.tell("cc-order",a))}sides(){let{dimensions:e,arrangement:t}=this;if(e.filter(({values:o})=>o.length>1).length<2)return v;let s=(o,a)=>c`<label>
            <span>${a}</span>
            <select id=${o} @change=${p=>this.tell("cc-arrange",Vd(t,o,Number(Jf(p))))}>
                ${e.map(({name:p},u)=>c`<option value=${u} ?selected=${u===t[o]}>${p}</option>`)}
            </select>
        </label>`;return c`${s("rows",n("Rows"))} ${s("columns",n("Columns"))}`}others(){let e=qd(this.dimensions,this.arrangement);return e.length?c`<div class="row">${e.map(t=>this.slider(t,this.dimensions[t]))}</div>`:v}slider(e,{name:t,values:s}){let{arrangement:o}=this,a=o.at[e],p=u=>{let f=Number(u.target.value);this.tell("cc-arrange",{...o,at:o.at.map(($,y)=>y===e?f:$)})};return c`<label class="slider" data-axis=${t}>
            <span><bdi>${t}</bdi></span>
            <input type="range" min="0" max=${s.length-1} step="1" .value=${String(a)} aria-valuetext=${s[a]} @input=${p} />
            <bdi>${s[a]}</bdi>
        </label>`}};Gt.styles=[A,P`
            :host {
                display: block;
            }
            .row {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px 14px;
            }
            .row + .row {
                margin-top: 6px;
            }
            label {
                align-items: center;
                display: flex;
                gap: 6px;
                max-width: 100%;
            }
            label > span:first-child {
                color: var(--soft);
                font-size: 12px;
                white-space: nowrap;
            }
            select {
                max-width: 220px;
                min-width: 0;
                padding: 4px 6px;
            }
            .end {
                display: flex;
                gap: 6px;
                margin-left: auto;
            }
            .end button {
                min-width: 34px;
            }
            .slider input {
                width: 160px;
            }
            .slider > bdi {
                font-weight: 600;
                overflow-wrap: anywhere;
            }
            @media (max-width: 820px) {
                #wide {
                    display: none;
                }
            }
        `],h([w({attribute:!1})],Gt.prototype,"dimensions",2),h([w({attribute:!1})],Gt.prototype,"arrangement",2),h([w({attribute:!1})],Gt.prototype,"order",2),h([w({attribute:!1})],Gt.prototype,"words",2),h([w({attribute:!1})],Gt.prototype,"raters",2),h([w({type:Number})],Gt.prototype,"zoom",2),h([w({type:Boolean})],Gt.prototype,"isWide",2),Gt=h([M("cc-gallery-bar")],Gt);var Jf=r=>r.target.value;var Zf=500,Qf=1/5,Yt=class{constructor(i){this.host=i;this.value=null;this.message="";this.path="";this.state="";this.run=null;this.timer=0;this.next=0}wish(i,e){if(i===this.path&&e===this.state)return;let t=i!==this.path;if([this.path,this.state]=[i,e],!t)return this.schedule();window.clearTimeout(this.timer),this.timer=0,this.value=this.run=null,this.message="",i&&this.read()}schedule(){this.run||this.timer||!this.path||(this.timer=window.setTimeout(()=>{this.read()},Math.max(0,this.next-Date.now())))}async read(){let{path:i,state:e}=this,t=this.run=Symbol(),s=Date.now();this.timer=0;let[o,a]=[this.value,""];try{o=await he(i)}catch(u){a=u.message}if(t!==this.run)return;this.run=null,[this.value,this.message]=[o,a];let p=Date.now();this.next=p+Math.max(Zf,(p-s)/Qf),e!==this.state&&this.schedule(),this.host.requestUpdate()}};var Xf=12,pt=class extends C{constructor(){super(...arguments);this.index=0;this.encoder="";this.cell=null;this.picture=null;this.ticks=new Set;this.message="";this.isDone=!1;this.isBusy=!1;this.seeing=new Ro(this);this.tastes=new Yt(this);this.loaded=e=>{let t=e.target;t.classList.toggle("tiny",t.naturalWidth<240)};this.tick=({detail:e})=>{this.ticks=ec(this.ticks,e.word,e.isTicked),this.words.length&&this.seeing.wish()};this.key=e=>{let t=e.composedPath()[0];!(!e.ctrlKey&&!e.metaKey&&!e.altKey)||e.defaultPrevented||t.matches("input, select, textarea, [role=application]")||e.key.startsWith("Arrow")&&(e.preventDefault(),this.move(e.key))};this.enlarge=()=>{this.dispatchEvent(new Event("cc-enlarge"))};this.toLoop=()=>{this.picture&&(this.dispatchEvent(new xs("feedback",this.picture,{want:this.words.join(", ")})),this.dialog.close())};this.outside=e=>{e.composedPath()[0]===this.dialog&&this.dialog.close()};this.close=e=>{e.target===this.dialog&&this.dispatchEvent(new Event("cc-close"))}}firstUpdated(){this.dialog.showModal()}willUpdate(e){let t=e.get("gallery"),s=t&&!t.files[this.index]&&this.gallery.files[this.index];(e.has("index")||s)&&this.load();let{cell:o,gallery:a}=this,p=At(wt());this.tastes.wish(o?.file&&p?`sessions/${a.id}/tastes${p}&file=${encodeURIComponent(o.file)}`:"","")}async load(){let{index:e,gallery:t}=this;this.cell?.index!==e&&(this.cell=null),this.picture=null,this.message="",this.seeing.forget();try{let s=await he(`sessions/${t.id}/cells/${e}`);if(e!==this.index||(this.cell=s,!s.file))return;let o={blob:await De(`sessions/${t.id}/pictures/${s.file}`),name:`${t.id}-${e}.png`};if(e!==this.index)return;this.picture=o,await this.prepare(o)}catch(s){e===this.index&&this.say(s.message,!1)}}async prepare(e){let t={picture:await it(e.blob),name:e.name,keywords:this.gallery.list,encoder:this.encoder||null};e===this.picture&&(this.seeing.about(t,null),this.words.length&&this.seeing.wish())}get words(){let{cell:e,ticks:t}=this;return(e?.words??[]).map(({word:s})=>s).filter(s=>t.has(Ks(s)))}render(){let{cell:e}=this;return c`<dialog aria-label=${n("A cell of the exhibition")} @close=${this.close} @click=${this.outside} @keydown=${this.key}>
            <header>
                <h2><bdi id="name">${e?this.name(e):"…"}</bdi></h2>
                <div class="moves">
                    <button id="previous" aria-label=${n("Previous picture")} @click=${()=>this.move("ArrowLeft")}>←</button>
                    <button id="next" aria-label=${n("Next picture")} @click=${()=>this.move("ArrowRight")}>→</button>
                    <button id="close" aria-label=${n("Close")} @click=${()=>this.dialog.close()}>✕</button>
                </div>
            </header>
            ${this.message?c`<p id="message" class="message ${this.isDone?"":"error"}" role=${this.isDone?"status":"alert"}>${this.message}</p>`:v}
            ${e?this.two(e):c`<p class="hint" aria-busy="true">…</p>`}
        </dialog>`}name(e){return Object.entries(e.values).map(([s,o])=>`${s}: ${o||"–"}`).join(", ")}two(e){return c`<div class="two">
            <div>${this.shown(e)} ${this.facts(e)} ${e.file?this.buttons(e):v}</div>
            <div>${e.words.length?this.ranking(e):v}</div>
        </div>`}shown(e){return e.error?c`<p class="message error">${n("could not be made")}: ${n(e.error)}</p>`:e.file?c`<button class="large" title=${n("Large view")} @click=${this.enlarge}>
            <img alt=${this.name(e)} src=${Oe(`sessions/${this.gallery.id}/pictures/${e.file}`)} @load=${this.loaded} />
        </button>`:c`<p class="hint">${n("not made yet")}</p>`}facts(e){let t=[["prompt",n("Prompt"),e.prompt],["negative",n("Negative prompt"),e.negative_prompt],["seed",n("Seed"),String(e.seed)],["own",n("Similarity to its prompt"),e.own===null?"":xe(e.own)],["liked",n("Taste"),this.liking(e)]];return c`<dl>
            ${t.filter(([,,s])=>s).map(([s,o,a])=>c`<dt>${o}</dt><dd id=${s}><bdi>${a}</bdi></dd>`)}
        </dl>`}liking(e){let t=this.tastes.value?.tastes[e.file]?.percentile??null;return t===null?"":n("You would like it more than {percent} % of the pictures you have seen.",{percent:Math.round(t)})}buttons(e){let t=this.isBusy||!this.picture;return c`<div class="buttons" role="group" aria-label=${n("This picture")}>
            ${Gs().map(s=>c`<button id="to_${s}" ?disabled=${t} @click=${()=>this.toTab(e,s)}>→ ${s}</button>`)}
            <button id="to_rank" ?disabled=${t} @click=${()=>this.toRank(e)}>→ ${n("Rank keywords")}</button>
            ${this.canLoop?c`<button id="to_loop" ?disabled=${t} @click=${this.toLoop}>${n("Start feedback loop")}</button>`:v}
            <button id="to_file" ?disabled=${t} @click=${()=>this.picture&&Ie(this.picture.blob,this.picture.name)}>
                ${n("Picture")}
            </button>
            <button id="copy" @click=${()=>this.act(()=>rr(e.prompt),n("Copied."))}>${n("Copy prompt")}</button>
        </div>`}ranking(e){let t=dc(e.words.toSorted((s,o)=>o.similarity-s.similarity).map(({word:s})=>s));return c`<section>
                <h3>${n("What CLIP sees")} <small>${n("share within each group · similarity")}</small></h3>
                <div @cc-tick=${this.tick}>
                    ${this.groups(e).map(({name:s,rows:o})=>c`${s?c`<h3><bdi>${n(s)}</bdi></h3>`:v}
                            <cc-word-rows
                                title=${s||n("Ranking")}
                                .first=${Xf}
                                .rows=${o}
                                .ticks=${this.ticks}
                                .colours=${t}
                            ></cc-word-rows>`)}
                </div>
            </section>
            ${this.picture?this.where(e):v}`}groups({words:e}){return(this.gallery.groups.length?this.gallery.groups:[["",0,e.length]]).map(([s,o,a])=>({name:s,rows:e.slice(o,a).sort((p,u)=>u.similarity-p.similarity)})).filter(({rows:s})=>s.length)}where(e){let{seeing:t}=this,s=({word:o,share:a,similarity:p})=>({keyword:o,group:"",similarity:p,share:a,rank:0,truncated:0});return c`<cc-where
            .maps=${t.maps}
            .words=${this.words}
            .rows=${new Map(e.words.map(o=>[o.word,s(o)]))}
            .picture=${this.picture}
            .status=${t.status}
            .message=${t.message}
            .cell=${t.cell}
            .question=${t.question}
            .fields=${this.face.mask.fields}
            ?canLoop=${this.canLoop}
            @cc-place=${o=>t.point(o.detail)}
            @cc-look=${t.look}
            @cc-interrupt=${t.interrupt}
        ></cc-where>`}get canLoop(){return this.face.kinds.some(e=>e.name==="feedback")}move(e){this.dispatchEvent(new CustomEvent("cc-move",{detail:e}))}async act(e,t=""){this.isBusy=!0,this.message="";try{await e(),this.say(t,!0)}catch(s){this.say(s.message,!1)}finally{this.isBusy=!1}}say(e,t){[this.message,this.isDone]=[e,t]}toTab(e,t){let{picture:s}=this;if(!s)return;let o=[`Seed: ${e.seed}`,`CLIP Critic session: ${this.gallery.id}`];this.act(async()=>{await Ys(t,s,o),this.dialog.close()})}toRank({prompt:e,negative_prompt:t}){this.picture&&(this.dispatchEvent(new xs("rank",this.picture,{prompt:e,negative:t})),this.dialog.close())}};pt.styles=[A,P`
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
            header {
                align-items: start;
                display: flex;
                gap: 8px;
                justify-content: space-between;
                margin-bottom: 10px;
            }
            h2 {
                font-size: 15px;
                margin: 0;
                overflow-wrap: anywhere;
            }
            .moves {
                display: flex;
                gap: 6px;
            }
            .two {
                display: grid;
                gap: 16px;
                grid-template-columns: minmax(0, 11fr) minmax(0, 9fr);
            }
            .two > div {
                align-content: start;
                display: grid;
                gap: 10px;
                min-width: 0;
            }
            .large {
                display: block;
                width: 100%;
            }
            .large img {
                background: var(--panel);
                border-radius: 8px;
                display: block;
                height: 60vh;
                object-fit: contain;
                width: 100%;
            }
            img.tiny {
                image-rendering: pixelated;
            }
            dl {
                display: grid;
                gap: 2px 10px;
                grid-template-columns: auto minmax(0, 1fr);
                margin: 0;
            }
            dt {
                color: var(--soft);
            }
            dd {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .buttons {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            section h3 {
                margin: 10px 0 4px;
            }
            section > h3 {
                margin-top: 0;
            }
            .message {
                margin: 0;
            }
            @media (max-width: 720px) {
                .two {
                    grid-template-columns: minmax(0, 1fr);
                }
                .large img {
                    height: 44vh;
                }
            }
        `],h([w({attribute:!1})],pt.prototype,"face",2),h([w({attribute:!1})],pt.prototype,"gallery",2),h([w({type:Number})],pt.prototype,"index",2),h([w()],pt.prototype,"encoder",2),h([E()],pt.prototype,"cell",2),h([E()],pt.prototype,"picture",2),h([E()],pt.prototype,"ticks",2),h([E()],pt.prototype,"message",2),h([E()],pt.prototype,"isDone",2),h([E()],pt.prototype,"isBusy",2),h([He("dialog")],pt.prototype,"dialog",2),pt=h([M("cc-cell")],pt);var tu={column:"clearest",isReversed:!1,word:"",isClearOnly:!1},to=({adjusted:r})=>r!==null&&r<.05,rn=r=>r??1/0,tg={value:(r,i)=>r.axis.localeCompare(i.axis)||r.value.localeCompare(i.value),word:(r,i)=>r.word.localeCompare(i.word),mean:(r,i)=>i.mean-r.mean,adjusted:(r,i)=>eu(rn(r.adjusted),rn(i.adjusted)),needed:(r,i)=>eu(rn(r.needed),rn(i.needed))};function su(r,{column:i,isReversed:e,word:t,isClearOnly:s}){let o=r.filter(p=>(!t||p.word===t)&&(!s||to(p))),a=i==="clearest"?o:o.toSorted(tg[i]);return e?a.toReversed():a}function iu(r){return r.reduce((i,{mean:e,low:t,high:s})=>Math.max(i,Math.abs(e),Math.abs(t??0),Math.abs(s??0)),0)}function ru({mean:r,low:i,high:e},t){let s=p=>t>0?50+50*Math.max(-t,Math.min(t,p))/t:50,[o,a]=i===null||e===null?[Math.min(0,r),Math.max(0,r)]:[i,e];return{left:s(o),width:s(a)-s(o),mean:s(r)}}function $r(r,i=3){let e=r.toFixed(i);return r>0&&Number(e)!==0?`+${e}`:e.replace("-","−").replace(/^−(0\.0+)$/,"$1")}function ou(r){return r===null?"–":r<.001?"< 0.001":r.toFixed(3)}function eu(r,i){return r===i?0:r<i?-1:1}var Xa=6,sg=8,xr=class extends C{render(){let{rows:i,columns:e,mixes:t,shares:s}=this.split,o={rows:i.axis,columns:e.axis,interaction:n("only their mix"),seeds:n("the seed"),rest:n("chance")},a=Object.keys(o).map((p,u)=>({name:o[p],share:Math.max(0,s[p]||0),colour:pc[p==="rest"?7:u]}));return c`<h3>${n("Rows, columns and their mixes")} <small>${n("where the differences in similarity to the prompt come from")}</small></h3>
            <div class="whole" aria-hidden="true">
                ${a.map(({share:p,colour:u})=>c`<span style="background: ${u}; width: ${p*100}%"></span>`)}
            </div>
            <ul class="legend">
                ${a.map(({name:p,share:u,colour:f})=>c`<li><i class="dot" style="background: ${f}"></i> <bdi>${p}</bdi> <span class="number">${at(u)}</span></li>`)}
            </ul>
            <div class="parts">${this.axis(i)} ${this.axis(e)} ${t.length?this.mixes(t):v}</div>`}axis({axis:i,values:e}){let t=e.toSorted((o,a)=>a.adds-o.adds),s=t.length>2*Xa?[...t.slice(0,Xa),null,...t.slice(-Xa)]:t;return c`<section>
            <h3><bdi>${i}</bdi></h3>
            <ul>
                ${s.map(o=>o?c`<li><bdi>${o.value||"–"}</bdi> <span class="number">${$r(o.adds)}</span></li>`:c`<li aria-hidden="true">⋯</li>`)}
            </ul>
        </section>`}mixes(i){return c`<section>
            <h3>${n("Mixes")} <small>${n("more or less than the sum of both")}</small></h3>
            <ul>
                ${i.slice(0,sg).map(e=>c`<li class=${to(e)?"clear":""}>
                        <bdi>${e.row||"–"} × ${e.column||"–"}</bdi> <span class="number">${$r(e.adds)}</span>
                    </li>`)}
            </ul>
        </section>`}};xr.styles=[A,P`
            :host {
                display: block;
                margin-top: 14px;
            }
            .whole {
                border-radius: 6px;
                display: flex;
                height: 16px;
                margin-bottom: 6px;
                overflow: hidden;
            }
            ul {
                list-style: none;
                margin: 0;
                padding: 0;
            }
            .legend {
                display: flex;
                flex-wrap: wrap;
                gap: 2px 14px;
                margin-bottom: 12px;
            }
            .dot {
                border-radius: 50%;
                display: inline-block;
                height: 9px;
                width: 9px;
            }
            .parts {
                display: grid;
                gap: 12px 24px;
                grid-template-columns: repeat(auto-fill, minmax(min(100%, 240px), 1fr));
            }
            .parts li {
                display: flex;
                gap: 8px;
                justify-content: space-between;
                padding: 1px 0;
            }
            .parts bdi {
                overflow-wrap: anywhere;
            }
            .clear {
                font-weight: 650;
            }
        `],h([w({attribute:!1})],xr.prototype,"split",2),xr=h([M("cc-split")],xr);var on=20,Ws=class extends C{constructor(){super(...arguments);this.measure="similarity";this.choice=tu;this.isWhole=!1;this.words=[]}willUpdate(e){e.has("found")&&(this.words=[...new Set(this.found.effects.map(({word:t})=>t))].sort((t,s)=>t.localeCompare(s)),this.words.includes(this.choice.word)||(this.choice={...this.choice,word:""}))}render(){let{found:e}=this;return c`${e.effects.length?this.effects(e):c`<p class="hint">${n("No pair of pictures can be compared yet.")}</p>`}
        ${e.split?c`<cc-split .split=${e.split}></cc-split>`:v}`}effects({effects:e,count:t,comparisons:s,split:o}){let a=su(e,this.choice),p=this.isWhole?a:a.slice(0,on),u=iu(a);return c`${this.choices()}
            <div class="scroller" tabindex="0" role="region" aria-label=${n("Effects")}>
                <table>
                    <thead>
                        <tr>
                            ${this.head("value",n("Value"))} ${this.head("word",n("Word"))}
                            ${this.head("mean",n("Difference"))}
                            <th scope="col">${n("95 % interval")}</th>
                            ${this.head("adjusted",n("p (Holm)"))}
                            <th scope="col" class="number">${n("Seeds compared")}</th>
                            ${this.head("needed",n("Needed"))}
                        </tr>
                    </thead>
                    <tbody>
                        ${p.map(f=>this.row(f,u))}
                    </tbody>
                </table>
            </div>
            ${a.length>on?c`<button class="quiet" id="all" aria-expanded=${this.isWhole} @click=${()=>this.isWhole=!this.isWhole}>
                      ${this.isWhole?n("Show the first {count} only",{count:on}):n("Show all (+{count})",{count:a.length-on})}
                  </button>`:v}
            <p class="hint">
                ${n("Pictures of the same seed are compared.")}
                ${s?o?n("Bold: clear after Holm's correction for all {count} comparisons, with the mixes below.",{count:s}):n("Bold: clear after Holm's correction for all {count} comparisons.",{count:s}):v}
                ${t>e.length?n("The clearest {count} are here; all are in the CSV.",{count:e.length}):v}
                ${e.every(({low:f})=>f===null)?n("Intervals need 8 seeds."):v}
            </p>`}choices(){let{choice:e,measure:t}=this,s=o=>{this.choice={...e,...o}};return c`<div class="choices">
            <label>
                ${n("Word")}
                <select id="word" @change=${o=>s({word:o.target.value})}>
                    <option value="" ?selected=${!e.word}>${n("all words")}</option>
                    ${this.words.map(o=>c`<option value=${o} ?selected=${o===e.word}>${o}</option>`)}
                </select>
            </label>
            <label>
                ${n("Measure")}
                <select
                    id="measure"
                    @change=${o=>this.dispatchEvent(new CustomEvent("cc-measure",{detail:o.target.value}))}
                >
                    <option value="similarity" ?selected=${t==="similarity"}>${n("Similarity")}</option>
                    <option value="share" ?selected=${t==="share"}>${n("Share")}</option>
                </select>
            </label>
            <label>
                <input
                    id="clear"
                    type="checkbox"
                    .checked=${e.isClearOnly}
                    @change=${o=>s({isClearOnly:o.target.checked})}
                />
                ${n("Only clear ones")}
            </label>
        </div>`}head(e,t){let{choice:s}=this,o=s.column===e,a=o?s.isReversed?{...s,column:"clearest",isReversed:!1}:{...s,isReversed:!0}:{...s,column:e,isReversed:!1},p=e==="mean"||e==="adjusted"||e==="needed",u=e==="mean"!==s.isReversed;return c`<th scope="col" class=${p?"number":""} aria-sort=${o?u?"descending":"ascending":v}>
            <button data-sort=${e} title=${n("Sort")} @click=${()=>this.choice=a}>
                ${t} <span aria-hidden="true">${o?u?"▼":"▲":"↕"}</span>
            </button>
        </th>`}row(e,t){let{axis:s,value:o,against:a,word:p,mean:u,low:f,high:$,adjusted:y,n:k,needed:O}=e,D=ru(e,t),N=U=>this.measure==="share"?`${$r(U*100,1)} %`:$r(U);return c`<tr class="${to(e)?"clear":""} ${u>0?"up":"down"}">
            <td><bdi>${o}</bdi> <small><bdi>${n("against {value}",{value:a==="average"?n(a):a})}</bdi> · <bdi>${s}</bdi></small></td>
            <td><bdi>${p}</bdi></td>
            <td class="number">${N(u)}</td>
            <td>
                <div class="bar" role="img" aria-label=${f===null||$===null?n("too few seeds"):`${N(f)} – ${N($)}`}>
                    <i style="left: ${D.left}%; width: ${D.width}%"></i><b style="left: ${D.mean}%"></b>
                </div>
            </td>
            <td class="number">${ou(y)}</td>
            <td class="number">${k}</td>
            <td class="number">${O===null?"–":n("about {count}",{count:O})}</td>
        </tr>`}};Ws.styles=[A,P`
            :host {
                display: block;
                min-width: 0;
            }
            .choices {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px 14px;
                margin-bottom: 8px;
            }
            label {
                align-items: center;
                display: flex;
                gap: 6px;
            }
            select {
                max-width: 220px;
            }
            .scroller {
                overflow-x: auto;
                position: relative;
            }
            table {
                border-collapse: collapse;
                min-width: 640px;
                width: 100%;
            }
            th,
            td {
                border-bottom: 1px solid var(--line);
                max-width: 240px;
                overflow-wrap: anywhere;
                padding: 4px 8px;
                text-align: start;
                vertical-align: middle;
            }
            th {
                font-size: 12px;
                white-space: nowrap;
            }
            th button {
                background: none;
                border: 0;
                font-size: 12px;
                font-weight: 650;
                padding: 2px 0;
            }
            .number {
                text-align: end;
            }
            .clear td {
                font-weight: 650;
            }
            small {
                color: var(--soft);
                font-weight: 400;
            }
            .bar {
                background: linear-gradient(var(--soft), var(--soft)) 50% / 1px 100% no-repeat;
                height: 16px;
                min-width: 120px;
                position: relative;
                width: 100%;
            }
            .bar i {
                background: color-mix(in srgb, var(--soft) 45%, transparent);
                border-radius: 3px;
                height: 8px;
                min-width: 2px;
                position: absolute;
                top: 4px;
            }
            .bar b {
                background: var(--ink);
                height: 14px;
                margin-left: -1px;
                position: absolute;
                top: 1px;
                width: 3px;
            }
            .clear.up .bar :is(i, b) {
                background: var(--good);
            }
            .clear.down .bar :is(i, b) {
                background: var(--bad);
            }
            .clear .bar i {
                opacity: 0.6;
            }
            .hint {
                margin: 6px 0;
            }
        `],h([w({attribute:!1})],Ws.prototype,"found",2),h([w()],Ws.prototype,"measure",2),h([E()],Ws.prototype,"choice",2),h([E()],Ws.prototype,"isWhole",2),Ws=h([M("cc-effects")],Ws);function au({key:r,ctrlKey:i,metaKey:e,altKey:t},{row:s,column:o},a,p){if(t||e&&!i)return null;let[u,f]=[a.rows-1,a.columns-1],y={ArrowUp:{row:s-1,column:o},ArrowDown:{row:s+1,column:o},ArrowLeft:{row:s,column:o-1},ArrowRight:{row:s,column:o+1},PageUp:{row:s-p,column:o},PageDown:{row:s+p,column:o},Home:{row:i?0:s,column:0},End:{row:i?u:s,column:f}}[r];return y?el(y,a):null}function el({row:r,column:i},e){let t={row:nu(r,e.rows),column:nu(i,e.columns)};for(;t.column>0&&e.cell(t)<0;)t.column-=1;return t}function lu({key:r,ctrlKey:i,metaKey:e,altKey:t}){return i||e||t?0:r==="+"||r==="="?1:r==="-"||r==="_"?-1:0}var nu=(r,i)=>Math.max(0,Math.min(i-1,r));var tl=class extends uc{constructor(){super(...arguments);this.image=null;this.source=null}render(){return qn}update({element:e}){return this.image=e,qn}disconnected(){!this.image||this.image.complete||(this.source=this.image.getAttribute("src"),this.image.removeAttribute("src"))}reconnected(){this.source&&this.image?.setAttribute("src",this.source),this.source=null}},cu=cc(tl);var sl=4,pu=34,ig=46,rg=112,og=76,ng=560,nn=18,ag=90,lg=112,il=class extends CustomEvent{constructor(i){super("cc-cell",{detail:i,bubbles:!0,composed:!0})}},dt=class extends C{constructor(){super(...arguments);this.dimensions=[];this.measured=null;this.measure="";this.size=112;this.at={row:0,column:0};this.scrolled={left:0,top:0};this.room={width:0,height:0};this.isFast=!1;this.wall={rows:0,columns:0,cell:()=>-1};this.seen=new Set;this.timer=0;this.watcher=new ResizeObserver(()=>this.measureRoom());this.scrolledOn=()=>{let{pitch:e,scroller:t,scrolled:s}=this,o=Math.floor(t.scrollLeft/e.x)*e.x,a=Math.floor(t.scrollTop/e.y)*e.y;o===s.left&&a===s.top||(this.isFast=Math.abs(o-s.left)>2*e.x||Math.abs(a-s.top)>2*e.y,window.clearTimeout(this.timer),this.isFast&&(this.timer=window.setTimeout(()=>this.isFast=!1,ag)),this.scrolled={left:o,top:a})};this.key=e=>{let t=lu(e);if(t)e.preventDefault(),this.dispatchEvent(new CustomEvent("cc-zoom",{detail:t}));else if(e.key==="Enter"||e.key===" "){e.preventDefault();let s=this.wall.cell(this.at);s>=0&&this.open(this.at,s)}else this.move(e)!==null&&(e.preventDefault(),this.focusCell())}}connectedCallback(){super.connectedCallback(),this.watcher.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.watcher.disconnect(),window.clearTimeout(this.timer)}measureRoom(){let e=this.clientWidth,t=Math.max(260,Math.round(window.innerHeight*.76));(e!==this.room.width||t!==this.room.height)&&(this.room={width:e,height:t})}get isSorted(){return this.measured!==null}get head(){return this.isSorted?{left:0,top:0}:{left:this.room.width<ng?og:rg,top:ig}}get pitch(){let e=this.size+sl;return{x:e,y:this.isSorted?e+pu:e}}get view(){return{width:this.room.width-this.head.left-nn,height:this.height-this.head.top-nn}}get height(){return Math.min(this.room.height,this.head.top+this.wall.rows*this.pitch.y+nn)}willUpdate(e){let{measured:t}=this;this.room.width||this.measureRoom();let s=this.wall.rows?this.wall.cell(this.at):-1,o=Math.max(1,Math.floor((this.room.width-nn)/(this.size+sl)));this.wall=t?Jd(t.order,o):Yd(this.dimensions,this.arrangement),e.has("measured")&&t&&!e.get("measured")?this.at={row:0,column:0}:s>=0&&this.show(s),this.at=el(this.at,this.wall)}updated(e){let{scroller:t}=this,s=e.get("size");if(e.has("measured")&&!!this.measured!=!!e.get("measured"))t.scrollTo(0,0),this.measured||this.reveal();else if(s){let o=this.size/s;t.scrollTo(t.scrollLeft*o,t.scrollTop*o)}}render(){let{wall:e,pitch:t,head:s,view:o,scrolled:a}=this,p=Za(Ja(a.top,o.height,t.y,e.rows),this.at.row,e.rows),u=Za(Ja(a.left,o.width,t.x,e.columns),this.at.column,e.columns),f=`width: ${s.left+e.columns*t.x}px; height: ${s.top+e.rows*t.y}px`,$=this.isSorted?0:1;return c`<div
            class="scroller"
            role="grid"
            aria-label=${n("Gallery")}
            aria-rowcount=${e.rows+$}
            aria-colcount=${e.columns+$}
            style="height: ${this.height}px"
            @scroll=${this.scrolledOn}
            @keydown=${this.key}
        >
            <div class="sheet" role="presentation" style=${f}>
                ${this.isSorted?v:this.heads(u)}
                ${Ne(p,y=>y,y=>this.row(y,u,$))}
            </div>
        </div>`}heads(e){let{head:t,pitch:s,dimensions:o,arrangement:a}=this,[p,u]=[o[a.rows],o[a.columns]];return c`<div role="row" class="head" aria-rowindex="1" style="height: ${t.top}px">
            <div role="columnheader" class="corner" aria-colindex="1" style="width: ${t.left}px">
                <bdi class="of-columns">${u.name} →</bdi>
                <bdi>${p.name} ↓</bdi>
            </div>
            ${Ne(e,f=>f,f=>c`<div
                    role="columnheader"
                    class="column"
                    aria-colindex=${f+2}
                    style="left: ${t.left+f*s.x}px; top: 0; width: ${s.x}px"
                >
                    <bdi class="title" title=${u.values[f]}>${u.values[f]}</bdi>
                </div>`)}
        </div>`}row(e,t,s){let{head:o,pitch:a,dimensions:p,arrangement:u}=this,f=p[u.rows]?.values[e]??"";return c`<div role="row" class="row" aria-rowindex=${e+s+1} style="top: ${o.top+e*a.y}px; height: ${a.y}px">
            ${this.isSorted?v:c`<div role="rowheader" class="side" aria-colindex="1" style="width: ${o.left}px">
                      <bdi class="title" title=${f}>${f}</bdi>
                  </div>`}
            ${Ne(t,$=>$,$=>this.cell({row:e,column:$},s))}
        </div>`}cell(e,t){let{head:s,pitch:o,size:a,gallery:p}=this,u=this.wall.cell(e),f=`left: ${s.left+e.column*o.x}px; top: 0; width: ${a}px; height: ${o.y-sl}px`,$=e.row===this.at.row&&e.column===this.at.column;if(u<0)return c`<div role="gridcell" class="cell none" aria-colindex=${e.column+t+1} style=${f}></div>`;let y=p.files[u]??"",k=y?"":p.errors[u]??"",O=tn(this.dimensions,u);return c`<div
            role="gridcell"
            class="cell ${y?"":k?"failed":"empty"}"
            data-cell=${u}
            aria-colindex=${e.column+t+1}
            aria-label=${this.label(u,O,y,k)}
            title=${k?`${O}: ${n(k)}`:O}
            tabindex=${$?0:-1}
            style=${f}
            @focus=${()=>this.at=e}
            @click=${()=>this.open(e,u)}
        >
            <div class="picture" style="height: ${a}px">${y?this.picture(y):k?this.reason(k):v}</div>
            ${this.isSorted?this.caption(u):v}
        </div>`}label(e,t,s,o){let a=s?"":o?`, ${n("could not be made")}: ${n(o)}`:`, ${n("not made yet")}`,p=this.measured?`, ${this.value(e)}`:"";return t+p+a}picture(e){if(this.isFast&&!this.seen.has(e))return v;let t=Qd(this.size,window.devicePixelRatio);return c`<img
            loading="lazy"
            decoding="async"
            alt=""
            draggable="false"
            src=${Oe(`sessions/${this.gallery.id}/pictures/${e}?side=${t}`)}
            @load=${s=>this.loaded(s,e)}
            ${cu()}
        />`}loaded(e,t){let s=e.target;this.seen.add(t),s.classList.toggle("tiny",Math.max(s.naturalWidth,s.naturalHeight)<this.size)}reason(e){return this.size<lg?c`<b aria-hidden="true">!</b>`:c`<span>${n(e)}</span>`}caption(e){return c`<span class="caption"><b>${this.value(e)}</b><bdi>${Gd(this.dimensions,e)}</bdi></span>`}value(e){let{measure:t,measured:s}=this;return Cc(t,(s?.percentiles??s?.values)?.[e])}open(e,t){this.at=e,this.dispatchEvent(new il(t))}move(e){let t=Math.max(1,Math.floor(this.view.height/this.pitch.y)),s=au(e,this.at,this.wall,t);return s?(this.at=s,this.reveal(),this.wall.cell(s)):null}show(e){let{measured:t,arrangement:s,wall:o}=this;if(!t){let p=Ya(this.dimensions,e);this.at={row:p[s.rows],column:p[s.columns]};return}let a=t.order.indexOf(e);a>=0&&(this.at={row:Math.floor(a/o.columns),column:a%o.columns})}line(){let{measured:e,wall:t}=this;return e?.order??Array.from({length:t.columns},(s,o)=>t.cell({row:this.at.row,column:o}))}reveal(){let{at:e,pitch:t,view:s,scroller:o}=this,a=Qa(e.row,t.y,o.scrollTop,s.height),p=Qa(e.column,t.x,o.scrollLeft,s.width);o.scrollTo({top:a,left:p,behavior:"instant"}),this.scrolledOn()}async focusCell(){await this.updateComplete,this.renderRoot.querySelector(".cell[tabindex='0']")?.focus({preventScroll:!0})}};dt.styles=[A,P`
            :host {
                display: block;
                min-width: 0;
            }
            .scroller {
                border: 1px solid var(--line);
                border-radius: var(--radius);
                contain: strict;
                overflow: auto;
                overscroll-behavior: contain;
            }
            .sheet {
                min-width: 100%;
                position: relative;
            }
            .head {
                background: var(--panel);
                position: sticky;
                top: 0;
                z-index: 2;
            }
            .row {
                position: absolute;
                width: 100%;
            }
            .head > *,
            .cell {
                position: absolute;
            }
            .title {
                display: -webkit-box;
                -webkit-box-orient: vertical;
                -webkit-line-clamp: 2;
                font-size: 12px;
                font-weight: 600;
                line-height: 1.3;
                max-height: 2.6em;
                overflow: hidden;
                overflow-wrap: anywhere;
            }
            .column {
                align-items: end;
                display: flex;
                height: 100%;
                justify-content: center;
                padding: 4px 2px;
                text-align: center;
            }
            .side {
                align-items: center;
                background: var(--panel);
                display: flex;
                height: 100%;
                left: 0;
                padding: 4px 8px;
                position: sticky;
                z-index: 1;
            }
            .head .corner {
                align-items: start;
                background: var(--panel);
                color: var(--soft);
                display: flex;
                flex-direction: column;
                font-size: 11px;
                height: 100%;
                justify-content: space-between;
                left: 0;
                overflow: hidden;
                padding: 4px 8px;
                position: sticky;
                white-space: nowrap;
                z-index: 1;
            }
            .corner .of-columns {
                align-self: end;
            }
            .cell {
                cursor: zoom-in;
                outline-offset: -2px;
            }
            .cell.none {
                cursor: default;
            }
            .picture {
                align-items: center;
                background: var(--panel);
                border-radius: 4px;
                display: flex;
                justify-content: center;
                overflow: hidden;
            }
            .empty .picture {
                background: none;
                border: 1px dashed var(--line);
            }
            .failed .picture {
                background: color-mix(in srgb, var(--bad) 12%, var(--ground));
                border: 1px solid var(--bad);
                color: var(--bad);
                font-size: 11px;
                line-height: 1.25;
                overflow-wrap: anywhere;
                padding: 4px;
            }
            .failed b {
                font-size: 18px;
            }
            .failed span {
                max-height: 100%;
            }
            img {
                height: 100%;
                object-fit: contain;
                width: 100%;
            }
            img.tiny {
                image-rendering: pixelated;
            }
            .caption {
                color: var(--soft);
                display: block;
                font-size: 11px;
                height: ${pu-4}px;
                line-height: 1.35;
                overflow: hidden;
            }
            .caption > * {
                display: block;
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .caption b {
                color: var(--ink);
                font-variant-numeric: tabular-nums;
            }
            .cell:focus-visible {
                outline: 3px solid var(--accent);
            }
        `],h([w({attribute:!1})],dt.prototype,"gallery",2),h([w({attribute:!1})],dt.prototype,"dimensions",2),h([w({attribute:!1})],dt.prototype,"arrangement",2),h([w({attribute:!1})],dt.prototype,"measured",2),h([w()],dt.prototype,"measure",2),h([w({type:Number})],dt.prototype,"size",2),h([E()],dt.prototype,"at",2),h([E()],dt.prototype,"scrolled",2),h([E()],dt.prototype,"room",2),h([E()],dt.prototype,"isFast",2),h([He(".scroller")],dt.prototype,"scroller",2),dt=h([M("cc-gallery")],dt);var cg=600;function ln(r,i){return be("POST","exhibitions/plan",{settings:r,session:i})}var an=class{constructor(i){this.host=i;this.plan=null;this.message="";this.asked="";this.timer=0;i.addController(this)}hostDisconnected(){window.clearTimeout(this.timer),this.asked=""}wish(i,e){let t=i?JSON.stringify([i,e]):"";t!==this.asked&&(this.asked=t,window.clearTimeout(this.timer),i?this.timer=window.setTimeout(()=>{this.ask(i,e,t)},cg):[this.plan,this.message]=[null,""])}async ask(i,e,t){let[s,o]=[null,""];try{s=await ln(i,e)}catch(a){o=a.message}t===this.asked&&([this.plan,this.message]=[s,o],this.host.requestUpdate())}};function cn({left:r,cells:i,seeds:e,seconds:t,bytes:s,measured:o}){if(!r)return n("All these pictures are there already.");let a=n("{count} pictures to draw ({cells} cells x {seeds} seeds): about {time}, {size} on disk.",{count:r,cells:i,seeds:e,time:pg(t),size:dg(s)});return o?a:`${a} ${n("The time is only assumed, until pictures have been drawn here.")}`}function pg(r){let i=[["d",86400],["h",3600],["min",60]],[e,t]=i.find(([,s])=>r>=2*s)??["s",1];return`${Math.round(r/t)} ${e}`}function dg(r){let[i,e]=r>=1e9?[r/1e9,"GB"]:[r/1e6,"MB"];return`${Number(i.toPrecision(3))} ${e}`}function rl(){return[{name:"own axes",title:n("My own axes"),about:n("Write the axes yourself: words, weights, artists, samplers, checkpoints, or any other setting."),example:{prompt:"a castle, {style}",axes:"style = oil painting | watercolour | "}},{name:"emphasis",title:n("What does emphasis do?"),about:n("A word of the prompt, named in About, is drawn as it is, in one pair and two pairs of brackets, with the weight 1.5, and left out."),example:{prompt:"a small blue circle",subject:"blue"}},{name:"modifier",title:n("What does this modifier do?"),about:n("The prompt is drawn without and with each modifier of About; write a | between several."),example:{prompt:"a castle",subject:"8k | unreal engine"}},{name:"artists",title:n("Artist x artist"),about:n("Every name of a keyword list is mixed with every name of another, or of the same: write one or two lists in About."),example:{prompt:"a castle",subject:"Painters/Impressionist"}},{name:"without",title:n("Which of my words matter?"),about:n("Each phrase of the prompt is left out in turn, and each picture is compared with that of the whole prompt."),example:{prompt:"a castle, oil painting, 8k"}}]}var ug=["prompt","subject","axes"];function du({name:r,example:i},e){let t=rl().map(a=>a.example),s=a=>{let p=String(e[a]??"").trim();return!p||t.some(u=>u[a]?.trim()===p)},o=ug.filter(s).map(a=>[a,i[a]??""]);return{study:r,...Object.fromEntries(o)}}var pn="most_pictures",dn=class extends Ut{constructor(e,t,s,o,a){super(e,t,s,o,!1);this.confirm=a}get planned(){let{values:e}=this;return this.isAtWork?null:this.watch.id?this.canResume&&Object.keys(this.changes()).length?this.changes():null:e.axes||e.study!=="own axes"?e:null}choose(e){this.values={...this.values,...du(e,this.values)},this.changed()}begin(){return this.act(async()=>{this.require();let e=await this.confirmed(this.values,"");e&&(await this.watch.act("start",`sessions/${this.kind().name}`,{settings:e}),this.values=e,this.begun())})}resume(){return this.act(async()=>{this.require();let{id:e}=this.watch,t=await this.confirmed(this.changes(),e);t&&(await this.watch.act("resume",`sessions/${e}/resume`,{settings:t}),this.values={...this.values,...t},this.begun())})}async confirmed(e,t){let s=this.kind().fields.find(({name:u})=>u===pn),o=Number(this.values[pn]);try{return await ln(e,t),e}catch(u){if(!s||!(o<s.maximum))throw u}let a=await ln({...e,[pn]:s.maximum},t);return await this.confirm(`${cn(a)} ${n("Really draw so many?")}`)?{...e,[pn]:Math.max(o,this.drawn(a))}:null}drawn({cells:e,seeds:t}){return e*t*Number(this.values.candidates??1)}};var kr=class extends C{constructor(){super(...arguments);this.chosen=""}render(){let e=rl();return c`<div class="buttons" role="group" aria-label=${n("Study")}>
                ${e.map(t=>c`<button
                        data-study=${t.name}
                        aria-pressed=${t.name===this.chosen}
                        @click=${()=>this.dispatchEvent(new CustomEvent("cc-study",{detail:t}))}
                    >
                        ${t.title}
                    </button>`)}
            </div>
            <p class="hint">${e.find(t=>t.name===this.chosen)?.about}</p>`}};kr.styles=[A,P`
            :host {
                display: block;
            }
            .buttons {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            [aria-pressed="true"] {
                border-color: var(--accent);
                font-weight: 650;
            }
            p {
                margin: 8px 0 0;
            }
        `],h([w()],kr.prototype,"chosen",2),kr=h([M("cc-studies")],kr);var hg=["start","resume","interrupt","new"],mg=2e3,fg=140,gg=["emphasis","modifier","artists"],Xe=class extends C{constructor(){super(...arguments);this.failure="";this.order=Hr;this.chosen=null;this.zoom=null;this.isWide=!1;this.cell=null;this.measure="similarity";this.isMeasured=null;this.looks=0;this.gallery=new Yt(this);this.measured=new Yt(this);this.effects=new Yt(this);this.taste=new Yt(this);this.planner=new an(this);this.dimensions=[];this.dimensionsFor=null;this.isToBeShown=!1;this.model=new dn(this,()=>this.kind,()=>this.checkVisibility(),()=>this.isToBeShown=!0,e=>Lt(this.renderRoot,e,n("Start")));this.offered=e=>{let t=e.offered?this.model.offers[e.offered]:void 0;return Array.isArray(t)?{...e,choices:t}:e};this.toggle=e=>{let{open:t}=e.target;t!==this.showsEffects&&(this.isMeasured=t)};this.lookForRaters=()=>{this.looks+=1};this.enlargeCells=e=>{this.zoom=Math.max(0,Math.min(yr.length-1,this.size+e.detail))};this.closeCell=()=>{this.cell!==null&&this.view?.show(this.cell),this.cell=null,this.view?.focusCell()};this.open=e=>{this.isToBeShown=!0,this.model.open(e.detail)}}willUpdate(e){let{model:t}=this,{session:s}=t;this.planner.wish(t.planned,t.watch.id),this.follow(s);let o=this.gallery.value;o!==this.dimensionsFor&&(this.dimensionsFor=o,this.dimensions=o?Bd(o):[],o||([this.cell,this.chosen,this.zoom,this.isMeasured]=[null,null,null,null])),this.classList.toggle("wide",this.isWide&&s!==null)}follow(e){let t=e?`sessions/${e.id}/`:"",s=e?Ec(e,this.model.watch.status?.state??""):"";this.gallery.wish(t&&`${t}gallery`,s);let o=!!(e?.made&&this.gallery.value?.words.length);o&&e&&!this.taste.message&&this.taste.wish("taste",`${e.id} ${this.looks}`),this.order=Mo({...this.order,rater:this.order.rater||wt()},this.gallery.value?.words??[],this.raters),this.measured.wish(o&&Rc(this.order)?t+Pc(this.order):"",`${s} ${this.order.measure==="taste"?this.looks:""}`),this.effects.wish(o&&this.showsEffects?`${t}effects?measure=${this.measure}&limit=1000`:"",s)}get raters(){return this.taste.value?.raters.map(({name:e})=>e)??[]}get showsEffects(){return this.isMeasured??(this.gallery.value?.files.length??0)<=mg}get arrangement(){return Ud(this.chosen,this.dimensions)}get size(){let e=this.dimensions[this.arrangement.columns]?.values.length??1;return this.zoom??Zd(e,(this.workPart?.clientWidth??800)-fg)}updated(){if(!this.isToBeShown||!this.model.session)return;this.isToBeShown=!1;let{top:e}=this.workPart.getBoundingClientRect();(e<0||e>window.innerHeight*.5)&&this.workPart.scrollIntoView({block:"start"})}render(){let e=this.isWide&&this.model.session!==null;return c`<div class="setup" ?hidden=${e}>${this.setup()}</div>
            <div class="work">${this.work()}</div>`}setup(){let{model:e}=this,t=String(e.values.study),s=gg.includes(t)?["study"]:["study","subject"];return c`<cc-studies .chosen=${t} @cc-study=${o=>e.choose(o.detail)}></cc-studies>
            ${e.trouble?c`<p class="message error">
                      ${e.trouble} <button id="reload" @click=${()=>{e.loadOffers()}}>${n("Try again")}</button>
                  </p>`:v}
            <cc-form
                .fields=${this.kind.fields.filter(({name:o})=>!s.includes(o)).map(this.offered)}
                .sections=${this.kind.sections}
                .values=${e.values}
                @cc-change=${o=>e.set(o.detail.name,o.detail.value)}
            ></cc-form>`}work(){let{model:e}=this,{session:t,watch:s}=e,o=e.message||s.error||this.failure;return c`<cc-toolbar
                .wishes=${hg}
                .possible=${this.possible}
                .steps=${t?n("{done} of {all} pictures",{done:t.made,all:t.pictures}):""}
                @cc-do=${a=>this.act(a.detail)}
            ></cc-toolbar>
            ${o?c`<p class="message error" id="message" role="alert">${o}</p>`:this.plan()}
            <cc-progress .status=${s.status} .left=${s.status?.live?.eta??0}></cc-progress>
            ${t?this.exhibition(t):c`<p class="welcome">${n("Choose a question, or write axes, and press Start.")}</p>`}
            <details id="sessions" ?open=${!t}>
                <summary>${n("Sessions")}</summary>
                <cc-session-list
                    .briefs=${e.shelf.briefs}
                    .atWork=${e.shelf.atWork}
                    .open=${s.id}
                    ?hasMore=${e.shelf.hasMore}
                    @cc-open=${this.open}
                    @cc-more=${()=>{e.shelf.more()}}
                    @cc-delete=${a=>{e.remove(a.detail)}}
                ></cc-session-list>
            </details>`}plan(){let{plan:e,message:t}=this.planner;return t?c`<p class="message" id="plan" role="status">${t}</p>`:e?c`<div class="plan" id="plan" role="status">
            <p>${cn(e)}</p>
            <p class="hint">${n("The first prompt:")} <bdi>${e.first_prompt}</bdi></p>
        </div>`:v}exhibition(e){let t=this.gallery.value;return c`${this.gallery.message?c`<p class="message error" role="alert">${this.gallery.message}</p>`:v}
        ${t?this.wall(t):c`<p class="hint" aria-busy="true">…</p>`}
        <div class="row" role="group" aria-label=${n("The session")}>
            <button id="report" ?disabled=${!e.made} @click=${()=>this.save(`report${this.of}`,`${e.id}.html`)}>${n("Report")}</button>
            <button id="cells" ?disabled=${!e.made} @click=${()=>this.save(`cells.csv${this.of}`,`${e.id}-cells.csv`)}>${n("CSV of cells")}</button>
            <button id="effects_csv" ?disabled=${!e.made} @click=${()=>this.save("effects.csv",`${e.id}-effects.csv`)}>
                ${n("CSV of effects")}
            </button>
            <button id="delete" class="quiet" ?disabled=${this.model.isAtWork} @click=${()=>this.askAndDelete(e.id)}>${n("Delete")}</button>
        </div>
        ${t?.words.length?this.found():v}`}wall(e){let{order:t,measured:s,dimensions:o,arrangement:a}=this,{size:p}=this;return c`<cc-gallery-bar
                .dimensions=${o}
                .arrangement=${a}
                .order=${t}
                .words=${e.words}
                .raters=${this.raters}
                .zoom=${p}
                .isWide=${this.isWide}
                @focusin=${this.lookForRaters}
                @cc-order=${u=>this.order=u.detail}
                @cc-arrange=${u=>this.chosen=u.detail}
                @cc-zoom=${this.enlargeCells}
                @cc-wide=${u=>this.isWide=u.detail}
            ></cc-gallery-bar>
            ${s.message?c`<p class="message" role="status">${s.message}</p>`:v}
            <cc-gallery
                .gallery=${e}
                .dimensions=${o}
                .arrangement=${a}
                .measured=${t.measure?s.value:null}
                .measure=${t.measure}
                .size=${yr[p]}
                @cc-cell=${u=>this.cell=u.detail}
                @cc-zoom=${this.enlargeCells}
            ></cc-gallery>
            ${this.cell===null?v:c`<cc-cell
                      .face=${this.face}
                      .gallery=${e}
                      .index=${this.cell}
                      .encoder=${String(this.model.session?.settings.encoder??"")}
                      @cc-move=${u=>this.moveCell(u.detail)}
                      @cc-enlarge=${()=>this.enlarge(e)}
                      @cc-close=${this.closeCell}
                  ></cc-cell>`}`}found(){let{effects:e}=this;return c`<details id="effects" class="card" ?open=${this.showsEffects} @toggle=${this.toggle}>
            <summary>${n("What the values do")}</summary>
            ${e.message?c`<p class="message" role="status">${e.message}</p>`:v}
            ${e.value?c`<cc-effects
                      .found=${e.value}
                      .measure=${this.measure}
                      @cc-measure=${t=>this.measure=t.detail}
                  ></cc-effects>`:e.message?v:c`<p class="hint" aria-busy="true">…</p>`}
        </details>`}moveCell(e){let t=this.view?.move({key:e,ctrlKey:!1,metaKey:!1,altKey:!1});typeof t=="number"&&t>=0&&(this.cell=t)}enlarge(e){let{cell:t,dimensions:s}=this,o=(this.view?.line()??[]).filter(p=>e.files[p]),a=o.map(p=>({source:Oe(`sessions/${e.id}/pictures/${e.files[p]}`),title:tn(s,p)}));this.cell=null,rt(a,o.indexOf(t??-1),p=>{let u=o[p];u===void 0||this.gallery.value?.id!==e.id||(this.view?.show(u),this.cell=u)})}get possible(){let{model:e}=this;return[...e.canStart?["start"]:[],...e.canResume?["resume"]:[],...e.isAtWork?["interrupt"]:[],...e.isPristine?[]:["new"]]}act(e){let{model:t}=this;this.failure="",e==="start"?t.begin():e==="resume"?t.resume():e==="interrupt"?t.interrupt():t.reset()}get of(){return At(wt())}async save(e,t){try{Ie(await De(`sessions/${this.model.watch.id}/${e}`),t),this.failure=""}catch(s){this.failure=s.message}}async askAndDelete(e){let t=n("Delete the session of {moment} ({id}) with all its pictures?",{moment:lt(e),id:e});await Lt(this.renderRoot,t,n("Delete"))&&this.model.watch.id===e&&await this.model.remove(e)}};Xe.styles=[A,P`
            :host {
                display: grid;
                gap: 20px;
                grid-template-columns: minmax(240px, 320px) minmax(0, 1fr);
            }
            :host(.wide) {
                grid-template-columns: minmax(0, 1fr);
            }
            .setup,
            .work {
                align-content: start;
                display: grid;
                gap: 12px;
                grid-template-columns: minmax(0, 1fr);
                min-width: 0;
            }
            p {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .plan {
                background: var(--panel);
                border-radius: var(--radius);
                display: grid;
                gap: 2px;
                padding: 8px 12px;
            }
            .row {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            details > summary {
                margin-bottom: 8px;
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
            }
        `],h([w({attribute:!1})],Xe.prototype,"face",2),h([w({attribute:!1})],Xe.prototype,"kind",2),h([E()],Xe.prototype,"failure",2),h([E()],Xe.prototype,"order",2),h([E()],Xe.prototype,"chosen",2),h([E()],Xe.prototype,"zoom",2),h([E()],Xe.prototype,"isWide",2),h([E()],Xe.prototype,"cell",2),h([E()],Xe.prototype,"measure",2),h([E()],Xe.prototype,"isMeasured",2),h([E()],Xe.prototype,"looks",2),h([He("cc-gallery")],Xe.prototype,"view",2),h([He(".work")],Xe.prototype,"workPart",2),Xe=h([M("cc-exhibition")],Xe);var so=class{diff(i,e,t={}){let s;typeof t=="function"?(s=t,t={}):"callback"in t&&(s=t.callback);let o=this.castInput(i,t),a=this.castInput(e,t),p=this.removeEmpty(this.tokenize(o,t)),u=this.removeEmpty(this.tokenize(a,t));return this.diffWithOptionsObj(p,u,t,s)}diffWithOptionsObj(i,e,t,s){var o;let a=T=>{if(T=this.postProcess(T,t),s){setTimeout(function(){s(T)},0);return}else return T},p=e.length,u=i.length,f=1,$=p+u;t.maxEditLength!=null&&($=Math.min($,t.maxEditLength));let y=(o=t.timeout)!==null&&o!==void 0?o:1/0,k=Date.now()+y,O=[{oldPos:-1,lastComponent:void 0}],D=this.extractCommon(O[0],e,i,0,t);if(O[0].oldPos+1>=u&&D+1>=p)return a(this.buildValues(O[0].lastComponent,e,i));let N=-1/0,U=1/0,J=()=>{for(let T=Math.max(N,-f);T<=Math.min(U,f);T+=2){let B,_=O[T-1],Q=O[T+1];_&&(O[T-1]=void 0);let z=!1;if(Q){let X=Q.oldPos-T;z=Q&&0<=X&&X<p}let ie=_&&_.oldPos+1<u;if(!z&&!ie){O[T]=void 0;continue}if(!ie||z&&_.oldPos<Q.oldPos?B=this.addToPath(Q,!0,!1,0,t):B=this.addToPath(_,!1,!0,1,t),D=this.extractCommon(B,e,i,T,t),B.oldPos+1>=u&&D+1>=p)return a(this.buildValues(B.lastComponent,e,i))||!0;O[T]=B,B.oldPos+1>=u&&(U=Math.min(U,T-1)),D+1>=p&&(N=Math.max(N,T+1))}f++};if(s)(function T(){setTimeout(function(){if(f>$||Date.now()>k)return s(void 0);J()||T()},0)})();else for(;f<=$&&Date.now()<=k;){let T=J();if(T)return T}}addToPath(i,e,t,s,o){let a=i.lastComponent;return a&&!o.oneChangePerToken&&a.added===e&&a.removed===t?{oldPos:i.oldPos+s,lastComponent:{count:a.count+1,added:e,removed:t,previousComponent:a.previousComponent}}:{oldPos:i.oldPos+s,lastComponent:{count:1,added:e,removed:t,previousComponent:a}}}extractCommon(i,e,t,s,o){let a=e.length,p=t.length,u=i.oldPos,f=u-s,$=0;for(;f+1<a&&u+1<p&&this.equals(t[u+1],e[f+1],o);)f++,u++,$++,o.oneChangePerToken&&(i.lastComponent={count:1,previousComponent:i.lastComponent,added:!1,removed:!1});return $&&!o.oneChangePerToken&&(i.lastComponent={count:$,previousComponent:i.lastComponent,added:!1,removed:!1}),i.oldPos=u,f}equals(i,e,t){return t.comparator?t.comparator(i,e):i===e||!!t.ignoreCase&&i.toLowerCase()===e.toLowerCase()}removeEmpty(i){let e=[];for(let t=0;t<i.length;t++)i[t]&&e.push(i[t]);return e}castInput(i,e){return i}tokenize(i,e){return Array.from(i)}join(i){return i.join("")}postProcess(i,e){return i}get useLongestToken(){return!1}buildValues(i,e,t){let s=[],o;for(;i;)s.push(i),o=i.previousComponent,delete i.previousComponent,i=o;s.reverse();let a=s.length,p=0,u=0,f=0;for(;p<a;p++){let $=s[p];if($.removed)$.value=this.join(t.slice(f,f+$.count)),f+=$.count;else{if(!$.added&&this.useLongestToken){let y=e.slice(u,u+$.count);y=y.map(function(k,O){let D=t[f+O];return D.length>k.length?D:k}),$.value=this.join(y)}else $.value=this.join(e.slice(u,u+$.count));u+=$.count,$.added||(f+=$.count)}}return s}};var ol=class extends so{tokenize(i){return i.slice()}join(i){return i}removeEmpty(i){return i}},uu=new ol;function nl(r,i,e){return uu.diff(r,i,e)}var hu=/[,，、､\n]\s*|[^,，、､\n]+/gu,vg=500;function mu(r,i){return(nl(r.match(hu)??[],i.match(hu)??[],{maxEditLength:vg})??[{value:[r],removed:!0,added:!1},{value:[i],removed:!1,added:!0}]).map(({value:s,added:o,removed:a})=>({kind:o?"added":a?"removed":"same",text:s.join("")}))}var un=P`
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
`;function Sr(r,i){let e=r?mu(r,i):[{kind:"same",text:i}];return c`${e.map(bg)}`}function bg({kind:r,text:i}){return r==="added"?c`<ins>${i}</ins>`:r==="removed"?c`<del>${i}</del>`:i}var Rs=class extends C{constructor(){super(...arguments);this.lastPrompt="";this.lastNegative="";this.prompt="";this.negative="";this.typed=e=>{let t=e.target;t.id==="next_prompt"?this.prompt=t.value:this.negative=t.value}}willUpdate(e){let t=e.get("proposal"),{prompt:s,negative_prompt:o}=this.proposal;!e.has("proposal")||t?.prompt===s&&t.negative_prompt===o||(this.prompt=s,this.negative=o)}render(){let{proposal:e,prompt:t,negative:s}=this,o=t===e.prompt&&s===e.negative_prompt;return c`<section class="card">
            <h3>${n("Next step")} <small>${n("Edit the prompt, or use it as it is, and press Step.")}</small></h3>
            <div class="boxes">
                <label>
                    ${n("Next prompt")}
                    <textarea id="next_prompt" rows="2" .value=${t} @input=${this.typed}></textarea>
                </label>
                <label>
                    ${n("Next negative prompt")}
                    <textarea id="next_negative" rows="2" .value=${s} @input=${this.typed}></textarea>
                </label>
            </div>
            <div id="change" aria-live="polite">
                <p class="prompt">${Sr(this.lastPrompt,t)}</p>
                ${s||this.lastNegative?c`<p class="prompt"><span class="hint">${n("Negative prompt")}</span> ${Sr(this.lastNegative,s)}</p>`:v}
                ${o&&e.why.length?c`<p class="hint">${e.why.map(a=>n(a)).join(" · ")}</p>`:v}
            </div>
        </section>`}};Rs.styles=[A,un,P`
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
        `],h([w({attribute:!1})],Rs.prototype,"proposal",2),h([w()],Rs.prototype,"lastPrompt",2),h([w()],Rs.prototype,"lastNegative",2),h([E()],Rs.prototype,"prompt",2),h([E()],Rs.prototype,"negative",2),Rs=h([M("cc-by-hand")],Rs);async function fu(r){let i={picture:await it(r.blob),name:r.name},e=await be("POST","pictures/about",i),t={};e.prompt&&(t.prompt=e.prompt),e.negative_prompt&&(t.negative_prompt=e.negative_prompt);let s={...t,...e.settings};return Object.keys(s).length||e.notes.length?{found:s,replaced:null,notes:e.notes}:null}function gu(r,i){let e=Object.fromEntries(Object.keys(i.found).map(t=>[t,r[t]??null]));return{values:{...r,...i.found},from:{...i,replaced:e}}}function vu(r,i){let e=Object.entries(i.replaced??{}).filter(([t])=>r[t]===i.found[t]);return{...r,...Object.fromEntries(e)}}var io="mask.png";function al(r){return r?`${r.mean<0?"−":"+"}${Math.abs(r.mean).toFixed(2)} ± ${r.sd.toFixed(2)}`:""}function bu(r,i,e){if(i==="score")return r.toSorted((o,a)=>a.score.value-o.score.value);let t=new Map(e.map((o,a)=>[o,a])),s=({file:o})=>t.get(o)??e.length;return i==="taste"?r.toSorted((o,a)=>s(o)-s(a)):r}function ut(r){return r?.candidates[r.best]}function Er(r){return r.findLast(i=>i.kept&&i.best>=0)}function wu({masked:r,settings:i,steps:e}){let t=String(i.only_where??"");if(!t)return r?io:"";let s=e.at(-1)?.mask;return s&&Ks(s.word)===Ks(t)?s.file:""}function yu(r,i){return r.findLast(e=>e.number<i.number)}function Is(r,i,e=0){return Oe(`sessions/${r}/pictures/${i}${e?`?side=${e}`:""}`)}function $u(r,i){let e=Math.max(0,Number(r.settings.steps)-(r.steps.at(-1)?.number??0)),t=r.steps.filter(o=>o.number>0&&o.seconds).slice(-5),s=Math.min(1,i?.progress??0);if(t.length){let o=t.map(a=>Object.values(a.seconds??{}).reduce((p,u)=>p+u,0));return Math.max(0,e-s)*(o.reduce((a,p)=>a+p,0)/o.length)}return i?.eta&&s<1?Math.max(0,e-s)*i.eta/(1-s):0}function ro(r,i){return r.find(e=>e.number===i)??Er(r)??r.at(-1)}var hn=class extends CustomEvent{constructor(i){super("cc-drawn",{detail:i,bubbles:!0,composed:!0})}},xu=["#1f2328","#d6281e","#e6a700","#2f9e44","#1d4ed8","#7048e8","#f0dd5c","#ffffff"],wg=512,yg=20,ds=class extends C{constructor(){super(...arguments);this.sketch=null;this.width=512;this.height=512;this.colour=xu[1];this.breadth=24;this.undo=[];this.own=null;this.last=null;this.press=e=>{e.button||(this.canvas.setPointerCapture(e.pointerId),this.remember(),this.last=this.place(e),this.line(this.last,this.last))};this.draw=e=>{if(!this.last)return;let t=this.place(e);this.line(this.last,t),this.last=t};this.release=()=>{this.last&&(this.last=null,this.announce())};this.takeBack=()=>{let e=this.undo.at(-1);e&&(this.undo=this.undo.slice(0,-1),this.pen.putImageData(e,0,0),this.announce())};this.clear=()=>{this.remember(),this.blank(),this.sketch=this.own=null,this.dispatchEvent(new hn(null))};this.load=async e=>{let t=e.target,s=t.files?.[0];if(t.value="",!s)return;this.remember();let o=await createImageBitmap(s).catch(()=>null);o&&(this.pen.drawImage(o,0,0,this.canvas.width,this.canvas.height),this.announce())}}get canvas(){return this.renderRoot.querySelector("canvas")}get pen(){return this.canvas.getContext("2d",{willReadFrequently:!0})}get zoom(){return Math.max(1,wg/Math.max(this.width,this.height))}updated(e){let t=e.has("width")||e.has("height");t&&this.fit(),(t||e.has("sketch")&&this.sketch!==this.own)&&this.again(t)}fit(){this.canvas.width=Math.round(this.width*this.zoom),this.canvas.height=Math.round(this.height*this.zoom),this.undo=[],this.blank()}async again(e){await this.show(this.sketch),e&&this.sketch&&this.sketch===this.own&&this.announce()}blank(){let{canvas:e,pen:t}=this;t.fillStyle="#fff",t.fillRect(0,0,e.width,e.height)}async show(e){if(this.blank(),!e)return;let t=await createImageBitmap(e.blob);e===this.sketch&&this.pen.drawImage(t,0,0,this.canvas.width,this.canvas.height)}render(){return c`<div class="tools" role="toolbar" aria-label=${n("Drawing")}>
                ${xu.map(e=>c`<button
                            class="colour"
                            style="background: ${e}"
                            aria-label=${n("Colour {colour}",{colour:e})}
                            aria-pressed=${e===this.colour}
                            @click=${()=>this.colour=e}
                        ></button>`)}
                <input
                    type="color"
                    aria-label=${n("Another colour")}
                    .value=${this.colour}
                    @input=${e=>this.colour=e.target.value}
                />
                <input
                    type="range"
                    min="2"
                    max="160"
                    aria-label=${n("Brush size")}
                    title=${n("Brush size")}
                    .value=${String(this.breadth)}
                    @input=${e=>this.breadth=Number(e.target.value)}
                />
                <button ?disabled=${!this.undo.length} @click=${this.takeBack}>${n("Undo")}</button>
                <button ?disabled=${!this.sketch} @click=${this.clear}>${n("Clear")}</button>
                <label class="button">${n("Load a file")}<input type="file" accept="image/*" @change=${this.load} /></label>
            </div>
            <canvas
                role="img"
                aria-label=${n("Sketch: draw with the mouse, a pen or a finger, or load a file")}
                @pointerdown=${this.press}
                @pointermove=${this.draw}
                @pointerup=${this.release}
                @pointercancel=${this.release}
            ></canvas>`}place(e){let{left:t,top:s,width:o,height:a}=this.canvas.getBoundingClientRect();return{x:(e.clientX-t)/o*this.canvas.width,y:(e.clientY-s)/a*this.canvas.height}}line(e,t){let{pen:s}=this;s.strokeStyle=this.colour,s.lineWidth=this.breadth,s.lineCap="round",s.beginPath(),s.moveTo(e.x,e.y),s.lineTo(t.x,t.y),s.stroke()}remember(){let{canvas:e,pen:t}=this;this.undo=[...this.undo,t.getImageData(0,0,e.width,e.height)].slice(-yg)}announce(){let e=document.createElement("canvas");e.width=this.width,e.height=this.height;let t=e.getContext("2d");t.imageSmoothingQuality="high",t.drawImage(this.canvas,0,0,e.width,e.height),e.toBlob(s=>{s&&(this.sketch=this.own={blob:s,name:"sketch.png"},this.dispatchEvent(new hn(this.sketch)))},"image/png")}};ds.styles=[A,P`
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
        `],h([w({attribute:!1})],ds.prototype,"sketch",2),h([w({type:Number})],ds.prototype,"width",2),h([w({type:Number})],ds.prototype,"height",2),h([E()],ds.prototype,"colour",2),h([E()],ds.prototype,"breadth",2),h([E()],ds.prototype,"undo",2),ds=h([M("cc-sketch")],ds);var Tr={kind:"picture",picture:null,sketch:null,mask:null,isNew:!1},ll=class extends CustomEvent{constructor(i){super("cc-start",{detail:i,bubbles:!0,composed:!0})}},$g=[["picture","Picture"],["sketch","Sketch"],["prompt","Prompt only"]],ni=class extends C{constructor(){super(...arguments);this.start=Tr;this.shown=null;this.width=512;this.height=512}render(){let{kind:e}=this.start;return c`<fieldset>
                <legend>${n("Start from")}</legend>
                <div class="kinds">
                    ${$g.map(([t,s])=>c`<label>
                                <input
                                    type="radio"
                                    name="kind"
                                    value=${t}
                                    .checked=${t===e}
                                    @change=${()=>this.change({kind:t})}
                                />
                                ${n(s)}
                            </label>`)}
                </div>
            </fieldset>
            ${e==="picture"?this.picture():e==="sketch"?this.sketch():v}`}picture(){return c`<cc-picture-box
            .picture=${this.start.picture}
            label=${n("Start picture")}
            @cc-chosen=${e=>{e.stopPropagation(),this.change({picture:e.detail,mask:null})}}
        ></cc-picture-box>
        ${this.start.mask?this.mask(this.start.mask):v}`}mask(e){return this.shown?.mask!==e&&(URL.revokeObjectURL(this.shown?.address??""),this.shown={mask:e,address:URL.createObjectURL(e.blob)}),c`<p class="mask" id="mask">
            ${xo(this.shown.address,n("Only the white part changes."))}
            <span>${n("Only the white part changes.")}</span>
            <button @click=${()=>this.change({mask:null})}>${n("Change everything")}</button>
        </p>`}sketch(){return c`<cc-sketch
            .sketch=${this.start.sketch}
            .width=${this.width}
            .height=${this.height}
            @cc-drawn=${e=>this.change({sketch:e.detail})}
        ></cc-sketch>`}change(e){this.dispatchEvent(new ll({...this.start,...e,isNew:!0}))}};ni.styles=[A,P`
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
        `],h([w({attribute:!1})],ni.prototype,"start",2),h([w({type:Number})],ni.prototype,"width",2),h([w({type:Number})],ni.prototype,"height",2),ni=h([M("cc-loop-start")],ni);var xg=["keywords","encoder","seed"],mn=class extends Ut{constructor(e,t,s,o,a){super(e,t,s,o);this.onList=a;this.start=Tr;this.fromPicture=null}get step(){return this.session?ro(this.session.steps,this.picked):void 0}get isPristine(){return super.isPristine&&this.start===Tr}get canStart(){return!this.isBusy&&(!this.isAtWork||this.start.isNew)}get canResume(){return super.canResume&&!this.start.isNew}setStart(e){let t=e.picture!==this.start.picture;this.start=e,t&&(this.dropFromPicture(),e.picture&&this.readPicture(e.picture,!1)),this.changed()}async receive(e,t){this.dropFromPicture();let s=t.mask??null;this.start={...this.start,kind:"picture",picture:e,mask:s,isNew:!0};let o=this.kind().fields.map(a=>a.name);for(let[a,p]of Object.entries(t))o.includes(a)&&this.set(a,p);this.changed(),await this.readPicture(e,!0)}async readPicture(e,t){try{let s=await fu(e);if(this.start.picture!==e)return;this.fromPicture=s,s&&t&&this.takeFromPicture()}catch(s){this.start.picture===e&&(this.message=s.message)}this.host.requestUpdate()}takeFromPicture(){if(!this.fromPicture)return;let{values:e,from:t}=gu(this.values,this.fromPicture);this.values=e,this.fromPicture=t,this.changed()}dropFromPicture(){this.fromPicture&&(this.values=vu(this.values,this.fromPicture)),this.fromPicture=null,this.changed()}pick(e){let t=this.session&&ro(this.session.steps,null);this.picked=e===t?.number?null:e,this.host.requestUpdate()}begin(){return this.act(async()=>{await this.watch.act("start","sessions",await this.startBody(!0)),this.begun()})}makeStep(e){return this.act(async()=>{this.require();let{id:t}=this.watch,s={...e,settings:this.changes()};(!t||this.start.isNew)&&(t=(await be("POST","sessions",await this.startBody(!1))).session.id,s={},this.watch.close()),await this.watch.act("step",`sessions/${t}/step`,s),this.begun()})}continueFromStep(){return this.act(async()=>{let{step:e,session:t}=this;if(!e||!t)return;this.require();let s={settings:this.values,continue:{session:t.id,step:e.number}};await this.watch.act("start","sessions",s),this.begun(),this.session&&await this.restoreStart(this.session)})}async opened(e){this.fromPicture=null,this.onList(!1),await this.restoreStart(e)}reset(){this.start=Tr,this.fromPicture=null,this.onList(!0),super.reset()}changes(){let e=Object.entries(super.changes());return Object.fromEntries(e.filter(([t,s])=>!(xg.includes(t)&&s===this.initial[t])))}begun(){this.start={...this.start,isNew:!1},super.begun()}async startBody(e){this.require();let t={settings:this.values,run:e},{kind:s,picture:o,sketch:a}=this.start;if(s==="prompt")return t;if(s==="sketch"){if(!a)throw new Error(n("The sketch is empty: draw something, or start from a picture."));return{...t,sketch:await it(a.blob)}}if(!o)throw new Error(n("There is no start picture: add one, or start from a sketch or from the prompt only."));let{mask:p}=this.start;return{...t,picture:await it(o.blob),...p?{mask:await it(p.blob)}:{}}}async restoreStart({id:e,start:t,masked:s}){let o=this.start={...Tr,kind:t};if(t==="prompt")return;let a=async f=>({blob:await De(`sessions/${e}/pictures/${f}`),name:f}),[p,u]=await Promise.all([a("start.png"),s?a(io):null]);this.start===o&&this.watch.id===e&&(this.start={...o,[t]:p,mask:u})}};var us=class extends C{constructor(){super(...arguments);this.disabled=!1;this.message="";this.isDone=!1;this.isBusy=!1;this.animation=()=>{this.act(async()=>{let e=await De(`sessions/${this.session.id}/animation`);Ie(e,`${this.session.id}.${e.type.split("/")[1]??"webp"}`)})};this.report=()=>{this.act(async()=>Ie(await De(`sessions/${this.session.id}/report`),`${this.session.id}.html`))};this.json=()=>{this.act(async()=>{let{session:e}=await he(`sessions/${this.session.id}`),t=JSON.stringify(e,null,1);Ie(new Blob([t],{type:"application/json"}),`${e.id}.json`)})};this.askAndDelete=async()=>{let{session:e}=this,{want:t,avoid:s,taste:o}=e.settings,a=String(t||s||o).replace(/\s+/g," "),p=n('Delete the session "{goal}" of {moment} ({id}) with all its pictures?',{goal:a.length>80?`${a.slice(0,80)}…`:a,moment:lt(e.id),id:e.id}),u=this.renderRoot;await Lt(u,p,n("Delete"))&&e===this.session&&this.dispatchEvent(new Event("cc-delete"))}}willUpdate(e){e.has("step")&&(this.message="")}render(){return c`<div class="row">
                ${this.step?this.stepButtons(this.step):v}
                <div class="group session" role="group" aria-label=${n("The session")}>
                    <button id="animation" ?disabled=${this.isBusy||!this.step} @click=${this.animation}>${n("Animation")}</button>
                    <button id="report" ?disabled=${this.isBusy||!this.step} @click=${this.report}>${n("Report")}</button>
                    <button id="json" ?disabled=${this.isBusy} @click=${this.json}>JSON</button>
                    <button id="delete" class="quiet" ?disabled=${this.disabled} @click=${this.askAndDelete}>${n("Delete")}</button>
                </div>
            </div>
            ${this.message?c`<p class="message ${this.isDone?"":"error"}" role=${this.isDone?"status":"alert"}>${this.message}</p>`:v}`}stepButtons(e){let t=this.isBusy||!ut(e);return c`<div class="group" role="group" aria-label=${n("This step")}>
                    <button id="again" ?disabled=${t||this.disabled} @click=${()=>this.dispatchEvent(new Event("cc-again"))}>
                        ${n("Continue from here")}
                    </button>
                    ${Gs().map(s=>c`<button id="to_${s}" ?disabled=${t} @click=${()=>this.toTab(e,s)}>
                                → ${s}
                            </button>`)}
                    <button id="to_rank" ?disabled=${t} @click=${()=>this.toRank(e)}>→ ${n("Rank keywords")}</button>
                    <button id="to_file" ?disabled=${t} @click=${()=>this.toFile(e)}>${n("Picture")}</button>
                    <button id="copy" ?disabled=${!e.prompt} @click=${()=>this.copy(e.prompt)}>${n("Copy prompt")}</button>
                </div>`}async act(e,t=""){this.isBusy=!0,this.message="";try{await e(),this.message=t,this.isDone=!0}catch(s){this.message=s.message,this.isDone=!1}finally{this.isBusy=!1}}async picture(e){let{id:t}=this.session;return{blob:await De(`sessions/${t}/pictures/${ut(e)?.file??""}`),name:`${t}-${e.number}.png`}}toTab(e,t){let{session:s}=this,o=ut(e)?.seed,a=e.number?[`Seed: ${o}`,`CLIP Critic session: ${s.id}`,`CLIP Critic step: ${e.number}`]:[];this.act(async()=>Ys(t,await this.picture(e),a))}toRank(e){let{prompt:t,negative_prompt:s}=e;this.act(async()=>this.dispatchEvent(new xs("rank",await this.picture(e),{prompt:t,negative:s})))}toFile(e){this.act(async()=>{let{blob:t,name:s}=await this.picture(e);Ie(t,s)})}copy(e){this.act(()=>rr(e),n("Copied."))}};us.styles=[A,P`
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
        `],h([w({attribute:!1})],us.prototype,"session",2),h([w({attribute:!1})],us.prototype,"step",2),h([w({type:Boolean})],us.prototype,"disabled",2),h([E()],us.prototype,"message",2),h([E()],us.prototype,"isDone",2),h([E()],us.prototype,"isBusy",2),us=h([M("cc-loop-outbox")],us);var kg={wanted:"+",held:"=",unwanted:"−"},Sg=4,Li=class extends C{constructor(){super(...arguments);this.parts=[];this.objective="joint"}render(){return this.parts.length?c`<p class="hint">
                <span>${n("Targets")}</span>
                <span>${n("Score")}</span>
            </p>
            <ul>
                ${Ne(this.parts,e=>`${e.role} ${e.word}`,e=>this.row(e))}
            </ul>`:v}row({word:e,role:t,value:s}){let o=this.objective==="similarity"?s/Sg:s,a=Math.round(Math.min(1,Math.max(0,o))*1e3)/10;return c`<li class=${t} data-word=${e}>
            <span class="mark" role="img" aria-label=${n(t)} title=${n(t)}>${kg[t]}</span>
            <bdi class="word" title=${e}>${e}</bdi>
            <span class="track" aria-hidden="true"><span style="width: ${a}%"></span></span>
            <span class="number">${Et(s,this.objective)}</span>
        </li>`}};Li.styles=[A,P`
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
        `],h([w({attribute:!1})],Li.prototype,"parts",2),h([w()],Li.prototype,"objective",2),Li=h([M("cc-meters")],Li);var ku=176,Eg={wanted:"+",held:"=",unwanted:"−"},zs=class extends C{constructor(){super(...arguments);this.picked=null;this.seen=[];this.order=Hr;this.taste=new Yt(this);this.tastes=new Yt(this);this.asked="";this.tilesOf=null}get selected(){return ro(this.session.steps,this.picked)}get objective(){return String(this.session.settings.objective)}connectedCallback(){super.connectedCallback(),this.addEventListener("cc-large",e=>this.enlarge(e.detail))}get raters(){return this.taste.value?.raters.map(({name:e})=>e)??[]}like(e){let{raters:t,session:s}=this,o=e!==void 0&&e.candidates.length>0;this.taste.wish(o?"taste":"",s.id);let a=wt();this.order=Mo({...this.order,rater:this.order.rater||a},[],t);let p=this.order.measure==="taste"||t.includes(a)?this.order.rater:"";this.tastes.wish(o&&p?`sessions/${s.id}/tastes${At(p)}&step=${e.number}`:"","")}percentile(e){let t=this.tastes.value?.tastes[e]?.percentile??null;return t===null?"":`♥ ${Os(t)}`}willUpdate(e){let t=this.selected;this.like(t);let s=t&&t.best>=0?`${this.session.id}/steps/${t.number}`:"";s!==this.asked&&(this.asked=s,s?this.look(s):this.seen=[])}async look(e){try{let{seen:t}=await he(`sessions/${e}?brief=true`);e===this.asked&&(this.seen=t)}catch{e===this.asked&&(this.seen=[])}}render(){let e=this.selected;if(!e)return v;let{tiles:t,scores:s}=this.rows();return c`<div class="top" data-step=${e.number}>
                <div class="stage">${this.stage(e)}</div>
                <div class="facts">${this.facts(e)}</div>
            </div>
            <section class="steps">
                <h3>${n("All steps")}</h3>
                <cc-strip .tiles=${t} .selected=${e.number}></cc-strip>
            </section>
            <slot></slot>
            <div class="more">
                ${e.candidates.length>1?this.candidates(e):v}
                <section class="card">
                    <h3>${n("Score")}</h3>
                    <cc-chart .scores=${s} .objective=${this.objective}></cc-chart>
                </section>
                ${this.seen.length?this.words(e):v}
            </div>`}name(e){let t=e.number?n("Step {number}",{number:e.number}):n("Start");return e===Er(this.session.steps)?`${t}, ${n("kept")}`:t}stage(e){let t=this.session.steps.find(p=>p.best>=0),s=ut(e);if(!s)return c`<p class="hint">${n("This step was skipped and has no picture.")}</p>`;let o=t&&t!==e?ut(t):void 0,{id:a}=this.session;return c`<cc-compare
                .earlier=${o?Is(a,o.file):""}
                .earlierTitle=${n("Before")}
                .later=${Is(a,s.file)}
                .laterTitle=${this.name(e)}
            ></cc-compare>
            <p class="hint">${o?c`${n("before")} ⟷ `:v}${this.name(e)}</p>`}facts(e){let t=ut(e),s=yu(this.session.steps,e);return c`<section class="card">
                <h3>${this.name(e)} ${this.numbers(e)}</h3>
                <cc-meters .parts=${t?.score.parts??[]} .objective=${this.objective}></cc-meters>
            </section>
            ${e.prompt||e.negative_prompt?c`<section>
                      <h3>${n("Prompt")} <small>${Su(e.tokens)}</small></h3>
                      <p class="prompt" id="prompt">${Sr(s?.prompt??"",e.prompt)}</p>
                      ${e.negative_prompt||s?.negative_prompt?c`<h3>${n("Negative prompt")} <small>${Su(e.negative_tokens)}</small></h3>
                                <p class="prompt">${Sr(s?.negative_prompt??"",e.negative_prompt)}</p>`:v}
                      ${e.edited?c`<p class="hint">${n("Changed by hand.")}</p>`:v}
                      ${e.why.length?c`<p class="hint">${e.why.map(o=>n(o)).join(" · ")}</p>`:v}
                  </section>`:v}
            ${e.notes.map(o=>c`<p class="message">${n(o)}</p>`)} ${this.newestNotes(e)}`}newestNotes(e){let t=this.session.steps.at(-1);return t.notes.filter(o=>!e.notes.includes(o)).map(o=>c`<p class="message"><b>${this.name(t)}:</b> ${n(o)}</p>`)}numbers(e){let t=ut(e),s=[t?Et(t.score.value,this.objective):"",t?this.percentile(t.file):"",t?.score.taste?`${n("taste")} ${al(t.score.taste)}`:"",e.judge?`${n("judge")} ${Et(e.judge.value,this.objective)}`:"",e.number?`${n("strength")} ${Number(e.strength.toFixed(2))}`:"",t&&e.number?`${n("seed")} ${t.seed}`:""];return c`<small class="number">${s.filter(Boolean).join(" · ")}</small>`}candidates(e){let{id:t}=this.session,s=[["",n("as they were drawn")],["score",n("score")]],o=this.sorted(e),a=Object.values(this.tastes.value?.tastes??{})[0];return c`<section class="card">
            <h3>${n("Candidates")} <small>${this.name(e)}</small></h3>
            <div class="order">${sn(this.order,s,[],this.raters,p=>this.order=p)}</div>
            ${this.order.measure==="taste"&&(this.tastes.message||a?.not_yet)?c`<p class="hint" role="status">${n(this.tastes.message||a.not_yet)}</p>`:v}
            <div class="candidates">
                ${o.map((p,u)=>c`<button
                            class=${p===ut(e)?"best":""}
                            title=${[`${n("seed")} ${p.seed}`,p.score.taste?`${n("taste")} ${al(p.score.taste)}`:""].filter(Boolean).join(" · ")}
                            aria-label=${n("Candidate {number}, large view",{number:u+1})}
                            @click=${()=>{rt(o.map(f=>this.large(e,f)),u)}}
                        >
                            <img loading="lazy" src=${Is(t,p.file,ku)} alt="" />
                            <span class="hint">${Et(p.score.value,this.objective)} ${this.percentile(p.file)}</span>
                        </button>`)}
            </div>
        </section>`}sorted(e){return bu(e.candidates,this.order.measure,this.tastes.value?.liked??[])}words(e){let t=new Map((ut(e)?.score.parts??[]).map(s=>[Ks(s.word),s.role]));return c`<section class="card">
            <h3>${n("What CLIP sees")} <small>${n("share in its group")}</small></h3>
            <div class="seen">
                ${this.seen.map(({group:s,words:o})=>c`<section>
                            ${s?c`<h4><bdi>${s}</bdi></h4>`:v}
                            ${o.map(a=>{let p=t.get(Ks(a.word));return c`<div class="word">
                                    <b>${p?Eg[p]:""}</b><bdi title=${a.word}>${a.word}</bdi>
                                    <span class="track" aria-hidden="true"><span style="width: ${a.share*100}%"></span></span>
                                    <span class="number">${at(a.share)}</span>
                                </div>`})}
                        </section>`)}
            </div>
        </section>`}rows(){let{steps:e}=this.session;if(this.tilesOf?.steps!==e){let t=Er(e);this.tilesOf={steps:e,tiles:e.map(s=>this.tile(s,s===t)),scores:Tg(e)}}return this.tilesOf}tile(e,t){let{id:s}=this.session,o=ut(e);return{number:e.number,source:o?Is(s,o.file,ku):"",large:o?Is(s,o.file):"",title:e.prompt||n("Start"),caption:o?Et(o.score.value,this.objective):"",isKept:t}}large(e,{file:t,score:{value:s}}){return{source:Is(this.session.id,t),title:[this.name(e),Et(s,this.objective),this.percentile(t),e.prompt].filter(Boolean).join(" · ")}}enlarge(e){let t=this.session.steps.flatMap(s=>{let o=ut(s);return o?[this.large(s,o)]:[]});rt(t,t.findIndex(s=>s.source===e))}};zs.styles=[A,un,P`
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
            .order label {
                align-items: center;
                color: var(--soft);
                display: inline-flex;
                font-size: 12px;
                gap: 6px;
                margin: 0 12px 8px 0;
                max-width: 100%;
            }
            select {
                min-width: 0;
                padding: 4px 6px;
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
        `],h([w({attribute:!1})],zs.prototype,"session",2),h([w({attribute:!1})],zs.prototype,"picked",2),h([E()],zs.prototype,"seen",2),h([E()],zs.prototype,"order",2),zs=h([M("cc-loop-result")],zs);function Tg(r){let i=null;return r.map(e=>(e.kept&&(i=ut(e)?.score.value??i),{number:e.number,kept:i,candidates:e.candidates.map(t=>t.score.value),judge:e.judge?.value??null}))}function Su(r){let[i,e]=r??["?","?"];return e?n("{used} of {room} tokens",{used:i,room:e}):""}var Jt=class extends C{constructor(){super(...arguments);this.value="";this.presets=[];this.preset="";this.error="";this.shown="";this.isUnfolded=!1;this.asked="";this.list=async()=>{try{let e=await he("lists");this.presets=e.lists.map(t=>this.presets.find(s=>s.name===t)??{name:t,own:!0})}catch{}};this.choose=e=>{this.preset=e.target.value,this.load(this.preset,!0)};this.unfold=e=>{this.isUnfolded=e.target.open}}reset(e){this.preset=e,this.shown=this.error=this.asked=""}updated(){this.isUnfolded&&!this.value&&this.preset&&this.asked!==this.preset&&this.load(this.preset)}render(){let e=this.presets.map(s=>s.name),t=!e.includes(this.preset);return c`<label>
                ${n("Keyword list")}
                <select id="preset" @focus=${this.list} @change=${this.choose}>
                    ${t?c`<option value="" selected>${n("A list of its own")}</option>`:v}
                    ${e.map(s=>c`<option value=${s} ?selected=${s===this.preset}>${n(s)}</option>`)}
                </select>
            </label>
            <details id="list" @toggle=${this.unfold}>
                <summary>${n("Show and edit the words")}</summary>
                <label>
                    <span class="hint">${n(this.field.info)}</span>
                    <textarea
                        id="keywords"
                        rows="9"
                        aria-label=${n("Keywords")}
                        .value=${this.value||this.shown}
                        @input=${s=>this.change(s.target.value)}
                    ></textarea>
                </label>
            </details>
            ${this.error?c`<p class="message error" role="alert">${this.error}</p>`:v}`}change(e){this.shown="",this.dispatchEvent(new wo("keywords",e))}async load(e,t=!1){this.asked=e;try{let{text:s}=await he(`lists/${encodeURIComponent(e)}`);if(this.asked!==e)return;this.error="",t?this.change(s):this.shown=s}catch(s){this.error=s.message}}};Jt.styles=[A,P`
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
        `],h([w({attribute:!1})],Jt.prototype,"field",2),h([w()],Jt.prototype,"value",2),h([w({attribute:!1})],Jt.prototype,"presets",2),h([w()],Jt.prototype,"preset",2),h([E()],Jt.prototype,"error",2),h([E()],Jt.prototype,"shown",2),h([E()],Jt.prototype,"isUnfolded",2),Jt=h([M("cc-loop-keywords")],Jt);var Eu=["want","avoid"],cl="keywords",Tu=["steps","candidates","strength"],Rg="only_where",Ru=["prompt","negative_prompt","policy"],hs=class extends C{constructor(){super(...arguments);this.values={};this.offers={};this.mask="";this.trouble="";this.offered=e=>{let t=e.offered?this.offers[e.offered]:void 0;return Array.isArray(t)?{...e,choices:t}:e}}showList(e){this.updateComplete.then(()=>this.renderRoot.querySelector("cc-loop-keywords")?.reset(e))}focusGoal(){this.renderRoot.querySelector("cc-form")?.shadowRoot?.querySelector('cc-control[data-field="want"]')?.focus()}render(){let{kind:e}=this,t=[...Eu,cl,...Tu,...Ru],s=e.fields.filter(o=>!t.includes(o.name));return c`${this.form(this.named(Eu))}
            <cc-loop-keywords
                .field=${this.named([cl])[0]}
                .value=${String(this.values[cl]??"")}
                .presets=${this.face.presets}
                .preset=${this.face.default_preset}
            ></cc-loop-keywords>
            <div id="size">${this.form(this.named(Tu))}</div>
            ${this.folded("prompts","Prompt and policy",[...this.named(Ru),...s.filter(o=>o.section==="goal")])}
            ${e.sections.filter(o=>o.name!=="goal").map(o=>this.folded(o.name,o.title,s.filter(a=>a.section===o.name)))}`}named(e){return e.flatMap(t=>this.kind.fields.filter(s=>s.name===t)).map(this.offered)}form(e){return c`<cc-form .fields=${e} .values=${this.values}></cc-form>`}controls(e){let t=this.mask?e.findIndex(s=>s.name===Rg):-1;return t<0?this.form(e):c`${this.form(e.slice(0,t+1))}
            <p id="only_where">${xo(this.mask,n("Only where"))} ${n("Only the white part changes.")}</p>
            ${this.form(e.slice(t+1))}`}folded(e,t,s){if(!s.length)return v;let o=tr(s),a=s.filter(u=>String(this.values[u.name]??o[u.name])!==String(o[u.name])),p=a.length?c` · ${n("{count} changed",{count:a.length})}`:v;return c`<details id=${e}>
            <summary>${n(t)}${p}</summary>
            ${this.controls(s.map(this.offered))}
            ${s.some(u=>u.offered)?this.reload():v}
        </details>`}reload(){return c`<button id="reload" @click=${()=>this.dispatchEvent(new Event("cc-reload"))}>
                ${n("Reload the host's lists")}
            </button>
            ${this.trouble?c`<p class="message error" role="alert">${this.trouble}</p>`:v}`}};hs.styles=[A,P`
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
        `],h([w({attribute:!1})],hs.prototype,"face",2),h([w({attribute:!1})],hs.prototype,"kind",2),h([w({attribute:!1})],hs.prototype,"values",2),h([w({attribute:!1})],hs.prototype,"offers",2),h([w()],hs.prototype,"mask",2),h([w()],hs.prototype,"trouble",2),hs=h([M("cc-loop-settings")],hs);var Pg=512,Hs=class extends C{constructor(){super(...arguments);this.model=new mn(this,()=>this.kind,()=>this.checkVisibility(),()=>this.toBeShown="work",e=>this.form.showList(e?this.face.default_preset:""));this.toBeShown=null;this.paste=e=>{let t=ko(e.clipboardData);if(!t||!this.checkVisibility())return;e.preventDefault();let{model:s}=this,o={blob:t,name:t.name};s.setStart({...s.start,kind:"picture",picture:o,mask:null,isNew:!0})}}connectedCallback(){super.connectedCallback(),document.addEventListener("paste",this.paste)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("paste",this.paste)}receive({picture:e,extra:t}){this.model.receive(e,t),this.form.focusGoal()}updated(){let{model:e}=this;if(!this.toBeShown||!e.session||this.toBeShown==="result"&&!e.step)return;this.toBeShown=this.toBeShown==="work"&&!e.step?"result":null;let t=this.renderRoot.querySelector(".work"),{top:s}=t.getBoundingClientRect();if(s>=0&&s<window.innerHeight*.5)return;let o=window.matchMedia("(prefers-reduced-motion: reduce)").matches;t.scrollIntoView({block:"start",behavior:o?"auto":"smooth"})}render(){return c`<div class="setup">${this.setup()}</div>
            <div class="work">${this.work()}</div>`}setup(){let{model:e}=this,t=Number(e.offers.side||Pg);return c`<cc-loop-start
                .start=${e.start}
                .width=${Number(e.values.width)||t}
                .height=${Number(e.values.height)||t}
                @cc-start=${s=>e.setStart(s.detail)}
            ></cc-loop-start>
            ${this.newStart()} ${this.fromPicture()}
            <cc-loop-settings
                .face=${this.face}
                .kind=${this.kind}
                .values=${e.values}
                .offers=${e.offers}
                .mask=${this.mask}
                .trouble=${e.trouble}
                @cc-change=${s=>e.set(s.detail.name,s.detail.value)}
                @cc-reload=${()=>{e.loadOffers()}}
            ></cc-loop-settings>`}get mask(){let{session:e,start:t}=this.model,s=e&&!t.isNew?wu(e):"",o=s===io&&t.kind==="picture"&&t.mask;return e&&s&&!o?Is(e.id,s):""}newStart(){return!this.model.watch.id||!this.model.start.isNew?v:c`<div class="note" id="new_start">${n("Another start: Start and Step begin a new session.")}</div>`}fromPicture(){let{model:e}=this,t=e.fromPicture;if(!t)return v;let s=Object.keys(t.found),o=this.kind.fields.filter(a=>s.includes(a.name)).map(a=>n(a.label));return c`<div class="note" id="from_picture" role="status">
            <span
                ><b>${t.replaced?n("From the picture:"):n("The picture has its own:")}</b> ${o.join(", ")||n("nothing")}</span
            >
            ${t.replaced?c`<button id="drop" @click=${()=>e.dropFromPicture()}>${n("Drop them")}</button>`:s.length?c`<button id="take" @click=${()=>e.takeFromPicture()}>${n("Use them")}</button>`:v}
            ${t.notes.map(a=>c`<span class="hint">${n(a)}</span>`)}
        </div>`}work(){let{model:e}=this,{session:t,watch:s}=e;return c`<cc-toolbar
                .possible=${this.possible}
                .score=${t?this.keptScore(t):""}
                .steps=${t?this.stepsDone(t):""}
                @cc-do=${o=>this.act(o.detail)}
            ></cc-toolbar>
            ${e.message||s.error?c`<p class="message error" id="message" role="alert">${e.message||s.error}</p>`:v}
            <cc-progress
                .status=${s.status}
                .doing=${this.doing()}
                .left=${t?$u(t,s.status?.live):0}
            ></cc-progress>
            ${this.proposal()} ${t?this.result(t):this.welcome()}
            <details id="sessions" ?open=${!t}>
                <summary>${n("Sessions")}</summary>
                <cc-session-list
                    .briefs=${e.shelf.briefs}
                    .atWork=${e.shelf.atWork}
                    .open=${s.id}
                    ?hasMore=${e.shelf.hasMore}
                    @cc-open=${o=>{e.open(o.detail)}}
                    @cc-more=${()=>{e.shelf.more()}}
                    @cc-delete=${o=>{e.remove(o.detail)}}
                ></cc-session-list>
            </details>`}welcome(){return c`<p class="welcome">${n("Add a picture or draw one, enter what you want to see, and press Start.")}</p>`}result(e){let{model:t}=this,s=c`<cc-loop-outbox
            .session=${e}
            .step=${t.step}
            ?disabled=${t.isAtWork||t.isBusy}
            @cc-again=${()=>{t.continueFromStep()}}
            @cc-delete=${()=>{t.remove(e.id)}}
        ></cc-loop-outbox>`;return t.step?c`<cc-loop-result
            .session=${e}
            .picked=${t.picked}
            @cc-pick=${o=>t.pick(o.detail)}
            >${s}</cc-loop-result
        >`:t.isAtWork?c``:c`<p class="hint">${n("No steps yet in this session.")}</p>
                ${s}`}proposal(){let{status:e}=this.model.watch;if(!e?.proposal||this.model.isAtWork)return v;let t=e.session.steps.at(-1);return c`<cc-by-hand
            .proposal=${e.proposal}
            .lastPrompt=${t?.prompt??""}
            .lastNegative=${t?.negative_prompt??""}
        ></cc-by-hand>`}keptScore(e){let t=Er(e.steps);return t?Et(ut(t)?.score.value,e.settings.objective):""}stepsDone(e){let t=e.steps.at(-1)?.number??0;return n("step {done} of {all}",{done:t,all:Math.max(t,Number(e.settings.steps))})}doing(){let{status:e}=this.model.watch;return e?n(e.doing):""}get possible(){let{model:e}=this;return[...e.canStart?["start","step"]:[],...e.canResume?["resume"]:[],...e.isAtWork?["interrupt"]:[],...e.isPristine?[]:["new"]]}act(e){let{model:t,byHand:s}=this,o=s&&{prompt:s.prompt,negative_prompt:s.negative};({start:()=>t.begin(),step:()=>t.makeStep(o),resume:()=>t.resume(),interrupt:()=>t.interrupt(),new:()=>t.reset()})[e]()}};Hs.styles=[A,P`
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
        `],h([w({attribute:!1})],Hs.prototype,"face",2),h([w({attribute:!1})],Hs.prototype,"kind",2),h([He("cc-loop-settings")],Hs.prototype,"form",2),h([He("cc-by-hand")],Hs.prototype,"byHand",2),Hs=h([M("cc-loop")],Hs);var Cg=176,Mg=["start","resume","interrupt","new"],Oi=class extends C{constructor(){super(...arguments);this.failure="";this.tilesOf=null;this.isToBeShown=!1;this.model=new Ut(this,()=>this.kind,()=>this.checkVisibility(),()=>this.isToBeShown=!0);this.offered=e=>{let t=e.offered?this.model.offers[e.offered]:void 0;return Array.isArray(t)?{...e,choices:t}:e}}updated(){if(!this.isToBeShown||!this.model.session)return;this.isToBeShown=!1;let e=this.renderRoot.querySelector(".work");e.getBoundingClientRect().top>window.innerHeight*.5&&e.scrollIntoView({block:"start"})}render(){let{model:e}=this,{session:t,watch:s}=e,o=e.message||s.error||this.failure;return c`<div>
                <cc-form
                    .fields=${this.kind.fields.map(this.offered)}
                    .sections=${this.kind.sections}
                    .values=${e.values}
                    @cc-change=${a=>e.set(a.detail.name,a.detail.value)}
                ></cc-form>
            </div>
            <div class="work">
                <cc-toolbar
                    .wishes=${Mg}
                    .possible=${this.possible}
                    .steps=${t?n("{count} steps",{count:t.steps.length}):""}
                    @cc-do=${a=>this.act(a.detail)}
                ></cc-toolbar>
                ${o?c`<p class="message error" id="message" role="alert">${o}</p>`:v}
                <cc-progress .status=${s.status} .left=${s.status?.live?.eta??0}></cc-progress>
                ${t?this.result(t):v}
                <details id="sessions" ?open=${!t}>
                    <summary>${n("Sessions")}</summary>
                    <cc-session-list
                        .briefs=${e.shelf.briefs}
                        .atWork=${e.shelf.atWork}
                        .open=${s.id}
                        ?hasMore=${e.shelf.hasMore}
                        @cc-open=${a=>{e.open(a.detail)}}
                        @cc-more=${()=>{e.shelf.more()}}
                        @cc-delete=${a=>{e.remove(a.detail)}}
                    ></cc-session-list>
                </details>
            </div>`}get possible(){let{model:e}=this;return[...e.canStart?["start"]:[],...e.canResume?["resume"]:[],...e.isAtWork?["interrupt"]:[],...e.isPristine?[]:["new"]]}act(e){let{model:t}=this;this.failure="",e==="start"?t.begin():e==="resume"?t.resume():e==="interrupt"?t.interrupt():t.reset()}result(e){let{steps:t}=e,s=t.find(o=>o.number===this.model.picked)??t.at(-1);return c`${s?this.step(e,s):v}
            <div class="row" role="group" aria-label=${n("The session")}>
                <button id="picture" ?disabled=${!s?.file} @click=${()=>s&&this.save(e,s)}>${n("Picture")}</button>
                <button id="report" ?disabled=${!t.length} @click=${()=>this.report(e.id)}>${n("Report")}</button>
                <button id="json" @click=${()=>this.json(e)}>JSON</button>
                <button id="delete" class="quiet" ?disabled=${this.model.isAtWork} @click=${()=>this.askAndDelete(e.id)}>
                    ${n("Delete")}
                </button>
            </div>`}step(e,t){let s=n("Step {number}",{number:t.number});return c`${t.file?c`<cc-compare
                      .later=${this.picture(e.id,t.file)}
                      .laterTitle=${`${s}: ${t.text}`}
                      @cc-large=${o=>this.enlarge(e,o.detail)}
                  ></cc-compare>`:v}
            <p id="text"><b>${s}</b> ${t.text}</p>
            <cc-strip
                .tiles=${this.tiles(e)}
                .selected=${t.number}
                @cc-pick=${o=>this.model.pick(o.detail)}
                @cc-large=${o=>this.enlarge(e,o.detail)}
            ></cc-strip>`}picture(e,t,s=0){return Oe(`sessions/${e}/pictures/${t}${s?`?side=${s}`:""}`)}tiles({id:e,steps:t}){if(this.tilesOf?.steps!==t){let s=t.map(({number:o,file:a,text:p})=>({number:o,source:a?this.picture(e,a,Cg):"",large:a?this.picture(e,a):"",title:p,caption:p,isKept:!1}));this.tilesOf={steps:t,tiles:s}}return this.tilesOf.tiles}enlarge({id:e,steps:t},s){let o=t.filter(a=>a.file).map(a=>({source:this.picture(e,a.file),title:`${a.number} · ${a.text}`}));rt(o,o.findIndex(a=>a.source===s))}async fetched(e,t){try{Ie(await De(e),t),this.failure=""}catch(s){this.failure=s.message}}save({id:e},t){this.fetched(`sessions/${e}/pictures/${t.file}`,`${e}-${t.number}.png`)}report(e){this.fetched(`sessions/${e}/report${At(wt())}`,`${e}.html`)}json(e){let t=JSON.stringify(e,null,1);Ie(new Blob([t],{type:"application/json"}),`${e.id}.json`)}async askAndDelete(e){let t=n("Delete the session of {moment} ({id}) with all its pictures?",{moment:lt(e),id:e});await Lt(this.renderRoot,t,n("Delete"))&&this.model.watch.id===e&&await this.model.remove(e)}};Oi.styles=[A,P`
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
        `],h([w({attribute:!1})],Oi.prototype,"kind",2),h([E()],Oi.prototype,"failure",2),Oi=h([M("cc-session")],Oi);var fn=class extends CustomEvent{constructor(i){super("cc-act",{detail:i,bubbles:!0,composed:!0})}},pl=5;function Pu(r,i,e){if(r.repeat||r.altKey)return null;if(r.ctrlKey||r.metaKey)return r.key.toLowerCase()==="z"&&!r.shiftKey?{kind:"undo"}:null;if(r.key==="Backspace")return{kind:"undo"};if(r.key===" "||r.key==="　")return{kind:"skip"};if(i==="duel"&&r.key==="ArrowLeft")return{kind:"choose",chosen:0};if(i==="duel"&&r.key==="ArrowRight")return{kind:"choose",chosen:1};let t=Ag(r);return t===null?null:t===0?{kind:"skip"}:t>(i==="stars"?pl:e)?null:{kind:"choose",chosen:i==="stars"?t:t-1}}function Ag({key:r,code:i}){let e=/^[0-9]$/.exec(r.normalize("NFKC"))?.[0]??/^(?:Digit|Numpad)([0-9])$/.exec(i)?.[1];return e===void 0?null:Number(e)}function Cu(r,i){if(r===2)return i?1:2;let e=Math.floor(Math.sqrt(r));return i&&r>4?e:Math.ceil(r/e)}var Lg=[320,640,960];function Mu(r){return Lg.find(i=>i>=r)??0}function Au(r,i=24){return r.flatMap(e=>e.shown.map(({digest:t})=>t)).slice(-i)}var Og=4e3,dl=r=>new Promise(i=>setTimeout(()=>i(null),r)),ul=r=>Cu(r,window.innerHeight>window.innerWidth);function hl(r,i,e){let t=window.innerWidth/ul(e)*window.devicePixelRatio;return Oe(yi(r,i,Mu(t)))}var ml=(r,i)=>Oe(yi(r,i,320));async function gn(r,{shown:i}){let e=i.map(({digest:t})=>{let s=new Image;return s.src=hl(r,t,i.length),s.decode().catch(()=>{})});await Promise.race([Promise.all(e),dl(Og)])}var oo="taste-choice-";function _g(r){return[400,413,422].includes(r)}var bn=r=>r instanceof Fr&&(r.status===0||r.status===409||r.status>=500);function Dg(r){return[...r].sort((i,e)=>i.at-e.at).map(({choice:i})=>i)}var vn=class{constructor(i,e,t){this.store=i;this.post=e;this.refused=t;this.running=Promise.resolve()}add(i,e){this.store.write(oo+e.id,{at:Date.now(),from:i,choice:e})}waiting(i){let e=this.store.keys(oo).flatMap(t=>this.store.read(t)??[]);return Dg(e.filter(t=>t.from===i))}send(i,e){let t=this.running.then(()=>this.sendAll(i,e));return this.running=t.catch(()=>{}),t}async sendAll(i,e){let t=null;for(let s of this.waiting(i)){try{t={rater:s.rater,...await this.post(s,e)}}catch(o){if(!(o instanceof Fr)||!_g(o.status))throw o;this.refused(s,o.message)}this.store.remove(oo+s.id)}return t}async take(i){await this.running;let e=this.store.read(oo+i)!==null;return this.store.remove(oo+i),e}};var Fg=700,Lu=5,wn=class{constructor(i,e){this.host=i;this.onGone=e;this.screen=null;this.chosen=null;this.isOpen=!1;this.isBusy=!1;this.error="";this.spoken="";this.receipt=null;this.table=null;this.reserve=null;this.past=[];this.since=0;this.turn=0;this.timer=0;this.gone=0;this.outbox=new vn(Wr,Wg,(i,e)=>this.error=e);this.retry=async()=>{this.error="",await(this.isOpen&&!this.isBusy&&(!this.screen||this.chosen!==null)?this.next():this.sendLate())};this.restartClock=()=>{document.hidden||(this.since=Date.now())};i.addController(this)}hostConnected(){document.addEventListener("visibilitychange",this.restartClock)}hostDisconnected(){document.removeEventListener("visibilitychange",this.restartClock),window.clearTimeout(this.timer)}get waiting(){let{table:i}=this;return i?this.outbox.waiting(i.from).filter(({rater:e})=>e===i.setup.rater):[]}get answers(){return(this.receipt?.answers??0)+this.waiting.filter(({mode:i})=>i!=="skip").length}get canUndo(){return this.past.length>0||this.answers>0}use(i,e){let t=this.table,s=i===(t?.key??null)&&e.rater===(t?.setup.rater??e.rater);s&&(!t||JSON.stringify(e)===JSON.stringify(t.setup))||(this.table=i===null?null:{key:i,from:ic(e),setup:e},this.turn++,this.screen=this.reserve=this.chosen=null,this.isBusy=!1,s||this.begin(),i!==null&&this.sendLate(),this.isOpen&&this.goOn(),this.host.requestUpdate())}begin(){let{table:i}=this,e=To(),t=i&&e?.from===i.from&&e.rater===i.setup.rater;this.past=t?e.past:[],this.screen=t&&e.screen?.mode===i.setup.mode?e.screen:null,this.receipt=null,this.error=""}remember(){let{table:i,screen:e,past:t,isOpen:s}=this;if(!i)return;let o=this.chosen===null?e:null;ac({from:i.from,rater:i.setup.rater,isChoosing:s,screen:o,past:t})}open(){this.isOpen=!0,this.since=Date.now(),this.remember(),this.goOn(),this.host.requestUpdate()}goOn(){!this.screen&&!this.isBusy?this.next():this.screen&&this.table&&!this.reserve&&this.fill(this.table)}close(){this.isOpen=!1,this.remember(),this.host.requestUpdate()}act(i){i.kind==="undo"?this.undo():this.screen&&this.chosen===null&&!this.isBusy&&this.answer(this.screen,i)}async answer(i,e){let{table:t}=this;if(!t)return;let s=e.kind==="choose"?e.chosen:0;this.outbox.add(t.from,{id:i.id,rater:t.setup.rater,mode:e.kind==="choose"?i.mode:"skip",shown:i.shown.map(({digest:o})=>o),chosen:s,ms:Math.min(Date.now()-this.since,864e5),why:i.why}),this.chosen=e.kind==="choose"?s:-1,this.past.push(i),this.error="",this.spoken=this.saying(i,e),this.remember(),this.host.requestUpdate(),await this.next()}saying({mode:i},e){return e.kind!=="choose"?n("Skipped."):i==="stars"?n("{count} of 5 stars",{count:e.chosen}):n("Picture {number} chosen",{number:e.chosen+1})}async next(){let{table:i,reserve:e}=this;if(!i)return;let t=++this.turn;this.isBusy=!0;let s=this.send().then(()=>this.fetch(i));s.catch(o=>e&&bn(o)&&this.later());try{let o=await(e?Promise.race([s.catch(()=>null),dl(Fg)]):s);if(t!==this.turn||(!o&&e&&(o=e.screen,this.reserve=null),!o))return;await gn(i.key,o),t===this.turn&&this.show(i,o)}catch(o){t===this.turn&&await this.failed(o)}}show(i,e){this.screen=e,this.chosen=null,this.isBusy=!1,this.since=Date.now(),this.remember(),this.host.requestUpdate(),this.answers-(this.reserve?.answers??-Lu)>=Lu&&this.fill(i)}async fill(i){let{answers:e}=this;try{let t=await this.fetch(i);await gn(i.key,t),i===this.table&&(this.reserve={screen:t,answers:e})}catch{}}async fetch({key:i,setup:e}){let{rater:t,mode:s,aim:o,count:a}=e,p=[...this.past.slice(-5),...this.screen?[this.screen]:[]],u={key:i,rater:t,mode:s,aim:o,recent:Au(p),...s==="best"?{count:a}:{}},f=await be("POST","taste/screen",u);return t===this.table?.setup.rater&&this.note(f),{...f,mode:s}}async failed(i){if(this.isBusy=!1,i instanceof Fr&&i.status===404&&++this.gone<3)return this.onGone();this.error=i.message,this.host.requestUpdate(),bn(i)&&this.later()}later(){window.clearTimeout(this.timer),this.timer=window.setTimeout(()=>{this.retry()},Zl)}async send(){if(!this.table)return;let i=await this.outbox.send(this.table.from,this.table.key);i&&i.rater===this.table?.setup.rater&&this.note(i)}async sendLate(){try{await this.send()}catch(i){await this.failed(i)}}know(i){!this.isOpen&&!this.waiting.length&&this.note(i)}note({answers:i,not_yet:e}){this.gone=0,this.table&&i&&nc(this.table.setup.rater),this.receipt={answers:i,not_yet:e},this.host.requestUpdate()}async undo(){let{table:i}=this;if(!i||!this.canUndo)return;let e=++this.turn;this.isBusy=!0;let t=this.past.pop();try{let s=await this.takeBack(i,t);if(e!==this.turn)return;let o=sc(s,t);if(await gn(i.key,o),e!==this.turn)return;this.screen=o,this.spoken=n("Taken back."),this.error="",this.chosen=null,this.since=Date.now()}catch(s){this.error=s.message,t&&bn(s)&&this.past.push(t)}this.isBusy=!1,this.remember(),this.host.requestUpdate(),this.isOpen&&(!this.screen||this.chosen!==null)&&this.next()}async takeBack({setup:i},e){if(e&&await this.outbox.take(e.id))return{...e,shown:[],chosen:0};let t={rater:i.rater,...e?{id:e.id}:{}},{undone:s,...o}=await be("POST","taste/undo",t);return this.note({not_yet:this.receipt?.not_yet??"",...o}),s}};async function Wg(r,i){return be("POST","taste/choices",{key:i,...r})}var Ig={from:.5,to:1,zero:.5},Rr=120,[ai,yn]=[26,8],zg=3,Hg=8;function Ou(r){let i=Math.max(...r.map(({count:a})=>a)),[e,t,s]=[ai+Rr,yn+Rr,yn+Rr/2],o=r.map(({predicted:a,right:p,count:u})=>n("predicted {predicted}, came true {right} ({count})",{predicted:at(a),right:at(p),count:u}));return c`<svg
        class="calibration"
        viewBox="0 0 ${e+12} ${t+30}"
        width=${e+12}
        height=${t+30}
        role="img"
        aria-label="${n("Calibration")}: ${o.join("; ")}"
    >
        ${Vn`<path d="M${ai} ${yn}V${t}H${e}" fill="none" stroke="var(--soft)" />
            <path d="M${ai} ${s}L${e} ${yn}" fill="none" stroke="var(--soft)" stroke-dasharray="4 3" />
            ${r.map(a=>{let p=ai+ei(Ig,a.predicted)/100*Rr,u=Math.max(zg,Hg*Math.sqrt(a.count/Math.max(1,i)));return Vn`<circle cx=${p} cy=${t-a.right*Rr} r=${u} fill="var(--accent)" fill-opacity="0.85" />`})}
            <g fill="var(--soft)" font-size="10">
                <text x=${ai-4} y="14" text-anchor="end">100</text>
                <text x=${ai-4} y=${t} text-anchor="end">0</text>
                <text x=${ai} y=${t+12} text-anchor="middle">50</text>
                <text x=${e} y=${t+12} text-anchor="middle">100</text>
                <text x=${ai+Rr/2} y=${t+24} text-anchor="middle">${n("predicted")} %</text>
                <text transform="translate(9 ${s}) rotate(-90)" text-anchor="middle">${n("came true")} %</text>
            </g>`}
    </svg>`}var Ng={words:"Groups of words",t1:"T(1)",t2:"T(2)",ridge:"Ridge (stars)"},jg={from:-1,to:1,zero:0},Bg={from:.5,to:1,zero:.5},_u=20,no=r=>`${r<0?"−":"+"}${Math.abs(r).toFixed(2)}`,_i=class extends C{constructor(){super(...arguments);this.summary=null;this.model="words"}render(){let{summary:e}=this;return e?c`${e.not_yet?c`<p class="message" id="not-yet" role="status">${n(e.not_yet)}</p>`:v}
            ${e.notes.map(t=>c`<p class="message warning note" role="status">${n(t)}</p>`)}
            <div class="cards">
                ${e.accuracy?this.accuracy(e.accuracy):v}
                ${e.not_yet?v:this.words(e)} ${this.effects("Favourite rows",e.rows)}
                ${this.effects("Favourite columns",e.columns)}
            </div>`:v}accuracy(e){let{expected:t,low:s,high:o,right:a,comparisons:p,bins:u}=e,f=n("{low} to {high}",{low:at(s),high:at(o)});return c`<section class="card" id="accuracy">
            <h3>${n("How often it is right")} <small>${n("about two pictures that it has not learned from")}</small></h3>
            <p><span class="figure">${at(t)}</span> <span class="hint">${f}</span></p>
            ${ks(Bg,{value:t,low:s,high:o})}
            <p class="hint">
                ${n("The scale goes from 50 %, which is guessing, to 100 %. The whiskers are the 95 % interval.")}
                ${n("It predicted {right} of your {count} comparisons so far, each without having seen its pictures.",{right:at(a),count:p})}
            </p>
            ${u.length?c`<h4>${n("Calibration")}</h4>
                      <p class="hint">${n("Dots on the line: it is as sure as it may be. Dots below: too sure.")}</p>
                      ${Ou(u)}`:v}
        </section>`}words(e){return c`<section class="card" id="words">
            <h3>${n("Your taste in words")}</h3>
            <fieldset class="models" aria-label=${n("Model")}>
                ${Object.entries(Ng).map(([t,s])=>c`<label>
                        <input
                            type="radio"
                            name="model"
                            value=${t}
                            .checked=${t===this.model}
                            @change=${()=>this.dispatchEvent(new CustomEvent("cc-model",{detail:t}))}
                        />
                        ${n(s)}
                    </label>`)}
            </fieldset>
            ${this.model==="words"?this.groups(e.groups):this.etas(e)}
        </section>`}groups(e){if(!e.length)return c`<p class="hint">${n("No words stand out yet.")}</p>`;let t=(s,o)=>o.length?c`<h4>${s}</h4>
                      <ul>
                          ${o.map(a=>this.group(a))}
                      </ul>`:v;return c`${t(n("It follows"),e.filter(({correlation:s})=>s>=0))}
        ${t(n("It avoids"),e.filter(({correlation:s})=>s<0))}
            <p class="hint">
                ${n("Correlation of the taste with what CLIP sees, −1 to 1, and its 95 % interval. Words of one line say about the same in these pictures.")}
            </p>`}group({words:e,correlation:t,low:s,high:o}){return c`<li data-word=${e[0]??""}>
            <bdi>${e.join(", ")}</bdi> ${ks(jg,{value:t,low:s,high:o})}
            <span class="number" title=${n("{low} to {high}",{low:no(s),high:no(o)})}>${no(t)}</span>
        </li>`}etas({eta:e}){let t=this.model==="ridge"?n("Ridge regression learns from stars alone: without any, it has nothing to say."):n("The T method weighs every word by itself, so it is easy to read, but it saturates: more answers soon stop making it better."),s=[...e].sort((a,p)=>Math.abs(p.eta)-Math.abs(a.eta)).slice(0,_u),o=Vr(s.map(a=>a.eta));return c`<p class="hint">${t} ${n("The order of the pictures does not use it.")}</p>
            ${s.length?c`<ul id="eta">
                      ${s.map(({word:a,eta:p,direction:u})=>{let f=Math.abs(p)*(u<0?-1:1);return c`<li data-word=${a}>
                              <bdi>${a}</bdi> ${ks(o,{value:f})}
                              <span class="number">${no(f)}</span>
                          </li>`})}
                  </ul>`:c`<p class="hint">${n("No words stand out yet.")}</p>`}`}effects(e,t=[]){if(!t.length)return v;let s=Bc([...t].sort((a,p)=>p.effect-a.effect),_u),o=Vr(s.map(({effect:a})=>a));return c`<section class="card" data-effects=${e}>
            <h3>${n(e)} <small>${n("of the exhibition, above or below its mean")}</small></h3>
            <ul>
                ${s.map(({name:a,effect:p})=>c`<li>
                        <bdi>${a}</bdi> ${ks(o,{value:p})}
                        <span class="number">${no(p)}</span>
                    </li>`)}
            </ul>
            ${s.length<t.length?c`<p class="hint">${s.length} / ${t.length}</p>`:v}
        </section>`}};_i.styles=[A,ar,P`
            :host {
                display: block;
            }
            .cards {
                display: grid;
                gap: 14px;
                grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
            }
            p {
                margin: 0 0 8px;
            }
            p.message {
                margin-bottom: 14px;
            }
            #accuracy .interval {
                margin-bottom: 10px;
            }
            .figure {
                font-size: 22px;
                font-variant-numeric: tabular-nums;
                font-weight: 650;
            }
            .calibration {
                display: block;
                height: auto;
                margin-top: 10px;
                max-width: 100%;
            }
            ul {
                display: grid;
                gap: 6px 10px;
                grid-template-columns: minmax(0, 1fr) minmax(60px, 40%) max-content;
                list-style: none;
                margin: 0 0 10px;
                padding: 0;
            }
            li {
                align-items: center;
                display: grid;
                grid-column: 1 / -1;
                grid-template-columns: subgrid;
            }
            bdi {
                overflow-wrap: anywhere;
            }
            h4 {
                color: var(--soft);
                font-size: 12px;
                font-weight: 400;
                margin: 0 0 4px;
            }
            .models {
                border: 0;
                display: flex;
                flex-wrap: wrap;
                gap: 4px 12px;
                margin: 0 0 8px;
                padding: 0;
            }
            .models label {
                align-items: center;
                display: flex;
                gap: 4px;
            }
        `],h([w({attribute:!1})],_i.prototype,"summary",2),h([w()],_i.prototype,"model",2),_i=h([M("cc-taste-known")],_i);var li=class extends C{constructor(){super(...arguments);this.rater="";this.message="";this.isError=!1;this.save=()=>this.act(async()=>{let{rater:e}=this,t=e.replace(/[^\p{L}\p{N}]+/gu,"-");return Ie(await De(`taste/log?rater=${encodeURIComponent(e)}`),`taste-${t}.jsonl`),""});this.take=e=>{let t=e.target,s=t.files?.[0];return this.act(async()=>{if(!s)return"";let o=await be("POST","taste/log",s);return this.dispatchEvent(new Event("cc-taken")),n("{count} choices are new.",{count:o.new})}).finally(()=>t.value="")}}render(){return c`<details id="log">
            <summary>${n("The log of choices")}</summary>
            <p class="hint">
                ${n("Every choice is a line of a file that only grows. Nothing leaves this machine unless you export it.")}
            </p>
            <div class="row">
                <button id="export" ?disabled=${!this.rater} @click=${this.save}>${n("Export my choices")}</button>
                <label class="button">
                    ${n("Import choices")}
                    <input id="import" type="file" accept=".jsonl,.json,.txt" @change=${this.take} />
                </label>
            </div>
            ${this.message?c`<p class="message ${this.isError?"error":""}" role=${this.isError?"alert":"status"}>${this.message}</p>`:v}
        </details>`}async act(e){this.message="";try{this.message=await e(),this.isError=!1}catch(t){this.message=t.message,this.isError=!0}}};li.styles=[A,P`
            :host {
                display: block;
            }
            .row {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 8px;
            }
            p {
                margin: 8px 0;
            }
            input {
                height: 1px;
                opacity: 0;
                position: absolute;
                width: 1px;
            }
            label:focus-within {
                outline: 2px solid var(--accent);
            }
        `],h([w()],li.prototype,"rater",2),h([E()],li.prototype,"message",2),h([E()],li.prototype,"isError",2),li=h([M("cc-taste-log")],li);var Ug={raters:[],sources:[],lists:[],any_folder:!1},fl=({source:r,encoder:i,list:e})=>({source:So(r),...i?{encoder:i}:{},...e?{list:e}:{}}),$n=class{constructor(i,e){this.host=i;this.onReady=e;this.offer=Ug;this.opening=null;this.error="";this.asked=null;this.polls=null;i.addController(this)}hostConnected(){this.opening?.state==="working"&&this.follow(this.opening.key)}hostDisconnected(){this.polls?.abort()}get isAtWork(){return this.opening?.state==="working"}get isReady(){return this.opening?.state==="ready"}isOf(i){let{asked:e}=this;return e!==null&&JSON.stringify(fl(e))===JSON.stringify(fl(i))}async list(){try{this.offer=await he("taste")}catch(i){this.error=i.message}this.host.requestUpdate()}async open(i){this.close();let e=this.polls=new AbortController;this.asked=i,Ir(!0);try{let t=await be("POST","taste/open",fl(i));if(e.signal.aborted)return void this.drop(t.key);this.seen(t),t.state==="working"&&this.follow(t.key)}catch(t){e.signal.aborted||this.fail(t)}this.host.requestUpdate()}async again(){this.asked&&await this.open(this.asked)}async interrupt(){let{opening:i}=this;this.close(),Ir(!1),this.error=n("Interrupted. Opening these pictures again goes on from here."),i&&await this.drop(i.key),this.host.requestUpdate()}async drop(i){await be("DELETE",`taste/open/${encodeURIComponent(i)}`).catch(()=>{})}close(){this.polls?.abort(),this.opening=null,this.asked=null,this.error="",this.host.requestUpdate()}follow(i){let e=this.polls=new AbortController;er(()=>`taste/open/${encodeURIComponent(i)}`,t=>this.seen(t),t=>t.state!=="working",e.signal).catch(t=>{e.signal.aborted||this.fail(t)})}fail(i){this.opening=null,this.asked=null,this.error=i.message,this.host.requestUpdate()}seen(i){this.opening=i,this.error="",i.state==="ready"&&this.onReady(),this.host.requestUpdate()}};var gl=60,Du=1e3,vl=({name:r,text:i})=>i?`${r} · ${i}`:r,et=class extends C{constructor(){super(...arguments);this.key="";this.rater="";this.answers=0;this.batch=0;this.pictures=null;this.kept=[];this.keptTiles=[];this.picked=1;this.shown=gl;this.count=10;this.message="";this.isBusy=!1;this.learned=0;this.watcher=new IntersectionObserver(e=>{e.some(t=>t.isIntersecting)&&this.more()});this.load=()=>this.act(async()=>{let{key:e,rater:t,answers:s}=this,o=`taste/open/${encodeURIComponent(e)}/order?rater=${encodeURIComponent(t)}`,{pictures:a}=await he(o);e!==this.key||t!==this.rater||(this.pictures=a,this.learned=s,this.shown=gl)});this.setCount=e=>{let t=e.target,s=Math.round(Number(t.value));this.count=Math.min(Du,Math.max(1,Number.isFinite(s)?s:10)),t.value=String(this.count)};this.keep=()=>this.act(async()=>{let{key:e,rater:t,count:s}=this,o=`taste/open/${encodeURIComponent(e)}/keep`,{pictures:a}=await be("POST",o,{rater:t,count:s});e!==this.key||t!==this.rater||(this.kept=a,this.keptTiles=a.map((p,u)=>this.tile(p,u)),this.picked=1)})}disconnectedCallback(){super.disconnectedCallback(),this.watcher.disconnect()}willUpdate(e){!e.has("key")&&!e.has("rater")||(this.pictures=null,this.kept=this.keptTiles=[],this.message="",this.batch&&(this.count=Math.min(10,Math.ceil(this.batch/2))))}updated(e){this.batch&&(e.has("key")||e.has("rater"))&&this.keepBatch(),this.watcher.disconnect();let t=this.renderRoot.querySelector("#more");t&&this.watcher.observe(t)}render(){return c`<section class="card" id="keep">
                <h3>${n("Keep the best")} <small>${n("those whose worst is still good: the mean minus one standard deviation")}</small></h3>
                <div class="row">
                    <label>
                        ${n("Pictures")}
                        <input id="count" type="number" min="1" max=${Du} .value=${String(this.count)} @change=${this.setCount} />
                    </label>
                    <button id="keep-them" ?disabled=${this.isBusy} @click=${this.keep}>
                        ${n("Keep the {count} I would like",{count:this.count})}
                    </button>
                </div>
                ${this.message?c`<p class="message error" role="alert">${this.message}</p>`:v}
                ${this.kept.length?this.strip():v}
            </section>
            <section class="card" id="order">
                <h3>${n("In the order of your taste")}</h3>
                <div class="row">
                    <button id="show-order" ?disabled=${this.isBusy} @click=${this.load}>
                        ${this.pictures?n("Sort again"):n("Show all pictures")}
                    </button>
                    ${this.pictures&&this.learned<this.answers?c`<span class="hint">${n("{count} answers since then",{count:this.answers-this.learned})}</span>`:v}
                </div>
                ${this.pictures?this.gallery(this.pictures):v}
            </section>`}async act(e){this.isBusy=!0,this.message="";try{await e()}catch(t){this.message=t.message}this.isBusy=!1}more(){this.shown+=gl}gallery(e){return c`<ol aria-label=${n("In the order of your taste")}>
                ${Ne(e.slice(0,this.shown),({digest:t})=>t,(t,s)=>c`<li data-digest=${t.digest}>
                        <button title=${`${n("Large view")}: ${vl(t)}`} @click=${()=>this.enlarge(e,s)}>
                            <img loading="lazy" src=${ml(this.key,t.digest)} alt="" />
                            <span><b>${Os(t.percentile)}</b> <bdi>${t.text||t.name}</bdi></span>
                        </button>
                    </li>`)}
            </ol>
            <p class="hint">${n("The number says how much of what you have seen you would like less.")}</p>
            ${this.shown<e.length?c`<button id="more" @click=${()=>this.more()}>${n("More pictures")}</button>`:v}`}enlarge(e,t){let s=e.slice(0,this.shown).map(o=>({source:Oe(yi(this.key,o.digest)),title:`${Os(o.percentile)} · ${vl(o)}`}));rt(s,t)}keepBatch(){this.scrollIntoView(),this.keep()}tile(e,t){let{digest:s,percentile:o}=e;return{number:t+1,source:ml(this.key,s),large:Oe(yi(this.key,s)),title:vl(e),caption:Os(o),isKept:!1}}strip(){let e=this.kept[this.picked-1];return c`<cc-strip
                label="Kept pictures"
                .tiles=${this.keptTiles}
                .selected=${this.picked}
                @cc-pick=${t=>this.picked=t.detail}
                @cc-large=${()=>this.enlarge(this.kept,this.picked-1)}
            ></cc-strip>
            ${e?this.actions(e):v}`}actions(e){let{isBusy:t}=this;return c`<p><bdi id="picked">${e.name}</bdi> ${e.text?c`<bdi class="hint">${e.text}</bdi>`:v}</p>
            <div class="row" role="group" aria-label=${n("The selected picture")}>
                ${Gs().map(s=>c`<button id="to_${s}" ?disabled=${t} @click=${()=>this.toTab(e,s)}>→ ${s}</button>`)}
                <button id="to_rank" ?disabled=${t} @click=${()=>this.toRank(e)}>→ ${n("Rank keywords")}</button>
                <button id="to_file" ?disabled=${t} @click=${()=>this.toFiles([e])}>${n("Download")}</button>
                <button id="to_files" ?disabled=${t} @click=${()=>this.toFiles(this.kept)}>
                    ${n("Download all {count}",{count:this.kept.length})}
                </button>
            </div>`}async fetched({digest:e,name:t}){return{blob:await De(yi(this.key,e)),name:t}}toTab(e,t){this.act(async()=>Ys(t,await this.fetched(e),[]))}toRank(e){this.act(async()=>this.dispatchEvent(new xs("rank",await this.fetched(e))))}toFiles(e){this.act(async()=>{for(let t of e){let{blob:s,name:o}=await this.fetched(t);Ie(s,o)}})}};et.styles=[A,P`
            :host {
                display: grid;
                gap: 14px;
                grid-template-columns: minmax(0, 1fr);
            }
            .row {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px 8px;
                margin-bottom: 8px;
            }
            input {
                width: 72px;
            }
            ol {
                display: grid;
                gap: 8px;
                grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
                list-style: none;
                margin: 0 0 8px;
                padding: 0;
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
            li img {
                aspect-ratio: 1;
                background: var(--panel);
                border-radius: 8px;
                display: block;
                object-fit: cover;
                width: 100%;
            }
            li span {
                display: block;
                font-size: 12px;
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .message,
            p {
                margin: 0 0 8px;
                overflow-wrap: anywhere;
            }
        `],h([w()],et.prototype,"key",2),h([w()],et.prototype,"rater",2),h([w({type:Number})],et.prototype,"answers",2),h([w({type:Number})],et.prototype,"batch",2),h([E()],et.prototype,"pictures",2),h([E()],et.prototype,"kept",2),h([E()],et.prototype,"keptTiles",2),h([E()],et.prototype,"picked",2),h([E()],et.prototype,"shown",2),h([E()],et.prototype,"count",2),h([E()],et.prototype,"message",2),h([E()],et.prototype,"isBusy",2),h([E()],et.prototype,"learned",2),et=h([M("cc-taste-order")],et);var Fu="…",bl=class extends CustomEvent{constructor(i){super("cc-setup",{detail:i,bubbles:!0,composed:!0})}},ms=class extends C{constructor(){super(...arguments);this.opening=null;this.isOpen=!1;this.isOther=!1;this.open=()=>{this.dispatchEvent(new Event("cc-open"))};this.list=()=>{this.dispatchEvent(new Event("cc-list"))};this.key=e=>{let t=e.composedPath()[0];e.key!=="Enter"||e.isComposing||!t.matches("#rater, #folder")||(e.preventDefault(),t.blur(),t.focus(),this.open())};this.choose=e=>{let t=ao(e);this.isOther=t===Fu,this.isOther?this.updateComplete.then(()=>this.renderRoot.querySelector("#folder")?.focus()):this.change({source:t})}}willUpdate(e){let{source:t}=this.setup;e.has("setup")&&e.get("setup")?.source!==t&&ir(t)&&(this.isOther=!1)}focus(){this.renderRoot.querySelector("#rater")?.focus()}render(){let{setup:e,offer:t}=this;return c`<div class="bar" @keydown=${this.key}>
            <label>
                ${n("Who is choosing?")}
                <input
                    id="rater"
                    list="raters"
                    maxlength="60"
                    autocomplete="off"
                    placeholder=${n("Your name")}
                    .value=${e.rater}
                    @change=${s=>this.change({rater:ao(s).trim().replace(/\s+/g," ")})}
                />
                <datalist id="raters">${t.raters.map(({name:s})=>c`<option value=${s}></option>`)}</datalist>
            </label>
            <label>${n("Pictures")} ${this.sources()}</label>
            ${this.isFolder?this.folder():v}
            <label>
                ${n("Keyword list")}
                <select id="preset" @change=${s=>this.change({list:ao(s)})}>
                    <option value="" ?selected=${!e.list}>${n("The encoder's own list")}</option>
                    ${Wu(t.lists,e.list).map(s=>c`<option value=${s} ?selected=${s===e.list}>${n(s)}</option>`)}
                </select>
            </label>
            ${this.opening?.state==="working"?this.work(this.opening):this.button()}
            <details>
                <summary>${n("More settings")}</summary>
                <label>
                    ${n("Encoder")}
                    <select id="encoders" @change=${s=>this.change({encoder:ao(s)})}>
                        <option value="" ?selected=${!e.encoder}>${n("The encoder of the settings")}</option>
                        ${Wu(this.face.encoders,e.encoder).map(s=>c`<option value=${s} ?selected=${s===e.encoder}>
                                ${Ql(s,this.face.downloads[s])}
                            </option>`)}
                    </select>
                </label>
            </details>
        </div>`}get isFolder(){return this.isOther||this.setup.source.startsWith("folder:")&&!this.isOffered}get isOffered(){return this.offer.sources.some(e=>sr(e)===this.setup.source)}sources(){let{setup:e,offer:t}=this,s=(o,a)=>{let p=t.sources.filter(u=>u.session!==void 0===a);return p.length?c`<optgroup label=${o}>
                ${p.map(u=>{let f=sr(u),$=n("{count} pictures",{count:u.pictures});return c`<option value=${f} ?selected=${f===e.source&&!this.isOther}>
                        ${Vg(u)} (${$})
                    </option>`})}
            </optgroup>`:v};return c`<select id="source" @focus=${this.list} @change=${this.choose}>
            ${ir(e.source)?c`<option value=${e.source} ?selected=${!this.isOther}>${n("A batch of the gallery")}</option>`:this.isOffered?v:c`<option value="" ?selected=${!this.isFolder} disabled>–</option>`}
            ${s(n("Sessions and exhibitions"),!0)} ${s(n("Folders"),!1)}
            ${t.any_folder?c`<option value=${Fu} ?selected=${this.isFolder}>${n("Another folder…")}</option>`:v}
        </select>`}folder(){let e=this.isOffered?"":So(this.setup.source).folder??"";return c`<label class="folder">
            ${n("Folder on the server's machine")}
            <input
                id="folder"
                spellcheck="false"
                .value=${e}
                @change=${t=>this.change({source:sr({folder:ao(t).trim()})})}
            />
        </label>`}button(){return c`<button id="open" ?disabled=${this.isOpen} @click=${this.open}>${n("Open the pictures")}</button>`}work({done:e,total:t,message:s}){let o=t>0;return c`<span class="work">
            <progress aria-label=${n("Progress")} max=${o?t:1} value=${o?e:v}></progress>
            <small role="status">${s?n(s):""} ${o?`${e} / ${t}`:""}</small>
            <button id="interrupt" @click=${()=>this.dispatchEvent(new Event("cc-interrupt"))}>${n("Interrupt")}</button>
        </span>`}change(e){this.dispatchEvent(new bl(e))}};ms.styles=[A,P`
            :host {
                display: block;
            }
            .bar {
                align-items: end;
                display: flex;
                flex-wrap: wrap;
                gap: 8px 10px;
            }
            label {
                display: grid;
                flex: 1 1 170px;
                font-size: 13px;
                gap: 3px;
                max-width: 320px;
                min-width: 0;
            }
            label.folder {
                flex-basis: 300px;
                max-width: none;
            }
            input,
            select {
                height: 32px;
                text-overflow: ellipsis;
                width: 100%;
            }
            .work {
                align-items: center;
                display: flex;
                flex: 1 1 220px;
                gap: 8px;
            }
            progress {
                accent-color: var(--accent);
                flex: 1;
                min-width: 60px;
            }
            details {
                flex-basis: 100%;
            }
            details label {
                margin-top: 6px;
            }
            @media (max-width: 560px) {
                label {
                    max-width: none;
                }
            }
        `],h([w({attribute:!1})],ms.prototype,"face",2),h([w({attribute:!1})],ms.prototype,"offer",2),h([w({attribute:!1})],ms.prototype,"setup",2),h([w({attribute:!1})],ms.prototype,"opening",2),h([w({type:Boolean})],ms.prototype,"isOpen",2),h([E()],ms.prototype,"isOther",2),ms=h([M("cc-taste-setup")],ms);function Vg({session:r="",title:i}){return!r||!i.endsWith(r)?i:`${n(i.slice(0,-r.length).trim())} ${lt(r)}`}var ao=r=>r.target.value,Wu=(r,i)=>i&&!r.includes(i)?[i,...r]:[...r];var Iu=P`
    dialog {
        background: var(--ground);
        border: 0;
        color: inherit;
        height: 100dvh;
        margin: 0;
        max-height: none;
        max-width: none;
        outline: none;
        overflow: hidden;
        padding: 8px;
        width: 100vw;
    }
    dialog[open] {
        display: grid;
        gap: 6px;
        grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
    }
    header,
    footer {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
    }
    h3 {
        flex: 1;
        font-size: 15px;
        margin: 0;
    }
    .pictures {
        display: grid;
        gap: 8px;
        grid-auto-rows: minmax(0, 1fr);
        grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
        min-height: 0;
    }
    .pictures > * {
        background: var(--panel);
        border: 3px solid transparent;
        border-radius: 12px;
        height: 100%;
        min-height: 0;
        overflow: hidden;
        padding: 0;
        position: relative;
        touch-action: manipulation;
    }
    button.picture:hover:not(:disabled) {
        border-color: var(--line);
    }
    .pictures .chosen,
    button.picture.chosen:hover {
        border-color: var(--accent);
    }
    .answered > :not(.chosen) {
        opacity: 0.35;
    }
    img {
        display: block;
        height: 100%;
        object-fit: contain;
        width: 100%;
    }
    .small {
        image-rendering: pixelated;
    }
    .key {
        background: color-mix(in srgb, var(--ground) 82%, transparent);
        border-radius: 6px;
        font-size: 12px;
        left: 6px;
        min-width: 20px;
        padding: 0 6px;
        position: absolute;
        text-align: center;
        top: 6px;
    }
    .gone {
        color: var(--soft);
        left: 0;
        margin: 0;
        overflow-wrap: anywhere;
        padding: 30px 12px;
        position: absolute;
        right: 0;
        top: 0;
    }
    .waiting {
        color: var(--soft);
        place-self: center;
    }
    .stars {
        display: flex;
        gap: 6px;
        justify-content: center;
        width: 100%;
    }
    .stars button {
        flex: 0 1 90px;
        padding: 8px 0;
    }
    .stars .chosen {
        border-color: var(--accent);
        font-weight: 650;
    }
    .why {
        flex: 1 1 220px;
        margin: 0;
    }
    .spoken {
        clip-path: inset(50%);
        height: 1px;
        margin: 0;
        overflow: hidden;
        position: absolute;
        width: 1px;
    }
    .message {
        flex-basis: 100%;
    }
    @media (max-width: 560px) {
        .why {
            flex-basis: 100%;
        }
        footer > button {
            flex: 1;
            padding: 9px 6px;
        }
    }
    @media (hover: none) {
        button small {
            display: none;
        }
    }
`;var zu={best:"Which one do you like best?",duel:"Which one do you like better?",stars:"How much do you like it?"},qg=Array.from({length:pl},(r,i)=>i+1),ht=class extends C{constructor(){super(...arguments);this.open=!1;this.key="";this.screen=null;this.chosen=null;this.answers=null;this.notYet="";this.error="";this.spoken="";this.canUndo=!1;this.gone=new Set;this.layOut=()=>this.requestUpdate();this.pressKey=e=>{if(e.stopPropagation(),e.composedPath()[0].matches("button")&&e.key===" ")return;let{screen:s}=this,o=Pu(e,s?.mode??"best",s?.shown.length??0);o&&(e.preventDefault(),this.act(o))};this.closed=()=>{this.dispatchEvent(new Event("cc-pause"))}}connectedCallback(){super.connectedCallback(),window.addEventListener("resize",this.layOut)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener("resize",this.layOut)}updated(e){let{dialog:t}=this;this.open&&!t.open?t.showModal():!this.open&&t.open&&t.close(),this.open&&e.has("screen")&&t.focus()}render(){let{screen:e}=this;return c`<dialog tabindex="-1" aria-label=${n("Choose pictures")} @keydown=${this.pressKey} @close=${this.closed}>
            ${this.open?this.content(e):v}
        </dialog>`}content(e){return c`<header>
                <h3>${e?n(zu[e.mode]):n("Choose pictures")}</h3>
                <span class="number" id="answers">${this.counted()}</span>
                <button id="pause" @click=${()=>this.dialog.close()}>${n("Pause")} <small aria-hidden="true">Esc</small></button>
            </header>
            ${e?this.pictures(e):this.wait()}
            <footer>
                ${this.error?this.told():v} ${e?.mode==="stars"?this.stars():v}
                <p class="why hint">${e?n(e.why):v} ${this.notYet?n(this.notYet):v}</p>
                <button id="undo" aria-keyshortcuts="Backspace Control+Z" ?disabled=${!this.canUndo} @click=${()=>this.act({kind:"undo"})}>
                    ${n("Take back")} <small aria-hidden="true">⌫</small>
                </button>
                <button id="skip" aria-keyshortcuts="0 Space" ?disabled=${!e} @click=${()=>this.act({kind:"skip"})}>
                    ${n("Skip")} <small aria-hidden="true">0</small>
                </button>
            </footer>
            <p class="spoken" role="status">${this.spoken} ${this.spoken?this.counted():""}</p>`}counted(){return this.answers===null?"":this.answers===1?n("1 answer"):n("{count} answers",{count:this.answers})}wait(){return c`<p class="waiting" aria-busy=${!this.error}>${this.error?"":"…"}</p>`}told(){return c`<p class="message error" role="alert">
            ${this.error} <button id="retry" @click=${()=>this.dispatchEvent(new Event("cc-retry"))}>${n("Try again")}</button>
        </p>`}pictures(e){let{shown:t}=e;return c`<div
            class="pictures ${this.chosen===null?"":"answered"}"
            data-screen=${e.id}
            role="group"
            aria-label=${n(zu[e.mode])}
            style="--columns: ${ul(t.length)}"
        >
            ${Ne(t,({digest:s})=>`${e.id} ${s}`,(s,o)=>this.picture(e,s,o))}
        </div>`}picture({mode:e,shown:t},s,o){let a=n("Picture {number}: {name}",{number:o+1,name:s.name||"–"}),p=this.gone.has(s.digest)?c`<span class="gone">${n("The picture cannot be read.")} ${n("Skip it.")}</span>`:c`<img
                  src=${hl(this.key,s.digest,t.length)}
                  alt=${a}
                  draggable="false"
                  @load=${Kg}
                  @error=${()=>this.gone=new Set([...this.gone,s.digest])}
              />`;return e==="stars"?c`<div class=${this.chosen===null?"":"chosen"}>${p}</div>`:c`<button
            class="picture ${o===this.chosen?"chosen":""}"
            data-place=${o}
            aria-keyshortcuts=${o+1}
            aria-pressed=${o===this.chosen}
            title=${s.text||s.name||v}
            @click=${()=>this.act({kind:"choose",chosen:o})}
        >
            ${p} <span class="key" aria-hidden="true">${o+1}</span>
        </button>`}stars(){return c`<div class="stars" role="group" aria-label=${n("Stars")}>
            ${qg.map(e=>c`<button
                    class=${e===this.chosen?"chosen":""}
                    data-stars=${e}
                    aria-label=${n("{count} of 5 stars",{count:e})}
                    aria-keyshortcuts=${e}
                    @click=${()=>this.act({kind:"choose",chosen:e})}
                >
                    ${"★".repeat(e)}
                </button>`)}
        </div>`}act(e){this.dispatchEvent(new fn(e))}};ht.styles=[A,Iu],h([w({type:Boolean})],ht.prototype,"open",2),h([w()],ht.prototype,"key",2),h([w({attribute:!1})],ht.prototype,"screen",2),h([w({type:Number})],ht.prototype,"chosen",2),h([w({type:Number})],ht.prototype,"answers",2),h([w()],ht.prototype,"notYet",2),h([w()],ht.prototype,"error",2),h([w()],ht.prototype,"spoken",2),h([w({type:Boolean})],ht.prototype,"canUndo",2),h([E()],ht.prototype,"gone",2),h([He("dialog")],ht.prototype,"dialog",2),ht=h([M("cc-taste-stage")],ht);function Kg(r){let i=r.target;i.classList.toggle("small",Math.max(i.naturalWidth,i.naturalHeight)<200)}var Gg={best:"Best of several",duel:"Duel of two",stars:"Stars for each"},Yg={favourites:"Find my favourites",learn:"Learn my taste"},wl=20;function Jg(){let[r,i]=[rc(),tc(location.hash)];return i===null?r:(history.replaceState(history.state,"",location.pathname+location.search),Ir(!1),i?{...r,source:i}:r)}var Zt=class extends C{constructor(){super(...arguments);this.setup=Jg();this.summary=null;this.model="words";this.error="";this.openings=new $n(this,()=>this.ready());this.choosing=new wn(this,()=>this.openings.again());this.wasChoosing=To()?.isChoosing??!1;this.asked="";this.watcher=new IntersectionObserver(e=>{e.some(t=>t.isIntersecting)&&this.begin()});this.open=async()=>{let{setup:e}=this;this.error="",!e.source||e.source==="folder:"?this.error=n("Which pictures? Choose a session or a folder."):await this.openings.open(e)};this.taken=()=>{this.asked="",this.openings.list()};this.choose=()=>{if(this.setup.rater){this.choosing.open();return}this.askRater()};this.setCount=e=>{let t=e.target,s=Math.min(9,Math.max(2,Math.round(Number(t.value))||4));t.value=String(s),this.set({count:s})}}connectedCallback(){super.connectedCallback(),this.watcher.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.watcher.disconnect()}async begin(){this.watcher.disconnect();let{setup:e}=this;await this.openings.list(),e.source&&lc()&&e===this.setup&&!this.openings.isOf(e)&&await this.openings.open(e)}receive({extra:e}){this.set({source:sr({shown:e.shown})}),this.wasChoosing=!1;let{openings:t}=this;!t.isOf(this.setup)||t.opening?.state==="failed"?this.open():t.isReady&&(this.ready(),this.order?.keepBatch())}ready(){this.error="",ir(this.setup.source)&&!this.setup.rater&&this.askRater(),this.wasChoosing&&this.setup.rater&&this.checkVisibility()&&this.updateComplete.then(()=>this.choosing.open()),this.wasChoosing=!1}set(e){this.setup={...this.setup,...e},this.error="",oc(this.setup)}get key(){let{openings:e,setup:t}=this;return e.isReady&&e.isOf(t)?e.opening?.key??null:null}willUpdate(){let{key:e,setup:t}=this;this.choosing.use(t.rater?e:null,t),(e!==null&&t.rater?`${e} ${t.rater}`:"")!==this.asked.split(`
`)[0]&&(this.summary=null)}updated(e){this.choosing.isOpen||this.summarise()}async summarise(){let{key:e,model:t}=this,{rater:s}=this.setup,o=e!==null&&s?`${e} ${s}
${t} ${this.choosing.receipt?.answers??""}`:"";if(o!==this.asked&&(this.asked=o,!!o))try{let a=`rater=${encodeURIComponent(s)}&model=${t}`,p=await he(`taste/open/${encodeURIComponent(e)}/summary?${a}`);if(o!==this.asked)return;this.summary=p,this.asked=`${e} ${s}
${t} ${p.answers}`,this.choosing.know(p)}catch(a){o===this.asked&&(this.error=a.message)}}askRater(){this.error=n("Who is choosing? Give the rater a name."),this.form.focus()}render(){let{openings:e,setup:t,key:s}=this;return c`<cc-taste-setup
                .face=${this.face}
                .offer=${e.offer}
                .setup=${t}
                .opening=${e.opening}
                .isOpen=${e.isOf(t)}
                @cc-setup=${o=>this.set(o.detail)}
                @cc-list=${()=>{e.list()}}
                @cc-open=${this.open}
                @cc-interrupt=${()=>{e.interrupt()}}
            ></cc-taste-setup>
            ${this.told()} ${s!==null&&e.opening?this.opened(s,e.opening):this.welcome()}
            <cc-taste-log .rater=${t.rater} @cc-taken=${this.taken}></cc-taste-log> ${this.stage()}`}told(){let{opening:e,error:t}=this.openings,s=e&&["failed","interrupted"].includes(e.state)?n(e.message):"",o=this.error||t||s||(this.choosing.isOpen?"":this.choosing.error);return o?c`<p class="message error" id="message" role="alert">${o}</p>`:v}welcome(){return this.openings.isAtWork?v:c`<p class="welcome">
            ${n("Enter your name, choose pictures, and open them. Then choose the ones you like: your taste is learned from your choices, and stays on this machine.")}
        </p>`}opened(e,t){let{rater:s}=this.setup,{answers:o}=this.choosing,a=this.summary!==null&&!this.summary.not_yet;return c`<section class="card">${this.start(t)}</section>
            ${t.unreadable.length?this.unreadable(t):v}
            <cc-taste-known
                .summary=${this.summary}
                .model=${this.model}
                @cc-model=${p=>this.model=p.detail}
            ></cc-taste-known>
            ${a?c`<cc-taste-order
                      .key=${e}
                      .rater=${s}
                      .answers=${o}
                      .batch=${ir(this.setup.source)?t.pictures:0}
                  ></cc-taste-order>`:v}`}start({pictures:e}){let{setup:t,choosing:s}=this,o=s.waiting.length;return c`<div class="begin">
            <button id="choose" class="go" @click=${this.choose}>${n("Choose pictures")}</button>
            ${this.select("mode","How to choose",Gg)}
            ${t.mode==="best"?c`<label>
                      ${n("Shown at once")}
                      <input id="at-once" type="number" min="2" max="9" .value=${String(t.count)} @change=${this.setCount} />
                  </label>`:v}
            ${this.select("aim","What for",Yg)}
            <p class="counts hint" role="status">
                ${n("{count} pictures",{count:e})} ·
                <b id="answered">${s.answers===1?n("1 answer"):n("{count} answers",{count:s.answers})}</b>
                ${o?c`· ${n("{count} not sent yet",{count:o})}`:v}
            </p>
        </div>`}select(e,t,s){return c`<label>
            ${n(t)}
            <select id=${e} @change=${o=>this.set({[e]:o.target.value})}>
                ${Object.entries(s).map(([o,a])=>c`<option value=${o} ?selected=${o===this.setup[e]}>${n(a)}</option>`)}
            </select>
        </label>`}unreadable({unreadable:e}){return c`<details id="unreadable">
            <summary>${n("{count} files could not be read",{count:e.length})}</summary>
            <ul>
                ${e.slice(0,wl).map(({name:t,error:s})=>c`<li><bdi>${t}</bdi>: ${n(s)}</li>`)}
            </ul>
            ${e.length>wl?c`<p class="hint">${wl} / ${e.length}</p>`:v}
        </details>`}stage(){let{choosing:e,key:t}=this;return c`<cc-taste-stage
            .open=${e.isOpen}
            .key=${t??""}
            .screen=${e.screen}
            .chosen=${e.chosen}
            .answers=${e.receipt&&e.answers}
            .notYet=${e.receipt?.not_yet??""}
            .error=${e.error||this.openings.error}
            .spoken=${e.spoken}
            .canUndo=${e.canUndo}
            @cc-act=${s=>e.act(s.detail)}
            @cc-pause=${()=>e.close()}
            @cc-retry=${()=>{t===null?this.open():e.retry()}}
        ></cc-taste-stage>`}};Zt.styles=[A,P`
            :host {
                display: grid;
                gap: 14px;
                grid-template-columns: minmax(0, 1fr);
            }
            .begin {
                align-items: end;
                display: flex;
                flex-wrap: wrap;
                gap: 8px 14px;
            }
            .begin label {
                display: grid;
                font-size: 13px;
                gap: 3px;
            }
            .begin input,
            .begin select {
                height: 32px;
            }
            .begin input {
                width: 64px;
            }
            .counts {
                flex: 1 1 200px;
                margin: 0;
            }
            .go {
                font-size: 15px;
            }
            p,
            ul {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .welcome {
                border: 1px dashed var(--line);
                border-radius: 12px;
                color: var(--soft);
                padding: 26px;
                text-align: center;
            }
        `],h([w({attribute:!1})],Zt.prototype,"face",2),h([E()],Zt.prototype,"setup",2),h([E()],Zt.prototype,"summary",2),h([E()],Zt.prototype,"model",2),h([E()],Zt.prototype,"error",2),h([He("cc-taste-setup")],Zt.prototype,"form",2),h([He("cc-taste-order")],Zt.prototype,"order",2),Zt=h([M("clip-critic-taste")],Zt);
