/* CLIP Critic. Built from web/ by "npm run build"; do not edit. Contains @lit-labs/virtualizer 2.1.1, diff 9.0.0, idb-keyval 6.3.0, lit 3.3.3, photoswipe 5.4.4, uplot 1.6.32: see web/LICENCES.md. */
import{$ as Nl,D as Ol,E as rt,F as Ct,G as _l,H as xt,I as Dl,J as Ki,K as lo,L as js,N as Wl,O as co,P as po,Q as ft,R as Il,S as Cr,T as di,U as qi,V as Gi,W as uo,X as zl,Y as ho,Z as Hl,_ as ui,a as Al,aa as Fl,b as C,ba as Bl,c as p,ca as Mt,d as An,da as es,e as Ln,ea as jl,f as v,fa as mo,g as L,ga as Ul,h as O,ha as Vl,i as y,ia as Mr,j as T,k as tt,m as a,n as Pr,na as fo,p as De,q as ve,qa as Kl,r as be,ra as Yi,s as Ye,sa as Je,t as Ll,ta as Ji,u as Vi,ua as Zi,v as $t,va as ql,w as _,wa as Gl,x as pi,xa as Yl,ya as Ie,za as Zl}from"./chunk-J4US5T6N.mjs";import{a as Jl}from"./chunk-EY6LKD77.mjs";import{a as h}from"./chunk-KUTYOQ7S.mjs";function ts(r,i,e){let t=document.createElement("dialog");t.className="card",t.style.cssText="color: inherit; max-width: min(440px, 92vw); padding: 18px";let s=document.createElement("p");s.textContent=i,s.style.cssText="margin: 0 0 14px; overflow-wrap: anywhere",s.id="question",t.setAttribute("aria-labelledby","question");let o=document.createElement("form");o.method="dialog",o.style.cssText="display: flex; gap: 8px; justify-content: end";for(let[n,c]of[["no",a("Cancel")],["yes",e]]){let u=document.createElement("button");u.value=n,u.textContent=c,o.append(u)}return t.append(s,o),r.append(t),t.showModal(),new Promise(n=>{t.addEventListener("close",()=>{n(t.returnValue==="yes"),t.remove()})})}function hi(r){return r?.state==="waiting"||r?.state==="running"}function Ql(r,i){if(!r||r.session.id!==i.session.id)return i;let e=On(r),t=i.session.steps.filter(o=>o.number>e),s=t.length?[...r.session.steps,...t]:r.session.steps;return{...i,session:{...i.session,steps:s}}}function On(r){return r?.session.steps.at(-1)?.number??-1}function kt(r){let i=/^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)/.exec(r);return i?`${i[1]}-${i[2]}-${i[3]} ${i[4]}:${i[5]}`:r}function Xl(r){let i=(r.axes??[]).map(({name:t,values:s})=>`${t} (${s})`).join(" × ");return[r.name&&`<${r.name}>`,r.want?.trim(),r.avoid?.trim()&&`− ${r.avoid.trim()}`,r.prompt?.trim(),i].filter(Boolean).join(" ").replace(/\s+/g," ")||(r.taste?a("the taste of {rater}",{rater:r.taste}):kt(r.id))}var _n=class extends CustomEvent{constructor(i){super("cc-open",{detail:i,bubbles:!0,composed:!0})}},Ps=class extends L{constructor(){super(...arguments);this.briefs=[];this.atWork=[];this.open="";this.hasMore=!1}render(){return this.briefs.length?p`<ul>
                ${Ie(this.briefs,e=>e.id,e=>this.row(e))}
            </ul>
            ${this.hasMore?p`<button class="quiet" @click=${()=>this.dispatchEvent(new Event("cc-more"))}>${a("Older sessions")}</button>`:v}`:p`<p class="hint">${a("No sessions yet.")}</p>`}row(e){if(e.error!==void 0)return this.damaged(e.id,e.error);let t=e.id===this.open;return p`<li>
            <button
                data-session=${e.id}
                aria-current=${t?"true":v}
                title=${e.id}
                @click=${()=>this.dispatchEvent(new _n(e.id))}
            >
                <span class="picture">${this.picture(e)}</span>
                <span>
                    <bdi class="aim">${Xl(e)}</bdi>
                    <span class="hint">${kt(e.id)} · ${this.done(e)}</span>
                </span>
                <span class="right number">
                    ${this.atWork.includes(e.id)?p`<span class="badge">${a("at work")}</span>`:v}
                    ${e.kept?xt(e.kept.score,e.objective):v}
                </span>
            </button>
        </li>`}damaged(e,t){let s=async()=>{let o=a("Delete the damaged session {id} with all its pictures?",{id:e});await ts(this.renderRoot,o,a("Delete"))&&this.dispatchEvent(new CustomEvent("cc-delete",{detail:e}))};return p`<li class="damaged" data-session=${e}>
            <span><b>${a("damaged")}</b> ${kt(e)} <span class="hint">${a(t)}</span></span>
            <button @click=${s}>${a("Delete")}</button>
        </li>`}done({steps:e=0,of:t,axes:s}){let o={done:e,all:t??"?"};return s?a("{done} of {all} pictures",o):a("{done} of {all} steps",o)}picture({id:e,kept:t,file:s=t?.file}){return s?p`<img loading="lazy" src=${De(`sessions/${e}/pictures/${s}?side=96`)} alt="" />`:v}};Ps.styles=[_,C`
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
        `],h([y({attribute:!1})],Ps.prototype,"briefs",2),h([y({attribute:!1})],Ps.prototype,"atWork",2),h([y()],Ps.prototype,"open",2),h([y({type:Boolean})],Ps.prototype,"hasMore",2),Ps=h([O("cc-session-list")],Ps);var Iu=3e3,ec=30,go=class{constructor(i,e,t,s){this.host=i;this.kind=e;this.isSeen=t;this.onWork=s;this.briefs=[];this.atWork=[];this.hasMore=!1;this.launches=-1;this.timer=0;this.wanted=ec;i.addController(this)}hostConnected(){this.timer=window.setInterval(()=>{this.look()},Iu),this.refresh().catch(()=>{})}hostDisconnected(){window.clearInterval(this.timer)}async refresh(){let{wanted:i}=this,e=await ve(`sessions?limit=${i+1}&kind=${this.kind()}`);this.briefs=e.sessions.slice(0,i),this.hasMore=e.sessions.length>i,this.note(e),this.host.requestUpdate()}forget(i){this.briefs=this.briefs.filter(e=>e.id!==i)}async more(){this.wanted+=ec,await this.refresh()}async look(){if(!(document.hidden||!this.isSeen()))try{let{at_work:i,launches:e}=await ve("sessions?limit=0");(e!==this.launches||i.join()!==this.atWork.join())&&await this.refresh()}catch{}}note({at_work:i,launches:e}){let t=e!==this.launches;this.atWork=i,this.launches=e,t&&this.onWork(i.filter(s=>this.briefs.some(o=>o.id===s)))}};var tc=2**31-1,vo=class{constructor(i,e=()=>{},t=!0){this.host=i;this.onNews=e;this.needsSteps=t;this.status=null;this.error="";this.polls=null;i.addController(this)}hostDisconnected(){this.polls?.abort()}hostConnected(){this.id&&hi(this.status)&&this.follow(this.id)}get id(){return this.status?.session.id??""}get isAtWork(){return hi(this.status)}async open(i){this.close();let e=this.polls=new AbortController,t=await ve(this.needsSteps?`sessions/${i}`:`sessions/${i}?after_step=${tc}`);e.signal.aborted||(this.seen(t),hi(t)&&this.follow(i))}close(){this.polls?.abort(),this.status=null,this.error="",this.host.requestUpdate()}async act(i,e,t={}){let s=await be("POST",e,t);i==="start"&&this.close(),this.seen(s),this.follow(s.session.id)}follow(i){this.polls?.abort();let e=this.polls=new AbortController,t=()=>this.needsSteps?On(this.status):tc;Vi(()=>`sessions/${i}?wait=0&newer_than=${this.status?.version??-1}&after_step=${t()}`,s=>this.seen(s),s=>!hi(s),e.signal).catch(s=>{e.signal.aborted||(s.status===404&&(this.status=null),this.error=s.message,this.host.requestUpdate())})}seen(i){this.status=Ql(this.status,i),this.error="",this.onNews(this.status),this.host.requestUpdate()}};var $s=class{constructor(i,e,t,s,o=!0){this.host=i;this.kind=e;this.onBegin=s;this.values={};this.offers={};this.trouble="";this.message="";this.picked=null;this.isBusy=!1;this.initial={};this.known={};this.wasAtWork=!1;this.watch=new vo(i,()=>this.seen(),o),this.shelf=new go(i,()=>e().name,t,n=>this.arrive(n)),i.addController(this)}hostConnected(){Object.keys(this.initial).length||(this.values=this.initial=Ki(this.kind().fields)),this.kind().fields.some(i=>i.offered)&&this.loadOffers()}get session(){return this.watch.status?.session??null}get isAtWork(){return this.watch.isAtWork}get isPristine(){return!this.watch.id&&this.values===this.initial}get canStart(){return!this.isBusy&&!this.isAtWork}get canResume(){let{status:i}=this.watch;return!i||this.isBusy||this.isAtWork?!1:!i.finished||Object.keys(this.changes()).length>0}set(i,e){this.values={...this.values,[i]:e},this.changed()}pick(i){this.picked=i,this.host.requestUpdate()}begin(){return this.act(async()=>{this.require(),await this.watch.act("start",`sessions/${this.kind().name}`,{settings:this.values}),this.begun()})}resume(){return this.act(async()=>{this.require(),await this.watch.act("resume",`sessions/${this.watch.id}/resume`,{settings:this.changes()}),this.begun()})}async interrupt(){this.changed();try{await this.watch.act("interrupt",`sessions/${this.watch.id}/interrupt`)}catch(i){this.message=i.message,this.host.requestUpdate()}}open(i){return this.act(async()=>{await this.watch.open(i);let{session:e}=this;e&&(this.values=this.known={...this.initial,...e.settings},this.picked=null,this.host.requestUpdate(),await this.opened(e))})}async opened(i){}reset(){this.watch.close(),this.values=this.initial,this.picked=null,this.changed()}remove(i){return this.act(async()=>{await be("DELETE",`sessions/${i}`),this.shelf.forget(i),this.watch.id===i&&this.reset(),await this.shelf.refresh()})}async loadOffers(){try{this.offers=await ve("host"),this.trouble=""}catch(i){this.trouble=i.message}this.host.requestUpdate()}async act(i){if(!this.isBusy){this.isBusy=!0,this.changed();try{await i()}catch(e){this.message=e.message}finally{this.isBusy=!1,this.host.requestUpdate()}}}changed(){this.message="",this.host.requestUpdate()}changes(){return Object.fromEntries(Object.entries(this.values).filter(([i,e])=>String(e)!==String(this.known[i])))}require(){let i=lo(this.kind().fields,this.values,a);if(i)throw new Error(i)}begun(){this.known=this.values,this.picked=null,this.onBegin(),this.shelf.refresh().catch(()=>{})}seen(){this.watch.status&&(this.wasAtWork&&!this.isAtWork&&this.shelf.refresh().catch(()=>{}),this.wasAtWork=this.isAtWork)}arrive(i){let{id:e}=this.watch;e&&!this.isAtWork?this.watch.follow(e):this.isPristine&&i[0]&&this.open(i[0])}};var Us=class extends L{constructor(){super(...arguments);this.status=null;this.doing="";this.left=0}render(){let{status:e}=this;return e?p`${hi(e)?this.work(e):this.end(e)}
        ${e.session.notes.map(t=>p`<p class="message">${a(t)}</p>`)}`:v}work(e){let t=Math.round(this.share(e)*100),s=this.left>0?` · ${a("{time} left",{time:_l(this.left)})}`:"";return p`<div class="work" data-state=${e.state}>
            ${this.preview(e)}
            <div class="bar">
                <p role="status">${this.doing||a(e.doing)}${s}</p>
                <span
                    class="track"
                    role="progressbar"
                    aria-label=${a("Progress")}
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=${t}
                    ><span style="width: ${t}%"></span
                ></span>
            </div>
        </div>`}share(e){return Math.min(1,Math.max(0,e.done||(e.live?.progress??0)))}preview({live:e,session:t}){return e?.preview?p`<button class="large" title=${a("Large view")} @click=${zu}>
            <img
                class="preview"
                src=${Hu(t.id,e.preview)}
                alt=${a("Preview of the unfinished picture")}
                @load=${sc}
                @error=${sc}
            />
        </button>`:v}end(e){let t=e.message||e.finished;return t?p`<p class="message ${{failed:"error",interrupted:"interrupted"}[e.state]??"done"}" role="status" data-state=${e.state}>${a(t)}</p>`:v}};Us.styles=[_,C`
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
        `],h([y({attribute:!1})],Us.prototype,"status",2),h([y()],Us.prototype,"doing",2),h([y({type:Number})],Us.prototype,"left",2),Us=h([O("cc-progress")],Us);function sc(r){r.target.parentElement.hidden=r.type==="error"}function zu(r){let i=r.currentTarget.querySelector("img"),e=document.createElement("canvas");[e.width,e.height]=[i.naturalWidth,i.naturalHeight],e.getContext("2d").drawImage(i,0,0),ft([{source:e.toDataURL(),title:i.alt}],0)}function Hu(r,i){let e=`sessions/${r}/preview`,t=i.split("?")[1];return De(t?`${e}?${t}`:e)}var Dn=class extends CustomEvent{constructor(i){super("cc-do",{detail:i,bubbles:!0,composed:!0})}},ic=[["start","Start","Begin a new session"],["step","Step","Make one step"],["resume","Resume","Continue the open session"],["interrupt","Interrupt","Stop; finished steps are kept"],["new","New","Close the session, and give all defaults back"]],Cs=class extends L{constructor(){super(...arguments);this.wishes=ic.map(([e])=>e);this.possible=[];this.score="";this.steps=""}render(){return p`${ic.filter(([e])=>this.wishes.includes(e)).map(([e,t,s])=>p`<button
                        id=${e}
                        class=${e==="start"?"go":""}
                        title=${a(s)}
                        ?disabled=${!this.possible.includes(e)}
                        @click=${()=>this.dispatchEvent(new Dn(e))}
                    >
                        ${a(t)}
                    </button>`)}
            ${this.steps?p`<span class="headline"><b id="score">${this.score}</b> <span class="hint">${this.steps}</span></span>`:v}`}};Cs.styles=[_,C`
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
        `],h([y({attribute:!1})],Cs.prototype,"wishes",2),h([y({attribute:!1})],Cs.prototype,"possible",2),h([y()],Cs.prototype,"score",2),h([y()],Cs.prototype,"steps",2),Cs=h([O("cc-toolbar")],Cs);function rc({generations:r,path:i}){let e=r.filter(({id:c,undone:u})=>!u||i.includes(c)),t=new Set(e.map(({id:c})=>c)),s=c=>e.filter(({before:u})=>u===c),o=(c,u)=>{let g=s(c.id),$=g.length>1?u+1:u;return[{generation:c,indent:u},...g.flatMap(w=>o(w,$))]};return e.filter(({before:c})=>c===null||!t.has(c)).flatMap(c=>o(c,0))}function oc(r,i){let e=new Map(r.map(n=>[n.number,n])),t=[],s=new Set,o=[i];for(;o.length;){let n=o.filter(c=>e.has(c)&&!s.has(c)).map(c=>e.get(c));n.forEach(c=>s.add(c.number)),n.length&&t.push(n),o=[...new Set(n.flatMap(({parents:c})=>c))]}return t}function nc(r,i){return r.includes(i)?r.filter(e=>e!==i):[...r,i]}function ac(r,i,e,t){if(r.altKey||!e)return null;let{key:s}=r;if(r.ctrlKey||r.metaKey)return s.toLowerCase()==="z"&&!r.shiftKey&&!r.repeat?{kind:"undo"}:null;let n={ArrowLeft:i-1,ArrowRight:i+1,ArrowUp:i-t,ArrowDown:i+t,Home:0,End:e-1}[s];if(n!==void 0)return n>=0&&n<e?{kind:"focus",place:n}:null;if(r.repeat)return null;let c=/^[1-9]$/.exec(s.normalize("NFKC"))?.[0]??/^(?:Digit|Numpad)([1-9])$/.exec(r.code)?.[1];if(c)return Number(c)<=e?{kind:"pick",place:Number(c)-1}:null;let g={n:"next",l:"large"}[s.normalize("NFKC").toLowerCase()];return g?{kind:g}:null}function lc({pictures:r,made:i,failed:e,axes:t},s){return[r,i,e,t.map(o=>o.values.length),s].join()}var Ms=r=>`${Math.round(r)} %`,Lr={measure:"",word:"",rater:""},cc=({measure:r})=>r==="similarity"||r==="share";function pc({measure:r,word:i,rater:e}){return r==="own"||(r==="taste"?e!=="":r!==""&&i!=="")}function bo(r,i,e){let t=i.includes(r.word)?r.word:i[0]??"",s=e.includes(r.rater)?r.rater:e[0]??"";return r.measure==="taste"&&!s?{...Lr,word:t}:{...r,word:t,rater:s}}function dc({measure:r,word:i,rater:e}){let t=r==="taste"?{rater:e}:r==="own"?{}:{word:i};return`values?${new URLSearchParams({measure:r,...t})}`}function uc(r,i){return i==null?"–":r==="share"?rt(i):r==="taste"?Ms(i):Ct(i)}var Nu=320,Fu=4,Wn=class extends CustomEvent{constructor(i){super("cc-toggle",{detail:i,bubbles:!0,composed:!0})}},Qi=(r,i,e=0)=>De(`sessions/${r}/pictures/${i}${e?`?side=${e}`:""}`);function Or({what:r,concept:i,parents:e}){return i||(e.length?a("{what} of {parents}",{what:a(r),parents:e.join(", ")}):a(r))}var ss=class extends L{constructor(){super(...arguments);this.session="";this.individuals=[];this.picked=[];this.tastes=new Map;this.size=0;this.at=0;this.key=e=>{let t=ac(e,this.at,this.individuals.length,this.columns);t&&(e.preventDefault(),e.stopPropagation(),t.kind==="pick"?this.toggle(this.individuals[t.place].number):t.kind==="focus"?this.renderRoot.querySelectorAll(".pick")[t.place]?.focus():t.kind==="large"?this.enlarge(this.at):this.dispatchEvent(new Event(`cc-${t.kind}`)))}}render(){let e=Math.max(0,this.size-this.individuals.length),t=Math.min(this.at,this.individuals.length-1);return p`<div class="grid" role="group" aria-label=${a("Individuals")} @keydown=${this.key}>
            ${Ie(this.individuals,({number:s})=>s,(s,o)=>this.tile(s,o,o===t))}
            ${Array.from({length:e},()=>p`<span class="pictures"><small>${a("still to come")}</small></span>`)}
        </div>`}tile(e,t,s){let{number:o,files:n}=e,c=this.picked.indexOf(o)+1,u=this.tastes.get(o),g=Or(e),$=n.slice(0,Fu);return p`<div class="tile">
            <button
                class="pick"
                data-individual=${o}
                aria-pressed=${c>0}
                aria-label=${`${o} ${g}${c?` · ${a("picked as number {rank}",{rank:c})}`:""}`}
                title=${g}
                tabindex=${s?0:-1}
                @focus=${()=>this.at=t}
                @click=${()=>this.toggle(o)}
            >
                <span class="pictures ${$.length>1?"many":""}">
                    ${$.length?$.map(w=>p`<img loading="lazy" src=${Qi(this.session,w,Nu)} alt="" />`):p`<small>${a("no picture")}</small>`}
                </span>
                <span class="caption">
                    <b>${o}</b> ${u===void 0?v:p`<b>${Ms(u)}</b>`} <bdi>${g}</bdi>
                </span>
            </button>
            ${c?p`<span class="rank" aria-hidden="true">${c}</span>`:v}
            ${n.length?p`<button class="large-view" tabindex="-1" title=${a("Large view")} aria-label="${a("Large view")} ${o}" @click=${()=>this.enlarge(t)}>⤢</button>`:v}
        </div>`}toggle(e){this.dispatchEvent(new Wn(e))}enlarge(e){let t=this.individuals.flatMap((s,o)=>s.files.map(n=>({other:o,source:Qi(this.session,n),title:`${s.number} · ${Or(s)}`})));ft(t,Math.max(0,t.findIndex(({other:s})=>s===e)))}get columns(){let e=[...this.renderRoot.querySelectorAll(".tile")].map(({offsetTop:t})=>t);return Math.max(1,e.filter(t=>t===e[0]).length)}};ss.styles=[_,C`
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
        `],h([y()],ss.prototype,"session",2),h([y({attribute:!1})],ss.prototype,"individuals",2),h([y({attribute:!1})],ss.prototype,"picked",2),h([y({attribute:!1})],ss.prototype,"tastes",2),h([y({type:Number})],ss.prototype,"size",2),h([T()],ss.prototype,"at",2),ss=h([O("cc-generation")],ss);function Vs(r){return r.trim()?/[\\/]|^\.+$/.test(r.trim())?a("A concept's name is not a path: try one such as my-cat."):"":a("A concept has no name: give it one.")}var _r=r=>`concepts/${encodeURIComponent(r)}`;function Ks({keyword:r,files:i,note:e}){let t=a("{keyword} is saved: {files}.",{keyword:r,files:i.join(", ")});return e?`${t} ${a(e)}`:i.length>1?`${t} ${a("The WebUI draws with it at once, by its bare name.")}`:t}function hc({name:r,files:i,note:e}){let t=a("{name} is saved for training: {files}. Choose it in the WebUI's tab Train, where the list may have to be refreshed.",{name:r,files:i.join(", ")});return e?`${t} ${a(e)}`:t}function mc(r,i){let e=i.trim().toLowerCase();return e?r.filter(({name:t,made_for:s})=>`<${t}> ${s}`.toLowerCase().includes(e)):r}function fc(r,i){let e=({vectors:u,widths:g})=>JSON.stringify([u,Object.entries(g).sort()]),t=({lineage:u})=>typeof u.tower=="string"?u.tower:"",s=r.find(({name:u})=>u===i[0]),o=r.filter(({name:u})=>i.includes(u)).map(t).find(Boolean),n=u=>!!(o&&t(u)&&t(u)!==o),c=u=>!s||e(u)===e(s)&&!n(u);return r.filter(u=>!i.includes(u.name)&&c(u))}var wo=r=>[...new Set(String(r??"").split(`
`).map(i=>i.trim()).filter(Boolean))];var In=r=>!r.error&&(!r.task||["waiting","running"].includes(r.task.state)),Bu={name:"my-concept",values:{},encoder:"",folder:"",parts:[]};function gc(r){let i=(s,o="")=>typeof s=="string"?s:o,{values:e,parts:t}=r??{};return{name:i(r?.name,Bu.name),values:e!==null&&typeof e=="object"&&!Array.isArray(e)?e:{},encoder:i(r?.encoder),folder:i(r?.folder),parts:Array.isArray(t)?t.filter(s=>typeof s?.id=="string"&&typeof s.name=="string"):[]}}var mi=r=>Promise.all(r.map(async({blob:i,name:e})=>({picture:await $t(i),name:e.slice(0,400)}))),Xi=class{constructor(i,e,t=()=>{}){this.host=i;this.key=e;this.onDone=t;this.run=null;this.polls=new AbortController;i.addController(this)}hostConnected(){this.polls=new AbortController;let i=di.read(this.key);i&&(this.run={...i,task:null,error:""},this.follow(i.id))}hostDisconnected(){this.polls.abort()}get isAtWork(){return this.run!==null&&In(this.run)}get result(){return this.run?.task?.result??null}async start(i,e,t){let s=await be("POST",i,t);this.polls.abort(),this.polls=new AbortController,this.run={id:s.id,name:e,task:s,error:""},di.write(this.key,{id:s.id,name:e}),this.host.requestUpdate(),this.follow(s.id)}async interrupt(){this.run&&this.isAtWork&&this.change({task:await be("POST",`concept-tasks/${this.run.id}/interrupt`)})}change(i){this.run=this.run&&{...this.run,...i},this.host.requestUpdate()}follow(i){let{signal:e}=this.polls;Vi(()=>`concept-tasks/${i}`,t=>{this.change({task:t}),t.state==="done"&&t.result&&this.onDone(t.result)},({state:t})=>!["waiting","running"].includes(t),e).catch(t=>{e.aborted||(t.status===404&&di.remove(this.key),this.change({error:t.message}))})}};var ju=96,Uu=6,zn=class extends CustomEvent{constructor(i){super("cc-look",{detail:i,bubbles:!0,composed:!0})}},fi=class extends L{constructor(){super(...arguments);this.viewed=0}render(){return p`<ol aria-label=${a("Generations")}>
            ${rc(this.breeding).map(({generation:e,indent:t})=>this.row(e,t))}
        </ol>`}row(e,t){let{id:s,depth:o}=e,{current:n,path:c,id:u}=this.breeding,$=this.breeding.individuals.filter(w=>w.generation===s).flatMap(({files:w})=>w.slice(0,1)).slice(0,Uu);return p`<li class=${c.includes(s)?"":"off"} style="margin-left: ${Math.min(t,8)*18}px">
            <button
                data-generation=${s}
                aria-current=${s===this.viewed?"true":v}
                @click=${()=>this.dispatchEvent(new zn(s))}
            >
                <b>${o?a("Generation {number}",{number:o}):a("First population")}</b>
                <span class="pictures">${$.map(w=>p`<img loading="lazy" src=${Qi(u,w,ju)} alt="" />`)}</span>
                <span class="hint">${Hn(e)}</span>
                ${s===n?p`<span class="badge">${a("you are here")}</span>`:v}
            </button>
        </li>`}};fi.styles=[_,C`
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
        `],h([y({attribute:!1})],fi.prototype,"breeding",2),h([y({type:Number})],fi.prototype,"viewed",2),fi=h([O("cc-family-tree")],fi);function Hn({picked:r,method:i}){return r.length?a("{what} of {parents}",{what:a(i),parents:r.join(", ")}):""}var Vu=["start","resume","interrupt","new"],Ku=96,Nn=class extends $s{beginFrom(i,e){return this.act(async()=>{this.require();let t=(await mi(i)).map(({picture:o})=>o),s=e?{folder:e}:null;await this.watch.act("start",`sessions/${this.kind().name}/pictures`,{settings:this.values,pictures:t,others:s}),this.begun()})}turn(i,e={}){return this.act(async()=>this.watch.act("resume",`sessions/${this.watch.id}/${i}`,e))}},ot=class extends L{constructor(){super(...arguments);this.concepts=[];this.pictures=[];this.failure="";this.said="";this.picks={from:"",numbers:[]};this.look=null;this.method="";this.tastes=null;this.isBusy=!1;this.folder="";this.isToBeShown=!1;this.seen="";this.model=new Nn(this,()=>this.kind,()=>this.checkVisibility(),()=>this.isToBeShown=!0,!1);this.offered=e=>{let t=e.offered?this.model.offers[e.offered]:void 0;return Array.isArray(t)?{...e,choices:t}:e};this.add=e=>{let t=e.target;t.value&&this.prepare({},[t.value]),t.value=""}}prepare(e,t=[]){this.model.watch.id&&this.model.reset();for(let[o,n]of Object.entries(e))this.model.set(o,n);let s=wo(this.model.values.population);this.model.set("population",wo([...s,...t].join(`
`)).join(`
`))}willUpdate(e){let{session:t}=this.model,s=t?`${t.id} ${t.current}`:"";s!==this.seen&&(this.seen=s,this.look=null,this.method="",this.said=this.failure="")}updated(){if(!this.isToBeShown||!this.model.session)return;this.isToBeShown=!1;let e=this.renderRoot.querySelector(".work");e.getBoundingClientRect().top>window.innerHeight*.5&&e.scrollIntoView({block:"start"})}render(){let{model:e}=this,{session:t,watch:s}=e,o=e.message||s.error||this.failure||e.trouble;return p`<div class="setup">
                ${this.adding()}
                <cc-form
                    .fields=${this.kind.fields.map(this.offered)}
                    .sections=${this.kind.sections}
                    .values=${e.values}
                    @cc-change=${n=>e.set(n.detail.name,n.detail.value)}
                ></cc-form>
            </div>
            <div class="work">
                <cc-toolbar
                    .wishes=${Vu}
                    .possible=${this.possible}
                    @cc-do=${n=>this.act(n.detail)}
                ></cc-toolbar>
                ${o?p`<p class="message error" id="message" role="alert">${o}</p>`:v}
                <cc-progress .status=${s.status} .left=${s.status?.live?.eta??0}></cc-progress>
                ${t?this.bred(t):this.welcome()}
                <details id="sessions" ?open=${!t}>
                    <summary>${a("Sessions")}</summary>
                    <cc-session-list
                        .briefs=${e.shelf.briefs}
                        .atWork=${e.shelf.atWork}
                        .open=${s.id}
                        ?hasMore=${e.shelf.hasMore}
                        @cc-open=${n=>{e.open(n.detail)}}
                        @cc-more=${()=>{e.shelf.more()}}
                        @cc-delete=${n=>{e.remove(n.detail)}}
                    ></cc-session-list>
                </details>
            </div>`}get possible(){let{model:e}=this,t=!this.current?.individuals.some(o=>!this.individual(o)?.files.length),s=e.session!==null&&t&&this.current?.individuals.length===this.current?.size;return[...e.canStart?["start"]:[],...e.canResume&&!s?["resume"]:[],...e.isAtWork?["interrupt"]:[],...e.isPristine?[]:["new"]]}act(e){let{model:t}=this;this.failure=this.said="",e==="start"?t.begin():e==="resume"?t.resume():e==="interrupt"?t.interrupt():t.reset()}adding(){let{model:e}=this;if(e.session)return v;let t=fc(this.concepts,wo(e.values.population)),s=this.pictures.length;return p`<label class="add">
            ${a("Add a concept")}
            <select id="add" ?disabled=${!t.length} @change=${this.add}>
                <option value="">${t.length?a("Choose …"):a("There is none to add")}</option>
                ${t.map(({name:o,keyword:n})=>p`<option value=${o}>${n}</option>`)}
            </select>
        </label>
            <button id="from-pictures" ?disabled=${!e.canStart||!s} title=${a("Each is learned from all of them, with a seed of its own.")} @click=${()=>{e.beginFrom(this.pictures,this.folder.trim())}}>
                ${a("Start from the {count} collected pictures",{count:s})}
            </button>
            ${s?this.others():v}`}others(){return p`<details id="around">
            <summary>${a("Other pictures")}</summary>
            <label class="add">
                ${a("Folder of other pictures")}
                <input id="folder" maxlength="4000" .value=${this.folder} @input=${e=>this.folder=e.target.value} />
                <span class="hint">${a("They learn to differ from these. Empty: from pictures that the encoder has looked at before.")}</span>
            </label>
        </details>`}welcome(){return p`<p class="welcome">
            ${a("Choose concepts of the same thing and press Start, or start from pictures: each is drawn with the same seeds. Pick the pictures that you like, and their concepts are mixed for the next generation.")}
        </p>`}get current(){let{session:e}=this.model;return e?.generations.find(({id:t})=>t===e.current)}get viewed(){let{session:e}=this.model;return e?.generations.find(({id:t})=>t===this.look)??this.current}individual(e){return this.model.session?.individuals.find(t=>t.number===e)}keyOf(e,t){return`${e.id} ${t.id}`}get picked(){let{session:e}=this.model,{viewed:t}=this;return e&&t&&this.picks.from===this.keyOf(e,t)?this.picks.numbers:[]}bred(e){let{viewed:t}=this;if(!t)return v;let s=this.keyOf(e,t),o=this.tastes?.from===s?this.tastes:null,n=e.individuals.filter(({generation:$})=>$===t.id),c=o?[...n].sort(($,w)=>vc(o.order,$.number)-vc(o.order,w.number)):n,u=t.id===e.current,g=this.picked[0];return p`<div class="row">
                <h2 id="generation">${t.depth?a("Generation {number}",{number:t.depth}):a("First population")} <span class="hint">${Hn(t)}</span></h2>
                ${u&&Mt()&&n.some(({files:$})=>$.length)?p`<button id="taste" ?disabled=${this.isBusy} @click=${()=>this.sort(e,t)}>${a("Sort by taste")}</button>`:v}
                ${u?v:p`<button id="goto" ?disabled=${!this.canTurn} @click=${()=>this.model.turn("goto",{generation:t.id})}>${a("Go back to here")}</button>`}
            </div>
            <p class="hint">${a("Click what you like, the favourite first; or use the keys: arrows, 1 to 9, L for large, N for the next generation, Ctrl+Z to take the last choice back.")}</p>
            <cc-generation
                .session=${e.id}
                .individuals=${c}
                .picked=${this.picked}
                .tastes=${o?.of??new Map}
                .size=${t.size}
                @cc-toggle=${$=>this.toggle(s,$.detail)}
                @cc-next=${()=>this.next(e)}
                @cc-undo=${()=>this.undo()}
            ></cc-generation>
            ${this.choosing(e,t)}
            ${g===void 0?v:this.chosen(e,g)}
            ${this.said?p`<p class="message" id="said" role="status">${this.said}</p>`:v}
            <details id="tree" ?open=${e.generations.length>1}>
                <summary>${a("All generations")}</summary>
                <cc-family-tree
                    .breeding=${e}
                    .viewed=${t.id}
                    @cc-look=${$=>this.look=$.detail}
                ></cc-family-tree>
            </details>
            <div class="row" role="group" aria-label=${a("The session")}>
                <button id="report" ?disabled=${!e.individuals.length} @click=${()=>this.fetched(`sessions/${e.id}/report${es(Mt())}`,`${e.id}.html`)}>
                    ${a("Report")}
                </button>
                <button id="delete" class="quiet" ?disabled=${this.model.isAtWork} @click=${()=>this.askAndDelete(e.id)}>${a("Delete")}</button>
            </div>`}toggle(e,t){this.picks={from:e,numbers:nc(this.picked,t)},this.failure=""}get canTurn(){return!this.model.isBusy&&!this.model.isAtWork}choosing(e,t){let s=t.id!==e.current,{picked:o,canTurn:n}=this,c=String(e.settings[t.depth?"method":"first"]??""),u=this.kind.fields.find(({name:g})=>g==="method")?.choices??[];return p`<div class="row actions">
            <button id="next" class="go" ?disabled=${!n||!o.length} @click=${()=>this.next(e)}>
                ${this.nextText(s,o.length)}
            </button>
            <label>
                ${a("Mix")}
                <select id="method" @change=${g=>this.method=g.target.value}>
                    ${u.map(g=>p`<option value=${g} ?selected=${g===(this.method||c)}>${a(g)}</option>`)}
                </select>
            </label>
            <button id="undo" ?disabled=${!n||!this.current?.depth} @click=${()=>this.undo()}>${a("Take the last choice back")}</button>
        </div>`}nextText(e,t){return t?e?a("Begin a branch from the {count} picked",{count:t}):a("Next generation from the {count} picked",{count:t}):a("Next generation")}next(e){let{picked:t,viewed:s,canTurn:o}=this;if(!(!s||!o))if(!t.length)this.failure=a("Nobody is chosen: choose at least one.");else{let n=s.id!==e.current;this.model.turn("pick",{picked:t,generation:s.id,branch:n,method:this.method})}}undo(){this.canTurn&&this.current?.depth&&this.model.turn("undo")}async sort(e,t){await this.attempt(async()=>{let{order:s}=await ve(`sessions/${e.id}/order${es(Mt())}`),o=s.filter(({percentile:n})=>n!==null);this.tastes={from:this.keyOf(e,t),order:s.map(({individual:n})=>n),of:new Map(o.map(({individual:n,percentile:c})=>[n,c]))}})}chosen(e,t){let s=this.individual(t);if(!s)return v;let[,...o]=oc(e.individuals,t);return p`<section class="card" id="chosen">
            <h3>${a("The favourite")} <small><b>${t}</b> <bdi>${Or(s)}</bdi></small></h3>
            ${o.length?p`<details id="ancestors">
                      <summary>${a("Its ancestors")}</summary>
                      ${o.map(n=>p`<div class="line">${n.map(c=>this.ancestor(e,c))}</div>`)}
                  </details>`:v}
            <form class="row" @submit=${n=>this.save(n,e,t)}>
                <label>${a("Name")} <input id="name" maxlength="100" autocomplete="off" .value=${String(e.settings.name??"")} /></label>
                <button id="save" ?disabled=${this.isBusy}>${a("Save it as a concept")}</button>
                <button id="file" type="button" ?disabled=${this.isBusy} @click=${()=>this.fetched(`sessions/${e.id}/individuals/${t}`,`${e.settings.name}-${t}.safetensors`)}>
                    ${a("Download")}
                </button>
            </form>
        </section>`}ancestor(e,t){let[s]=t.files,o=`${t.number} ${Or(t)}`;return p`<figure title=${o}>
            ${s?p`<img loading="lazy" src=${Qi(e.id,s,Ku)} alt=${o} />`:v}
            <figcaption><bdi>${o}</bdi></figcaption>
        </figure>`}async save(e,t,s){e.preventDefault();let o=this.renderRoot.querySelector("#chosen #name").value.trim();await this.attempt(async()=>{let n=Vs(o);if(n)throw new Error(n);let c=await be("POST",`sessions/${t.id}/save`,{individual:s,name:o});this.said=Ks(c),this.dispatchEvent(new CustomEvent("cc-saved",{detail:c.name}))})}async attempt(e){this.isBusy=!0,this.failure=this.said="";try{await e()}catch(t){this.failure=t.message}this.isBusy=!1}fetched(e,t){this.attempt(async()=>Je(await Ye(e),t))}async askAndDelete(e){let t=a("Delete the session of {moment} ({id}) with all its pictures?",{moment:kt(e),id:e});await ts(this.renderRoot,t,a("Delete"))&&this.model.watch.id===e&&await this.model.remove(e)}};ot.styles=[_,C`
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
        `],h([y({attribute:!1})],ot.prototype,"kind",2),h([y({attribute:!1})],ot.prototype,"concepts",2),h([y({attribute:!1})],ot.prototype,"pictures",2),h([T()],ot.prototype,"failure",2),h([T()],ot.prototype,"said",2),h([T()],ot.prototype,"picks",2),h([T()],ot.prototype,"look",2),h([T()],ot.prototype,"method",2),h([T()],ot.prototype,"tastes",2),h([T()],ot.prototype,"isBusy",2),h([T()],ot.prototype,"folder",2),ot=h([O("cc-breeding")],ot);function vc(r,i){let e=r.indexOf(i);return e<0?r.length:e}function Bn(r){return new Promise((i,e)=>{r.oncomplete=r.onsuccess=()=>i(r.result),r.onabort=r.onerror=()=>e(r.error)})}function jn(r,i){let e,t=()=>{if(e)return e;let s=indexedDB.open(r);return s.onupgradeneeded=()=>s.result.createObjectStore(i),e=Bn(s),e.then(o=>{o.onclose=()=>e=void 0},()=>{e=void 0}),e};return(s,o)=>t().then(n=>o(n.transaction(i,s).objectStore(i)))}var Fn;function bc(){return Fn||(Fn=jn("keyval-store","keyval")),Fn}function wc(r,i=bc()){return i("readonly",e=>Bn(e.get(r)))}function yc(r,i,e=bc()){return e("readwrite",t=>new Promise((s,o)=>{let n=t.get(r);n.onsuccess=function(){try{t.put(i(n.result),r),s(Bn(t.transaction))}catch(c){o(c)}},n.onerror=()=>o(n.error)}))}var is="whole",$o="others",$c="pictures",qu="clip-critic-concepts";function Gu(r,i){let e=(t,s)=>t.group===s.group&&t.name===s.name&&t.blob.size===s.blob.size;return i.reduce((t,s)=>t.some(o=>e(o,s))?t:[...t,s],[...r])}function xc(r){return[...r??[]].filter(({type:i,name:e})=>i.startsWith("image/")||/\.(png|jpe?g|webp|avif|gif|bmp|tiff?)$/i.test(e))}var yo=class{constructor(i){this.host=i;this.pictures=[];this.isLost=!1;this.store=Yu(()=>jn("clip-critic-concepts","pictures"));this.addresses=new Map;this.news=null;i.addController(this)}hostConnected(){typeof BroadcastChannel=="function"&&(this.news=new BroadcastChannel(qu),this.news.onmessage=()=>{this.read()}),this.read()}hostDisconnected(){this.news?.close(),this.show([])}of(i){return this.pictures.filter(e=>e.group===i)}address(i){let e=this.addresses.get(i.id);if(e)return e;let t=URL.createObjectURL(i.blob);return this.addresses.set(i.id,t),t}async add(i,e){let s=(await Promise.allSettled(e.map(async({blob:o,name:n})=>({id:ho(),group:i,blob:new Blob([await o.arrayBuffer()],{type:o.type}),name:n})))).flatMap(o=>o.status==="fulfilled"?[o.value]:[]);await this.change(o=>Gu(o,s))}remove(i){return this.change(e=>e.filter(t=>t.id!==i))}clear(...i){return this.change(e=>i.length?e.filter(({group:t})=>!i.includes(t)):[])}async change(i){let e=i(this.pictures);try{await yc($c,t=>e=i(t??[]),this.store()),this.isLost=!1}catch{this.isLost=!0}this.show(e),this.news?.postMessage("changed")}async read(){try{this.show(await wc($c,this.store())??[])}catch{this.isLost=!0}}show(i){this.pictures=i;for(let[e,t]of this.addresses)i.some(s=>s.id===e)||(URL.revokeObjectURL(t),this.addresses.delete(e));this.host.requestUpdate()}};function Yu(r){let i=null;return()=>(i??={value:r()}).value}var Ju=6,Un=50,kc=400;function Vn(r){return Array.isArray(r)?r.map((i,e)=>[String(e+1),i]):r!==null&&typeof r=="object"?Object.entries(r):[]}var Zu=r=>Vn(r).length===0||Array.isArray(r)&&r.every(i=>Vn(i).length===0);function Sc(r){let i=Array.isArray(r)?r.map(Sc).join(", "):String(r??"")||"–";return i.length>kc?`${i.slice(0,kc)}…`:i}function Kn(r,i=0){let e=Vn(r);return!e.length||i>Ju?v:p`<ul class="lineage">
        ${e.slice(0,Un).map(([t,s])=>Zu(s)?p`<li><bdi class="what">${a(t)}</bdi> <bdi>${Sc(s)}</bdi></li>`:p`<li class="level"><details ?open=${i<1}><summary><bdi>${a(t)}</bdi></summary>${Kn(s,i+1)}</details></li>`)}
        ${e.length>Un?p`<li class="hint">${Un} / ${e.length}</li>`:v}
    </ul>`}var Qu=8,xo=200,Dr=class extends CustomEvent{constructor(i){super("cc-choose",{detail:i,bubbles:!0,composed:!0})}},qs=class extends L{constructor(){super(...arguments);this.chosen="";this.letters="";this.row=e=>{let{name:t,keyword:s,in_host:o,vectors:n,made_for:c}=e;return p`<li>
            <button
                data-concept=${t}
                aria-current=${t===this.chosen?"true":v}
                title=${e.file}
                @click=${()=>this.dispatchEvent(new Dr(t))}
            >
                <bdi class="name">${s}</bdi>
                ${o?p`<span class="badge">embeddings</span>`:v}
                <span class="hint">${Wr(n)} · ${a(c)}</span>
            </button>
        </li>`}}render(){let{concepts:e,unusable:t}=this.holdings,s=mc(e,this.letters);return p`${e.length>=Qu?p`<input
                      id="find"
                      type="search"
                      aria-label=${a("Find a concept")}
                      placeholder=${a("Find a concept")}
                      .value=${this.letters}
                      @input=${o=>this.letters=o.target.value}
                  />`:v}
            ${s.length?p`<ul aria-label=${a("Concepts")}>
                      ${Ie(s.slice(0,xo),({name:o})=>o,this.row)}
                  </ul>`:v}
            ${s.length>xo?p`<p class="hint">${xo} / ${s.length}</p>`:v}
            ${e.length&&!s.length?p`<p class="hint">${a("None has this name.")}</p>`:v}
            ${t.length?this.unusable():v}`}unusable(){let{unusable:e}=this.holdings;return p`<details id="unusable">
            <summary>${e.length===1?a("1 file cannot be used"):a("{count} files cannot be used",{count:e.length})}</summary>
            <ul>
                ${e.slice(0,xo).map(({file:t,reason:s})=>p`<li data-file=${t}><bdi>${t}</bdi>: ${a(s)}</li>`)}
            </ul>
        </details>`}};qs.styles=[_,C`
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
        `],h([y({attribute:!1})],qs.prototype,"holdings",2),h([y()],qs.prototype,"chosen",2),h([T()],qs.prototype,"letters",2),qs=h([O("cc-concept-list")],qs);var Wr=r=>r===1?a("1 vector"):a("{count} vectors",{count:r});var qn=64,At=class extends L{constructor(){super(...arguments);this.hasHost=!1;this.trains=!1;this.fit=null;this.error="";this.said="";this.isBusy=!1;this.copied=!1;this.copy=async()=>{try{await Yi(this.concept.keyword),this.copied=!0}catch{this.error=a("The browser does not let us use the clipboard: select the name, and copy it.")}};this.save=e=>{e.preventDefault(),this.keep(!1)}}willUpdate(e){let t=e.get("concept");!e.has("concept")||t&&Gn(t,this.concept)||(this.fit=null,this.error=this.said="",this.copied=!1,this.look())}async look(){let{concept:e}=this;try{let{fit:t}=await ve(_r(e.name));Gn(e,this.concept)&&(this.fit=t)}catch(t){Gn(e,this.concept)&&(this.error=t.message)}}render(){let{concept:e}=this;return p`<header>
                <h2><bdi id="keyword">${e.keyword}</bdi></h2>
                <button id="copy" title=${a("Write it into a list or a prompt of ours; prompts of the WebUI take the bare name.")} @click=${this.copy}>
                    ${this.copied?a("Copied"):a("Copy {keyword}",{keyword:e.keyword})}
                </button>
                <button id="breed" @click=${()=>this.dispatchEvent(new CustomEvent("cc-breed",{detail:e.name}))}>
                    ${a("Breed from it")}
                </button>
            </header>
            ${this.error?p`<p class="message error" id="trouble" role="alert">${this.error}</p>`:v} ${this.facts()} ${this.vectors()}
            ${Object.keys(e.lineage).length?p`<section class="card" id="lineage"><h3>${a("Where it came from")}</h3>${Kn(e.lineage)}</section>`:v}
            ${this.saving()}`}facts(){let{vectors:e,made_for:t,trained_on:s,step:o,term:n,file:c,encoder:u}=this.concept,g=[[a("Size"),Wr(e)],[a("Made for"),a(t)],[a("Encoder"),u],[a("Trained on"),s],[a("Training step"),o],[a("Term in its file"),n],[a("File"),c]];return p`<section class="card">
            <dl>
                ${g.filter(([,$])=>$!==null&&$!=="").map(([$,w])=>p`<div><dt>${$}</dt><dd><bdi>${w}</bdi></dd></div>`)}
            </dl>
        </section>`}vectors(){let{norms:e}=this.concept,t=Math.max(...Object.values(e).flat(),1e-9),s=Object.entries(e);return p`<section class="card" id="vectors" aria-busy=${!this.fit&&!this.error}>
            <h3>${a("Vectors")} <small>${a("their lengths, and the words that they are nearest to")}</small></h3>
            ${s.map(([o,n])=>p`${s.length>1?p`<h4><bdi>${o}</bdi></h4>`:v}
                    <ol>
                        ${n.slice(0,qn).map((c,u)=>this.vector(o,c,u,t))}
                    </ol>
                    ${n.length>qn?p`<p class="hint">${qn} / ${n.length}</p>`:v}`)}
            ${this.fitText()}
        </section>`}vector(e,t,s,o){let n=this.fit?.fits&&this.fit.tower===e?this.fit.words[s]??[]:[];return p`<li>
            <span class="number">${s+1}</span>
            <span class="track" aria-hidden="true"><span style="width: ${100*t/o}%"></span></span>
            <span class="number">${t.toFixed(t<10?3:1)}</span>
            <span class="hint words">
                ${n.map(({word:c,cosine:u},g)=>p`${g?", ":v}<bdi>${c}</bdi> <span class="number">${Ct(u)}</span>`)}
            </span>
        </li>`}fitText(){let{fit:e}=this;return e?e.fits?p`<p class="hint fit" id="fit">
            ${a("Words of the encoder {encoder}, with their cosines.",{encoder:e.encoder})} ${e.note?a(e.note):v}
        </p>`:p`<p class="message error fit" id="fit">${a(e.why_not)}</p>`:this.error?p``:p`<p class="hint fit" role="status">${a("Looking for the nearest words …")}</p>`}saving(){let{concept:e}=this;return p`<section class="card" id="saving">
            <h3>
                ${a("Save a copy")}
                <small>${this.hasHost?a("among your concepts, and in the WebUI's folder of embeddings"):a("among your concepts")}</small>
            </h3>
            <form class="row" @submit=${this.save}>
                <label>${a("Name")} <input id="name" maxlength="100" autocomplete="off" .value=${e.name} /></label>
                <button id="save" ?disabled=${this.isBusy}>${a("Save")}</button>
                ${this.trains?p`<button
                          id="train"
                          type="button"
                          title=${a("Into the WebUI's folder alone, in the one format that its tab Train goes on with. Choose a name that is free.")}
                          ?disabled=${this.isBusy}
                          @click=${()=>this.keep(!0)}
                      >
                          ${a("Save it for the tab Train")}
                      </button>`:v}
            </form>
            ${this.said?p`<p class="message" id="said" role="status">${this.said}</p>`:v}
        </section>`}async keep(e){let t=this.renderRoot.querySelector("#name").value.trim();this.isBusy=!0,this.error=this.said="";try{let s=Vs(t);if(s)throw new Error(s);let o=await be("PUT",_r(t),{copy_of:this.concept.name,for_training:e});this.said=e?hc(o):Ks(o),this.dispatchEvent(new CustomEvent("cc-saved",{detail:o.name}))}catch(s){this.error=s.message}this.isBusy=!1}};At.styles=[_,C`
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
        `],h([y({attribute:!1})],At.prototype,"concept",2),h([y({type:Boolean})],At.prototype,"hasHost",2),h([y({type:Boolean})],At.prototype,"trains",2),h([T()],At.prototype,"fit",2),h([T()],At.prototype,"error",2),h([T()],At.prototype,"said",2),h([T()],At.prototype,"isBusy",2),h([T()],At.prototype,"copied",2),At=h([O("cc-concept")],At);var Gn=(r,i)=>r.name===i.name&&r.digest===i.digest&&r.file===i.file;var Ec=r=>Math.round(r*10)/10;function er({from:r,to:i},e){let t=i>r?(e-r)/(i-r):0;return Ec(Math.min(1,Math.max(0,t))*100)}function Yn(r,i,e){let[t,s]=[er(r,Math.min(i,e)),er(r,Math.max(i,e))];return{left:t,width:Ec(s-t)}}function Ir(r){let i=Math.max(...r.map(Math.abs),1e-9);return{from:-i,to:i,zero:0}}function Tc(r,i){return r.length<=i?[...r]:[...r.slice(0,i/2),...r.slice(-i/2)]}var tr=C`
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
`,Rc=({left:r,width:i})=>`left: ${r}%; width: ${i}%`;function xs(r,{value:i,low:e,high:t}){return p`<span class="interval" aria-hidden="true"
        ><i class="bar ${i<r.zero?"against":""}" style=${Rc(Yn(r,r.zero,i))}></i
        >${r.zero>r.from?p`<i class="zero" style="left: ${er(r,r.zero)}%"></i>`:v}${e!==void 0&&t!==void 0?p`<i class="doubt" style=${Rc(Yn(r,e,t))}></i>`:v}</span
    >`}var rs=class extends L{constructor(){super(...arguments);this.group="";this.pictures=[];this.label="";this.over=!1;this.leftOut=0;this.tile=(e,t)=>p`<li data-picture=${e.name}>
            <button class="large" title=${e.name} @click=${()=>this.enlarge(t)}>
                <img src=${this.collection.address(e)} alt=${e.name} />
            </button>
            <button class="remove" aria-label=${a("Remove {name}",{name:e.name})} @click=${()=>this.takeAway(e)}>✕</button>
        </li>`;this.files=e=>{let t=e.target;this.add(t.files),t.value=""};this.drag=e=>{e.preventDefault(),this.over=!0};this.leave=()=>{this.over=!1};this.drop=e=>{this.over=!1,e.dataTransfer?.files.length&&(e.preventDefault(),this.add(e.dataTransfer.files))};this.paste=e=>{e.clipboardData?.files.length&&this.add(e.clipboardData.files)}}connectedCallback(){super.connectedCallback(),this.addEventListener("dragover",this.drag),this.addEventListener("dragleave",this.leave),this.addEventListener("drop",this.drop),this.addEventListener("paste",this.paste)}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("dragover",this.drag),this.removeEventListener("dragleave",this.leave),this.removeEventListener("drop",this.drop),this.removeEventListener("paste",this.paste)}render(){let{pictures:e}=this;return p`<ul aria-label=${this.label}>
                ${Ie(e,({id:t})=>t,this.tile)}
                <li>
                    <label class=${e.length?"":"alone"}>
                        <b aria-hidden="true">+</b>
                        <span>${e.length?a("Add pictures"):a("Drop pictures here, or click to choose them")}</span>
                        <input type="file" multiple accept="image/*" aria-label=${this.label} @change=${this.files} />
                    </label>
                </li>
            </ul>
            ${this.leftOut?p`<p class="message error" role="alert">${a("{count} files are no pictures, and were left out.",{count:this.leftOut})}</p>`:v}`}enlarge(e){ft(this.pictures.map(t=>({source:this.collection.address(t),title:t.name})),e)}takeAway(e){this.collection.remove(e.id),this.renderRoot.querySelector("input")?.focus({preventScroll:!0})}add(e){let t=xc(e);this.leftOut=(e?.length??0)-t.length,this.collection.add(this.group,t.map(s=>({blob:s,name:s.name})))}};rs.styles=[_,C`
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
        `],h([y({attribute:!1})],rs.prototype,"collection",2),h([y()],rs.prototype,"group",2),h([y({attribute:!1})],rs.prototype,"pictures",2),h([y()],rs.prototype,"label",2),h([y({type:Boolean,reflect:!0})],rs.prototype,"over",2),h([T()],rs.prototype,"leftOut",2),rs=h([O("cc-collecting")],rs);var ko=C`
    .running {
        display: grid;
        gap: 6px;
    }
`;function So(r){if(!r)return v;let{task:i,error:e,name:t}=r;if(e)return p`<p class="message error" data-state="lost" role="alert"><bdi>${t}</bdi>: ${e}</p>`;if(In(r)){let s=i&&i.total?Math.round(100*Math.min(i.done,i.total)/i.total):0;return p`<div class="running" data-state=${i?.state??"waiting"}>
            <p role="status"><bdi>${t}</bdi>: ${i?a(i.doing):"…"} <span class="number hint">${i?`${i.done} / ${i.total}`:v}</span></p>
            <span class="track" role="progressbar" aria-label=${a("Progress")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${s}
                ><span style="width: ${s}%"></span
            ></span>
        </div>`}return!i||i.state==="done"?v:p`<p class="message ${i.state==="failed"?"error":"interrupted"}" data-state=${i.state} role="status">
        <bdi>${t}</bdi>: ${a(i.message)}
    </p>`}var os=class extends L{constructor(){super(...arguments);this.pictures=[];this.keyword="";this.kind="";this.encoder="";this.fields=[];this.picture=null;this.seeing=new fo(this)}willUpdate(e){let t=e.has("keyword")||e.has("kind")||e.has("encoder"),s=this.picture!==null&&!this.pictures.some(({id:o})=>o===this.picture?.id);!this.picture||!(t||s)||(this.picture=null,this.seeing.forget())}render(){let{picture:e,pictures:t}=this;if(!t.length)return v;if(!e)return p`<div class="row"><button id="see" @click=${()=>this.open(0)}>${a("Show where CLIP sees it")}</button></div>`;let s=t.findIndex(({id:n})=>n===e.id),o=n=>this.open((s+n+t.length)%t.length);return p`<div class="row">
                <button id="before" aria-label=${a("Previous picture")} ?disabled=${t.length<2} @click=${()=>o(-1)}>←</button>
                <button id="after" aria-label=${a("Next picture")} ?disabled=${t.length<2} @click=${()=>o(1)}>→</button>
                <span class="number">${s+1} / ${t.length}</span> <bdi class="hint">${e.name}</bdi>
            </div>
            ${this.where(e)}`}where(e){let{seeing:t}=this;return p`<cc-where
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
${this.kind}`,o={picture:await $t(t.blob),name:t.name,keywords:s,encoder:this.encoder||null};t===this.picture&&(this.seeing.about(o,null),this.seeing.look())}};os.styles=[_,C`
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
        `],h([y({attribute:!1})],os.prototype,"pictures",2),h([y()],os.prototype,"keyword",2),h([y()],os.prototype,"kind",2),h([y()],os.prototype,"encoder",2),h([y({attribute:!1})],os.prototype,"fields",2),h([T()],os.prototype,"picture",2),os=h([O("cc-concept-seen")],os);var Jn=r=>`${r>0?"+":""}${Ct(r)}`,gt=class extends L{constructor(){super(...arguments);this.concepts=[];this.pictures=[];this.name="";this.kind="";this.encoder="";this.fields=[];this.chosen="";this.word=null;this.error="";this.tasks=new Xi(this,"concept-fidelity");this.type=e=>{this.word=e.target.value};this.compare=()=>this.attempt(async()=>{let e=this.concept,t=(this.word??this.kind).trim();if(!t)throw new Error(a("Name its kind, such as cat: the concept is compared with this word."));let[s,o]=await Promise.all([is,$o].map(c=>mi(this.collection.of(c)))),n={kind:t,pictures:s,others:o,encoder:this.encoder||null};await this.tasks.start(`concept-tasks/fidelity/${encodeURIComponent(e)}`,`<${e}>`,n)})}render(){let{tasks:e}=this,t=this.concept,s=this.collection.of(is).length;return p`<p class="hint">
                ${a("It compares the collected pictures of it with those of others of its kind, by the concept and by the bare word. Best are pictures that it was not started from.")}
            </p>
            <h4>${a("Others of its kind")}</h4>
            <cc-collecting
                id="others"
                .collection=${this.collection}
                .group=${$o}
                .pictures=${this.pictures.filter(({group:o})=>o===$o)}
                .label=${a("Others of its kind")}
            ></cc-collecting>
            <div class="row">
                <label>
                    ${a("Concept")}
                    <select id="concept" @change=${o=>this.chosen=o.target.value}>
                        ${this.concepts.map(({name:o,keyword:n})=>p`<option value=${o} ?selected=${o===t}>${n}</option>`)}
                    </select>
                </label>
                <label>${a("Kind")} <input id="kind" maxlength="400" .value=${this.word??this.kind} @input=${this.type} /></label>
                ${e.isAtWork?p`<button id="stop" @click=${()=>this.attempt(()=>e.interrupt())}>${a("Interrupt")}</button>`:p`<button id="compare" ?disabled=${!t} @click=${this.compare}>${a("Compare {count} pictures of it",{count:s})}</button>`}
            </div>
            ${this.error?p`<p class="message error" id="trouble" role="alert">${this.error}</p>`:v} ${So(e.run)} ${e.result?this.result(e.result):v}`}get concept(){let e=this.concepts.map(({name:t})=>t);return[this.chosen,this.name].find(t=>e.includes(t))??e[0]??""}async attempt(e){this.error="";try{await e()}catch(t){this.error=t.message}}result(e){let{keyword:t,kind:s,own:o,others:n,own_kind:c,others_kind:u,margin:g,margin_kind:$,gain:w,notes:k}=e,M=Ir([g,$,w].flat()),D={from:Math.min(0,o,n,c,u),to:Math.max(o,n,c,u,1e-9),zero:0},F=(U,J,E)=>p`<li class=${E?"of-kind":""}>
            <span>${U}</span> ${xs(D,{value:J})} <span class="number">${Ct(J)}</span>
        </li>`;return p`<div id="fidelity">
            <h4>${a("How much nearer its own pictures are than those of others")}</h4>
            <ul>
                ${this.margin(t,g,M,!1)} ${this.margin(s,$,M,!0)}
                ${this.margin(a("{keyword} over {kind}, to its own pictures",{keyword:t,kind:s}),w,M,!1)}
            </ul>
            <p class="hint">${a("Differences of similarities, and their 95 % intervals.")}</p>
            <h4>${a("Mean similarities")}</h4>
            <ul id="alike">
                ${F(a("{words} and its own pictures",{words:t}),o,!1)} ${F(a("{words} and others",{words:t}),n,!1)}
                ${F(a("{words} and its own pictures",{words:s}),c,!0)} ${F(a("{words} and others",{words:s}),u,!0)}
            </ul>
            ${k.map(U=>p`<p class="message">${a(U)}</p>`)}
            <cc-concept-seen
                .pictures=${this.collection.of(is)}
                .keyword=${t}
                .kind=${s}
                .encoder=${this.encoder}
                .fields=${this.fields}
            ></cc-concept-seen>
        </div>`}margin(e,[t,s,o],n,c){return p`<li class=${c?"of-kind":""} data-margin=${e}>
            <bdi>${e}</bdi> ${xs(n,{value:t,low:s,high:o})}
            <span class="number" title=${a("{low} to {high}",{low:Jn(s),high:Jn(o)})}>${Jn(t)}</span>
        </li>`}};gt.styles=[_,tr,ko,C`
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
        `],h([y({attribute:!1})],gt.prototype,"concepts",2),h([y({attribute:!1})],gt.prototype,"collection",2),h([y({attribute:!1})],gt.prototype,"pictures",2),h([y()],gt.prototype,"name",2),h([y()],gt.prototype,"kind",2),h([y()],gt.prototype,"encoder",2),h([y({attribute:!1})],gt.prototype,"fields",2),h([T()],gt.prototype,"chosen",2),h([T()],gt.prototype,"word",2),h([T()],gt.prototype,"error",2),gt=h([O("cc-fidelity")],gt);var Pc=C`
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
`,Xu=({similarities:r})=>r.indexOf(Math.max(...r));function Cc(r){let{vectors:i,own:e,other:t,step:s,steps:o,notes:n,saved:c,parts:u}=r,g={from:Math.min(0,e,t??0),to:Math.max(e,t??0,1e-9),zero:0},$=(w,k)=>p`<li><span>${w}</span> ${xs(g,{value:k})} <span class="number">${Ct(k)}</span></li>`;return p`<ul class="bars">
            ${$(a("its own pictures, crops held out"),e)} ${t===void 0?v:$(a("other pictures"),t)}
        </ul>
        ${u?eh(u,r.told_apart??0):v}
        <p class="hint">
            ${Wr(i)}${s===void 0||o===void 0?v:` · ${a("step {step} of {steps} was kept",{step:s,steps:o})}`}
        </p>
        ${n.map(w=>p`<p class="message">${a(w)}</p>`)} ${c.map(w=>p`<p class="message said">${Ks(w)}</p>`)}`}function eh(r,i){return p`<p id="told-apart">${a("{count} of {all} parts are nearest to their own pictures.",{count:i,all:r.length})}</p>
        <div class="scroll">
            <table>
                <thead>
                    <tr>
                        <th scope="col">${a("Part")}</th>
                        ${r.map(({keyword:e})=>p`<th scope="col"><bdi>${a("pictures of {keyword}",{keyword:e})}</bdi></th>`)}
                        <th scope="col">${a("the whole loses without it")}</th>
                    </tr>
                </thead>
                <tbody>
                    ${r.map(e=>p`<tr>
                            <th scope="row"><bdi>${e.keyword}</bdi></th>
                            ${e.similarities.map((t,s)=>p`<td class=${s===Xu(e)?"nearest":""}>${Ct(t)}</td>`)}
                            <td>${Ct(e.missing)}</td>
                        </tr>`)}
                </tbody>
            </table>
        </div>`}var Mc="concept-draft",th="concept-task",Zn=["kind","vectors"],sh=[{name:"asked",title:"Settings",folded:!1},{name:"more",title:"More settings",folded:!0}],Bt=class extends L{constructor(){super(...arguments);this.pictures=[];this.concepts=[];this.draft=gc(Cr.read(Mc));this.error="";this.isSending=!1;this.tasks=new Xi(this,th,({name:e})=>this.dispatchEvent(new CustomEvent("cc-saved",{detail:e})));this.start=()=>this.attempt(async()=>{let{draft:e,values:t}=this,{fields:s}=this.face.concepts,o=e.name.trim(),n=Vs(o)||lo(s,t,a);if(n)throw new Error(n);let c=await this.sentParts();await this.tasks.start(`concept-tasks/${c?"parts":"start"}`,`<${o}>`,{...t,...c?{parts:c}:{},name:o,pictures:await mi(this.of(is)),encoder:e.encoder||null,others:e.folder.trim()?{folder:e.folder.trim()}:null})})}set(e){this.draft={...this.draft,...e},this.error="",Cr.write(Mc,this.draft)}get values(){return{...Ki(this.face.concepts.fields),...this.draft.values}}render(){let{tasks:e,draft:t}=this;return p`<div class="column">${this.collecting()} ${this.partly()}</div>
            <div class="column">
                ${this.settings()}
                ${this.error?p`<p class="message error" id="message" role="alert">${this.error}</p>`:v}
                ${So(e.run)} ${e.result?this.started(e.result):v}
                <details id="compared" class="card">
                    <summary>${a("Does it mean this one, or any of its kind?")}</summary>
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
            </div>`}of(e){return this.pictures.filter(t=>t.group===e)}collecting(){let e=this.of(is).length;return p`<section class="card">
            <h3>
                <span>${a("Pictures of it")} <small>${a("3 to 10, as different as possible in everything else")}</small></span>
                <small class="number" id="count">${e}</small>
            </h3>
            ${this.box("whole",is,a("Pictures of it"))}
            ${this.collection.isLost?p`<p class="message">${a("This browser keeps no pictures: they are gone when the page is loaded again.")}</p>`:v}
            ${this.pictures.length?p`<button id="clear" class="quiet" @click=${()=>{this.collection.clear()}}>${a("Remove all pictures")}</button>`:v}
        </section>`}box(e,t,s){return p`<cc-collecting id=${e} .collection=${this.collection} .group=${t} .pictures=${this.of(t)} .label=${s}></cc-collecting>`}partly(){let{parts:e}=this.draft;return p`<section class="card" id="parts">
            <h3><span>${a("Parts")}</span> <small>${a("if it needs several, such as a face, a logo and clothes: they are learned together")}</small></h3>
            ${e.map(t=>this.partOf(t))}
            <button id="add-part" @click=${()=>this.set({parts:[...e,{id:ho(),name:""}]})}>${a("Add a part")}</button>
        </section>`}partOf({id:e,name:t}){let{parts:s}=this.draft,o=u=>this.set({parts:s.map(g=>g.id===e?{id:e,name:u.target.value}:g)}),n=()=>{this.collection.clear(e),this.set({parts:s.filter(u=>u.id!==e)})},c=a("Pictures of this part alone");return p`<div class="part" data-part=${e}>
            <div class="row">
                <label>${a("Name of the part")} <input class="part-name" maxlength="100" .value=${t} @input=${o} /></label>
                <button class="quiet" @click=${n}>${a("Remove the part")}</button>
            </div>
            ${this.box(`part-${e}`,e,t?`${c}: ${t}`:c)}
        </div>`}settings(){let{draft:e,tasks:t}=this,s=this.face.concepts.fields.map(n=>({...n,section:Zn.includes(n.name)?"asked":"more"}));s.sort((n,c)=>Zn.indexOf(n.name)-Zn.indexOf(c.name));let o=this.face.concepts.encoder;return p`<section class="card">
            <div class="row">
                <label>
                    ${a("Name")}
                    <input id="name" maxlength="100" autocomplete="off" .value=${e.name} @input=${n=>this.set({name:n.target.value})} />
                    <span class="hint">${a("It is written {keyword}.",{keyword:`<${e.name.trim()}>`})}</span>
                </label>
            </div>
            <cc-form
                .fields=${s}
                .sections=${sh}
                .values=${this.values}
                @cc-change=${n=>this.set({values:{...e.values,[n.detail.name]:n.detail.value}})}
            ></cc-form>
            <cc-control
                id="encoder"
                .field=${o}
                .value=${e.encoder||String(o.default??"")}
                @cc-change=${n=>this.set({encoder:String(n.detail.value??"").trim()})}
            ></cc-control>
            <details id="around">
                <summary>${a("Other pictures")}</summary>
                <div class="row">
                    <label>
                        ${a("Folder of other pictures")}
                        <input id="folder" maxlength="4000" .value=${e.folder} @input=${n=>this.set({folder:n.target.value})} />
                        <span class="hint">${a("It learns to differ from them. Empty: from pictures that the encoder has looked at before.")}</span>
                    </label>
                </div>
            </details>
            <div class="row">
                <button id="start" class="go" ?disabled=${this.isSending||t.isAtWork} @click=${this.start}>${a("Start")}</button>
                <button id="interrupt" ?disabled=${!t.isAtWork} @click=${()=>this.attempt(()=>t.interrupt())}>${a("Interrupt")}</button>
            </div>
        </section>`}async sentParts(){let{parts:e}=this.draft;if(!e.length)return null;let t=e.map(({name:o})=>o.trim());if(t.includes(""))throw new Error(a("A part has no name: give it one, or remove it."));if(new Set(t).size<t.length)throw new Error(a("Two parts have the same name: give each a name of its own."));let s=await Promise.all(e.map(async({id:o},n)=>[t[n],await mi(this.of(o))]));return Object.fromEntries(s)}async attempt(e){this.isSending=!0,this.error="";try{await e()}catch(t){this.error=t.message}this.isSending=!1}started(e){return p`<section class="card started" data-started=${e.name}>
            <h3><bdi>${e.keyword}</bdi></h3>
            ${Cc(e)}
            <div class="row">
                <button class="show" @click=${()=>this.dispatchEvent(new Dr(e.name))}>${a("Show it")}</button>
                ${e.parts?v:p`<button id="breed" @click=${()=>this.breed()}>${a("Breed from these pictures")}</button>`}
            </div>
        </section>`}breed(){let{kind:e,vectors:t}=this.values;this.dispatchEvent(new CustomEvent("cc-breed",{detail:{name:this.draft.name,kind:e,vectors:t}}))}};Bt.styles=[_,tr,ko,Pc,C`
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
        `],h([y({attribute:!1})],Bt.prototype,"face",2),h([y({attribute:!1})],Bt.prototype,"collection",2),h([y({attribute:!1})],Bt.prototype,"pictures",2),h([y({attribute:!1})],Bt.prototype,"concepts",2),h([T()],Bt.prototype,"draft",2),h([T()],Bt.prototype,"error",2),h([T()],Bt.prototype,"isSending",2),Bt=h([O("cc-concept-start")],Bt);var Ac={list:"My concepts",start:"Start one",breed:"Breed"},Lc="concepts-view",Lt=class extends L{constructor(){super(...arguments);this.view=ih();this.holdings=null;this.chosen="";this.error="";this.said="";this.collection=new yo(this);this.watcher=new IntersectionObserver(e=>{e.some(t=>t.isIntersecting)&&this.list()});this.list=async()=>{try{this.holdings=await ve("concepts"),this.error=""}catch(e){this.error=e.message}};this.saved=async e=>{let{view:t}=this;await this.list(),(t!=="list"||this.view!=="list")&&(this.chosen=e.detail)};this.take=async e=>{let t=e.target,s=t.files?.[0];if(t.value="",!!s){this.error=this.said="";try{let o=s.name.replace(/\.[^.]*$/,""),n=Vs(o);if(n)throw new Error(n);let c=await be("PUT",_r(o),{file:await $t(s),file_name:s.name});await this.list(),this.chosen=c.name,this.said=Ks(c)}catch(o){this.error=o.message}}}}connectedCallback(){super.connectedCallback(),this.watcher.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.watcher.disconnect()}receive({picture:e}){this.show("start"),this.collection.add(is,[e])}willUpdate(e){if(!e.has("holdings"))return;let{concepts:t=[]}=this.holdings??{};t.some(({name:s})=>s===this.chosen)||(this.chosen=t[0]?.name??"")}show(e){this.view=e,di.write(Lc,e)}breed(e,...t){this.show("breed"),this.breeding?.prepare(e,t)}render(){let{view:e,holdings:t}=this;return p`<div class="views" role="group" aria-label=${a("Concepts")}>
                ${Object.entries(Ac).map(([s,o])=>p`<button id="view-${s}" aria-pressed=${s===e} @click=${()=>this.show(s)}>${a(o)}</button>`)}
            </div>
            ${this.error?p`<p class="message error" id="message" role="alert">${this.error} <button id="again" @click=${this.list}>${a("Try again")}</button></p>`:v}
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
                .pictures=${this.collection.of(is)}
                .concepts=${t?.concepts??[]}
                @cc-saved=${this.saved}
            ></cc-breeding>`}listed(){let{holdings:e}=this;if(!e)return p`<p class="hint" aria-busy="true">…</p>`;let t=e.concepts.find(({name:s})=>s===this.chosen);return p`<div class="two">
            <div>
                <div class="row">
                    <label class="button">
                        ${a("Take a file")}
                        <input id="file" type="file" accept=".pt,.bin,.safetensors" @change=${this.take} />
                    </label>
                    <button id="reload" title=${a("Look into the folders again")} @click=${this.list}>${a("Refresh")}</button>
                </div>
                ${this.said?p`<p class="message" id="said" role="status">${this.said}</p>`:v}
                <cc-concept-list
                    .holdings=${e}
                    .chosen=${this.chosen}
                    @cc-choose=${s=>this.chosen=s.detail}
                ></cc-concept-list>
                <p class="hint">${a("Your concepts are in {folder}.",{folder:e.folder})}</p>
                ${e.host_folders.map(s=>p`<p class="hint">${a("The WebUI's are in {folder}.",{folder:s})}</p>`)}
            </div>
            <div>
                ${t?p`<cc-concept
                          .concept=${t}
                          ?hasHost=${e.host_folders.length>0}
                          ?trains=${e.host_trains&&e.host_folders.length>0}
                          @cc-saved=${this.saved}
                          @cc-breed=${s=>this.breed({},s.detail)}
                      ></cc-concept>`:this.welcome()}
            </div>
        </div>`}welcome(){return p`<p class="welcome">
            ${a("A concept is a name for something of your own, such as <my-cat>: start one from a few pictures, or take the file of an embedding. Then rank, look and draw with it wherever a word can stand.")}
        </p>`}};Lt.styles=[_,C`
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
        `],h([y({attribute:!1})],Lt.prototype,"face",2),h([y({attribute:!1})],Lt.prototype,"kind",2),h([T()],Lt.prototype,"view",2),h([T()],Lt.prototype,"holdings",2),h([T()],Lt.prototype,"chosen",2),h([T()],Lt.prototype,"error",2),h([T()],Lt.prototype,"said",2),h([tt("cc-breeding")],Lt.prototype,"breeding",2),Lt=h([O("cc-concepts")],Lt);function ih(){let r=di.read(Lc);return r!==null&&r in Ac?r:"list"}function Oc({axes:r,seeds:i}){return[...r.map(({name:t,values:s})=>({name:t,values:s.map(o=>o||"–"),isSeeds:!1})),{name:a("Seed"),values:i.map(String),isSeeds:!0}]}function rh(r){let i=r.map((s,o)=>o).filter(s=>r[s].values.length>1),e=i[0]??0,t=i.find(s=>s!==e)??(e===r.length-1?0:r.length-1);return{rows:e,columns:t,at:r.map(()=>0)}}function _c(r,i){return!r||r.at.length!==i.length?rh(i):{...r,at:r.at.map((e,t)=>Math.min(e,i[t].values.length-1))}}function Dc(r,i,e){let t=i==="rows"?"columns":"rows",s=r[t]===e?{[t]:r[i]}:{};return{...r,...s,[i]:e}}function Wc(r,{rows:i,columns:e}){return r.map((s,o)=>o).filter(s=>s!==i&&s!==e&&r[s].values.length>1)}function oh(r,i){return r.reduce((e,{values:t},s)=>e*t.length+i[s],0)}function Qn(r,i){let e=[];for(let{values:t}of r.toReversed())e.unshift(i%t.length),i=Math.floor(i/t.length);return e}function Ic(r,i){let e=Qn(r,i),t=r.map((o,n)=>({...o,value:o.values[e[n]]})),s=t.filter(({values:o})=>o.length>1);return s.length?s:t}function Eo(r,i){return Ic(r,i).map(({name:e,value:t,isSeeds:s})=>s?`${e} ${t}`:`${e}: ${t}`).join(", ")}function zc(r,i){return Ic(r,i).map(({value:e})=>e).join(" × ")}function Hc(r,{rows:i,columns:e,at:t}){return{rows:r[i].values.length,columns:r[e].values.length,cell:({row:s,column:o})=>oh(r,t.map((n,c)=>c===i?s:c===e?o:n))}}function Nc(r,i){return{rows:Math.ceil(r.length/i),columns:Math.min(i,Math.max(r.length,1)),cell:({row:e,column:t})=>r[e*i+t]??-1}}function Xn(r,i,e,t,s=2){let o=Math.max(0,Math.floor(r/e)-s);return{first:Math.min(o,t),last:Math.min(t,Math.ceil((r+i)/e)+s)}}function ea({first:r,last:i},e,t){let s=Array.from({length:Math.max(0,i-r)},(o,n)=>r+n);return e<0||e>=t?s:e<r?[e,...s]:e>=i?[...s,e]:s}function ta(r,i,e,t){let s=r*i;return s<e?s:s+i>e+t?Math.max(0,Math.min(s,s+i-t)):e}var sr=[40,56,80,112,160,224,320];function Fc(r,i){let e=sr.findLastIndex(t=>t*r<=i);return Math.min(4,Math.max(2,e))}function Bc(r,i){return[96,192,384,640].find(e=>e>=r*Math.min(2,i))??640}var jc=r=>r.target.value;function To(r,i,e,t,s){let o=(c,u,g)=>p`<label>
        <span>${u}</span>
        <select id=${c} @change=${$=>s({...r,[c]:jc($)})}>
            ${g.map($=>p`<option value=${$} ?selected=${$===r[c]}>${$}</option>`)}
        </select>
    </label>`,n=t.length?[...i,["taste",a("taste")]]:i;return p`<label>
            <span>${a("Order")}</span>
            <select id="order" @change=${c=>s({...r,measure:jc(c)})}>
                ${n.map(([c,u])=>p`<option value=${c} ?selected=${c===r.measure}>${u}</option>`)}
            </select>
        </label>
        ${cc(r)?o("word",a("Word"),e):v}
        ${r.measure==="taste"?o("rater",a("Rater"),t):v}`}var jt=class extends L{constructor(){super(...arguments);this.dimensions=[];this.words=[];this.raters=[];this.zoom=3;this.isWide=!1}render(){return p`<div class="row">
                ${this.orders()} ${this.order.measure?v:this.sides()}
                <span class="end">
                    <button id="smaller" aria-label=${a("Smaller cells")} title="${a("Smaller cells")} (−)" ?disabled=${this.zoom===0} @click=${()=>this.tell("cc-zoom",-1)}>−</button>
                    <button id="larger" aria-label=${a("Larger cells")} title="${a("Larger cells")} (+)" ?disabled=${this.zoom===sr.length-1} @click=${()=>this.tell("cc-zoom",1)}>+</button>
                    <button id="wide" aria-pressed=${this.isWide} title=${a("Hide the settings")} aria-label=${a("Hide the settings")} @click=${()=>this.tell("cc-wide",!this.isWide)}>⤢</button>
                </span>
            </div>
            ${this.order.measure?v:this.others()}`}tell(e,t){this.dispatchEvent(new CustomEvent(e,{detail:t}))}orders(){let{order:e,words:t,raters:s}=this,o=[["",a("as the axes are")],["own",a("similarity to their own prompt")],...t.length?[["similarity",a("similarity to a word")],["share",a("share of a word")]]:[]];return To(e,o,t,s,n=>this.tell("cc-order",n))}sides(){let{dimensions:e,arrangement:t}=this;if(e.filter(({values:o})=>o.length>1).length<2)return v;let s=(o,n)=>p`<label>
            <span>${n}</span>
            <select id=${o} @change=${c=>this.tell("cc-arrange",Dc(t,o,Number(nh(c))))}>
                ${e.map(({name:c},u)=>p`<option value=${u} ?selected=${u===t[o]}>${c}</option>`)}
            </select>
        </label>`;return p`${s("rows",a("Rows"))} ${s("columns",a("Columns"))}`}others(){let e=Wc(this.dimensions,this.arrangement);return e.length?p`<div class="row">${e.map(t=>this.slider(t,this.dimensions[t]))}</div>`:v}slider(e,{name:t,values:s}){let{arrangement:o}=this,n=o.at[e],c=u=>{let g=Number(u.target.value);this.tell("cc-arrange",{...o,at:o.at.map(($,w)=>w===e?g:$)})};return p`<label class="slider" data-axis=${t}>
            <span><bdi>${t}</bdi></span>
            <input type="range" min="0" max=${s.length-1} step="1" .value=${String(n)} aria-valuetext=${s[n]} @input=${c} />
            <bdi>${s[n]}</bdi>
        </label>`}};jt.styles=[_,C`
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
        `],h([y({attribute:!1})],jt.prototype,"dimensions",2),h([y({attribute:!1})],jt.prototype,"arrangement",2),h([y({attribute:!1})],jt.prototype,"order",2),h([y({attribute:!1})],jt.prototype,"words",2),h([y({attribute:!1})],jt.prototype,"raters",2),h([y({type:Number})],jt.prototype,"zoom",2),h([y({type:Boolean})],jt.prototype,"isWide",2),jt=h([O("cc-gallery-bar")],jt);var nh=r=>r.target.value;var ah=500,lh=1/5,Ut=class{constructor(i){this.host=i;this.value=null;this.message="";this.path="";this.state="";this.run=null;this.timer=0;this.next=0}wish(i,e){if(i===this.path&&e===this.state)return;let t=i!==this.path;if([this.path,this.state]=[i,e],!t)return this.schedule();window.clearTimeout(this.timer),this.timer=0,this.value=this.run=null,this.message="",i&&this.read()}schedule(){this.run||this.timer||!this.path||(this.timer=window.setTimeout(()=>{this.read()},Math.max(0,this.next-Date.now())))}async read(){let{path:i,state:e}=this,t=this.run=Symbol(),s=Date.now();this.timer=0;let[o,n]=[this.value,""];try{o=await ve(i)}catch(u){n=u.message}if(t!==this.run)return;this.run=null,[this.value,this.message]=[o,n];let c=Date.now();this.next=c+Math.max(ah,(c-s)/lh),e!==this.state&&this.schedule(),this.host.requestUpdate()}};var ch=12,nt=class extends L{constructor(){super(...arguments);this.index=0;this.encoder="";this.cell=null;this.picture=null;this.ticks=new Set;this.message="";this.isDone=!1;this.isBusy=!1;this.seeing=new fo(this);this.tastes=new Ut(this);this.loaded=e=>{let t=e.target;t.classList.toggle("tiny",t.naturalWidth<240)};this.tick=({detail:e})=>{this.ticks=Wl(this.ticks,e.word,e.isTicked),this.words.length&&this.seeing.wish()};this.key=e=>{let t=e.composedPath()[0];!(!e.ctrlKey&&!e.metaKey&&!e.altKey)||e.defaultPrevented||t.matches("input, select, textarea, [role=application]")||e.key.startsWith("Arrow")&&(e.preventDefault(),this.move(e.key))};this.enlarge=()=>{this.dispatchEvent(new Event("cc-enlarge"))};this.toLoop=()=>{this.picture&&(this.dispatchEvent(new pi("feedback",this.picture,{want:this.words.join(", ")})),this.dialog.close())};this.outside=e=>{e.composedPath()[0]===this.dialog&&this.dialog.close()};this.close=e=>{e.target===this.dialog&&this.dispatchEvent(new Event("cc-close"))}}firstUpdated(){this.dialog.showModal()}willUpdate(e){let t=e.get("gallery"),s=t&&!t.files[this.index]&&this.gallery.files[this.index];(e.has("index")||s)&&this.load();let{cell:o,gallery:n}=this,c=es(Mt());this.tastes.wish(o?.file&&c?`sessions/${n.id}/tastes${c}&file=${encodeURIComponent(o.file)}`:"","")}async load(){let{index:e,gallery:t}=this;this.cell?.index!==e&&(this.cell=null),this.picture=null,this.message="",this.seeing.forget();try{let s=await ve(`sessions/${t.id}/cells/${e}`);if(e!==this.index||(this.cell=s,!s.file))return;let o={blob:await Ye(`sessions/${t.id}/pictures/${s.file}`),name:`${t.id}-${e}.png`};if(e!==this.index)return;this.picture=o,await this.prepare(o)}catch(s){e===this.index&&this.say(s.message,!1)}}async prepare(e){let t={picture:await $t(e.blob),name:e.name,keywords:this.gallery.list,encoder:this.encoder||null};e===this.picture&&(this.seeing.about(t,null),this.words.length&&this.seeing.wish())}get words(){let{cell:e,ticks:t}=this;return(e?.words??[]).map(({word:s})=>s).filter(s=>t.has(js(s)))}render(){let{cell:e}=this;return p`<dialog aria-label=${a("A cell of the exhibition")} @close=${this.close} @click=${this.outside} @keydown=${this.key}>
            <header>
                <h2><bdi id="name">${e?this.name(e):"…"}</bdi></h2>
                <div class="moves">
                    <button id="previous" aria-label=${a("Previous picture")} @click=${()=>this.move("ArrowLeft")}>←</button>
                    <button id="next" aria-label=${a("Next picture")} @click=${()=>this.move("ArrowRight")}>→</button>
                    <button id="close" aria-label=${a("Close")} @click=${()=>this.dialog.close()}>✕</button>
                </div>
            </header>
            ${this.message?p`<p id="message" class="message ${this.isDone?"":"error"}" role=${this.isDone?"status":"alert"}>${this.message}</p>`:v}
            ${e?this.two(e):p`<p class="hint" aria-busy="true">…</p>`}
        </dialog>`}name(e){return Object.entries(e.values).map(([s,o])=>`${s}: ${o||"–"}`).join(", ")}two(e){return p`<div class="two">
            <div>${this.shown(e)} ${this.facts(e)} ${e.file?this.buttons(e):v}</div>
            <div>${e.words.length?this.ranking(e):v}</div>
        </div>`}shown(e){return e.error?p`<p class="message error">${a("could not be made")}: ${a(e.error)}</p>`:e.file?p`<button class="large" title=${a("Large view")} @click=${this.enlarge}>
            <img alt=${this.name(e)} src=${De(`sessions/${this.gallery.id}/pictures/${e.file}`)} @load=${this.loaded} />
        </button>`:p`<p class="hint">${a("not made yet")}</p>`}facts(e){let t=[["prompt",a("Prompt"),e.prompt],["negative",a("Negative prompt"),e.negative_prompt],["seed",a("Seed"),String(e.seed)],["own",a("Similarity to its prompt"),e.own===null?"":Ct(e.own)],["liked",a("Taste"),this.liking(e)]];return p`<dl>
            ${t.filter(([,,s])=>s).map(([s,o,n])=>p`<dt>${o}</dt><dd id=${s}><bdi>${n}</bdi></dd>`)}
        </dl>`}liking(e){let t=this.tastes.value?.tastes[e.file]?.percentile??null;return t===null?"":a("You would like it more than {percent} % of the pictures you have seen.",{percent:Math.round(t)})}buttons(e){let t=this.isBusy||!this.picture;return p`<div class="buttons" role="group" aria-label=${a("This picture")}>
            ${Ji().map(s=>p`<button id="to_${s}" ?disabled=${t} @click=${()=>this.toTab(e,s)}>→ ${s}</button>`)}
            <button id="to_rank" ?disabled=${t} @click=${()=>this.toRank(e)}>→ ${a("Rank keywords")}</button>
            ${this.canLoop?p`<button id="to_loop" ?disabled=${t} @click=${this.toLoop}>${a("Start feedback loop")}</button>`:v}
            <button id="to_file" ?disabled=${t} @click=${()=>this.picture&&Je(this.picture.blob,this.picture.name)}>
                ${a("Picture")}
            </button>
            <button id="copy" @click=${()=>this.act(()=>Yi(e.prompt),a("Copied."))}>${a("Copy prompt")}</button>
        </div>`}ranking(e){let t=Gl(e.words.toSorted((s,o)=>o.similarity-s.similarity).map(({word:s})=>s));return p`<section>
                <h3>${a("What CLIP sees")} <small>${a("share within each group · similarity")}</small></h3>
                <div @cc-tick=${this.tick}>
                    ${this.groups(e).map(({name:s,rows:o})=>p`${s?p`<h3><bdi>${a(s)}</bdi></h3>`:v}
                            <cc-word-rows
                                title=${s||a("Ranking")}
                                .first=${ch}
                                .rows=${o}
                                .ticks=${this.ticks}
                                .colours=${t}
                            ></cc-word-rows>`)}
                </div>
            </section>
            ${this.picture?this.where(e):v}`}groups({words:e}){return(this.gallery.groups.length?this.gallery.groups:[["",0,e.length]]).map(([s,o,n])=>({name:s,rows:e.slice(o,n).sort((c,u)=>u.similarity-c.similarity)})).filter(({rows:s})=>s.length)}where(e){let{seeing:t}=this,s=({word:o,share:n,similarity:c})=>({keyword:o,group:"",similarity:c,share:n,rank:0,truncated:0});return p`<cc-where
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
        ></cc-where>`}get canLoop(){return this.face.kinds.some(e=>e.name==="feedback")}move(e){this.dispatchEvent(new CustomEvent("cc-move",{detail:e}))}async act(e,t=""){this.isBusy=!0,this.message="";try{await e(),this.say(t,!0)}catch(s){this.say(s.message,!1)}finally{this.isBusy=!1}}say(e,t){[this.message,this.isDone]=[e,t]}toTab(e,t){let{picture:s}=this;if(!s)return;let o=[`Seed: ${e.seed}`,`CLIP Critic session: ${this.gallery.id}`];this.act(async()=>{await Zi(t,s,o),this.dialog.close()})}toRank({prompt:e,negative_prompt:t}){this.picture&&(this.dispatchEvent(new pi("rank",this.picture,{prompt:e,negative:t})),this.dialog.close())}};nt.styles=[_,C`
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
        `],h([y({attribute:!1})],nt.prototype,"face",2),h([y({attribute:!1})],nt.prototype,"gallery",2),h([y({type:Number})],nt.prototype,"index",2),h([y()],nt.prototype,"encoder",2),h([T()],nt.prototype,"cell",2),h([T()],nt.prototype,"picture",2),h([T()],nt.prototype,"ticks",2),h([T()],nt.prototype,"message",2),h([T()],nt.prototype,"isDone",2),h([T()],nt.prototype,"isBusy",2),h([tt("dialog")],nt.prototype,"dialog",2),nt=h([O("cc-cell")],nt);var Vc={column:"clearest",isReversed:!1,word:"",isClearOnly:!1},zr=({adjusted:r})=>r!==null&&r<.05,Ro=r=>r??1/0,dh={value:(r,i)=>r.axis.localeCompare(i.axis)||r.value.localeCompare(i.value),word:(r,i)=>r.word.localeCompare(i.word),mean:(r,i)=>i.mean-r.mean,adjusted:(r,i)=>Uc(Ro(r.adjusted),Ro(i.adjusted)),needed:(r,i)=>Uc(Ro(r.needed),Ro(i.needed))};function Kc(r,{column:i,isReversed:e,word:t,isClearOnly:s}){let o=r.filter(c=>(!t||c.word===t)&&(!s||zr(c))),n=i==="clearest"?o:o.toSorted(dh[i]);return e?n.toReversed():n}function qc(r){return r.reduce((i,{mean:e,low:t,high:s})=>Math.max(i,Math.abs(e),Math.abs(t??0),Math.abs(s??0)),0)}function Gc({mean:r,low:i,high:e},t){let s=c=>t>0?50+50*Math.max(-t,Math.min(t,c))/t:50,[o,n]=i===null||e===null?[Math.min(0,r),Math.max(0,r)]:[i,e];return{left:s(o),width:s(n)-s(o),mean:s(r)}}function ir(r,i=3){let e=r.toFixed(i);return r>0&&Number(e)!==0?`+${e}`:e.replace("-","−").replace(/^−(0\.0+)$/,"$1")}function Yc(r){return r===null?"–":r<.001?"< 0.001":r.toFixed(3)}function Uc(r,i){return r===i?0:r<i?-1:1}var sa=6,uh=8,rr=class extends L{render(){let{rows:i,columns:e,mixes:t,shares:s}=this.split,o={rows:i.axis,columns:e.axis,interaction:a("only their mix"),seeds:a("the seed"),rest:a("chance")},n=Object.keys(o).map((c,u)=>({name:o[c],share:Math.max(0,s[c]||0),colour:ql[c==="rest"?7:u]}));return p`<h3>${a("Rows, columns and their mixes")} <small>${a("where the differences in similarity to the prompt come from")}</small></h3>
            <div class="whole" aria-hidden="true">
                ${n.map(({share:c,colour:u})=>p`<span style="background: ${u}; width: ${c*100}%"></span>`)}
            </div>
            <ul class="legend">
                ${n.map(({name:c,share:u,colour:g})=>p`<li><i class="dot" style="background: ${g}"></i> <bdi>${c}</bdi> <span class="number">${rt(u)}</span></li>`)}
            </ul>
            <div class="parts">${this.axis(i)} ${this.axis(e)} ${t.length?this.mixes(t):v}</div>`}axis({axis:i,values:e}){let t=e.toSorted((o,n)=>n.adds-o.adds),s=t.length>2*sa?[...t.slice(0,sa),null,...t.slice(-sa)]:t;return p`<section>
            <h3><bdi>${i}</bdi></h3>
            <ul>
                ${s.map(o=>o?p`<li><bdi>${o.value||"–"}</bdi> <span class="number">${ir(o.adds)}</span></li>`:p`<li aria-hidden="true">⋯</li>`)}
            </ul>
        </section>`}mixes(i){return p`<section>
            <h3>${a("Mixes")} <small>${a("more or less than the sum of both")}</small></h3>
            <ul>
                ${i.slice(0,uh).map(e=>p`<li class=${zr(e)?"clear":""}>
                        <bdi>${e.row||"–"} × ${e.column||"–"}</bdi> <span class="number">${ir(e.adds)}</span>
                    </li>`)}
            </ul>
        </section>`}};rr.styles=[_,C`
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
        `],h([y({attribute:!1})],rr.prototype,"split",2),rr=h([O("cc-split")],rr);var Po=20,As=class extends L{constructor(){super(...arguments);this.measure="similarity";this.choice=Vc;this.isWhole=!1;this.words=[]}willUpdate(e){e.has("found")&&(this.words=[...new Set(this.found.effects.map(({word:t})=>t))].sort((t,s)=>t.localeCompare(s)),this.words.includes(this.choice.word)||(this.choice={...this.choice,word:""}))}render(){let{found:e}=this;return p`${e.effects.length?this.effects(e):p`<p class="hint">${a("No pair of pictures can be compared yet.")}</p>`}
        ${e.split?p`<cc-split .split=${e.split}></cc-split>`:v}`}effects({effects:e,count:t,comparisons:s,split:o}){let n=Kc(e,this.choice),c=this.isWhole?n:n.slice(0,Po),u=qc(n);return p`${this.choices()}
            <div class="scroller" tabindex="0" role="region" aria-label=${a("Effects")}>
                <table>
                    <thead>
                        <tr>
                            ${this.head("value",a("Value"))} ${this.head("word",a("Word"))}
                            ${this.head("mean",a("Difference"))}
                            <th scope="col">${a("95 % interval")}</th>
                            ${this.head("adjusted",a("p (Holm)"))}
                            <th scope="col" class="number">${a("Seeds compared")}</th>
                            ${this.head("needed",a("Needed"))}
                        </tr>
                    </thead>
                    <tbody>
                        ${c.map(g=>this.row(g,u))}
                    </tbody>
                </table>
            </div>
            ${n.length>Po?p`<button class="quiet" id="all" aria-expanded=${this.isWhole} @click=${()=>this.isWhole=!this.isWhole}>
                      ${this.isWhole?a("Show the first {count} only",{count:Po}):a("Show all (+{count})",{count:n.length-Po})}
                  </button>`:v}
            <p class="hint">
                ${a("Pictures of the same seed are compared.")}
                ${s?o?a("Bold: clear after Holm's correction for all {count} comparisons, with the mixes below.",{count:s}):a("Bold: clear after Holm's correction for all {count} comparisons.",{count:s}):v}
                ${t>e.length?a("The clearest {count} are here; all are in the CSV.",{count:e.length}):v}
                ${e.every(({low:g})=>g===null)?a("Intervals need 8 seeds."):v}
            </p>`}choices(){let{choice:e,measure:t}=this,s=o=>{this.choice={...e,...o}};return p`<div class="choices">
            <label>
                ${a("Word")}
                <select id="word" @change=${o=>s({word:o.target.value})}>
                    <option value="" ?selected=${!e.word}>${a("all words")}</option>
                    ${this.words.map(o=>p`<option value=${o} ?selected=${o===e.word}>${o}</option>`)}
                </select>
            </label>
            <label>
                ${a("Measure")}
                <select
                    id="measure"
                    @change=${o=>this.dispatchEvent(new CustomEvent("cc-measure",{detail:o.target.value}))}
                >
                    <option value="similarity" ?selected=${t==="similarity"}>${a("Similarity")}</option>
                    <option value="share" ?selected=${t==="share"}>${a("Share")}</option>
                </select>
            </label>
            <label>
                <input
                    id="clear"
                    type="checkbox"
                    .checked=${e.isClearOnly}
                    @change=${o=>s({isClearOnly:o.target.checked})}
                />
                ${a("Only clear ones")}
            </label>
        </div>`}head(e,t){let{choice:s}=this,o=s.column===e,n=o?s.isReversed?{...s,column:"clearest",isReversed:!1}:{...s,isReversed:!0}:{...s,column:e,isReversed:!1},c=e==="mean"||e==="adjusted"||e==="needed",u=e==="mean"!==s.isReversed;return p`<th scope="col" class=${c?"number":""} aria-sort=${o?u?"descending":"ascending":v}>
            <button data-sort=${e} title=${a("Sort")} @click=${()=>this.choice=n}>
                ${t} <span aria-hidden="true">${o?u?"▼":"▲":"↕"}</span>
            </button>
        </th>`}row(e,t){let{axis:s,value:o,against:n,word:c,mean:u,low:g,high:$,adjusted:w,n:k,needed:M}=e,D=Gc(e,t),F=U=>this.measure==="share"?`${ir(U*100,1)} %`:ir(U);return p`<tr class="${zr(e)?"clear":""} ${u>0?"up":"down"}">
            <td><bdi>${o}</bdi> <small><bdi>${a("against {value}",{value:n==="average"?a(n):n})}</bdi> · <bdi>${s}</bdi></small></td>
            <td><bdi>${c}</bdi></td>
            <td class="number">${F(u)}</td>
            <td>
                <div class="bar" role="img" aria-label=${g===null||$===null?a("too few seeds"):`${F(g)} – ${F($)}`}>
                    <i style="left: ${D.left}%; width: ${D.width}%"></i><b style="left: ${D.mean}%"></b>
                </div>
            </td>
            <td class="number">${Yc(w)}</td>
            <td class="number">${k}</td>
            <td class="number">${M===null?"–":a("about {count}",{count:M})}</td>
        </tr>`}};As.styles=[_,C`
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
        `],h([y({attribute:!1})],As.prototype,"found",2),h([y()],As.prototype,"measure",2),h([T()],As.prototype,"choice",2),h([T()],As.prototype,"isWhole",2),As=h([O("cc-effects")],As);function Zc({key:r,ctrlKey:i,metaKey:e,altKey:t},{row:s,column:o},n,c){if(t||e&&!i)return null;let[u,g]=[n.rows-1,n.columns-1],w={ArrowUp:{row:s-1,column:o},ArrowDown:{row:s+1,column:o},ArrowLeft:{row:s,column:o-1},ArrowRight:{row:s,column:o+1},PageUp:{row:s-c,column:o},PageDown:{row:s+c,column:o},Home:{row:i?0:s,column:0},End:{row:i?u:s,column:g}}[r];return w?ia(w,n):null}function ia({row:r,column:i},e){let t={row:Jc(r,e.rows),column:Jc(i,e.columns)};for(;t.column>0&&e.cell(t)<0;)t.column-=1;return t}function Qc({key:r,ctrlKey:i,metaKey:e,altKey:t}){return i||e||t?0:r==="+"||r==="="?1:r==="-"||r==="_"?-1:0}var Jc=(r,i)=>Math.max(0,Math.min(i-1,r));var ra=class extends Yl{constructor(){super(...arguments);this.image=null;this.source=null}render(){return Ln}update({element:e}){return this.image=e,Ln}disconnected(){!this.image||this.image.complete||(this.source=this.image.getAttribute("src"),this.image.removeAttribute("src"))}reconnected(){this.source&&this.image?.setAttribute("src",this.source),this.source=null}},Xc=Kl(ra);var oa=4,ep=34,hh=46,mh=112,fh=76,gh=560,Co=18,vh=90,bh=112,na=class extends CustomEvent{constructor(i){super("cc-cell",{detail:i,bubbles:!0,composed:!0})}},at=class extends L{constructor(){super(...arguments);this.dimensions=[];this.measured=null;this.measure="";this.size=112;this.at={row:0,column:0};this.scrolled={left:0,top:0};this.room={width:0,height:0};this.isFast=!1;this.wall={rows:0,columns:0,cell:()=>-1};this.seen=new Set;this.timer=0;this.watcher=new ResizeObserver(()=>this.measureRoom());this.scrolledOn=()=>{let{pitch:e,scroller:t,scrolled:s}=this,o=Math.floor(t.scrollLeft/e.x)*e.x,n=Math.floor(t.scrollTop/e.y)*e.y;o===s.left&&n===s.top||(this.isFast=Math.abs(o-s.left)>2*e.x||Math.abs(n-s.top)>2*e.y,window.clearTimeout(this.timer),this.isFast&&(this.timer=window.setTimeout(()=>this.isFast=!1,vh)),this.scrolled={left:o,top:n})};this.key=e=>{let t=Qc(e);if(t)e.preventDefault(),this.dispatchEvent(new CustomEvent("cc-zoom",{detail:t}));else if(e.key==="Enter"||e.key===" "){e.preventDefault();let s=this.wall.cell(this.at);s>=0&&this.open(this.at,s)}else this.move(e)!==null&&(e.preventDefault(),this.focusCell())}}connectedCallback(){super.connectedCallback(),this.watcher.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.watcher.disconnect(),window.clearTimeout(this.timer)}measureRoom(){let e=this.clientWidth,t=Math.max(260,Math.round(window.innerHeight*.76));(e!==this.room.width||t!==this.room.height)&&(this.room={width:e,height:t})}get isSorted(){return this.measured!==null}get head(){return this.isSorted?{left:0,top:0}:{left:this.room.width<gh?fh:mh,top:hh}}get pitch(){let e=this.size+oa;return{x:e,y:this.isSorted?e+ep:e}}get view(){return{width:this.room.width-this.head.left-Co,height:this.height-this.head.top-Co}}get height(){return Math.min(this.room.height,this.head.top+this.wall.rows*this.pitch.y+Co)}willUpdate(e){let{measured:t}=this;this.room.width||this.measureRoom();let s=this.wall.rows?this.wall.cell(this.at):-1,o=Math.max(1,Math.floor((this.room.width-Co)/(this.size+oa)));this.wall=t?Nc(t.order,o):Hc(this.dimensions,this.arrangement),e.has("measured")&&t&&!e.get("measured")?this.at={row:0,column:0}:s>=0&&this.show(s),this.at=ia(this.at,this.wall)}updated(e){let{scroller:t}=this,s=e.get("size");if(e.has("measured")&&!!this.measured!=!!e.get("measured"))t.scrollTo(0,0),this.measured||this.reveal();else if(s){let o=this.size/s;t.scrollTo(t.scrollLeft*o,t.scrollTop*o)}}render(){let{wall:e,pitch:t,head:s,view:o,scrolled:n}=this,c=ea(Xn(n.top,o.height,t.y,e.rows),this.at.row,e.rows),u=ea(Xn(n.left,o.width,t.x,e.columns),this.at.column,e.columns),g=`width: ${s.left+e.columns*t.x}px; height: ${s.top+e.rows*t.y}px`,$=this.isSorted?0:1;return p`<div
            class="scroller"
            role="grid"
            aria-label=${a("Gallery")}
            aria-rowcount=${e.rows+$}
            aria-colcount=${e.columns+$}
            style="height: ${this.height}px"
            @scroll=${this.scrolledOn}
            @keydown=${this.key}
        >
            <div class="sheet" role="presentation" style=${g}>
                ${this.isSorted?v:this.heads(u)}
                ${Ie(c,w=>w,w=>this.row(w,u,$))}
            </div>
        </div>`}heads(e){let{head:t,pitch:s,dimensions:o,arrangement:n}=this,[c,u]=[o[n.rows],o[n.columns]];return p`<div role="row" class="head" aria-rowindex="1" style="height: ${t.top}px">
            <div role="columnheader" class="corner" aria-colindex="1" style="width: ${t.left}px">
                <bdi class="of-columns">${u.name} →</bdi>
                <bdi>${c.name} ↓</bdi>
            </div>
            ${Ie(e,g=>g,g=>p`<div
                    role="columnheader"
                    class="column"
                    aria-colindex=${g+2}
                    style="left: ${t.left+g*s.x}px; top: 0; width: ${s.x}px"
                >
                    <bdi class="title" title=${u.values[g]}>${u.values[g]}</bdi>
                </div>`)}
        </div>`}row(e,t,s){let{head:o,pitch:n,dimensions:c,arrangement:u}=this,g=c[u.rows]?.values[e]??"";return p`<div role="row" class="row" aria-rowindex=${e+s+1} style="top: ${o.top+e*n.y}px; height: ${n.y}px">
            ${this.isSorted?v:p`<div role="rowheader" class="side" aria-colindex="1" style="width: ${o.left}px">
                      <bdi class="title" title=${g}>${g}</bdi>
                  </div>`}
            ${Ie(t,$=>$,$=>this.cell({row:e,column:$},s))}
        </div>`}cell(e,t){let{head:s,pitch:o,size:n,gallery:c}=this,u=this.wall.cell(e),g=`left: ${s.left+e.column*o.x}px; top: 0; width: ${n}px; height: ${o.y-oa}px`,$=e.row===this.at.row&&e.column===this.at.column;if(u<0)return p`<div role="gridcell" class="cell none" aria-colindex=${e.column+t+1} style=${g}></div>`;let w=c.files[u]??"",k=w?"":c.errors[u]??"",M=Eo(this.dimensions,u);return p`<div
            role="gridcell"
            class="cell ${w?"":k?"failed":"empty"}"
            data-cell=${u}
            aria-colindex=${e.column+t+1}
            aria-label=${this.label(u,M,w,k)}
            title=${k?`${M}: ${a(k)}`:M}
            tabindex=${$?0:-1}
            style=${g}
            @focus=${()=>this.at=e}
            @click=${()=>this.open(e,u)}
        >
            <div class="picture" style="height: ${n}px">${w?this.picture(w):k?this.reason(k):v}</div>
            ${this.isSorted?this.caption(u):v}
        </div>`}label(e,t,s,o){let n=s?"":o?`, ${a("could not be made")}: ${a(o)}`:`, ${a("not made yet")}`,c=this.measured?`, ${this.value(e)}`:"";return t+c+n}picture(e){if(this.isFast&&!this.seen.has(e))return v;let t=Bc(this.size,window.devicePixelRatio);return p`<img
            loading="lazy"
            decoding="async"
            alt=""
            draggable="false"
            src=${De(`sessions/${this.gallery.id}/pictures/${e}?side=${t}`)}
            @load=${s=>this.loaded(s,e)}
            ${Xc()}
        />`}loaded(e,t){let s=e.target;this.seen.add(t),s.classList.toggle("tiny",Math.max(s.naturalWidth,s.naturalHeight)<this.size)}reason(e){return this.size<bh?p`<b aria-hidden="true">!</b>`:p`<span>${a(e)}</span>`}caption(e){return p`<span class="caption"><b>${this.value(e)}</b><bdi>${zc(this.dimensions,e)}</bdi></span>`}value(e){let{measure:t,measured:s}=this;return uc(t,(s?.percentiles??s?.values)?.[e])}open(e,t){this.at=e,this.dispatchEvent(new na(t))}move(e){let t=Math.max(1,Math.floor(this.view.height/this.pitch.y)),s=Zc(e,this.at,this.wall,t);return s?(this.at=s,this.reveal(),this.wall.cell(s)):null}show(e){let{measured:t,arrangement:s,wall:o}=this;if(!t){let c=Qn(this.dimensions,e);this.at={row:c[s.rows],column:c[s.columns]};return}let n=t.order.indexOf(e);n>=0&&(this.at={row:Math.floor(n/o.columns),column:n%o.columns})}line(){let{measured:e,wall:t}=this;return e?.order??Array.from({length:t.columns},(s,o)=>t.cell({row:this.at.row,column:o}))}reveal(){let{at:e,pitch:t,view:s,scroller:o}=this,n=ta(e.row,t.y,o.scrollTop,s.height),c=ta(e.column,t.x,o.scrollLeft,s.width);o.scrollTo({top:n,left:c,behavior:"instant"}),this.scrolledOn()}async focusCell(){await this.updateComplete,this.renderRoot.querySelector(".cell[tabindex='0']")?.focus({preventScroll:!0})}};at.styles=[_,C`
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
                height: ${ep-4}px;
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
        `],h([y({attribute:!1})],at.prototype,"gallery",2),h([y({attribute:!1})],at.prototype,"dimensions",2),h([y({attribute:!1})],at.prototype,"arrangement",2),h([y({attribute:!1})],at.prototype,"measured",2),h([y()],at.prototype,"measure",2),h([y({type:Number})],at.prototype,"size",2),h([T()],at.prototype,"at",2),h([T()],at.prototype,"scrolled",2),h([T()],at.prototype,"room",2),h([T()],at.prototype,"isFast",2),h([tt(".scroller")],at.prototype,"scroller",2),at=h([O("cc-gallery")],at);var wh=600;function Ao(r,i){return be("POST","exhibitions/plan",{settings:r,session:i})}var Mo=class{constructor(i){this.host=i;this.plan=null;this.message="";this.asked="";this.timer=0;i.addController(this)}hostDisconnected(){window.clearTimeout(this.timer),this.asked=""}wish(i,e){let t=i?JSON.stringify([i,e]):"";t!==this.asked&&(this.asked=t,window.clearTimeout(this.timer),i?this.timer=window.setTimeout(()=>{this.ask(i,e,t)},wh):[this.plan,this.message]=[null,""])}async ask(i,e,t){let[s,o]=[null,""];try{s=await Ao(i,e)}catch(n){o=n.message}t===this.asked&&([this.plan,this.message]=[s,o],this.host.requestUpdate())}};function Lo({left:r,cells:i,seeds:e,seconds:t,bytes:s,measured:o}){if(!r)return a("All these pictures are there already.");let n=a("{count} pictures to draw ({cells} cells x {seeds} seeds): about {time}, {size} on disk.",{count:r,cells:i,seeds:e,time:yh(t),size:$h(s)});return o?n:`${n} ${a("The time is only assumed, until pictures have been drawn here.")}`}function yh(r){let i=[["d",86400],["h",3600],["min",60]],[e,t]=i.find(([,s])=>r>=2*s)??["s",1];return`${Math.round(r/t)} ${e}`}function $h(r){let[i,e]=r>=1e9?[r/1e9,"GB"]:[r/1e6,"MB"];return`${Number(i.toPrecision(3))} ${e}`}function aa(){return[{name:"own axes",title:a("My own axes"),about:a("Write the axes yourself: words, weights, artists, samplers, checkpoints, or any other setting."),example:{prompt:"a castle, {style}",axes:"style = oil painting | watercolour | "}},{name:"emphasis",title:a("What does emphasis do?"),about:a("A word of the prompt, named in About, is drawn as it is, in one pair and two pairs of brackets, with the weight 1.5, and left out."),example:{prompt:"a small blue circle",subject:"blue"}},{name:"modifier",title:a("What does this modifier do?"),about:a("The prompt is drawn without and with each modifier of About; write a | between several."),example:{prompt:"a castle",subject:"8k | unreal engine"}},{name:"artists",title:a("Artist x artist"),about:a("Every name of a keyword list is mixed with every name of another, or of the same: write one or two lists in About."),example:{prompt:"a castle",subject:"Painters/Impressionist"}},{name:"without",title:a("Which of my words matter?"),about:a("Each phrase of the prompt is left out in turn, and each picture is compared with that of the whole prompt."),example:{prompt:"a castle, oil painting, 8k"}}]}var xh=["prompt","subject","axes"];function tp({name:r,example:i},e){let t=aa().map(n=>n.example),s=n=>{let c=String(e[n]??"").trim();return!c||t.some(u=>u[n]?.trim()===c)},o=xh.filter(s).map(n=>[n,i[n]??""]);return{study:r,...Object.fromEntries(o)}}var Oo="most_pictures",_o=class extends $s{constructor(e,t,s,o,n){super(e,t,s,o,!1);this.confirm=n}get planned(){let{values:e}=this;return this.isAtWork?null:this.watch.id?this.canResume&&Object.keys(this.changes()).length?this.changes():null:e.axes||e.study!=="own axes"?e:null}choose(e){this.values={...this.values,...tp(e,this.values)},this.changed()}begin(){return this.act(async()=>{this.require();let e=await this.confirmed(this.values,"");e&&(await this.watch.act("start",`sessions/${this.kind().name}`,{settings:e}),this.values=e,this.begun())})}resume(){return this.act(async()=>{this.require();let{id:e}=this.watch,t=await this.confirmed(this.changes(),e);t&&(await this.watch.act("resume",`sessions/${e}/resume`,{settings:t}),this.values={...this.values,...t},this.begun())})}async confirmed(e,t){let s=this.kind().fields.find(({name:u})=>u===Oo),o=Number(this.values[Oo]);try{return await Ao(e,t),e}catch(u){if(!s||!(o<s.maximum))throw u}let n=await Ao({...e,[Oo]:s.maximum},t);return await this.confirm(`${Lo(n)} ${a("Really draw so many?")}`)?{...e,[Oo]:Math.max(o,this.drawn(n))}:null}drawn({cells:e,seeds:t}){return e*t*Number(this.values.candidates??1)}};var or=class extends L{constructor(){super(...arguments);this.chosen=""}render(){let e=aa();return p`<div class="buttons" role="group" aria-label=${a("Study")}>
                ${e.map(t=>p`<button
                        data-study=${t.name}
                        aria-pressed=${t.name===this.chosen}
                        @click=${()=>this.dispatchEvent(new CustomEvent("cc-study",{detail:t}))}
                    >
                        ${t.title}
                    </button>`)}
            </div>
            <p class="hint">${e.find(t=>t.name===this.chosen)?.about}</p>`}};or.styles=[_,C`
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
        `],h([y()],or.prototype,"chosen",2),or=h([O("cc-studies")],or);var kh=["start","resume","interrupt","new"],Sh=2e3,Eh=140,Th=["emphasis","modifier","artists"],Ze=class extends L{constructor(){super(...arguments);this.failure="";this.order=Lr;this.chosen=null;this.zoom=null;this.isWide=!1;this.cell=null;this.measure="similarity";this.isMeasured=null;this.looks=0;this.gallery=new Ut(this);this.measured=new Ut(this);this.effects=new Ut(this);this.taste=new Ut(this);this.planner=new Mo(this);this.dimensions=[];this.dimensionsFor=null;this.isToBeShown=!1;this.model=new _o(this,()=>this.kind,()=>this.checkVisibility(),()=>this.isToBeShown=!0,e=>ts(this.renderRoot,e,a("Start")));this.offered=e=>{let t=e.offered?this.model.offers[e.offered]:void 0;return Array.isArray(t)?{...e,choices:t}:e};this.toggle=e=>{let{open:t}=e.target;t!==this.showsEffects&&(this.isMeasured=t)};this.lookForRaters=()=>{this.looks+=1};this.enlargeCells=e=>{this.zoom=Math.max(0,Math.min(sr.length-1,this.size+e.detail))};this.closeCell=()=>{this.cell!==null&&this.view?.show(this.cell),this.cell=null,this.view?.focusCell()};this.open=e=>{this.isToBeShown=!0,this.model.open(e.detail)}}willUpdate(e){let{model:t}=this,{session:s}=t;this.planner.wish(t.planned,t.watch.id),this.follow(s);let o=this.gallery.value;o!==this.dimensionsFor&&(this.dimensionsFor=o,this.dimensions=o?Oc(o):[],o||([this.cell,this.chosen,this.zoom,this.isMeasured]=[null,null,null,null])),this.classList.toggle("wide",this.isWide&&s!==null)}follow(e){let t=e?`sessions/${e.id}/`:"",s=e?lc(e,this.model.watch.status?.state??""):"";this.gallery.wish(t&&`${t}gallery`,s);let o=!!(e?.made&&this.gallery.value?.words.length);o&&e&&!this.taste.message&&this.taste.wish("taste",`${e.id} ${this.looks}`),this.order=bo({...this.order,rater:this.order.rater||Mt()},this.gallery.value?.words??[],this.raters),this.measured.wish(o&&pc(this.order)?t+dc(this.order):"",`${s} ${this.order.measure==="taste"?this.looks:""}`),this.effects.wish(o&&this.showsEffects?`${t}effects?measure=${this.measure}&limit=1000`:"",s)}get raters(){return this.taste.value?.raters.map(({name:e})=>e)??[]}get showsEffects(){return this.isMeasured??(this.gallery.value?.files.length??0)<=Sh}get arrangement(){return _c(this.chosen,this.dimensions)}get size(){let e=this.dimensions[this.arrangement.columns]?.values.length??1;return this.zoom??Fc(e,(this.workPart?.clientWidth??800)-Eh)}updated(){if(!this.isToBeShown||!this.model.session)return;this.isToBeShown=!1;let{top:e}=this.workPart.getBoundingClientRect();(e<0||e>window.innerHeight*.5)&&this.workPart.scrollIntoView({block:"start"})}render(){let e=this.isWide&&this.model.session!==null;return p`<div class="setup" ?hidden=${e}>${this.setup()}</div>
            <div class="work">${this.work()}</div>`}setup(){let{model:e}=this,t=String(e.values.study),s=Th.includes(t)?["study"]:["study","subject"];return p`<cc-studies .chosen=${t} @cc-study=${o=>e.choose(o.detail)}></cc-studies>
            ${e.trouble?p`<p class="message error">
                      ${e.trouble} <button id="reload" @click=${()=>{e.loadOffers()}}>${a("Try again")}</button>
                  </p>`:v}
            <cc-form
                .fields=${this.kind.fields.filter(({name:o})=>!s.includes(o)).map(this.offered)}
                .sections=${this.kind.sections}
                .values=${e.values}
                @cc-change=${o=>e.set(o.detail.name,o.detail.value)}
            ></cc-form>`}work(){let{model:e}=this,{session:t,watch:s}=e,o=e.message||s.error||this.failure;return p`<cc-toolbar
                .wishes=${kh}
                .possible=${this.possible}
                .steps=${t?a("{done} of {all} pictures",{done:t.made,all:t.pictures}):""}
                @cc-do=${n=>this.act(n.detail)}
            ></cc-toolbar>
            ${o?p`<p class="message error" id="message" role="alert">${o}</p>`:this.plan()}
            <cc-progress .status=${s.status} .left=${s.status?.live?.eta??0}></cc-progress>
            ${t?this.exhibition(t):p`<p class="welcome">${a("Choose a question, or write axes, and press Start.")}</p>`}
            <details id="sessions" ?open=${!t}>
                <summary>${a("Sessions")}</summary>
                <cc-session-list
                    .briefs=${e.shelf.briefs}
                    .atWork=${e.shelf.atWork}
                    .open=${s.id}
                    ?hasMore=${e.shelf.hasMore}
                    @cc-open=${this.open}
                    @cc-more=${()=>{e.shelf.more()}}
                    @cc-delete=${n=>{e.remove(n.detail)}}
                ></cc-session-list>
            </details>`}plan(){let{plan:e,message:t}=this.planner;return t?p`<p class="message" id="plan" role="status">${t}</p>`:e?p`<div class="plan" id="plan" role="status">
            <p>${Lo(e)}</p>
            <p class="hint">${a("The first prompt:")} <bdi>${e.first_prompt}</bdi></p>
        </div>`:v}exhibition(e){let t=this.gallery.value;return p`${this.gallery.message?p`<p class="message error" role="alert">${this.gallery.message}</p>`:v}
        ${t?this.wall(t):p`<p class="hint" aria-busy="true">…</p>`}
        <div class="row" role="group" aria-label=${a("The session")}>
            <button id="report" ?disabled=${!e.made} @click=${()=>this.save(`report${this.of}`,`${e.id}.html`)}>${a("Report")}</button>
            <button id="cells" ?disabled=${!e.made} @click=${()=>this.save(`cells.csv${this.of}`,`${e.id}-cells.csv`)}>${a("CSV of cells")}</button>
            <button id="effects_csv" ?disabled=${!e.made} @click=${()=>this.save("effects.csv",`${e.id}-effects.csv`)}>
                ${a("CSV of effects")}
            </button>
            <button id="delete" class="quiet" ?disabled=${this.model.isAtWork} @click=${()=>this.askAndDelete(e.id)}>${a("Delete")}</button>
        </div>
        ${t?.words.length?this.found():v}`}wall(e){let{order:t,measured:s,dimensions:o,arrangement:n}=this,{size:c}=this;return p`<cc-gallery-bar
                .dimensions=${o}
                .arrangement=${n}
                .order=${t}
                .words=${e.words}
                .raters=${this.raters}
                .zoom=${c}
                .isWide=${this.isWide}
                @focusin=${this.lookForRaters}
                @cc-order=${u=>this.order=u.detail}
                @cc-arrange=${u=>this.chosen=u.detail}
                @cc-zoom=${this.enlargeCells}
                @cc-wide=${u=>this.isWide=u.detail}
            ></cc-gallery-bar>
            ${s.message?p`<p class="message" role="status">${s.message}</p>`:v}
            <cc-gallery
                .gallery=${e}
                .dimensions=${o}
                .arrangement=${n}
                .measured=${t.measure?s.value:null}
                .measure=${t.measure}
                .size=${sr[c]}
                @cc-cell=${u=>this.cell=u.detail}
                @cc-zoom=${this.enlargeCells}
            ></cc-gallery>
            ${this.cell===null?v:p`<cc-cell
                      .face=${this.face}
                      .gallery=${e}
                      .index=${this.cell}
                      .encoder=${String(this.model.session?.settings.encoder??"")}
                      @cc-move=${u=>this.moveCell(u.detail)}
                      @cc-enlarge=${()=>this.enlarge(e)}
                      @cc-close=${this.closeCell}
                  ></cc-cell>`}`}found(){let{effects:e}=this;return p`<details id="effects" class="card" ?open=${this.showsEffects} @toggle=${this.toggle}>
            <summary>${a("What the values do")}</summary>
            ${e.message?p`<p class="message" role="status">${e.message}</p>`:v}
            ${e.value?p`<cc-effects
                      .found=${e.value}
                      .measure=${this.measure}
                      @cc-measure=${t=>this.measure=t.detail}
                  ></cc-effects>`:e.message?v:p`<p class="hint" aria-busy="true">…</p>`}
        </details>`}moveCell(e){let t=this.view?.move({key:e,ctrlKey:!1,metaKey:!1,altKey:!1});typeof t=="number"&&t>=0&&(this.cell=t)}enlarge(e){let{cell:t,dimensions:s}=this,o=(this.view?.line()??[]).filter(c=>e.files[c]),n=o.map(c=>({source:De(`sessions/${e.id}/pictures/${e.files[c]}`),title:Eo(s,c)}));this.cell=null,ft(n,o.indexOf(t??-1),c=>{let u=o[c];u===void 0||this.gallery.value?.id!==e.id||(this.view?.show(u),this.cell=u)})}get possible(){let{model:e}=this;return[...e.canStart?["start"]:[],...e.canResume?["resume"]:[],...e.isAtWork?["interrupt"]:[],...e.isPristine?[]:["new"]]}act(e){let{model:t}=this;this.failure="",e==="start"?t.begin():e==="resume"?t.resume():e==="interrupt"?t.interrupt():t.reset()}get of(){return es(Mt())}async save(e,t){try{Je(await Ye(`sessions/${this.model.watch.id}/${e}`),t),this.failure=""}catch(s){this.failure=s.message}}async askAndDelete(e){let t=a("Delete the session of {moment} ({id}) with all its pictures?",{moment:kt(e),id:e});await ts(this.renderRoot,t,a("Delete"))&&this.model.watch.id===e&&await this.model.remove(e)}};Ze.styles=[_,C`
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
        `],h([y({attribute:!1})],Ze.prototype,"face",2),h([y({attribute:!1})],Ze.prototype,"kind",2),h([T()],Ze.prototype,"failure",2),h([T()],Ze.prototype,"order",2),h([T()],Ze.prototype,"chosen",2),h([T()],Ze.prototype,"zoom",2),h([T()],Ze.prototype,"isWide",2),h([T()],Ze.prototype,"cell",2),h([T()],Ze.prototype,"measure",2),h([T()],Ze.prototype,"isMeasured",2),h([T()],Ze.prototype,"looks",2),h([tt("cc-gallery")],Ze.prototype,"view",2),h([tt(".work")],Ze.prototype,"workPart",2),Ze=h([O("cc-exhibition")],Ze);var Hr=class{diff(i,e,t={}){let s;typeof t=="function"?(s=t,t={}):"callback"in t&&(s=t.callback);let o=this.castInput(i,t),n=this.castInput(e,t),c=this.removeEmpty(this.tokenize(o,t)),u=this.removeEmpty(this.tokenize(n,t));return this.diffWithOptionsObj(c,u,t,s)}diffWithOptionsObj(i,e,t,s){var o;let n=E=>{if(E=this.postProcess(E,t),s){setTimeout(function(){s(E)},0);return}else return E},c=e.length,u=i.length,g=1,$=c+u;t.maxEditLength!=null&&($=Math.min($,t.maxEditLength));let w=(o=t.timeout)!==null&&o!==void 0?o:1/0,k=Date.now()+w,M=[{oldPos:-1,lastComponent:void 0}],D=this.extractCommon(M[0],e,i,0,t);if(M[0].oldPos+1>=u&&D+1>=c)return n(this.buildValues(M[0].lastComponent,e,i));let F=-1/0,U=1/0,J=()=>{for(let E=Math.max(F,-g);E<=Math.min(U,g);E+=2){let j,A=M[E-1],Q=M[E+1];A&&(M[E-1]=void 0);let H=!1;if(Q){let X=Q.oldPos-E;H=Q&&0<=X&&X<c}let ie=A&&A.oldPos+1<u;if(!H&&!ie){M[E]=void 0;continue}if(!ie||H&&A.oldPos<Q.oldPos?j=this.addToPath(Q,!0,!1,0,t):j=this.addToPath(A,!1,!0,1,t),D=this.extractCommon(j,e,i,E,t),j.oldPos+1>=u&&D+1>=c)return n(this.buildValues(j.lastComponent,e,i))||!0;M[E]=j,j.oldPos+1>=u&&(U=Math.min(U,E-1)),D+1>=c&&(F=Math.max(F,E+1))}g++};if(s)(function E(){setTimeout(function(){if(g>$||Date.now()>k)return s(void 0);J()||E()},0)})();else for(;g<=$&&Date.now()<=k;){let E=J();if(E)return E}}addToPath(i,e,t,s,o){let n=i.lastComponent;return n&&!o.oneChangePerToken&&n.added===e&&n.removed===t?{oldPos:i.oldPos+s,lastComponent:{count:n.count+1,added:e,removed:t,previousComponent:n.previousComponent}}:{oldPos:i.oldPos+s,lastComponent:{count:1,added:e,removed:t,previousComponent:n}}}extractCommon(i,e,t,s,o){let n=e.length,c=t.length,u=i.oldPos,g=u-s,$=0;for(;g+1<n&&u+1<c&&this.equals(t[u+1],e[g+1],o);)g++,u++,$++,o.oneChangePerToken&&(i.lastComponent={count:1,previousComponent:i.lastComponent,added:!1,removed:!1});return $&&!o.oneChangePerToken&&(i.lastComponent={count:$,previousComponent:i.lastComponent,added:!1,removed:!1}),i.oldPos=u,g}equals(i,e,t){return t.comparator?t.comparator(i,e):i===e||!!t.ignoreCase&&i.toLowerCase()===e.toLowerCase()}removeEmpty(i){let e=[];for(let t=0;t<i.length;t++)i[t]&&e.push(i[t]);return e}castInput(i,e){return i}tokenize(i,e){return Array.from(i)}join(i){return i.join("")}postProcess(i,e){return i}get useLongestToken(){return!1}buildValues(i,e,t){let s=[],o;for(;i;)s.push(i),o=i.previousComponent,delete i.previousComponent,i=o;s.reverse();let n=s.length,c=0,u=0,g=0;for(;c<n;c++){let $=s[c];if($.removed)$.value=this.join(t.slice(g,g+$.count)),g+=$.count;else{if(!$.added&&this.useLongestToken){let w=e.slice(u,u+$.count);w=w.map(function(k,M){let D=t[g+M];return D.length>k.length?D:k}),$.value=this.join(w)}else $.value=this.join(e.slice(u,u+$.count));u+=$.count,$.added||(g+=$.count)}}return s}};var la=class extends Hr{tokenize(i){return i.slice()}join(i){return i}removeEmpty(i){return i}},sp=new la;function ca(r,i,e){return sp.diff(r,i,e)}var ip=/[,，、､\n]\s*|[^,，、､\n]+/gu,Rh=500;function rp(r,i){return(ca(r.match(ip)??[],i.match(ip)??[],{maxEditLength:Rh})??[{value:[r],removed:!0,added:!1},{value:[i],removed:!1,added:!0}]).map(({value:s,added:o,removed:n})=>({kind:o?"added":n?"removed":"same",text:s.join("")}))}var Do=C`
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
`;function nr(r,i){let e=r?rp(r,i):[{kind:"same",text:i}];return p`${e.map(Ph)}`}function Ph({kind:r,text:i}){return r==="added"?p`<ins>${i}</ins>`:r==="removed"?p`<del>${i}</del>`:i}var ks=class extends L{constructor(){super(...arguments);this.lastPrompt="";this.lastNegative="";this.prompt="";this.negative="";this.typed=e=>{let t=e.target;t.id==="next_prompt"?this.prompt=t.value:this.negative=t.value}}willUpdate(e){let t=e.get("proposal"),{prompt:s,negative_prompt:o}=this.proposal;!e.has("proposal")||t?.prompt===s&&t.negative_prompt===o||(this.prompt=s,this.negative=o)}render(){let{proposal:e,prompt:t,negative:s}=this,o=t===e.prompt&&s===e.negative_prompt;return p`<section class="card">
            <h3>${a("Next step")} <small>${a("Edit the prompt, or use it as it is, and press Step.")}</small></h3>
            <div class="boxes">
                <label>
                    ${a("Next prompt")}
                    <textarea id="next_prompt" rows="2" .value=${t} @input=${this.typed}></textarea>
                </label>
                <label>
                    ${a("Next negative prompt")}
                    <textarea id="next_negative" rows="2" .value=${s} @input=${this.typed}></textarea>
                </label>
            </div>
            <div id="change" aria-live="polite">
                <p class="prompt">${nr(this.lastPrompt,t)}</p>
                ${s||this.lastNegative?p`<p class="prompt"><span class="hint">${a("Negative prompt")}</span> ${nr(this.lastNegative,s)}</p>`:v}
                ${o&&e.why.length?p`<p class="hint">${e.why.map(n=>a(n)).join(" · ")}</p>`:v}
            </div>
        </section>`}};ks.styles=[_,Do,C`
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
        `],h([y({attribute:!1})],ks.prototype,"proposal",2),h([y()],ks.prototype,"lastPrompt",2),h([y()],ks.prototype,"lastNegative",2),h([T()],ks.prototype,"prompt",2),h([T()],ks.prototype,"negative",2),ks=h([O("cc-by-hand")],ks);async function op(r){let i={picture:await $t(r.blob),name:r.name},e=await be("POST","pictures/about",i),t={};e.prompt&&(t.prompt=e.prompt),e.negative_prompt&&(t.negative_prompt=e.negative_prompt);let s={...t,...e.settings};return Object.keys(s).length||e.notes.length?{found:s,replaced:null,notes:e.notes}:null}function np(r,i){let e=Object.fromEntries(Object.keys(i.found).map(t=>[t,r[t]??null]));return{values:{...r,...i.found},from:{...i,replaced:e}}}function ap(r,i){let e=Object.entries(i.replaced??{}).filter(([t])=>r[t]===i.found[t]);return{...r,...Object.fromEntries(e)}}var Nr="mask.png";function pa(r){return r?`${r.mean<0?"−":"+"}${Math.abs(r.mean).toFixed(2)} ± ${r.sd.toFixed(2)}`:""}function lp(r,i,e){if(i==="score")return r.toSorted((o,n)=>n.score.value-o.score.value);let t=new Map(e.map((o,n)=>[o,n])),s=({file:o})=>t.get(o)??e.length;return i==="taste"?r.toSorted((o,n)=>s(o)-s(n)):r}function lt(r){return r?.candidates[r.best]}function ar(r){return r.findLast(i=>i.kept&&i.best>=0)}function cp({masked:r,settings:i,steps:e}){let t=String(i.only_where??"");if(!t)return r?Nr:"";let s=e.at(-1)?.mask;return s&&js(s.word)===js(t)?s.file:""}function pp(r,i){return r.findLast(e=>e.number<i.number)}function Ls(r,i,e=0){return De(`sessions/${r}/pictures/${i}${e?`?side=${e}`:""}`)}function dp(r,i){let e=Math.max(0,Number(r.settings.steps)-(r.steps.at(-1)?.number??0)),t=r.steps.filter(o=>o.number>0&&o.seconds).slice(-5),s=Math.min(1,i?.progress??0);if(t.length){let o=t.map(n=>Object.values(n.seconds??{}).reduce((c,u)=>c+u,0));return Math.max(0,e-s)*(o.reduce((n,c)=>n+c,0)/o.length)}return i?.eta&&s<1?Math.max(0,e-s)*i.eta/(1-s):0}function Fr(r,i){return r.find(e=>e.number===i)??ar(r)??r.at(-1)}var Wo=class extends CustomEvent{constructor(i){super("cc-drawn",{detail:i,bubbles:!0,composed:!0})}},up=["#1f2328","#d6281e","#e6a700","#2f9e44","#1d4ed8","#7048e8","#f0dd5c","#ffffff"],Ch=512,Mh=20,ns=class extends L{constructor(){super(...arguments);this.sketch=null;this.width=512;this.height=512;this.colour=up[1];this.breadth=24;this.undo=[];this.own=null;this.last=null;this.press=e=>{e.button||(this.canvas.setPointerCapture(e.pointerId),this.remember(),this.last=this.place(e),this.line(this.last,this.last))};this.draw=e=>{if(!this.last)return;let t=this.place(e);this.line(this.last,t),this.last=t};this.release=()=>{this.last&&(this.last=null,this.announce())};this.takeBack=()=>{let e=this.undo.at(-1);e&&(this.undo=this.undo.slice(0,-1),this.pen.putImageData(e,0,0),this.announce())};this.clear=()=>{this.remember(),this.blank(),this.sketch=this.own=null,this.dispatchEvent(new Wo(null))};this.load=async e=>{let t=e.target,s=t.files?.[0];if(t.value="",!s)return;this.remember();let o=await createImageBitmap(s).catch(()=>null);o&&(this.pen.drawImage(o,0,0,this.canvas.width,this.canvas.height),this.announce())}}get canvas(){return this.renderRoot.querySelector("canvas")}get pen(){return this.canvas.getContext("2d",{willReadFrequently:!0})}get zoom(){return Math.max(1,Ch/Math.max(this.width,this.height))}updated(e){let t=e.has("width")||e.has("height");t&&this.fit(),(t||e.has("sketch")&&this.sketch!==this.own)&&this.again(t)}fit(){this.canvas.width=Math.round(this.width*this.zoom),this.canvas.height=Math.round(this.height*this.zoom),this.undo=[],this.blank()}async again(e){await this.show(this.sketch),e&&this.sketch&&this.sketch===this.own&&this.announce()}blank(){let{canvas:e,pen:t}=this;t.fillStyle="#fff",t.fillRect(0,0,e.width,e.height)}async show(e){if(this.blank(),!e)return;let t=await createImageBitmap(e.blob);e===this.sketch&&this.pen.drawImage(t,0,0,this.canvas.width,this.canvas.height)}render(){return p`<div class="tools" role="toolbar" aria-label=${a("Drawing")}>
                ${up.map(e=>p`<button
                            class="colour"
                            style="background: ${e}"
                            aria-label=${a("Colour {colour}",{colour:e})}
                            aria-pressed=${e===this.colour}
                            @click=${()=>this.colour=e}
                        ></button>`)}
                <input
                    type="color"
                    aria-label=${a("Another colour")}
                    .value=${this.colour}
                    @input=${e=>this.colour=e.target.value}
                />
                <input
                    type="range"
                    min="2"
                    max="160"
                    aria-label=${a("Brush size")}
                    title=${a("Brush size")}
                    .value=${String(this.breadth)}
                    @input=${e=>this.breadth=Number(e.target.value)}
                />
                <button ?disabled=${!this.undo.length} @click=${this.takeBack}>${a("Undo")}</button>
                <button ?disabled=${!this.sketch} @click=${this.clear}>${a("Clear")}</button>
                <label class="button">${a("Load a file")}<input type="file" accept="image/*" @change=${this.load} /></label>
            </div>
            <canvas
                role="img"
                aria-label=${a("Sketch: draw with the mouse, a pen or a finger, or load a file")}
                @pointerdown=${this.press}
                @pointermove=${this.draw}
                @pointerup=${this.release}
                @pointercancel=${this.release}
            ></canvas>`}place(e){let{left:t,top:s,width:o,height:n}=this.canvas.getBoundingClientRect();return{x:(e.clientX-t)/o*this.canvas.width,y:(e.clientY-s)/n*this.canvas.height}}line(e,t){let{pen:s}=this;s.strokeStyle=this.colour,s.lineWidth=this.breadth,s.lineCap="round",s.beginPath(),s.moveTo(e.x,e.y),s.lineTo(t.x,t.y),s.stroke()}remember(){let{canvas:e,pen:t}=this;this.undo=[...this.undo,t.getImageData(0,0,e.width,e.height)].slice(-Mh)}announce(){let e=document.createElement("canvas");e.width=this.width,e.height=this.height;let t=e.getContext("2d");t.imageSmoothingQuality="high",t.drawImage(this.canvas,0,0,e.width,e.height),e.toBlob(s=>{s&&(this.sketch=this.own={blob:s,name:"sketch.png"},this.dispatchEvent(new Wo(this.sketch)))},"image/png")}};ns.styles=[_,C`
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
        `],h([y({attribute:!1})],ns.prototype,"sketch",2),h([y({type:Number})],ns.prototype,"width",2),h([y({type:Number})],ns.prototype,"height",2),h([T()],ns.prototype,"colour",2),h([T()],ns.prototype,"breadth",2),h([T()],ns.prototype,"undo",2),ns=h([O("cc-sketch")],ns);var lr={kind:"picture",picture:null,sketch:null,mask:null,isNew:!1},da=class extends CustomEvent{constructor(i){super("cc-start",{detail:i,bubbles:!0,composed:!0})}},Ah=[["picture","Picture"],["sketch","Sketch"],["prompt","Prompt only"]],Gs=class extends L{constructor(){super(...arguments);this.start=lr;this.shown=null;this.width=512;this.height=512}render(){let{kind:e}=this.start;return p`<fieldset>
                <legend>${a("Start from")}</legend>
                <div class="kinds">
                    ${Ah.map(([t,s])=>p`<label>
                                <input
                                    type="radio"
                                    name="kind"
                                    value=${t}
                                    .checked=${t===e}
                                    @change=${()=>this.change({kind:t})}
                                />
                                ${a(s)}
                            </label>`)}
                </div>
            </fieldset>
            ${e==="picture"?this.picture():e==="sketch"?this.sketch():v}`}picture(){return p`<cc-picture-box
            .picture=${this.start.picture}
            label=${a("Start picture")}
            @cc-chosen=${e=>{e.stopPropagation(),this.change({picture:e.detail,mask:null})}}
        ></cc-picture-box>
        ${this.start.mask?this.mask(this.start.mask):v}`}mask(e){return this.shown?.mask!==e&&(URL.revokeObjectURL(this.shown?.address??""),this.shown={mask:e,address:URL.createObjectURL(e.blob)}),p`<p class="mask" id="mask">
            ${po(this.shown.address,a("Only the white part changes."))}
            <span>${a("Only the white part changes.")}</span>
            <button @click=${()=>this.change({mask:null})}>${a("Change everything")}</button>
        </p>`}sketch(){return p`<cc-sketch
            .sketch=${this.start.sketch}
            .width=${this.width}
            .height=${this.height}
            @cc-drawn=${e=>this.change({sketch:e.detail})}
        ></cc-sketch>`}change(e){this.dispatchEvent(new da({...this.start,...e,isNew:!0}))}};Gs.styles=[_,C`
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
        `],h([y({attribute:!1})],Gs.prototype,"start",2),h([y({type:Number})],Gs.prototype,"width",2),h([y({type:Number})],Gs.prototype,"height",2),Gs=h([O("cc-loop-start")],Gs);var Lh=["keywords","encoder","seed"],Io=class extends $s{constructor(e,t,s,o,n){super(e,t,s,o);this.onList=n;this.start=lr;this.fromPicture=null}get step(){return this.session?Fr(this.session.steps,this.picked):void 0}get isPristine(){return super.isPristine&&this.start===lr}get canStart(){return!this.isBusy&&(!this.isAtWork||this.start.isNew)}get canResume(){return super.canResume&&!this.start.isNew}setStart(e){let t=e.picture!==this.start.picture;this.start=e,t&&(this.dropFromPicture(),e.picture&&this.readPicture(e.picture,!1)),this.changed()}async receive(e,t){this.dropFromPicture();let s=t.mask??null;this.start={...this.start,kind:"picture",picture:e,mask:s,isNew:!0};let o=this.kind().fields.map(n=>n.name);for(let[n,c]of Object.entries(t))o.includes(n)&&this.set(n,c);this.changed(),await this.readPicture(e,!0)}async readPicture(e,t){try{let s=await op(e);if(this.start.picture!==e)return;this.fromPicture=s,s&&t&&this.takeFromPicture()}catch(s){this.start.picture===e&&(this.message=s.message)}this.host.requestUpdate()}takeFromPicture(){if(!this.fromPicture)return;let{values:e,from:t}=np(this.values,this.fromPicture);this.values=e,this.fromPicture=t,this.changed()}dropFromPicture(){this.fromPicture&&(this.values=ap(this.values,this.fromPicture)),this.fromPicture=null,this.changed()}pick(e){let t=this.session&&Fr(this.session.steps,null);this.picked=e===t?.number?null:e,this.host.requestUpdate()}begin(){return this.act(async()=>{await this.watch.act("start","sessions",await this.startBody(!0)),this.begun()})}makeStep(e){return this.act(async()=>{this.require();let{id:t}=this.watch,s={...e,settings:this.changes()};(!t||this.start.isNew)&&(t=(await be("POST","sessions",await this.startBody(!1))).session.id,s={},this.watch.close()),await this.watch.act("step",`sessions/${t}/step`,s),this.begun()})}continueFromStep(){return this.act(async()=>{let{step:e,session:t}=this;if(!e||!t)return;this.require();let s={settings:this.values,continue:{session:t.id,step:e.number}};await this.watch.act("start","sessions",s),this.begun(),this.session&&await this.restoreStart(this.session)})}async opened(e){this.fromPicture=null,this.onList(!1),await this.restoreStart(e)}reset(){this.start=lr,this.fromPicture=null,this.onList(!0),super.reset()}changes(){let e=Object.entries(super.changes());return Object.fromEntries(e.filter(([t,s])=>!(Lh.includes(t)&&s===this.initial[t])))}begun(){this.start={...this.start,isNew:!1},super.begun()}async startBody(e){this.require();let t={settings:this.values,run:e},{kind:s,picture:o,sketch:n}=this.start;if(s==="prompt")return t;if(s==="sketch"){if(!n)throw new Error(a("The sketch is empty: draw something, or start from a picture."));return{...t,sketch:await $t(n.blob)}}if(!o)throw new Error(a("There is no start picture: add one, or start from a sketch or from the prompt only."));let{mask:c}=this.start;return{...t,picture:await $t(o.blob),...c?{mask:await $t(c.blob)}:{}}}async restoreStart({id:e,start:t,masked:s}){let o=this.start={...lr,kind:t};if(t==="prompt")return;let n=async g=>({blob:await Ye(`sessions/${e}/pictures/${g}`),name:g}),[c,u]=await Promise.all([n("start.png"),s?n(Nr):null]);this.start===o&&this.watch.id===e&&(this.start={...o,[t]:c,mask:u})}};var as=class extends L{constructor(){super(...arguments);this.disabled=!1;this.message="";this.isDone=!1;this.isBusy=!1;this.animation=()=>{this.act(async()=>{let e=await Ye(`sessions/${this.session.id}/animation`);Je(e,`${this.session.id}.${e.type.split("/")[1]??"webp"}`)})};this.report=()=>{this.act(async()=>Je(await Ye(`sessions/${this.session.id}/report`),`${this.session.id}.html`))};this.json=()=>{this.act(async()=>{let{session:e}=await ve(`sessions/${this.session.id}`),t=JSON.stringify(e,null,1);Je(new Blob([t],{type:"application/json"}),`${e.id}.json`)})};this.askAndDelete=async()=>{let{session:e}=this,{want:t,avoid:s,taste:o}=e.settings,n=String(t||s||o).replace(/\s+/g," "),c=a('Delete the session "{goal}" of {moment} ({id}) with all its pictures?',{goal:n.length>80?`${n.slice(0,80)}…`:n,moment:kt(e.id),id:e.id}),u=this.renderRoot;await ts(u,c,a("Delete"))&&e===this.session&&this.dispatchEvent(new Event("cc-delete"))}}willUpdate(e){e.has("step")&&(this.message="")}render(){return p`<div class="row">
                ${this.step?this.stepButtons(this.step):v}
                <div class="group session" role="group" aria-label=${a("The session")}>
                    <button id="animation" ?disabled=${this.isBusy||!this.step} @click=${this.animation}>${a("Animation")}</button>
                    <button id="report" ?disabled=${this.isBusy||!this.step} @click=${this.report}>${a("Report")}</button>
                    <button id="json" ?disabled=${this.isBusy} @click=${this.json}>JSON</button>
                    <button id="delete" class="quiet" ?disabled=${this.disabled} @click=${this.askAndDelete}>${a("Delete")}</button>
                </div>
            </div>
            ${this.message?p`<p class="message ${this.isDone?"":"error"}" role=${this.isDone?"status":"alert"}>${this.message}</p>`:v}`}stepButtons(e){let t=this.isBusy||!lt(e);return p`<div class="group" role="group" aria-label=${a("This step")}>
                    <button id="again" ?disabled=${t||this.disabled} @click=${()=>this.dispatchEvent(new Event("cc-again"))}>
                        ${a("Continue from here")}
                    </button>
                    ${Ji().map(s=>p`<button id="to_${s}" ?disabled=${t} @click=${()=>this.toTab(e,s)}>
                                → ${s}
                            </button>`)}
                    <button id="to_rank" ?disabled=${t} @click=${()=>this.toRank(e)}>→ ${a("Rank keywords")}</button>
                    <button id="to_file" ?disabled=${t} @click=${()=>this.toFile(e)}>${a("Picture")}</button>
                    <button id="copy" ?disabled=${!e.prompt} @click=${()=>this.copy(e.prompt)}>${a("Copy prompt")}</button>
                </div>`}async act(e,t=""){this.isBusy=!0,this.message="";try{await e(),this.message=t,this.isDone=!0}catch(s){this.message=s.message,this.isDone=!1}finally{this.isBusy=!1}}async picture(e){let{id:t}=this.session;return{blob:await Ye(`sessions/${t}/pictures/${lt(e)?.file??""}`),name:`${t}-${e.number}.png`}}toTab(e,t){let{session:s}=this,o=lt(e)?.seed,n=e.number?[`Seed: ${o}`,`CLIP Critic session: ${s.id}`,`CLIP Critic step: ${e.number}`]:[];this.act(async()=>Zi(t,await this.picture(e),n))}toRank(e){let{prompt:t,negative_prompt:s}=e;this.act(async()=>this.dispatchEvent(new pi("rank",await this.picture(e),{prompt:t,negative:s})))}toFile(e){this.act(async()=>{let{blob:t,name:s}=await this.picture(e);Je(t,s)})}copy(e){this.act(()=>Yi(e),a("Copied."))}};as.styles=[_,C`
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
        `],h([y({attribute:!1})],as.prototype,"session",2),h([y({attribute:!1})],as.prototype,"step",2),h([y({type:Boolean})],as.prototype,"disabled",2),h([T()],as.prototype,"message",2),h([T()],as.prototype,"isDone",2),h([T()],as.prototype,"isBusy",2),as=h([O("cc-loop-outbox")],as);var Oh="uplot",_h="u-hz",Dh="u-vt",Wh="u-title",Ih="u-wrap",zh="u-under",Hh="u-over",Nh="u-axis",bi="u-off",Fh="u-select",Bh="u-cursor-x",jh="u-cursor-y",Uh="u-cursor-pt",Vh="u-legend",Kh="u-live",qh="u-inline",Gh="u-series",Yh="u-marker",hp="u-label",Jh="u-value",jr="width",Ur="height";var mp="bottom",cr="left",ua="right",Ca="#000",fp=Ca+"0",ha="mousemove",gp="mousedown",ma="mouseup",vp="mouseenter",bp="mouseleave",wp="dblclick",Zh="resize",Qh="scroll",yp="change",Bo="dppxchange",Ma="--",gr=typeof window<"u",wa=gr?document:null,dr=gr?window:null,Xh=gr?navigator:null,fe,zo;function ya(){let r=devicePixelRatio;fe!=r&&(fe=r,zo&&xa(yp,zo,ya),zo=matchMedia(`(min-resolution: ${fe-.001}dppx) and (max-resolution: ${fe+.001}dppx)`),wi(yp,zo,ya),dr.dispatchEvent(new CustomEvent(Bo)))}function Ot(r,i){if(i!=null){let e=r.classList;!e.contains(i)&&e.add(i)}}function $a(r,i){let e=r.classList;e.contains(i)&&e.remove(i)}function Pe(r,i,e){r.style[i]=e+"px"}function ls(r,i,e,t){let s=wa.createElement(r);return i!=null&&Ot(s,i),e?.insertBefore(s,t),s}function Vt(r,i){return ls("div",r,i)}var $p=new WeakMap;function Ss(r,i,e,t,s){let o="translate("+i+"px,"+e+"px)",n=$p.get(r);o!=n&&(r.style.transform=o,$p.set(r,o),i<0||e<0||i>t||e>s?Ot(r,bi):$a(r,bi))}var xp=new WeakMap;function kp(r,i,e){let t=i+e,s=xp.get(r);t!=s&&(xp.set(r,t),r.style.background=i,r.style.borderColor=e)}var Sp=new WeakMap;function Ep(r,i,e,t){let s=i+""+e,o=Sp.get(r);s!=o&&(Sp.set(r,s),r.style.height=e+"px",r.style.width=i+"px",r.style.marginLeft=t?-i/2+"px":0,r.style.marginTop=t?-e/2+"px":0)}var Aa={passive:!0},em={...Aa,capture:!0};function wi(r,i,e,t){i.addEventListener(r,e,t?em:Aa)}function xa(r,i,e,t){i.removeEventListener(r,e,Aa)}gr&&ya();function cs(r,i,e,t){let s;e=e||0,t=t||i.length-1;let o=t<=2147483647;for(;t-e>1;)s=o?e+t>>1:_t((e+t)/2),i[s]<r?e=s:t=s;return r-i[e]<=i[t]-r?e:t}function Xp(r){return(e,t,s)=>{let o=-1,n=-1;for(let c=t;c<=s;c++)if(r(e[c])){o=c;break}for(let c=s;c>=t;c--)if(r(e[c])){n=c;break}return[o,n]}}var ed=r=>r!=null,td=r=>r!=null&&r>0,Vo=Xp(ed),tm=Xp(td);function sm(r,i,e,t=0,s=!1){let o=s?tm:Vo,n=s?td:ed;[i,e]=o(r,i,e);let c=r[i],u=r[i];if(i>-1)if(t==1)c=r[i],u=r[e];else if(t==-1)c=r[e],u=r[i];else for(let g=i;g<=e;g++){let $=r[g];n($)&&($<c?c=$:$>u&&(u=$))}return[c??xe,u??-xe]}function Ko(r,i,e,t){let s=Pp(r),o=Pp(i);r==i&&(s==-1?(r*=e,i/=e):(r/=e,i*=e));let n=e==10?Os:sd,c=s==1?_t:Kt,u=o==1?Kt:_t,g=c(n(Be(r))),$=u(n(Be(i))),w=ur(e,g),k=ur(e,$);return e==10&&(g<0&&(w=ke(w,-g)),$<0&&(k=ke(k,-$))),t||e==2?(r=w*s,i=k*o):(r=nd(r,w),i=qo(i,k)),[r,i]}function La(r,i,e,t){let s=Ko(r,i,e,t);return r==0&&(s[0]=0),i==0&&(s[1]=0),s}var Oa=.1,Tp={mode:3,pad:Oa},Kr={pad:0,soft:null,mode:0},im={min:Kr,max:Kr};function jo(r,i,e,t){return Go(e)?Rp(r,i,e):(Kr.pad=e,Kr.soft=t?0:null,Kr.mode=t?3:0,Rp(r,i,im))}function he(r,i){return r??i}function rm(r,i,e){for(i=he(i,0),e=he(e,r.length-1);i<=e;){if(r[i]!=null)return!0;i++}return!1}function Rp(r,i,e){let t=e.min,s=e.max,o=he(t.pad,0),n=he(s.pad,0),c=he(t.hard,-xe),u=he(s.hard,xe),g=he(t.soft,xe),$=he(s.soft,-xe),w=he(t.mode,0),k=he(s.mode,0),M=i-r,D=Os(M),F=vt(Be(r),Be(i)),U=Os(F),J=Be(U-D);(M<1e-24||J>10)&&(M=0,(r==0||i==0)&&(M=1e-24,w==2&&g!=xe&&(o=0),k==2&&$!=-xe&&(n=0)));let E=M||F||1e3,j=Os(E),A=ur(10,_t(j)),Q=E*(M==0?r==0?.1:1:o),H=ke(nd(r-Q,A/10),24),ie=r>=g&&(w==1||w==3&&H<=g||w==2&&H>=g)?g:xe,X=vt(c,H<ie&&r>=ie?ie:ps(ie,H)),le=E*(M==0?i==0?.1:1:n),se=ke(qo(i+le,A/10),24),W=i<=$&&(k==1||k==3&&se>=$||k==2&&se<=$)?$:-xe,oe=ps(u,se>W&&i<=W?W:vt(W,se));return X==oe&&X==0&&(oe=100),[X,oe]}var om=new Intl.NumberFormat(gr?Xh.language:"en-US"),_a=r=>om.format(r),Dt=Math,Fo=Dt.PI,Be=Dt.abs,_t=Dt.floor,Fe=Dt.round,Kt=Dt.ceil,ps=Dt.min,vt=Dt.max,ur=Dt.pow,Pp=Dt.sign,Os=Dt.log10,sd=Dt.log2,nm=(r,i=1)=>Dt.sinh(r)*i,fa=(r,i=1)=>Dt.asinh(r/i),xe=1/0;function Cp(r){return(Os((r^r>>31)-(r>>31))|0)+1}function ka(r,i,e){return ps(vt(r,i),e)}function id(r){return typeof r=="function"}function ce(r){return id(r)?r:()=>r}var am=()=>{},rd=r=>r,od=(r,i)=>i,lm=r=>null,Mp=r=>!0,Ap=(r,i)=>r==i,cm=/\.\d*?(?=9{6,}|0{6,})/gm,yi=r=>{if(ld(r)||Js.has(r))return r;let i=`${r}`,e=i.match(cm);if(e==null)return r;let t=e[0].length-1;if(i.indexOf("e-")!=-1){let[s,o]=i.split("e");return+`${yi(s)}e${o}`}return ke(r,t)};function gi(r,i){return yi(ke(yi(r/i))*i)}function qo(r,i){return yi(Kt(yi(r/i))*i)}function nd(r,i){return yi(_t(yi(r/i))*i)}function ke(r,i=0){if(ld(r))return r;let e=10**i,t=r*e*(1+Number.EPSILON);return Fe(t)/e}var Js=new Map;function ad(r){return((""+r).split(".")[1]||"").length}function Gr(r,i,e,t){let s=[],o=t.map(ad);for(let n=i;n<e;n++){let c=Be(n),u=ke(ur(r,n),c);for(let g=0;g<t.length;g++){let $=r==10?+`${t[g]}e${n}`:t[g]*u,w=(n>=0?0:c)+(n>=o[g]?0:o[g]),k=r==10?$:ke($,w);s.push(k),Js.set(k,w)}}return s}var qr={},Da=[],hr=[null,null],Ys=Array.isArray,ld=Number.isInteger,pm=r=>r===void 0;function Lp(r){return typeof r=="string"}function Go(r){let i=!1;if(r!=null){let e=r.constructor;i=e==null||e==Object}return i}function dm(r){return r!=null&&typeof r=="object"}var um=Object.getPrototypeOf(Uint8Array),cd="__proto__";function mr(r,i=Go){let e;if(Ys(r)){let t=r.find(s=>s!=null);if(Ys(t)||i(t)){e=Array(r.length);for(let s=0;s<r.length;s++)e[s]=mr(r[s],i)}else e=r.slice()}else if(r instanceof um)e=r.slice();else if(i(r)){e={};for(let t in r)t!=cd&&(e[t]=mr(r[t],i))}else e=r;return e}function ze(r){let i=arguments;for(let e=1;e<i.length;e++){let t=i[e];for(let s in t)s!=cd&&(Go(r[s])?ze(r[s],mr(t[s])):r[s]=mr(t[s]))}return r}var hm=0,mm=1,fm=2;function gm(r,i,e){for(let t=0,s,o=-1;t<i.length;t++){let n=i[t];if(n>o){for(s=n-1;s>=0&&r[s]==null;)r[s--]=null;for(s=n+1;s<e&&r[s]==null;)r[o=s++]=null}}}function vm(r,i){if(ym(r)){let n=r[0].slice();for(let c=1;c<r.length;c++)n.push(...r[c].slice(1));return $m(n[0])||(n=wm(n)),n}let e=new Set;for(let n=0;n<r.length;n++){let u=r[n][0],g=u.length;for(let $=0;$<g;$++)e.add(u[$])}let t=[Array.from(e).sort((n,c)=>n-c)],s=t[0].length,o=new Map;for(let n=0;n<s;n++)o.set(t[0][n],n);for(let n=0;n<r.length;n++){let c=r[n],u=c[0];for(let g=1;g<c.length;g++){let $=c[g],w=Array(s).fill(void 0),k=i?i[n][g]:mm,M=[];for(let D=0;D<$.length;D++){let F=$[D],U=o.get(u[D]);F===null?k!=hm&&(w[U]=F,k==fm&&M.push(U)):w[U]=F}gm(w,M,s),t.push(w)}}return t}var bm=typeof queueMicrotask>"u"?r=>Promise.resolve().then(r):queueMicrotask;function wm(r){let i=r[0],e=i.length,t=Array(e);for(let o=0;o<t.length;o++)t[o]=o;t.sort((o,n)=>i[o]-i[n]);let s=[];for(let o=0;o<r.length;o++){let n=r[o],c=Array(e);for(let u=0;u<e;u++)c[u]=n[t[u]];s.push(c)}return s}function ym(r){let i=r[0][0],e=i.length;for(let t=1;t<r.length;t++){let s=r[t][0];if(s.length!=e)return!1;if(s!=i){for(let o=0;o<e;o++)if(s[o]!=i[o])return!1}}return!0}function $m(r,i=100){let e=r.length;if(e<=1)return!0;let t=0,s=e-1;for(;t<=s&&r[t]==null;)t++;for(;s>=t&&r[s]==null;)s--;if(s<=t)return!0;let o=vt(1,_t((s-t+1)/i));for(let n=r[t],c=t+o;c<=s;c+=o){let u=r[c];if(u!=null){if(u<=n)return!1;n=u}}return!0}var pd=["January","February","March","April","May","June","July","August","September","October","November","December"],dd=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function ud(r){return r.slice(0,3)}var xm=dd.map(ud),km=pd.map(ud),Sm={MMMM:pd,MMM:km,WWWW:dd,WWW:xm};function Br(r){return(r<10?"0":"")+r}function Em(r){return(r<10?"00":r<100?"0":"")+r}var Tm={YYYY:r=>r.getFullYear(),YY:r=>(r.getFullYear()+"").slice(2),MMMM:(r,i)=>i.MMMM[r.getMonth()],MMM:(r,i)=>i.MMM[r.getMonth()],MM:r=>Br(r.getMonth()+1),M:r=>r.getMonth()+1,DD:r=>Br(r.getDate()),D:r=>r.getDate(),WWWW:(r,i)=>i.WWWW[r.getDay()],WWW:(r,i)=>i.WWW[r.getDay()],HH:r=>Br(r.getHours()),H:r=>r.getHours(),h:r=>{let i=r.getHours();return i==0?12:i>12?i-12:i},AA:r=>r.getHours()>=12?"PM":"AM",aa:r=>r.getHours()>=12?"pm":"am",a:r=>r.getHours()>=12?"p":"a",mm:r=>Br(r.getMinutes()),m:r=>r.getMinutes(),ss:r=>Br(r.getSeconds()),s:r=>r.getSeconds(),fff:r=>Em(r.getMilliseconds())};function Wa(r,i){i=i||Sm;let e=[],t=/\{([a-z]+)\}|[^{]+/gi,s;for(;s=t.exec(r);)e.push(s[0][0]=="{"?Tm[s[1]]:s[0]);return o=>{let n="";for(let c=0;c<e.length;c++)n+=typeof e[c]=="string"?e[c]:e[c](o,i);return n}}var Rm=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Pm(r,i){let e;return i=="UTC"||i=="Etc/UTC"?e=new Date(+r+r.getTimezoneOffset()*6e4):i==Rm?e=r:(e=new Date(r.toLocaleString("en-US",{timeZone:i})),e.setMilliseconds(r.getMilliseconds())),e}var hd=r=>r%1==0,Uo=[1,2,2.5,5],Cm=Gr(10,-32,0,Uo),md=Gr(10,0,32,Uo),Mm=md.filter(hd),vi=Cm.concat(md),Ia=`
`,fd="{YYYY}",Op=Ia+fd,gd="{M}/{D}",Vr=Ia+gd,Ho=Vr+"/{YY}",vd="{aa}",Am="{h}:{mm}",pr=Am+vd,_p=Ia+pr,Dp=":{ss}",we=null;function bd(r){let i=r*1e3,e=i*60,t=e*60,s=t*24,o=s*30,n=s*365,u=(r==1?Gr(10,0,3,Uo).filter(hd):Gr(10,-3,0,Uo)).concat([i,i*5,i*10,i*15,i*30,e,e*5,e*10,e*15,e*30,t,t*2,t*3,t*4,t*6,t*8,t*12,s,s*2,s*3,s*4,s*5,s*6,s*7,s*8,s*9,s*10,s*15,o,o*2,o*3,o*4,o*6,n,n*2,n*5,n*10,n*25,n*50,n*100]),g=[[n,fd,we,we,we,we,we,we,1],[s*28,"{MMM}",Op,we,we,we,we,we,1],[s,gd,Op,we,we,we,we,we,1],[t,"{h}"+vd,Ho,we,Vr,we,we,we,1],[e,pr,Ho,we,Vr,we,we,we,1],[i,Dp,Ho+" "+pr,we,Vr+" "+pr,we,_p,we,1],[r,Dp+".{fff}",Ho+" "+pr,we,Vr+" "+pr,we,_p,we,1]];function $(w){return(k,M,D,F,U,J)=>{let E=[],j=U>=n,A=U>=o&&U<n,Q=w(D),H=ke(Q*r,3),ie=ga(Q.getFullYear(),j?0:Q.getMonth(),A||j?1:Q.getDate()),X=ke(ie*r,3);if(A||j){let le=A?U/o:0,se=j?U/n:0,W=H==X?H:ke(ga(ie.getFullYear()+se,ie.getMonth()+le,1)*r,3),oe=new Date(Fe(W/r)),V=oe.getFullYear(),ee=oe.getMonth();for(let Y=0;W<=F;Y++){let pe=ga(V+se*Y,ee+le*Y,1),G=pe-w(ke(pe*r,3));W=ke((+pe+G)*r,3),W<=F&&E.push(W)}}else{let le=U>=s?s:U,se=_t(D)-_t(H),W=X+se+qo(H-X,le);E.push(W);let oe=w(W),V=oe.getHours()+oe.getMinutes()/e+oe.getSeconds()/t,ee=U/t,Y=k.axes[M]._space,pe=J/Y;for(;W=ke(W+U,r==1?0:3),!(W>F);)if(ee>1){let G=_t(ke(V+ee,6))%24,de=w(W).getHours()-G;de>1&&(de=-1),W-=de*t,V=(V+ee)%24;let ye=E[E.length-1];ke((W-ye)/U,3)*pe>=.7&&E.push(W)}else E.push(W)}return E}}return[u,g,$]}var[Lm,Om,_m]=bd(1),[Dm,Wm,Im]=bd(.001);Gr(2,-53,53,[1]);function Wp(r,i){return r.map(e=>e.map((t,s)=>s==0||s==8||t==null?t:i(s==1||e[8]==0?t:e[1]+t)))}function Ip(r,i){return(e,t,s,o,n)=>{let c=i.find(D=>n>=D[0])||i[i.length-1],u,g,$,w,k,M;return t.map(D=>{let F=r(D),U=F.getFullYear(),J=F.getMonth(),E=F.getDate(),j=F.getHours(),A=F.getMinutes(),Q=F.getSeconds(),H=U!=u&&c[2]||J!=g&&c[3]||E!=$&&c[4]||j!=w&&c[5]||A!=k&&c[6]||Q!=M&&c[7]||c[1];return u=U,g=J,$=E,w=j,k=A,M=Q,H(F)})}}function zm(r,i){let e=Wa(i);return(t,s,o,n,c)=>s.map(u=>e(r(u)))}function ga(r,i,e){return new Date(r,i,e)}function zp(r,i){return i(r)}var Hm="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Hp(r,i){return(e,t,s,o)=>o==null?Ma:i(r(t))}function Nm(r,i){let e=r.series[i];return e.width?e.stroke(r,i):e.points.width?e.points.stroke(r,i):null}function Fm(r,i){return r.series[i].fill(r,i)}var Bm={show:!0,live:!0,isolate:!1,mount:am,markers:{show:!0,width:2,stroke:Nm,fill:Fm,dash:"solid"},idx:null,idxs:null,values:[]};function jm(r,i){let e=r.cursor.points,t=Vt(),s=e.size(r,i);Pe(t,jr,s),Pe(t,Ur,s);let o=s/-2;Pe(t,"marginLeft",o),Pe(t,"marginTop",o);let n=e.width(r,i,s);return n&&Pe(t,"borderWidth",n),t}function Um(r,i){let e=r.series[i].points;return e._fill||e._stroke}function Vm(r,i){let e=r.series[i].points;return e._stroke||e._fill}function Km(r,i){return r.series[i].points.size}var va=[0,0];function qm(r,i,e){return va[0]=i,va[1]=e,va}function No(r,i,e,t=!0){return s=>{s.button==0&&(!t||s.target==i)&&e(s)}}function ba(r,i,e,t=!0){return s=>{(!t||s.target==i)&&e(s)}}var Gm={show:!0,x:!0,y:!0,lock:!1,move:qm,points:{one:!1,show:jm,size:Km,width:0,stroke:Vm,fill:Um},bind:{mousedown:No,mouseup:No,click:No,dblclick:No,mousemove:ba,mouseleave:ba,mouseenter:ba},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(r,i)=>{i.stopPropagation(),i.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(r,i,e,t,s)=>t-s,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},wd={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},za=ze({},wd,{filter:od}),yd=ze({},za,{size:10}),$d=ze({},wd,{show:!1}),Ha='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',xd="bold "+Ha,kd=1.5,Np={show:!0,scale:"x",stroke:Ca,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:xd,side:2,grid:za,ticks:yd,border:$d,font:Ha,lineGap:kd,rotate:0},Ym="Value",Jm="Time",Fp={show:!0,scale:"x",auto:!1,sorted:1,min:xe,max:-xe,idxs:[]};function Zm(r,i,e,t,s){return i.map(o=>o==null?"":_a(o))}function Qm(r,i,e,t,s,o,n){let c=[],u=Js.get(s)||0;e=n?e:ke(qo(e,s),u);for(let g=e;g<=t;g=ke(g+s,u))c.push(Object.is(g,-0)?0:g);return c}function Sa(r,i,e,t,s,o,n){let c=[],u=r.scales[r.axes[i].scale].log,g=u==10?Os:sd,$=_t(g(e));s=ur(u,$),u==10&&(s=vi[cs(s,vi)]);let w=e,k=s*u;u==10&&(k=vi[cs(k,vi)]);do c.push(w),w=w+s,u==10&&!Js.has(w)&&(w=ke(w,Js.get(s))),w>=k&&(s=w,k=s*u,u==10&&(k=vi[cs(k,vi)]));while(w<=t);return c}function Xm(r,i,e,t,s,o,n){let u=r.scales[r.axes[i].scale].asinh,g=t>u?Sa(r,i,vt(u,e),t,s):[u],$=t>=0&&e<=0?[0]:[];return(e<-u?Sa(r,i,vt(u,-t),-e,s):[u]).reverse().map(k=>-k).concat($,g)}var Sd=/./,ef=/[12357]/,tf=/[125]/,Bp=/1/,Ea=(r,i,e,t)=>r.map((s,o)=>i==4&&s==0||o%t==0&&e.test(s.toExponential()[s<0?1:0])?s:null);function sf(r,i,e,t,s){let o=r.axes[e],n=o.scale,c=r.scales[n],u=r.valToPos,g=o._space,$=u(10,n),w=u(9,n)-$>=g?Sd:u(7,n)-$>=g?ef:u(5,n)-$>=g?tf:Bp;if(w==Bp){let k=Be(u(1,n)-$);if(k<g)return Ea(i.slice().reverse(),c.distr,w,Kt(g/k)).reverse()}return Ea(i,c.distr,w,1)}function rf(r,i,e,t,s){let o=r.axes[e],n=o.scale,c=o._space,u=r.valToPos,g=Be(u(1,n)-u(2,n));return g<c?Ea(i.slice().reverse(),3,Sd,Kt(c/g)).reverse():i}function of(r,i,e,t){return t==null?Ma:i==null?"":_a(i)}var jp={show:!0,scale:"y",stroke:Ca,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:xd,side:3,grid:za,ticks:yd,border:$d,font:Ha,lineGap:kd,rotate:0};function nf(r,i){let e=3+(r||1)*2;return ke(e*i,3)}function af(r,i){let{scale:e,idxs:t}=r.series[0],s=r._data[0],o=r.valToPos(s[t[0]],e,!0),n=r.valToPos(s[t[1]],e,!0),c=Be(n-o),u=r.series[i],g=c/(u.points.space*fe);return t[1]-t[0]<=g}var Up={scale:null,auto:!0,sorted:0,min:xe,max:-xe},Ed=(r,i,e,t,s)=>s,Vp={show:!0,auto:!0,sorted:0,gaps:Ed,alpha:1,facets:[ze({},Up,{scale:"x"}),ze({},Up,{scale:"y"})]},Kp={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Ed,alpha:1,points:{show:af,filter:null},values:null,min:xe,max:-xe,idxs:[],path:null,clip:null};function lf(r,i,e,t,s){return e/10}var Td={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},cf=ze({},Td,{time:!1,ori:1}),qp={};function Rd(r,i){let e=qp[r];return e||(e={key:r,plots:[],sub(t){e.plots.push(t)},unsub(t){e.plots=e.plots.filter(s=>s!=t)},pub(t,s,o,n,c,u,g){for(let $=0;$<e.plots.length;$++)e.plots[$]!=s&&e.plots[$].pub(t,s,o,n,c,u,g)}},r!=null&&(qp[r]=e)),e}var fr=1,Ta=2;function $i(r,i,e){let t=r.mode,s=r.series[i],o=t==2?r._data[i]:r._data,n=r.scales,c=r.bbox,u=o[0],g=t==2?o[1]:o[i],$=t==2?n[s.facets[0].scale]:n[r.series[0].scale],w=t==2?n[s.facets[1].scale]:n[s.scale],k=c.left,M=c.top,D=c.width,F=c.height,U=r.valToPosH,J=r.valToPosV;return $.ori==0?e(s,u,g,$,w,U,J,k,M,D,F,Jo,vr,Qo,Cd,Ad):e(s,u,g,$,w,J,U,M,k,F,D,Zo,br,Ba,Md,Ld)}function Na(r,i){let e=0,t=0,s=he(r.bands,Da);for(let o=0;o<s.length;o++){let n=s[o];n.series[0]==i?e=n.dir:n.series[1]==i&&(n.dir==1?t|=1:t|=2)}return[e,t==1?-1:t==2?1:t==3?2:0]}function pf(r,i,e,t,s){let o=r.mode,n=r.series[i],c=o==2?n.facets[1].scale:n.scale,u=r.scales[c];return s==-1?u.min:s==1?u.max:u.distr==3?u.dir==1?u.min:u.max:0}function _s(r,i,e,t,s,o){return $i(r,i,(n,c,u,g,$,w,k,M,D,F,U)=>{let J=n.pxRound,E=g.dir*(g.ori==0?1:-1),j=g.ori==0?vr:br,A,Q;E==1?(A=e,Q=t):(A=t,Q=e);let H=J(w(c[A],g,F,M)),ie=J(k(u[A],$,U,D)),X=J(w(c[Q],g,F,M)),le=J(k(o==1?$.max:$.min,$,U,D)),se=new Path2D(s);return j(se,X,le),j(se,H,le),j(se,H,ie),se})}function Yo(r,i,e,t,s,o){let n=null;if(r.length>0){n=new Path2D;let c=i==0?Qo:Ba,u=e;for(let w=0;w<r.length;w++){let k=r[w];if(k[1]>k[0]){let M=k[0]-u;M>0&&c(n,u,t,M,t+o),u=k[1]}}let g=e+s-u,$=10;g>0&&c(n,u,t-$/2,g,t+o+$)}return n}function df(r,i,e){let t=r[r.length-1];t&&t[0]==i?t[1]=e:r.push([i,e])}function Fa(r,i,e,t,s,o,n){let c=[],u=r.length;for(let g=s==1?e:t;g>=e&&g<=t;g+=s)if(i[g]===null){let w=g,k=g;if(s==1)for(;++g<=t&&i[g]===null;)k=g;else for(;--g>=e&&i[g]===null;)k=g;let M=o(r[w]),D=k==w?M:o(r[k]),F=w-s;M=n<=0&&F>=0&&F<u?o(r[F]):M;let J=k+s;D=n>=0&&J>=0&&J<u?o(r[J]):D,D>=M&&c.push([M,D])}return c}function Gp(r){return r==0?rd:r==1?Fe:i=>gi(i,r)}function Pd(r){let i=r==0?Jo:Zo,e=r==0?(s,o,n,c,u,g)=>{s.arcTo(o,n,c,u,g)}:(s,o,n,c,u,g)=>{s.arcTo(n,o,u,c,g)},t=r==0?(s,o,n,c,u)=>{s.rect(o,n,c,u)}:(s,o,n,c,u)=>{s.rect(n,o,u,c)};return(s,o,n,c,u,g=0,$=0)=>{g==0&&$==0?t(s,o,n,c,u):(g=ps(g,c/2,u/2),$=ps($,c/2,u/2),i(s,o+g,n),e(s,o+c,n,o+c,n+u,g),e(s,o+c,n+u,o,n+u,$),e(s,o,n+u,o,n,$),e(s,o,n,o+c,n,g),s.closePath())}}var Jo=(r,i,e)=>{r.moveTo(i,e)},Zo=(r,i,e)=>{r.moveTo(e,i)},vr=(r,i,e)=>{r.lineTo(i,e)},br=(r,i,e)=>{r.lineTo(e,i)},Qo=Pd(0),Ba=Pd(1),Cd=(r,i,e,t,s,o)=>{r.arc(i,e,t,s,o)},Md=(r,i,e,t,s,o)=>{r.arc(e,i,t,s,o)},Ad=(r,i,e,t,s,o,n)=>{r.bezierCurveTo(i,e,t,s,o,n)},Ld=(r,i,e,t,s,o,n)=>{r.bezierCurveTo(e,i,s,t,n,o)};function Od(r){return(i,e,t,s,o)=>$i(i,e,(n,c,u,g,$,w,k,M,D,F,U)=>{let{pxRound:J,points:E}=n,j,A;g.ori==0?(j=Jo,A=Cd):(j=Zo,A=Md);let Q=ke(E.width*fe,3),H=(E.size-E.width)/2*fe,ie=ke(H*2,3),X=new Path2D,le=new Path2D,{left:se,top:W,width:oe,height:V}=i.bbox;Qo(le,se-ie,W-ie,oe+ie*2,V+ie*2);let ee=Y=>{if(u[Y]!=null){let pe=J(w(c[Y],g,F,M)),G=J(k(u[Y],$,U,D));j(X,pe+H,G),A(X,pe,G,H,0,Fo*2)}};if(o)o.forEach(ee);else for(let Y=t;Y<=s;Y++)ee(Y);return{stroke:Q>0?X:null,fill:X,clip:le,flags:fr|Ta}})}function _d(r){return(i,e,t,s,o,n)=>{t!=s&&(o!=t&&n!=t&&r(i,e,t),o!=s&&n!=s&&r(i,e,s),r(i,e,n))}}var uf=_d(vr),hf=_d(br);function Dd(r){let i=he(r?.alignGaps,0);return(e,t,s,o)=>$i(e,t,(n,c,u,g,$,w,k,M,D,F,U)=>{[s,o]=Vo(u,s,o);let J=n.pxRound,E=V=>J(w(V,g,F,M)),j=V=>J(k(V,$,U,D)),A,Q;g.ori==0?(A=vr,Q=uf):(A=br,Q=hf);let H=g.dir*(g.ori==0?1:-1),ie={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:fr},X=ie.stroke,le=!1;if(o-s>=F*4){let V=K=>e.posToVal(K,g.key,!0),ee=null,Y=null,pe,G,bt,Ce=E(c[H==1?s:o]),de=E(c[s]),ye=E(c[o]),ne=V(H==1?de+1:ye-1);for(let K=H==1?s:o;K>=s&&K<=o;K+=H){let He=c[K],Me=(H==1?He<ne:He>ne)?Ce:E(He),ge=u[K];Me==Ce?ge!=null?(G=ge,ee==null?(A(X,Me,j(G)),pe=ee=Y=G):G<ee?ee=G:G>Y&&(Y=G)):ge===null&&(le=!0):(ee!=null&&Q(X,Ce,j(ee),j(Y),j(pe),j(G)),ge!=null?(G=ge,A(X,Me,j(G)),ee=Y=pe=G):(ee=Y=null,ge===null&&(le=!0)),Ce=Me,ne=V(Ce+H))}ee!=null&&ee!=Y&&bt!=Ce&&Q(X,Ce,j(ee),j(Y),j(pe),j(G))}else for(let V=H==1?s:o;V>=s&&V<=o;V+=H){let ee=u[V];ee===null?le=!0:ee!=null&&A(X,E(c[V]),j(ee))}let[W,oe]=Na(e,t);if(n.fill!=null||W!=0){let V=ie.fill=new Path2D(X),ee=n.fillTo(e,t,n.min,n.max,W),Y=j(ee),pe=E(c[s]),G=E(c[o]);H==-1&&([G,pe]=[pe,G]),A(V,G,Y),A(V,pe,Y)}if(!n.spanGaps){let V=[];le&&V.push(...Fa(c,u,s,o,H,E,i)),ie.gaps=V=n.gaps(e,t,s,o,V),ie.clip=Yo(V,g.ori,M,D,F,U)}return oe!=0&&(ie.band=oe==2?[_s(e,t,s,o,X,-1),_s(e,t,s,o,X,1)]:_s(e,t,s,o,X,oe)),ie})}function mf(r){let i=he(r.align,1),e=he(r.ascDesc,!1),t=he(r.alignGaps,0),s=he(r.extend,!1);return(o,n,c,u)=>$i(o,n,(g,$,w,k,M,D,F,U,J,E,j)=>{[c,u]=Vo(w,c,u);let A=g.pxRound,{left:Q,width:H}=o.bbox,ie=de=>A(D(de,k,E,U)),X=de=>A(F(de,M,j,J)),le=k.ori==0?vr:br,se={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:fr},W=se.stroke,oe=k.dir*(k.ori==0?1:-1),V=X(w[oe==1?c:u]),ee=ie($[oe==1?c:u]),Y=ee,pe=ee;s&&i==-1&&(pe=Q,le(W,pe,V)),le(W,ee,V);for(let de=oe==1?c:u;de>=c&&de<=u;de+=oe){let ye=w[de];if(ye==null)continue;let ne=ie($[de]),K=X(ye);i==1?le(W,ne,V):le(W,Y,K),le(W,ne,K),V=K,Y=ne}let G=Y;s&&i==1&&(G=Q+H,le(W,G,V));let[bt,Ce]=Na(o,n);if(g.fill!=null||bt!=0){let de=se.fill=new Path2D(W),ye=g.fillTo(o,n,g.min,g.max,bt),ne=X(ye);le(de,G,ne),le(de,pe,ne)}if(!g.spanGaps){let de=[];de.push(...Fa($,w,c,u,oe,ie,t));let ye=g.width*fe/2,ne=e||i==1?ye:-ye,K=e||i==-1?-ye:ye;de.forEach(He=>{He[0]+=ne,He[1]+=K}),se.gaps=de=g.gaps(o,n,c,u,de),se.clip=Yo(de,k.ori,U,J,E,j)}return Ce!=0&&(se.band=Ce==2?[_s(o,n,c,u,W,-1),_s(o,n,c,u,W,1)]:_s(o,n,c,u,W,Ce)),se})}function Yp(r,i,e,t,s,o,n=xe){if(r.length>1){let c=null;for(let u=0,g=1/0;u<r.length;u++)if(i[u]!==void 0){if(c!=null){let $=Be(r[u]-r[c]);$<g&&(g=$,n=Be(e(r[u],t,s,o)-e(r[c],t,s,o)))}c=u}}return n}function ff(r){r=r||qr;let i=he(r.size,[.6,xe,1]),e=r.align||0,t=r.gap||0,s=r.radius;s=s==null?[0,0]:typeof s=="number"?[s,0]:s;let o=ce(s),n=1-i[0],c=he(i[1],xe),u=he(i[2],1),g=he(r.disp,qr),$=he(r.each,M=>{}),{fill:w,stroke:k}=g;return(M,D,F,U)=>$i(M,D,(J,E,j,A,Q,H,ie,X,le,se,W)=>{let oe=J.pxRound,V=e,ee=t*fe,Y=c*fe,pe=u*fe,G,bt;A.ori==0?[G,bt]=o(M,D):[bt,G]=o(M,D);let Ce=A.dir*(A.ori==0?1:-1),de=A.ori==0?Qo:Ba,ye=A.ori==0?$:(N,Se,Ne,Ci,si,fs,ii)=>{$(N,Se,Ne,si,Ci,ii,fs)},ne=he(M.bands,Da).find(N=>N.series[0]==D),K=ne!=null?ne.dir:0,He=J.fillTo(M,D,J.min,J.max,K),pt=oe(ie(He,Q,W,le)),Me,ge,Yt,St=se,Le=oe(J.width*fe),ms=!1,Es=null,Wt=null,Is=null,Ti=null;w!=null&&(Le==0||k!=null)&&(ms=!0,Es=w.values(M,D,F,U),Wt=new Map,new Set(Es).forEach(N=>{N!=null&&Wt.set(N,new Path2D)}),Le>0&&(Is=k.values(M,D,F,U),Ti=new Map,new Set(Is).forEach(N=>{N!=null&&Ti.set(N,new Path2D)})));let{x0:Ri,size:yr}=g;if(Ri!=null&&yr!=null){V=1,E=Ri.values(M,D,F,U),Ri.unit==2&&(E=E.map(Ne=>M.posToVal(X+Ne*se,A.key,!0)));let N=yr.values(M,D,F,U);yr.unit==2?ge=N[0]*se:ge=H(N[0],A,se,X)-H(0,A,se,X),St=Yp(E,j,H,A,se,X,St),Yt=St-ge+ee}else St=Yp(E,j,H,A,se,X,St),Yt=St*n+ee,ge=St-Yt;Yt<1&&(Yt=0),Le>=ge/2&&(Le=0),Yt<5&&(oe=rd);let Qr=Yt>0,ei=St-Yt-(Qr?Le:0);ge=oe(ka(ei,pe,Y)),Me=(V==0?ge/2:V==Ce?0:ge)-V*Ce*((V==0?ee/2:0)+(Qr?Le/2:0));let dt={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},Pi=ms?null:new Path2D,Ts=null;if(ne!=null)Ts=M.data[ne.series[1]];else{let{y0:N,y1:Se}=g;N!=null&&Se!=null&&(j=Se.values(M,D,F,U),Ts=N.values(M,D,F,U))}let ti=G*ge,re=bt*ge;for(let N=Ce==1?F:U;N>=F&&N<=U;N+=Ce){let Se=j[N];if(Se==null)continue;if(Ts!=null){let wt=Ts[N]??0;if(Se-wt==0)continue;pt=ie(wt,Q,W,le)}let Ne=A.distr!=2||g!=null?E[N]:N,Ci=H(Ne,A,se,X),si=ie(he(Se,He),Q,W,le),fs=oe(Ci-Me),ii=oe(vt(si,pt)),Et=oe(ps(si,pt)),It=ii-Et;if(Se!=null){let wt=Se<0?re:ti,Jt=Se<0?ti:re;ms?(Le>0&&Is[N]!=null&&de(Ti.get(Is[N]),fs,Et+_t(Le/2),ge,vt(0,It-Le),wt,Jt),Es[N]!=null&&de(Wt.get(Es[N]),fs,Et+_t(Le/2),ge,vt(0,It-Le),wt,Jt)):de(Pi,fs,Et+_t(Le/2),ge,vt(0,It-Le),wt,Jt),ye(M,D,N,fs-Le/2,Et,ge+Le,It)}}return Le>0?dt.stroke=ms?Ti:Pi:ms||(dt._fill=J.width==0?J._fill:J._stroke??J._fill,dt.width=0),dt.fill=ms?Wt:Pi,dt})}function gf(r,i){let e=he(i?.alignGaps,0);return(t,s,o,n)=>$i(t,s,(c,u,g,$,w,k,M,D,F,U,J)=>{[o,n]=Vo(g,o,n);let E=c.pxRound,j=G=>E(k(G,$,U,D)),A=G=>E(M(G,w,J,F)),Q,H,ie;$.ori==0?(Q=Jo,ie=vr,H=Ad):(Q=Zo,ie=br,H=Ld);let X=$.dir*($.ori==0?1:-1),le=j(u[X==1?o:n]),se=le,W=[],oe=[];for(let G=X==1?o:n;G>=o&&G<=n;G+=X)if(g[G]!=null){let Ce=u[G],de=j(Ce);W.push(se=de),oe.push(A(g[G]))}let V={stroke:r(W,oe,Q,ie,H,E),fill:null,clip:null,band:null,gaps:null,flags:fr},ee=V.stroke,[Y,pe]=Na(t,s);if(c.fill!=null||Y!=0){let G=V.fill=new Path2D(ee),bt=c.fillTo(t,s,c.min,c.max,Y),Ce=A(bt);ie(G,se,Ce),ie(G,le,Ce)}if(!c.spanGaps){let G=[];G.push(...Fa(u,g,o,n,X,j,e)),V.gaps=G=c.gaps(t,s,o,n,G),V.clip=Yo(G,$.ori,D,F,U,J)}return pe!=0&&(V.band=pe==2?[_s(t,s,o,n,ee,-1),_s(t,s,o,n,ee,1)]:_s(t,s,o,n,ee,pe)),V})}function vf(r){return gf(bf,r)}function bf(r,i,e,t,s,o){let n=r.length;if(n<2)return null;let c=new Path2D;if(e(c,r[0],i[0]),n==2)t(c,r[1],i[1]);else{let u=Array(n),g=Array(n-1),$=Array(n-1),w=Array(n-1);for(let k=0;k<n-1;k++)$[k]=i[k+1]-i[k],w[k]=r[k+1]-r[k],g[k]=$[k]/w[k];u[0]=g[0];for(let k=1;k<n-1;k++)g[k]===0||g[k-1]===0||g[k-1]>0!=g[k]>0?u[k]=0:(u[k]=3*(w[k-1]+w[k])/((2*w[k]+w[k-1])/g[k-1]+(w[k]+2*w[k-1])/g[k]),isFinite(u[k])||(u[k]=0));u[n-1]=g[n-2];for(let k=0;k<n-1;k++)s(c,r[k]+w[k]/3,i[k]+u[k]*w[k]/3,r[k+1]-w[k]/3,i[k+1]-u[k+1]*w[k]/3,r[k+1],i[k+1])}return c}var Ra=new Set;function Jp(){for(let r of Ra)r.syncRect(!0)}gr&&(wi(Zh,dr,Jp),wi(Qh,dr,Jp,!0),wi(Bo,dr,()=>{st.pxRatio=fe}));var wf=Dd(),yf=Od();function Zp(r,i,e,t){return(t?[r[0],r[1]].concat(r.slice(2)):[r[0]].concat(r.slice(1))).map((o,n)=>Pa(o,n,i,e))}function $f(r,i){return r.map((e,t)=>t==0?{}:ze({},i,e))}function Pa(r,i,e,t){return ze({},i==0?e:t,r)}function Wd(r,i,e){return i==null?hr:[i,e]}var xf=Wd;function kf(r,i,e){return i==null?hr:jo(i,e,Oa,!0)}function Id(r,i,e,t){return i==null?hr:Ko(i,e,r.scales[t].log,!1)}var Sf=Id;function zd(r,i,e,t){return i==null?hr:La(i,e,r.scales[t].log,!1)}var Ef=zd;function Tf(r,i,e,t,s){let o=vt(Cp(r),Cp(i)),n=i-r,c=cs(s/t*n,e);do{let u=e[c],g=t*u/n;if(g>=s&&o+(u<5?Js.get(u):0)<=17)return[u,g]}while(++c<e.length);return[0,0]}function Qp(r){let i,e;return r=r.replace(/(\d+)px/,(t,s)=>(i=Fe((e=+s)*fe))+"px"),[r,i,e]}function Rf(r){r.show&&[r.font,r.labelFont].forEach(i=>{let e=ke(i[2]*fe,1);i[0]=i[0].replace(/[0-9.]+px/,e+"px"),i[1]=e})}function st(r,i,e){let t={mode:he(r.mode,1)},s=t.mode;function o(l,d,m,f){let b=d.valToPct(l);return f+m*(d.dir==-1?1-b:b)}function n(l,d,m,f){let b=d.valToPct(l);return f+m*(d.dir==-1?b:1-b)}function c(l,d,m,f){return d.ori==0?o(l,d,m,f):n(l,d,m,f)}t.valToPosH=o,t.valToPosV=n;let u=!1;t.status=0;let g=t.root=Vt(Oh);if(r.id!=null&&(g.id=r.id),Ot(g,r.class),r.title){let l=Vt(Wh,g);l.textContent=r.title}let $=ls("canvas"),w=t.ctx=$.getContext("2d"),k=Vt(Ih,g);wi("click",k,l=>{l.target===D&&(Ee!=Ni||Ae!=Fi)&&et.click(t,l)},!0);let M=t.under=Vt(zh,k);k.appendChild($);let D=t.over=Vt(Hh,k);r=mr(r);let F=+he(r.pxAlign,1),U=Gp(F);(r.plugins||[]).forEach(l=>{l.opts&&(r=l.opts(t,r)||r)});let J=r.ms||.001,E=t.series=s==1?Zp(r.series||[],Fp,Kp,!1):$f(r.series||[null],Vp),j=t.axes=Zp(r.axes||[],Np,jp,!0),A=t.scales={},Q=t.bands=r.bands||[];Q.forEach(l=>{l.fill=ce(l.fill||null),l.dir=he(l.dir,-1)});let H=s==2?E[1].facets[0].scale:E[0].scale,ie={axes:xu,series:vu},X=(r.drawOrder||["axes","series"]).map(l=>ie[l]);function le(l){let d=l.distr==3?m=>Os(m>0?m:l.clamp(t,m,l.min,l.max,l.key)):l.distr==4?m=>fa(m,l.asinh):l.distr==100?m=>l.fwd(m):m=>m;return m=>{let f=d(m),{_min:b,_max:x}=l,S=x-b;return(f-b)/S}}function se(l){let d=A[l];if(d==null){let m=(r.scales||qr)[l]||qr;if(m.from!=null){se(m.from);let f=ze({},A[m.from],m,{key:l});f.valToPct=le(f),A[l]=f}else{d=A[l]=ze({},l==H?Td:cf,m),d.key=l;let f=d.time,b=d.range,x=Ys(b);if((l!=H||s==2&&!f)&&(x&&(b[0]==null||b[1]==null)&&(b={min:b[0]==null?Tp:{mode:1,hard:b[0],soft:b[0]},max:b[1]==null?Tp:{mode:1,hard:b[1],soft:b[1]}},x=!1),!x&&Go(b))){let S=b;b=(R,P,I)=>P==null?hr:jo(P,I,S)}d.range=ce(b||(f?xf:l==H?d.distr==3?Sf:d.distr==4?Ef:Wd:d.distr==3?Id:d.distr==4?zd:kf)),d.auto=ce(x?!1:d.auto),d.clamp=ce(d.clamp||lf),d._min=d._max=null,d.valToPct=le(d)}}}se("x"),se("y"),s==1&&E.forEach(l=>{se(l.scale)}),j.forEach(l=>{se(l.scale)});for(let l in r.scales)se(l);let W=A[H],oe=W.distr,V,ee;W.ori==0?(Ot(g,_h),V=o,ee=n):(Ot(g,Dh),V=n,ee=o);let Y={};for(let l in A){let d=A[l];(d.min!=null||d.max!=null)&&(Y[l]={min:d.min,max:d.max},d.min=d.max=null)}let pe=r.tzDate||(l=>new Date(Fe(l/J))),G=r.fmtDate||Wa,bt=J==1?_m(pe):Im(pe),Ce=Ip(pe,Wp(J==1?Om:Wm,G)),de=Hp(pe,zp(Hm,G)),ye=[],ne=t.legend=ze({},Bm,r.legend),K=t.cursor=ze({},Gm,{drag:{y:s==2}},r.cursor),He=ne.show,pt=K.show,Me=ne.markers;ne.idxs=ye,Me.width=ce(Me.width),Me.dash=ce(Me.dash),Me.stroke=ce(Me.stroke),Me.fill=ce(Me.fill);let ge,Yt,St,Le=[],ms=[],Es,Wt=!1,Is={};if(ne.live){let l=E[1]?E[1].values:null;Wt=l!=null,Es=Wt?l(t,1,0):{_:0};for(let d in Es)Is[d]=Ma}if(He)if(ge=ls("table",Vh,g),St=ls("tbody",null,ge),ne.mount(t,ge),Wt){Yt=ls("thead",null,ge,St);let l=ls("tr",null,Yt);ls("th",null,l);for(var Ti in Es)ls("th",hp,l).textContent=Ti}else Ot(ge,qh),ne.live&&Ot(ge,Kh);let Ri={show:!0},yr={show:!1};function Qr(l,d){if(d==0&&(Wt||!ne.live||s==2))return hr;let m=[],f=ls("tr",Gh,St,St.childNodes[d]);Ot(f,l.class),l.show||Ot(f,bi);let b=ls("th",null,f);if(Me.show){let R=Vt(Yh,b);if(d>0){let P=Me.width(t,d);P&&(R.style.border=P+"px "+Me.dash(t,d)+" "+Me.stroke(t,d)),R.style.background=Me.fill(t,d)}}let x=Vt(hp,b);l.label instanceof HTMLElement?x.appendChild(l.label):x.textContent=l.label,d>0&&(Me.show||(x.style.color=l.width>0?Me.stroke(t,d):Me.fill(t,d)),dt("click",b,R=>{if(K._lock)return;oi(R);let P=E.indexOf(l);if((R.ctrlKey||R.metaKey)!=ne.isolate){let I=E.some((z,B)=>B>0&&B!=P&&z.show);E.forEach((z,B)=>{B>0&&vs(B,I?B==P?Ri:yr:Ri,!0,We.setSeries)})}else vs(P,{show:!l.show},!0,We.setSeries)},!1),Ai&&dt(vp,b,R=>{K._lock||(oi(R),vs(E.indexOf(l),ji,!0,We.setSeries))},!1));for(var S in Es){let R=ls("td",Jh,f);R.textContent="--",m.push(R)}return[f,m]}let ei=new Map;function dt(l,d,m,f=!0){let b=ei.get(d)||{},x=K.bind[l](t,d,m,f);x&&(wi(l,d,b[l]=x),ei.set(d,b))}function Pi(l,d,m){let f=ei.get(d)||{};for(let b in f)(l==null||b==l)&&(xa(b,d,f[b]),delete f[b]);l==null&&ei.delete(d)}let Ts=0,ti=0,re=0,N=0,Se=0,Ne=0,Ci=Se,si=Ne,fs=re,ii=N,Et=0,It=0,wt=0,Jt=0;t.bbox={};let ln=!1,Xr=!1,Mi=!1,ri=!1,eo=!1,zt=!1;function cn(l,d,m){(m||l!=t.width||d!=t.height)&&tl(l,d),Wi(!1),Mi=!0,Xr=!0,Ii()}function tl(l,d){t.width=Ts=re=l,t.height=ti=N=d,Se=Ne=0,pu(),du();let m=t.bbox;Et=m.left=gi(Se*fe,.5),It=m.top=gi(Ne*fe,.5),wt=m.width=gi(re*fe,.5),Jt=m.height=gi(N*fe,.5)}let au=3;function lu(){let l=!1,d=0;for(;!l;){d++;let m=yu(d),f=$u(d);l=d==au||m&&f,l||(tl(t.width,t.height),Xr=!0)}}function cu({width:l,height:d}){cn(l,d)}t.setSize=cu;function pu(){let l=!1,d=!1,m=!1,f=!1;j.forEach((b,x)=>{if(b.show&&b._show){let{side:S,_size:R}=b,P=S%2,I=b.label!=null?b.labelSize:0,z=R+I;z>0&&(P?(re-=z,S==3?(Se+=z,f=!0):m=!0):(N-=z,S==0?(Ne+=z,l=!0):d=!0))}}),ni[0]=l,ni[1]=m,ni[2]=d,ni[3]=f,re-=zs[1]+zs[3],Se+=zs[3],N-=zs[2]+zs[0],Ne+=zs[0]}function du(){let l=Se+re,d=Ne+N,m=Se,f=Ne;function b(x,S){switch(x){case 1:return l+=S,l-S;case 2:return d+=S,d-S;case 3:return m-=S,m+S;case 0:return f-=S,f+S}}j.forEach((x,S)=>{if(x.show&&x._show){let R=x.side;x._pos=b(R,x._size),x.label!=null&&(x._lpos=b(R,x.labelSize))}})}if(K.dataIdx==null){let l=K.hover,d=l.skip=new Set(l.skip??[]);d.add(void 0);let m=l.prox=ce(l.prox),f=l.bias??=0;K.dataIdx=(b,x,S,R)=>{if(x==0)return S;let P=S,I=m(b,x,S,R)??xe,z=I>=0&&I<xe,B=W.ori==0?re:N,te=K.left,me=i[0],ue=i[x];if(d.has(ue[S])){P=null;let ae=null,Z=null,q;if(f==0||f==-1)for(q=S;ae==null&&q-- >0;)d.has(ue[q])||(ae=q);if(f==0||f==1)for(q=S;Z==null&&q++<ue.length;)d.has(ue[q])||(Z=q);if(ae!=null||Z!=null)if(z){let Re=ae==null?-1/0:V(me[ae],W,B,0),Oe=Z==null?1/0:V(me[Z],W,B,0),Ge=te-Re,$e=Oe-te;Ge<=$e?Ge<=I&&(P=ae):$e<=I&&(P=Z)}else P=Z==null?ae:ae==null?Z:S-ae<=Z-S?ae:Z}else z&&Be(te-V(me[S],W,B,0))>I&&(P=null);return P}}let oi=l=>{K.event=l};K.idxs=ye,K._lock=!1;let it=K.points;it.show=ce(it.show),it.size=ce(it.size),it.stroke=ce(it.stroke),it.width=ce(it.width),it.fill=ce(it.fill);let gs=t.focus=ze({},r.focus||{alpha:.3},K.focus),Ai=gs.prox>=0,Li=Ai&&it.one,Ht=[],Oi=[],_i=[];function sl(l,d){let m=it.show(t,d);if(m instanceof HTMLElement)return Ot(m,Uh),Ot(m,l.class),Ss(m,-10,-10,re,N),D.insertBefore(m,Ht[d]),m}function il(l,d){if(s==1||d>0){let m=s==1&&A[l.scale].time,f=l.value;l.value=m?Lp(f)?Hp(pe,zp(f,G)):f||de:f||of,l.label=l.label||(m?Jm:Ym)}if(Li||d>0){l.width=l.width==null?1:l.width,l.paths=l.paths||wf||lm,l.fillTo=ce(l.fillTo||pf),l.pxAlign=+he(l.pxAlign,F),l.pxRound=Gp(l.pxAlign),l.stroke=ce(l.stroke||null),l.fill=ce(l.fill||null),l._stroke=l._fill=l._paths=l._focus=null;let m=nf(vt(1,l.width),1),f=l.points=ze({},{size:m,width:vt(1,m*.2),stroke:l.stroke,space:m*2,paths:yf,_stroke:null,_fill:null},l.points);f.show=ce(f.show),f.filter=ce(f.filter),f.fill=ce(f.fill),f.stroke=ce(f.stroke),f.paths=ce(f.paths),f.pxAlign=l.pxAlign}if(He){let m=Qr(l,d);Le.splice(d,0,m[0]),ms.splice(d,0,m[1]),ne.values.push(null)}if(pt){ye.splice(d,0,null);let m=null;Li?d==0&&(m=sl(l,d)):d>0&&(m=sl(l,d)),Ht.splice(d,0,m),Oi.splice(d,0,0),_i.splice(d,0,0)}qe("addSeries",d)}function uu(l,d){d=d??E.length,l=s==1?Pa(l,d,Fp,Kp):Pa(l,d,{},Vp),E.splice(d,0,l),il(E[d],d)}t.addSeries=uu;function hu(l){if(E.splice(l,1),He){ne.values.splice(l,1),ms.splice(l,1);let d=Le.splice(l,1)[0];Pi(null,d.firstChild),d.remove()}pt&&(ye.splice(l,1),Ht.splice(l,1)[0].remove(),Oi.splice(l,1),_i.splice(l,1)),qe("delSeries",l)}t.delSeries=hu;let ni=[!1,!1,!1,!1];function mu(l,d){if(l._show=l.show,l.show){let m=l.side%2,f=A[l.scale];f==null&&(l.scale=m?E[1].scale:H,f=A[l.scale]);let b=f.time;l.size=ce(l.size),l.space=ce(l.space),l.rotate=ce(l.rotate),Ys(l.incrs)&&l.incrs.forEach(S=>{!Js.has(S)&&Js.set(S,ad(S))}),l.incrs=ce(l.incrs||(f.distr==2?Mm:b?J==1?Lm:Dm:vi)),l.splits=ce(l.splits||(b&&f.distr==1?bt:f.distr==3?Sa:f.distr==4?Xm:Qm)),l.stroke=ce(l.stroke),l.grid.stroke=ce(l.grid.stroke),l.ticks.stroke=ce(l.ticks.stroke),l.border.stroke=ce(l.border.stroke);let x=l.values;l.values=Ys(x)&&!Ys(x[0])?ce(x):b?Ys(x)?Ip(pe,Wp(x,G)):Lp(x)?zm(pe,x):x||Ce:x||Zm,l.filter=ce(l.filter||(f.distr>=3&&f.log==10?sf:f.distr==3&&f.log==2?rf:od)),l.font=Qp(l.font),l.labelFont=Qp(l.labelFont),l._size=l.size(t,null,d,0),l._space=l._rotate=l._incrs=l._found=l._splits=l._values=null,l._size>0&&(ni[d]=!0,l._el=Vt(Nh,k))}}function $r(l,d,m,f){let[b,x,S,R]=m,P=d%2,I=0;return P==0&&(R||x)&&(I=d==0&&!b||d==2&&!S?Fe(Np.size/3):0),P==1&&(b||S)&&(I=d==1&&!x||d==3&&!R?Fe(jp.size/2):0),I}let rl=t.padding=(r.padding||[$r,$r,$r,$r]).map(l=>ce(he(l,$r))),zs=t._padding=rl.map((l,d)=>l(t,d,ni,0)),Xe,je=null,Ue=null,to=s==1?E[0].idxs:null,Zt=null,xr=!1;function ol(l,d){if(i=l??[],t.data=t._data=i,s==2){Xe=0;for(let m=1;m<E.length;m++)Xe+=i[m][0].length}else{i.length==0&&(t.data=t._data=i=[[]]),Zt=i[0],Xe=Zt.length;let m=i;if(oe==2){m=i.slice();let f=m[0]=Array(Xe);for(let b=0;b<Xe;b++)f[b]=b}t._data=i=m}if(Wi(!0),qe("setData"),oe==2&&(Mi=!0),d!==!1){let m=W;m.auto(t,xr)?pn():Ns(H,m.min,m.max),ri=ri||K.left>=0,zt=!0,Ii()}}t.setData=ol;function pn(){xr=!0;let l,d;s==1&&(Xe>0?(je=to[0]=0,Ue=to[1]=Xe-1,l=i[0][je],d=i[0][Ue],oe==2?(l=je,d=Ue):l==d&&(oe==3?[l,d]=Ko(l,l,W.log,!1):oe==4?[l,d]=La(l,l,W.log,!1):W.time?d=l+Fe(86400/J):[l,d]=jo(l,d,Oa,!0))):(je=to[0]=l=null,Ue=to[1]=d=null)),Ns(H,l,d)}let so,Di,dn,un,hn,mn,fn,gn,vn,yt;function nl(l,d,m,f,b,x){l??=fp,m??=Da,f??="butt",b??=fp,x??="round",l!=so&&(w.strokeStyle=so=l),b!=Di&&(w.fillStyle=Di=b),d!=dn&&(w.lineWidth=dn=d),x!=hn&&(w.lineJoin=hn=x),f!=mn&&(w.lineCap=mn=f),m!=un&&w.setLineDash(un=m)}function al(l,d,m,f){d!=Di&&(w.fillStyle=Di=d),l!=fn&&(w.font=fn=l),m!=gn&&(w.textAlign=gn=m),f!=vn&&(w.textBaseline=vn=f)}function bn(l,d,m,f,b=0){if(f.length>0&&l.auto(t,xr)&&(d==null||d.min==null)){let x=he(je,0),S=he(Ue,f.length-1),R=m.min==null?sm(f,x,S,b,l.distr==3):[m.min,m.max];l.min=ps(l.min,m.min=R[0]),l.max=vt(l.max,m.max=R[1])}}let ll={min:null,max:null};function fu(){for(let f in A){let b=A[f];Y[f]==null&&(b.min==null||Y[H]!=null&&b.auto(t,xr))&&(Y[f]=ll)}for(let f in A){let b=A[f];Y[f]==null&&b.from!=null&&Y[b.from]!=null&&(Y[f]=ll)}Y[H]!=null&&Wi(!0);let l={};for(let f in Y){let b=Y[f];if(b!=null){let x=l[f]=mr(A[f],dm);if(b.min!=null)ze(x,b);else if(f!=H||s==2)if(Xe==0&&x.from==null){let S=x.range(t,null,null,f);x.min=S[0],x.max=S[1]}else x.min=xe,x.max=-xe}}if(Xe>0){E.forEach((f,b)=>{if(s==1){let x=f.scale,S=Y[x];if(S==null)return;let R=l[x];if(b==0){let P=R.range(t,R.min,R.max,x);R.min=P[0],R.max=P[1],je=cs(R.min,i[0]),Ue=cs(R.max,i[0]),Ue-je>1&&(i[0][je]<R.min&&je++,i[0][Ue]>R.max&&Ue--),f.min=Zt[je],f.max=Zt[Ue]}else f.show&&f.auto&&bn(R,S,f,i[b],f.sorted);f.idxs[0]=je,f.idxs[1]=Ue}else if(b>0&&f.show&&f.auto){let[x,S]=f.facets,R=x.scale,P=S.scale,[I,z]=i[b],B=l[R],te=l[P];B!=null&&bn(B,Y[R],x,I,x.sorted),te!=null&&bn(te,Y[P],S,z,S.sorted),f.min=S.min,f.max=S.max}});for(let f in l){let b=l[f],x=Y[f];if(b.from==null&&(x==null||x.min==null)){let S=b.range(t,b.min==xe?null:b.min,b.max==-xe?null:b.max,f);b.min=S[0],b.max=S[1]}}}for(let f in l){let b=l[f];if(b.from!=null){let x=l[b.from];if(x.min==null)b.min=b.max=null;else{let S=b.range(t,x.min,x.max,f);b.min=S[0],b.max=S[1]}}}let d={},m=!1;for(let f in l){let b=l[f],x=A[f];if(x.min!=b.min||x.max!=b.max){x.min=b.min,x.max=b.max;let S=x.distr;x._min=S==3?Os(x.min):S==4?fa(x.min,x.asinh):S==100?x.fwd(x.min):x.min,x._max=S==3?Os(x.max):S==4?fa(x.max,x.asinh):S==100?x.fwd(x.max):x.max,d[f]=m=!0}}if(m){E.forEach((f,b)=>{s==2?b>0&&d.y&&(f._paths=null):d[f.scale]&&(f._paths=null)});for(let f in d)Mi=!0,qe("setScale",f);pt&&K.left>=0&&(ri=zt=!0)}for(let f in Y)Y[f]=null}function gu(l){let d=ka(je-1,0,Xe-1),m=ka(Ue+1,0,Xe-1);for(;l[d]==null&&d>0;)d--;for(;l[m]==null&&m<Xe-1;)m++;return[d,m]}function vu(){if(Xe>0){let l=E.some(d=>d._focus)&&yt!=gs.alpha;l&&(w.globalAlpha=yt=gs.alpha),E.forEach((d,m)=>{if(m>0&&d.show&&(cl(m,!1),cl(m,!0),d._paths==null)){let f=yt;yt!=d.alpha&&(w.globalAlpha=yt=d.alpha);let b=s==2?[0,i[m][0].length-1]:gu(i[m]);d._paths=d.paths(t,m,b[0],b[1]),yt!=f&&(w.globalAlpha=yt=f)}}),E.forEach((d,m)=>{if(m>0&&d.show){let f=yt;yt!=d.alpha&&(w.globalAlpha=yt=d.alpha),d._paths!=null&&pl(m,!1);{let b=d._paths!=null?d._paths.gaps:null,x=d.points.show(t,m,je,Ue,b),S=d.points.filter(t,m,x,b);(x||S)&&(d.points._paths=d.points.paths(t,m,je,Ue,S),pl(m,!0))}yt!=f&&(w.globalAlpha=yt=f),qe("drawSeries",m)}}),l&&(w.globalAlpha=yt=1)}}function cl(l,d){let m=d?E[l].points:E[l];m._stroke=m.stroke(t,l),m._fill=m.fill(t,l)}function pl(l,d){let m=d?E[l].points:E[l],{stroke:f,fill:b,clip:x,flags:S,_stroke:R=m._stroke,_fill:P=m._fill,_width:I=m.width}=m._paths;I=ke(I*fe,3);let z=null,B=I%2/2;d&&P==null&&(P=I>0?"#fff":R);let te=m.pxAlign==1&&B>0;if(te&&w.translate(B,B),!d){let me=Et-I/2,ue=It-I/2,ae=wt+I,Z=Jt+I;z=new Path2D,z.rect(me,ue,ae,Z)}d?wn(R,I,m.dash,m.cap,P,f,b,S,x):bu(l,R,I,m.dash,m.cap,P,f,b,S,z,x),te&&w.translate(-B,-B)}function bu(l,d,m,f,b,x,S,R,P,I,z){let B=!1;P!=0&&Q.forEach((te,me)=>{if(te.series[0]==l){let ue=E[te.series[1]],ae=i[te.series[1]],Z=(ue._paths||qr).band;Ys(Z)&&(Z=te.dir==1?Z[0]:Z[1]);let q,Re=null;ue.show&&Z&&rm(ae,je,Ue)?(Re=te.fill(t,me)||x,q=ue._paths.clip):Z=null,wn(d,m,f,b,Re,S,R,P,I,z,q,Z),B=!0}}),B||wn(d,m,f,b,x,S,R,P,I,z)}let dl=fr|Ta;function wn(l,d,m,f,b,x,S,R,P,I,z,B){nl(l,d,m,f,b),(P||I||B)&&(w.save(),P&&w.clip(P),I&&w.clip(I)),B?(R&dl)==dl?(w.clip(B),z&&w.clip(z),ro(b,S),io(l,x,d)):R&Ta?(ro(b,S),w.clip(B),io(l,x,d)):R&fr&&(w.save(),w.clip(B),z&&w.clip(z),ro(b,S),w.restore(),io(l,x,d)):(ro(b,S),io(l,x,d)),(P||I||B)&&w.restore()}function io(l,d,m){m>0&&(d instanceof Map?d.forEach((f,b)=>{w.strokeStyle=so=b,w.stroke(f)}):d!=null&&l&&w.stroke(d))}function ro(l,d){d instanceof Map?d.forEach((m,f)=>{w.fillStyle=Di=f,w.fill(m)}):d!=null&&l&&w.fill(d)}function wu(l,d,m,f){let b=j[l],x;if(f<=0)x=[0,0];else{let S=b._space=b.space(t,l,d,m,f),R=b._incrs=b.incrs(t,l,d,m,f,S);x=Tf(d,m,R,f,S)}return b._found=x}function yn(l,d,m,f,b,x,S,R,P,I){let z=S%2/2;F==1&&w.translate(z,z),nl(R,S,P,I,R),w.beginPath();let B,te,me,ue,ae=b+(f==0||f==3?-x:x);m==0?(te=b,ue=ae):(B=b,me=ae);for(let Z=0;Z<l.length;Z++)d[Z]!=null&&(m==0?B=me=l[Z]:te=ue=l[Z],w.moveTo(B,te),w.lineTo(me,ue));w.stroke(),F==1&&w.translate(-z,-z)}function yu(l){let d=!0;return j.forEach((m,f)=>{if(!m.show)return;let b=A[m.scale];if(b.min==null){m._show&&(d=!1,m._show=!1,Wi(!1));return}else m._show||(d=!1,m._show=!0,Wi(!1));let x=m.side,S=x%2,{min:R,max:P}=b,[I,z]=wu(f,R,P,S==0?re:N);if(z==0)return;let B=b.distr==2,te=m._splits=m.splits(t,f,R,P,I,z,B),me=b.distr==2?te.map(q=>Zt[q]):te,ue=b.distr==2?Zt[te[1]]-Zt[te[0]]:I,ae=m._values=m.values(t,m.filter(t,me,f,z,ue),f,z,ue);m._rotate=x==2?m.rotate(t,ae,f,z):0;let Z=m._size;m._size=Kt(m.size(t,ae,f,l)),Z!=null&&m._size!=Z&&(d=!1)}),d}function $u(l){let d=!0;return rl.forEach((m,f)=>{let b=m(t,f,ni,l);b!=zs[f]&&(d=!1),zs[f]=b}),d}function xu(){for(let l=0;l<j.length;l++){let d=j[l];if(!d.show||!d._show)continue;let m=d.side,f=m%2,b,x,S=d.stroke(t,l),R=m==0||m==3?-1:1,[P,I]=d._found;if(d.label!=null){let ht=d.labelGap*R,Pt=Fe((d._lpos+ht)*fe);al(d.labelFont[0],S,"center",m==2?"top":mp),w.save(),f==1?(b=x=0,w.translate(Pt,Fe(It+Jt/2)),w.rotate((m==3?-Fo:Fo)/2)):(b=Fe(Et+wt/2),x=Pt);let ci=id(d.label)?d.label(t,l,P,I):d.label;w.fillText(ci,b,x),w.restore()}if(I==0)continue;let z=A[d.scale],B=f==0?wt:Jt,te=f==0?Et:It,me=d._splits,ue=z.distr==2?me.map(ht=>Zt[ht]):me,ae=z.distr==2?Zt[me[1]]-Zt[me[0]]:P,Z=d.ticks,q=d.border,Re=Z.show?Z.size:0,Oe=Fe(Re*fe),Ge=Fe((d.alignTo==2?d._size-Re-d.gap:d.gap)*fe),$e=d._rotate*-Fo/180,_e=U(d._pos*fe),Tt=(Oe+Ge)*R,ut=_e+Tt;x=f==0?ut:0,b=f==1?ut:0;let Nt=d.font[0],Qt=d.align==1?cr:d.align==2?ua:$e>0?cr:$e<0?ua:f==0?"center":m==3?ua:cr,ws=$e||f==1?"middle":m==2?"top":mp;al(Nt,S,Qt,ws);let Rt=d.font[1]*d.lineGap,Ft=me.map(ht=>U(c(ht,z,B,te))),Xt=d._values;for(let ht=0;ht<Xt.length;ht++){let Pt=Xt[ht];if(Pt!=null){f==0?b=Ft[ht]:x=Ft[ht],Pt=""+Pt;let ci=Pt.indexOf(`
`)==-1?[Pt]:Pt.split(/\n/gm);for(let mt=0;mt<ci.length;mt++){let Ml=ci[mt];$e?(w.save(),w.translate(b,x+mt*Rt),w.rotate($e),w.fillText(Ml,0,0),w.restore()):w.fillText(Ml,b,x+mt*Rt)}}}Z.show&&yn(Ft,Z.filter(t,ue,l,I,ae),f,m,_e,Oe,ke(Z.width*fe,3),Z.stroke(t,l),Z.dash,Z.cap);let ys=d.grid;ys.show&&yn(Ft,ys.filter(t,ue,l,I,ae),f,f==0?2:1,f==0?It:Et,f==0?Jt:wt,ke(ys.width*fe,3),ys.stroke(t,l),ys.dash,ys.cap),q.show&&yn([_e],[1],f==0?1:0,f==0?1:2,f==1?It:Et,f==1?Jt:wt,ke(q.width*fe,3),q.stroke(t,l),q.dash,q.cap)}qe("drawAxes")}function Wi(l){E.forEach((d,m)=>{m>0&&(d._paths=null,l&&(s==1?(d.min=null,d.max=null):d.facets.forEach(f=>{f.min=null,f.max=null})))})}let oo=!1,$n=!1,kr=[];function ku(){$n=!1;for(let l=0;l<kr.length;l++)qe(...kr[l]);kr.length=0}function Ii(){oo||(bm(ul),oo=!0)}function Su(l,d=!1){oo=!0,$n=d,l(t),ul(),d&&kr.length>0&&queueMicrotask(ku)}t.batch=Su;function ul(){if(ln&&(fu(),ln=!1),Mi&&(lu(),Mi=!1),Xr){if(Pe(M,cr,Se),Pe(M,"top",Ne),Pe(M,jr,re),Pe(M,Ur,N),Pe(D,cr,Se),Pe(D,"top",Ne),Pe(D,jr,re),Pe(D,Ur,N),Pe(k,jr,Ts),Pe(k,Ur,ti),$.width=Fe(Ts*fe),$.height=Fe(ti*fe),j.forEach(({_el:l,_show:d,_size:m,_pos:f,side:b})=>{if(l!=null)if(d){let x=b===3||b===0?m:0,S=b%2==1;Pe(l,S?"left":"top",f-x),Pe(l,S?"width":"height",m),Pe(l,S?"top":"left",S?Ne:Se),Pe(l,S?"height":"width",S?N:re),$a(l,bi)}else Ot(l,bi)}),so=Di=dn=hn=mn=fn=gn=vn=un=null,yt=1,Tr(!0),Se!=Ci||Ne!=si||re!=fs||N!=ii){Wi(!1);let l=re/fs,d=N/ii;if(pt&&!ri&&K.left>=0){K.left*=l,K.top*=d,zi&&Ss(zi,Fe(K.left),0,re,N),Hi&&Ss(Hi,0,Fe(K.top),re,N);for(let m=0;m<Ht.length;m++){let f=Ht[m];f!=null&&(Oi[m]*=l,_i[m]*=d,Ss(f,Kt(Oi[m]),Kt(_i[m]),re,N))}}if(Te.show&&!eo&&Te.left>=0&&Te.width>0){Te.left*=l,Te.width*=l,Te.top*=d,Te.height*=d;for(let m in Rn)Pe(Bi,m,Te[m])}Ci=Se,si=Ne,fs=re,ii=N}qe("setSize"),Xr=!1}Ts>0&&ti>0&&(w.clearRect(0,0,$.width,$.height),qe("drawClear"),X.forEach(l=>l()),qe("draw")),Te.show&&eo&&(no(Te),eo=!1),pt&&ri&&(li(null,!0,!1),ri=!1),ne.show&&ne.live&&zt&&(En(),zt=!1),u||(u=!0,t.status=1,qe("ready")),xr=!1,oo=!1}t.redraw=(l,d)=>{Mi=d||!1,l!==!1?Ns(H,W.min,W.max):Ii()};function xn(l,d){let m=A[l];if(m.from==null){if(Xe==0){let f=m.range(t,d.min,d.max,l);d.min=f[0],d.max=f[1]}if(d.min>d.max){let f=d.min;d.min=d.max,d.max=f}if(Xe>1&&d.min!=null&&d.max!=null&&d.max-d.min<1e-16)return;l==H&&m.distr==2&&Xe>0&&(d.min=cs(d.min,i[0]),d.max=cs(d.max,i[0]),d.min==d.max&&d.max++),Y[l]=d,ln=!0,Ii()}}t.setScale=xn;let kn,Sn,zi,Hi,hl,ml,Ni,Fi,fl,gl,Ee,Ae,Hs=!1,et=K.drag,Ve=et.x,Ke=et.y;pt&&(K.x&&(kn=Vt(Bh,D)),K.y&&(Sn=Vt(jh,D)),W.ori==0?(zi=kn,Hi=Sn):(zi=Sn,Hi=kn),Ee=K.left,Ae=K.top);let Te=t.select=ze({show:!0,over:!0,left:0,width:0,top:0,height:0},r.select),Bi=Te.show?Vt(Fh,Te.over?D:M):null;function no(l,d){if(Te.show){for(let m in l)Te[m]=l[m],m in Rn&&Pe(Bi,m,l[m]);d!==!1&&qe("setSelect")}}t.setSelect=no;function Eu(l){if(E[l].show)He&&$a(Le[l],bi);else if(He&&Ot(Le[l],bi),pt){let m=Li?Ht[0]:Ht[l];m!=null&&Ss(m,-10,-10,re,N)}}function Ns(l,d,m){xn(l,{min:d,max:m})}function vs(l,d,m,f){d.focus!=null&&Mu(l),d.show!=null&&E.forEach((b,x)=>{x>0&&(l==x||l==null)&&(b.show=d.show,Eu(x),s==2?(Ns(b.facets[0].scale,null,null),Ns(b.facets[1].scale,null,null)):Ns(b.scale,null,null),Ii())}),m!==!1&&qe("setSeries",l,d),f&&Rr("setSeries",t,l,d)}t.setSeries=vs;function Tu(l,d){ze(Q[l],d)}function Ru(l,d){l.fill=ce(l.fill||null),l.dir=he(l.dir,-1),d=d??Q.length,Q.splice(d,0,l)}function Pu(l){l==null?Q.length=0:Q.splice(l,1)}t.addBand=Ru,t.setBand=Tu,t.delBand=Pu;function Cu(l,d){E[l].alpha=d,pt&&Ht[l]!=null&&(Ht[l].style.opacity=d),He&&Le[l]&&(Le[l].style.opacity=d)}let Rs,Fs,ai,ji={focus:!0};function Mu(l){if(l!=ai){let d=l==null,m=gs.alpha!=1;E.forEach((f,b)=>{if(s==1||b>0){let x=d||b==0||b==l;f._focus=d?null:x,m&&Cu(b,x?1:gs.alpha)}}),ai=l,m&&Ii()}}He&&Ai&&dt(bp,ge,l=>{K._lock||(oi(l),ai!=null&&vs(null,ji,!0,We.setSeries))});function bs(l,d,m){let f=A[d];m&&(l=l/fe-(f.ori==1?Ne:Se));let b=re;f.ori==1&&(b=N,l=b-l),f.dir==-1&&(l=b-l);let x=f._min,S=f._max,R=l/b,P=x+(S-x)*R,I=f.distr;return I==3?ur(10,P):I==4?nm(P,f.asinh):I==100?f.bwd(P):P}function Au(l,d){let m=bs(l,H,d);return cs(m,i[0],je,Ue)}t.valToIdx=l=>cs(l,i[0]),t.posToIdx=Au,t.posToVal=bs,t.valToPos=(l,d,m)=>A[d].ori==0?o(l,A[d],m?wt:re,m?Et:0):n(l,A[d],m?Jt:N,m?It:0),t.setCursor=(l,d,m)=>{Ee=l.left,Ae=l.top,li(null,d,m)};function vl(l,d){Pe(Bi,cr,Te.left=l),Pe(Bi,jr,Te.width=d)}function bl(l,d){Pe(Bi,"top",Te.top=l),Pe(Bi,Ur,Te.height=d)}let Sr=W.ori==0?vl:bl,Er=W.ori==1?vl:bl;function Lu(){if(He&&ne.live)for(let l=s==2?1:0;l<E.length;l++){if(l==0&&Wt)continue;let d=ne.values[l],m=0;for(let f in d)ms[l][m++].firstChild.nodeValue=d[f]}}function En(l,d){if(l!=null&&(l.idxs?l.idxs.forEach((m,f)=>{ye[f]=m}):pm(l.idx)||ye.fill(l.idx),ne.idx=ye[0]),He&&ne.live){for(let m=0;m<E.length;m++)(m>0||s==1&&!Wt)&&Ou(m,ye[m]);Lu()}zt=!1,d!==!1&&qe("setLegend")}t.setLegend=En;function Ou(l,d){let m=E[l],f=l==0&&oe==2?Zt:i[l],b;Wt?b=m.values(t,l,d)??Is:(b=m.value(t,d==null?null:f[d],l,d),b=b==null?Is:{_:b}),ne.values[l]=b}function li(l,d,m){fl=Ee,gl=Ae,[Ee,Ae]=K.move(t,Ee,Ae),K.left=Ee,K.top=Ae,pt&&(zi&&Ss(zi,Fe(Ee),0,re,N),Hi&&Ss(Hi,0,Fe(Ae),re,N));let f,b=je>Ue;Rs=xe,Fs=null;let x=W.ori==0?re:N,S=W.ori==1?re:N;if(Ee<0||Xe==0||b){f=K.idx=null;for(let R=0;R<E.length;R++){let P=Ht[R];P!=null&&Ss(P,-10,-10,re,N)}Ai&&vs(null,ji,!0,l==null&&We.setSeries),ne.live&&(ye.fill(f),zt=!0)}else{let R,P,I;s==1&&(R=W.ori==0?Ee:Ae,P=bs(R,H),f=K.idx=cs(P,i[0],je,Ue),I=V(i[0][f],W,x,0));let z=-10,B=-10,te=0,me=0,ue=!0,ae="",Z="";for(let q=s==2?1:0;q<E.length;q++){let Re=E[q],Oe=ye[q],Ge=Oe==null?null:s==1?i[q][Oe]:i[q][1][Oe],$e=K.dataIdx(t,q,f,P),_e=$e==null?null:s==1?i[q][$e]:i[q][1][$e];if(zt=zt||_e!=Ge||$e!=Oe,ye[q]=$e,q>0&&Re.show){let Tt=$e==null?-10:$e==f?I:V(s==1?i[0][$e]:i[q][0][$e],W,x,0),ut=_e==null?-10:ee(_e,s==1?A[Re.scale]:A[Re.facets[1].scale],S,0);if(Ai&&_e!=null){let Nt=W.ori==1?Ee:Ae,Qt=Be(gs.dist(t,q,$e,ut,Nt));if(Qt<Rs){let ws=gs.bias;if(ws!=0){let Rt=bs(Nt,Re.scale),Ft=_e>=0?1:-1,Xt=Rt>=0?1:-1;Xt==Ft&&(Xt==1?ws==1?_e>=Rt:_e<=Rt:ws==1?_e<=Rt:_e>=Rt)&&(Rs=Qt,Fs=q)}else Rs=Qt,Fs=q}}if(zt||Li){let Nt,Qt;W.ori==0?(Nt=Tt,Qt=ut):(Nt=ut,Qt=Tt);let ws,Rt,Ft,Xt,ys,ht,Pt=!0,ci=it.bbox;if(ci!=null){Pt=!1;let mt=ci(t,q);Ft=mt.left,Xt=mt.top,ws=mt.width,Rt=mt.height}else Ft=Nt,Xt=Qt,ws=Rt=it.size(t,q);if(ht=it.fill(t,q),ys=it.stroke(t,q),Li)q==Fs&&Rs<=gs.prox&&(z=Ft,B=Xt,te=ws,me=Rt,ue=Pt,ae=ht,Z=ys);else{let mt=Ht[q];mt!=null&&(Oi[q]=Ft,_i[q]=Xt,Ep(mt,ws,Rt,Pt),kp(mt,ht,ys),Ss(mt,Kt(Ft),Kt(Xt),re,N))}}}}if(Li){let q=gs.prox,Re=ai==null?Rs<=q:Rs>q||Fs!=ai;if(zt||Re){let Oe=Ht[0];Oe!=null&&(Oi[0]=z,_i[0]=B,Ep(Oe,te,me,ue),kp(Oe,ae,Z),Ss(Oe,Kt(z),Kt(B),re,N))}}}if(Te.show&&Hs)if(l!=null){let[R,P]=We.scales,[I,z]=We.match,[B,te]=l.cursor.sync.scales,me=l.cursor.drag;if(Ve=me._x,Ke=me._y,Ve||Ke){let{left:ue,top:ae,width:Z,height:q}=l.select,Re=l.scales[B].ori,Oe=l.posToVal,Ge,$e,_e,Tt,ut,Nt=R!=null&&I(R,B),Qt=P!=null&&z(P,te);Nt&&Ve?(Re==0?(Ge=ue,$e=Z):(Ge=ae,$e=q),_e=A[R],Tt=V(Oe(Ge,B),_e,x,0),ut=V(Oe(Ge+$e,B),_e,x,0),Sr(ps(Tt,ut),Be(ut-Tt))):Sr(0,x),Qt&&Ke?(Re==1?(Ge=ue,$e=Z):(Ge=ae,$e=q),_e=A[P],Tt=ee(Oe(Ge,te),_e,S,0),ut=ee(Oe(Ge+$e,te),_e,S,0),Er(ps(Tt,ut),Be(ut-Tt))):Er(0,S)}else Pn()}else{let R=Be(fl-hl),P=Be(gl-ml);if(W.ori==1){let te=R;R=P,P=te}Ve=et.x&&R>=et.dist,Ke=et.y&&P>=et.dist;let I=et.uni;I!=null?Ve&&Ke&&(Ve=R>=I,Ke=P>=I,!Ve&&!Ke&&(P>R?Ke=!0:Ve=!0)):et.x&&et.y&&(Ve||Ke)&&(Ve=Ke=!0);let z,B;Ve&&(W.ori==0?(z=Ni,B=Ee):(z=Fi,B=Ae),Sr(ps(z,B),Be(B-z)),Ke||Er(0,S)),Ke&&(W.ori==1?(z=Ni,B=Ee):(z=Fi,B=Ae),Er(ps(z,B),Be(B-z)),Ve||Sr(0,x)),!Ve&&!Ke&&(Sr(0,0),Er(0,0))}if(et._x=Ve,et._y=Ke,l==null){if(m){if(Cl!=null){let[R,P]=We.scales;We.values[0]=R!=null?bs(W.ori==0?Ee:Ae,R):null,We.values[1]=P!=null?bs(W.ori==1?Ee:Ae,P):null}Rr(ha,t,Ee,Ae,re,N,f)}if(Ai){let R=m&&We.setSeries,P=gs.prox;ai==null?Rs<=P&&vs(Fs,ji,!0,R):Rs>P?vs(null,ji,!0,R):Fs!=ai&&vs(Fs,ji,!0,R)}}zt&&(ne.idx=f,En()),d!==!1&&qe("setCursor")}let Bs=null;Object.defineProperty(t,"rect",{get(){return Bs==null&&Tr(!1),Bs}});function Tr(l=!1){l?Bs=null:(Bs=D.getBoundingClientRect(),qe("syncRect",Bs))}function wl(l,d,m,f,b,x,S){K._lock||Hs&&l!=null&&l.movementX==0&&l.movementY==0||(Tn(l,d,m,f,b,x,S,!1,l!=null),l!=null?li(null,!0,!0):li(d,!0,!1))}function Tn(l,d,m,f,b,x,S,R,P){if(Bs==null&&Tr(!1),oi(l),l!=null)m=l.clientX-Bs.left,f=l.clientY-Bs.top;else{if(m<0||f<0){Ee=-10,Ae=-10;return}let[I,z]=We.scales,B=d.cursor.sync,[te,me]=B.values,[ue,ae]=B.scales,[Z,q]=We.match,Re=d.axes[0].side%2==1,Oe=W.ori==0?re:N,Ge=W.ori==1?re:N,$e=Re?x:b,_e=Re?b:x,Tt=Re?f:m,ut=Re?m:f;if(ue!=null?m=Z(I,ue)?c(te,A[I],Oe,0):-10:m=Oe*(Tt/$e),ae!=null?f=q(z,ae)?c(me,A[z],Ge,0):-10:f=Ge*(ut/_e),W.ori==1){let Nt=m;m=f,f=Nt}}P&&(d==null||d.cursor.event.type==ha)&&((m<=1||m>=re-1)&&(m=gi(m,re)),(f<=1||f>=N-1)&&(f=gi(f,N))),R?(hl=m,ml=f,[Ni,Fi]=K.move(t,m,f)):(Ee=m,Ae=f)}let Rn={width:0,height:0,left:0,top:0};function Pn(){no(Rn,!1)}let yl,$l,xl,kl;function Sl(l,d,m,f,b,x,S){Hs=!0,Ve=Ke=et._x=et._y=!1,Tn(l,d,m,f,b,x,S,!0,!1),l!=null&&(dt(ma,wa,El,!1),Rr(gp,t,Ni,Fi,re,N,null));let{left:R,top:P,width:I,height:z}=Te;yl=R,$l=P,xl=I,kl=z}function El(l,d,m,f,b,x,S){Hs=et._x=et._y=!1,Tn(l,d,m,f,b,x,S,!1,!0);let{left:R,top:P,width:I,height:z}=Te,B=I>0||z>0,te=yl!=R||$l!=P||xl!=I||kl!=z;if(B&&te&&no(Te),et.setScale&&B&&te){let me=R,ue=I,ae=P,Z=z;if(W.ori==1&&(me=P,ue=z,ae=R,Z=I),Ve&&Ns(H,bs(me,H),bs(me+ue,H)),Ke)for(let q in A){let Re=A[q];q!=H&&Re.from==null&&Re.min!=xe&&Ns(q,bs(ae+Z,q),bs(ae,q))}Pn()}else K.lock&&(K._lock=!K._lock,li(d,!0,l!=null));l!=null&&(Pi(ma,wa),Rr(ma,t,Ee,Ae,re,N,null))}function _u(l,d,m,f,b,x,S){if(K._lock)return;oi(l);let R=Hs;if(Hs){let P=!0,I=!0,z=10,B,te;W.ori==0?(B=Ve,te=Ke):(B=Ke,te=Ve),B&&te&&(P=Ee<=z||Ee>=re-z,I=Ae<=z||Ae>=N-z),B&&P&&(Ee=Ee<Ni?0:re),te&&I&&(Ae=Ae<Fi?0:N),li(null,!0,!0),Hs=!1}Ee=-10,Ae=-10,ye.fill(null),li(null,!0,!0),R&&(Hs=R)}function Tl(l,d,m,f,b,x,S){K._lock||(oi(l),pn(),Pn(),l!=null&&Rr(wp,t,Ee,Ae,re,N,null))}function Rl(){j.forEach(Rf),cn(t.width,t.height,!0)}wi(Bo,dr,Rl);let Ui={};Ui.mousedown=Sl,Ui.mousemove=wl,Ui.mouseup=El,Ui.dblclick=Tl,Ui.setSeries=(l,d,m,f)=>{let b=We.match[2];m=b(t,d,m),m!=-1&&vs(m,f,!0,!1)},pt&&(dt(gp,D,Sl),dt(ha,D,wl),dt(vp,D,l=>{oi(l),Tr(!1)}),dt(bp,D,_u),dt(wp,D,Tl),Ra.add(t),t.syncRect=Tr);let ao=t.hooks=r.hooks||{};function qe(l,d,m){$n?kr.push([l,d,m]):l in ao&&ao[l].forEach(f=>{f.call(null,t,d,m)})}(r.plugins||[]).forEach(l=>{for(let d in l.hooks)ao[d]=(ao[d]||[]).concat(l.hooks[d])});let Pl=(l,d,m)=>m,We=ze({key:null,setSeries:!1,filters:{pub:Mp,sub:Mp},scales:[H,E[1]?E[1].scale:null],match:[Ap,Ap,Pl],values:[null,null]},K.sync);We.match.length==2&&We.match.push(Pl),K.sync=We;let Cl=We.key,Cn=Rd(Cl);function Rr(l,d,m,f,b,x,S){We.filters.pub(l,d,m,f,b,x,S)&&Cn.pub(l,d,m,f,b,x,S)}Cn.sub(t);function Du(l,d,m,f,b,x,S){We.filters.sub(l,d,m,f,b,x,S)&&Ui[l](null,d,m,f,b,x,S)}t.pub=Du;function Wu(){Cn.unsub(t),Ra.delete(t),ei.clear(),xa(Bo,dr,Rl),g.remove(),ge?.remove(),qe("destroy")}t.destroy=Wu;function Mn(){qe("init",r,i),ol(i||r.data,!1),Y[H]?xn(H,Y[H]):pn(),eo=Te.show&&(Te.width>0||Te.height>0),ri=zt=!0,cn(r.width,r.height)}return E.forEach(il),j.forEach(mu),e?e instanceof HTMLElement?(e.appendChild(g),Mn()):e(t,Mn):Mn(),t}st.assign=ze;st.fmtNum=_a;st.rangeNum=jo;st.rangeLog=Ko;st.rangeAsinh=La;st.orient=$i;st.pxRatio=fe;st.join=vm;st.fmtDate=Wa,st.tzDate=Pm;st.sync=Rd;{st.addGap=df,st.clipGaps=Yo;let r=st.paths={points:Od};r.linear=Dd,r.stepped=mf,r.bars=ff,r.spline=vf}var Hd='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';var ja=190,xi=class extends L{constructor(){super(...arguments);this.scores=[];this.objective="joint";this.plot=null;this.shape="";this.watcher=new ResizeObserver(()=>this.resize());this.theme=window.matchMedia("(prefers-color-scheme: dark)");this.repaint=()=>this.plot?.redraw(!1,!0)}connectedCallback(){super.connectedCallback(),this.theme.addEventListener("change",this.repaint)}disconnectedCallback(){super.disconnectedCallback(),this.watcher.disconnect(),this.theme.removeEventListener("change",this.repaint),this.plot?.destroy(),this.plot=null,this.shape=""}render(){return p`<p class="legend">
                <span style="--colour: ${this.colour("--accent","#c2410c")}">${a("kept")}</span>
                <span style="--colour: ${Nd}">${a("candidates")}</span>
                ${this.hasJudge?p`<span style="--colour: ${Fd}">${a("judge")}</span>`:""}
            </p>
            <div class="plot" role="img" aria-label=${this.description}></div>`}updated(e){let t=this.renderRoot.querySelector(".plot");if(!t)return;let s=`${this.most} ${this.hasJudge} ${this.objective}`;if(this.plot&&s===this.shape){this.plot.setData(this.data);return}this.shape=s,this.plot?.destroy(),this.plot=new st(this.options(t.clientWidth||300),this.data,t),this.watcher.disconnect(),this.watcher.observe(t)}get hasJudge(){return this.scores.some(e=>e.judge!==null)}get most(){return Math.max(1,...this.scores.map(e=>e.candidates.length))}get description(){let e=this.scores.filter(t=>t.kept!==null).map(t=>`${t.number||a("Start")}: ${xt(t.kept,this.objective)}`);return`${a("Score of the kept picture after each step")}: ${e.slice(-40).join(", ")}`}get data(){let e=o=>this.scores.map(n=>this.shown(o(n))),t=Array.from({length:this.most},(o,n)=>e(c=>c.candidates[n])),s=this.hasJudge?[e(o=>o.judge)]:[];return[this.scores.map(o=>o.number),...t,...s,e(o=>o.kept)]}shown(e){return e==null?null:this.objective==="similarity"?e:e*100}options(e){let t=this.objective!=="similarity",s=c=>c===null?"–":t?rt(c/100):c.toFixed(2),o=(c,u)=>({stroke:c,paths:()=>null,points:{show:!0,size:u,fill:c}}),n={stroke:()=>this.colour("--soft","#666"),grid:{stroke:()=>this.colour("--line","#ddd"),width:1}};return{width:e,height:ja,cursor:{show:!1},legend:{show:!1},padding:[8,12,0,0],scales:{x:{time:!1,range:(c,u,g)=>u===g?[u-1,g+1]:[u,g]},y:t?{range:[0,100]}:{}},axes:[{...n,label:a("Step"),labelSize:20,size:28,incrs:[1,2,5,10,20,50,100,200,500],values:(c,u)=>u.map(String)},{...n,label:a("Score"),labelSize:20,size:60,values:(c,u)=>u.map(s)}],series:[{},...Array.from({length:this.most},()=>o(Nd,5)),...this.hasJudge?[o(Fd,6)]:[],{stroke:()=>this.colour("--accent","#c2410c"),width:2,points:{show:!0,size:6}}]}}colour(e,t){return Cf(this,`var(${e}, ${t})`)}resize(){let e=this.renderRoot.querySelector(".plot")?.clientWidth??0;e&&this.plot&&e!==this.plot.width&&this.plot.setSize({width:e,height:ja})}};xi.styles=[Al(Hd),_,C`
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
                height: ${ja}px;
                min-width: 0;
                overflow: hidden;
            }
        `],h([y({attribute:!1})],xi.prototype,"scores",2),h([y()],xi.prototype,"objective",2),xi=h([O("cc-chart")],xi);var Nd="#868e96",Fd="#7048e8";function Cf(r,i){let e=document.createElement("i");e.style.color=i,r.renderRoot.append(e);let t=getComputedStyle(e).color;return e.remove(),t}var Mf=4,Af=200,ds=class extends L{constructor(){super(...arguments);this.earlier="";this.later="";this.earlierTitle="";this.laterTitle="";this.at=50;this.isSmall=!1;this.pressed=null;this.loaded=e=>{let t=e.target;this.isSmall=Math.max(t.naturalWidth,t.naturalHeight)<Af};this.enlargeAfter=e=>{e.stopPropagation(),this.enlarge(this.later)};this.press=e=>{if(e.button||e.target.closest("button"))return;let t=e.target.closest(".bar")!==null;this.pressed={x:e.clientX,isDragged:t},e.currentTarget.setPointerCapture(e.pointerId)};this.move=e=>{let{pressed:t}=this;if(!t||!t.isDragged&&Math.abs(e.clientX-t.x)<Mf)return;t.isDragged=!0;let{left:s,width:o}=e.currentTarget.getBoundingClientRect();this.at=Math.min(100,Math.max(0,(e.clientX-s)/o*100))};this.release=e=>{let{pressed:t}=this;if(this.pressed=null,!t||t.isDragged)return;let{left:s,width:o}=e.currentTarget.getBoundingClientRect();this.enlarge((e.clientX-s)/o*100<this.at?this.earlier:this.later)};this.key=e=>{let s={ArrowLeft:this.at-5,ArrowDown:this.at-5,ArrowRight:this.at+5,ArrowUp:this.at+5,PageDown:this.at-20,PageUp:this.at+20,Home:0,End:100}[e.key];s!==void 0&&(e.preventDefault(),this.at=Math.min(100,Math.max(0,s)))}}render(){let{earlier:e,later:t,at:s}=this,o=this.isSmall?"small":"";return e?p`<div
            class="frame"
            @pointerdown=${this.press}
            @pointermove=${this.move}
            @pointerup=${this.release}
            @pointercancel=${()=>this.pressed=null}
            @dragstart=${n=>n.preventDefault()}
        >
            <img class=${o} src=${t} alt=${this.laterTitle} @load=${this.loaded} />
            <img class="before ${o}" src=${e} alt=${this.earlierTitle} style="clip-path: inset(0 ${100-s}% 0 0)" />
            <div
                class="bar"
                role="slider"
                tabindex="0"
                style="left: ${s}%"
                aria-label=${a("Before and after")}
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=${Math.round(s)}
                aria-valuetext=${a("{share} % before",{share:Math.round(s)})}
                @keydown=${this.key}
            ></div>
            ${this.button()}
        </div>`:p`<div class="frame" style="cursor: zoom-in" @click=${()=>this.enlarge(t)}>
                <img class=${o} src=${t} alt=${this.laterTitle} @load=${this.loaded} />${this.button()}
            </div>`}button(){return p`<button class="large" aria-label=${a("Large view")} title=${a("Large view")} @click=${this.enlargeAfter}>
            ⤢
        </button>`}enlarge(e){this.dispatchEvent(new co(e))}};ds.styles=[_,C`
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
        `],h([y()],ds.prototype,"earlier",2),h([y()],ds.prototype,"later",2),h([y()],ds.prototype,"earlierTitle",2),h([y()],ds.prototype,"laterTitle",2),h([T()],ds.prototype,"at",2),h([T()],ds.prototype,"isSmall",2),ds=h([O("cc-compare")],ds);var Lf={wanted:"+",held:"=",unwanted:"−"},Of=4,ki=class extends L{constructor(){super(...arguments);this.parts=[];this.objective="joint"}render(){return this.parts.length?p`<p class="hint">
                <span>${a("Targets")}</span>
                <span>${a("Score")}</span>
            </p>
            <ul>
                ${Ie(this.parts,e=>`${e.role} ${e.word}`,e=>this.row(e))}
            </ul>`:v}row({word:e,role:t,value:s}){let o=this.objective==="similarity"?s/Of:s,n=Math.round(Math.min(1,Math.max(0,o))*1e3)/10;return p`<li class=${t} data-word=${e}>
            <span class="mark" role="img" aria-label=${a(t)} title=${a(t)}>${Lf[t]}</span>
            <bdi class="word" title=${e}>${e}</bdi>
            <span class="track" aria-hidden="true"><span style="width: ${n}%"></span></span>
            <span class="number">${xt(s,this.objective)}</span>
        </li>`}};ki.styles=[_,C`
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
        `],h([y({attribute:!1})],ki.prototype,"parts",2),h([y()],ki.prototype,"objective",2),ki=h([O("cc-meters")],ki);var Xo=class extends CustomEvent{constructor(i){super("cc-pick",{detail:i,bubbles:!0,composed:!0})}},Bd=60,jd=120,_f=120,Zs=class extends L{constructor(){super(...arguments);this.tiles=[];this.selected=null;this.label="All steps";this.isMoved=!1;this.tile=e=>{let t=e.number===this.selected;return p`<button
            data-step=${e.number}
            aria-pressed=${t}
            tabindex=${t||this.selected===null?0:-1}
            title=${e.title}
            @click=${()=>this.pick(e)}
        >
            <span class="picture">
                ${e.source?p`<img loading="lazy" src=${e.source} alt="" />`:p`<small>${a("no picture")}</small>`}
            </span>
            <span class="caption">
                <b>${e.number||a("Start")}</b> ${e.caption}
                ${e.isKept?p`<span class="kept">${a("kept")}</span>`:v}
            </span>
        </button>`};this.key=e=>{let{tiles:t}=this,s=t.findIndex(u=>u.number===this.selected),n={ArrowLeft:s-1,ArrowRight:s+1,Home:0,End:t.length-1}[e.key],c=n===void 0?void 0:t[Math.min(t.length-1,Math.max(0,n))];c&&(e.preventDefault(),this.isMoved=c.number!==this.selected,this.dispatchEvent(new Xo(c.number)))}}render(){let{tiles:e}=this;return e.length?e.length<Bd?p`<div class="row" role="group" aria-label=${a(this.label)} @keydown=${this.key}>
                ${Ie(e,t=>t.number,this.tile)}
            </div>`:p`<div class="row many" role="group" aria-label=${a(this.label)} tabindex="-1" @keydown=${this.key}>
            ${Zl({items:e,keyFunction:(t,s)=>t?.number??-1-s,renderItem:t=>t?this.tile(t):p``,scroller:!0,layout:Jl({direction:"horizontal"})})}
        </div>`:v}updated(e){e.has("tiles")&&this.tiles.length>=Bd&&this.requestUpdate(),e.has("selected")&&(this.reveal(this.isMoved),this.isMoved=!1)}pick(e){e.number===this.selected&&e.large?this.dispatchEvent(new co(e.large)):this.dispatchEvent(new Xo(e.number))}reveal(e,t=_f){let s=this.renderRoot.querySelector(".row");if(!s)return;let o=s.querySelector(`[data-step="${this.selected}"]`);if(o){let[c,u]=[o.getBoundingClientRect(),s.getBoundingClientRect()];(c.left<u.left||c.right>u.right)&&(s.scrollLeft+=c.left-u.left-(u.width-c.width)/2),e&&o.focus({preventScroll:!0});return}let n=this.tiles.findIndex(c=>c.number===this.selected);s.scrollLeft=n*jd-(s.clientWidth-jd)/2,n>=0&&t&&requestAnimationFrame(()=>this.reveal(e,t-1))}};Zs.styles=[_,C`
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
        `],h([y({attribute:!1})],Zs.prototype,"tiles",2),h([y({type:Number})],Zs.prototype,"selected",2),h([y()],Zs.prototype,"label",2),Zs=h([O("cc-strip")],Zs);var Ud=176,Df={wanted:"+",held:"=",unwanted:"−"},Ds=class extends L{constructor(){super(...arguments);this.picked=null;this.seen=[];this.order=Lr;this.taste=new Ut(this);this.tastes=new Ut(this);this.asked="";this.tilesOf=null}get selected(){return Fr(this.session.steps,this.picked)}get objective(){return String(this.session.settings.objective)}connectedCallback(){super.connectedCallback(),this.addEventListener("cc-large",e=>this.enlarge(e.detail))}get raters(){return this.taste.value?.raters.map(({name:e})=>e)??[]}like(e){let{raters:t,session:s}=this,o=e!==void 0&&e.candidates.length>0;this.taste.wish(o?"taste":"",s.id);let n=Mt();this.order=bo({...this.order,rater:this.order.rater||n},[],t);let c=this.order.measure==="taste"||t.includes(n)?this.order.rater:"";this.tastes.wish(o&&c?`sessions/${s.id}/tastes${es(c)}&step=${e.number}`:"","")}percentile(e){let t=this.tastes.value?.tastes[e]?.percentile??null;return t===null?"":`♥ ${Ms(t)}`}willUpdate(e){let t=this.selected;this.like(t);let s=t&&t.best>=0?`${this.session.id}/steps/${t.number}`:"";s!==this.asked&&(this.asked=s,s?this.look(s):this.seen=[])}async look(e){try{let{seen:t}=await ve(`sessions/${e}?brief=true`);e===this.asked&&(this.seen=t)}catch{e===this.asked&&(this.seen=[])}}render(){let e=this.selected;if(!e)return v;let{tiles:t,scores:s}=this.rows();return p`<div class="top" data-step=${e.number}>
                <div class="stage">${this.stage(e)}</div>
                <div class="facts">${this.facts(e)}</div>
            </div>
            <section class="steps">
                <h3>${a("All steps")}</h3>
                <cc-strip .tiles=${t} .selected=${e.number}></cc-strip>
            </section>
            <slot></slot>
            <div class="more">
                ${e.candidates.length>1?this.candidates(e):v}
                <section class="card">
                    <h3>${a("Score")}</h3>
                    <cc-chart .scores=${s} .objective=${this.objective}></cc-chart>
                </section>
                ${this.seen.length?this.words(e):v}
            </div>`}name(e){let t=e.number?a("Step {number}",{number:e.number}):a("Start");return e===ar(this.session.steps)?`${t}, ${a("kept")}`:t}stage(e){let t=this.session.steps.find(c=>c.best>=0),s=lt(e);if(!s)return p`<p class="hint">${a("This step was skipped and has no picture.")}</p>`;let o=t&&t!==e?lt(t):void 0,{id:n}=this.session;return p`<cc-compare
                .earlier=${o?Ls(n,o.file):""}
                .earlierTitle=${a("Before")}
                .later=${Ls(n,s.file)}
                .laterTitle=${this.name(e)}
            ></cc-compare>
            <p class="hint">${o?p`${a("before")} ⟷ `:v}${this.name(e)}</p>`}facts(e){let t=lt(e),s=pp(this.session.steps,e);return p`<section class="card">
                <h3>${this.name(e)} ${this.numbers(e)}</h3>
                <cc-meters .parts=${t?.score.parts??[]} .objective=${this.objective}></cc-meters>
            </section>
            ${e.prompt||e.negative_prompt?p`<section>
                      <h3>${a("Prompt")} <small>${Vd(e.tokens)}</small></h3>
                      <p class="prompt" id="prompt">${nr(s?.prompt??"",e.prompt)}</p>
                      ${e.negative_prompt||s?.negative_prompt?p`<h3>${a("Negative prompt")} <small>${Vd(e.negative_tokens)}</small></h3>
                                <p class="prompt">${nr(s?.negative_prompt??"",e.negative_prompt)}</p>`:v}
                      ${e.edited?p`<p class="hint">${a("Changed by hand.")}</p>`:v}
                      ${e.why.length?p`<p class="hint">${e.why.map(o=>a(o)).join(" · ")}</p>`:v}
                  </section>`:v}
            ${e.notes.map(o=>p`<p class="message">${a(o)}</p>`)} ${this.newestNotes(e)}`}newestNotes(e){let t=this.session.steps.at(-1);return t.notes.filter(o=>!e.notes.includes(o)).map(o=>p`<p class="message"><b>${this.name(t)}:</b> ${a(o)}</p>`)}numbers(e){let t=lt(e),s=[t?xt(t.score.value,this.objective):"",t?this.percentile(t.file):"",t?.score.taste?`${a("taste")} ${pa(t.score.taste)}`:"",e.judge?`${a("judge")} ${xt(e.judge.value,this.objective)}`:"",e.number?`${a("strength")} ${Number(e.strength.toFixed(2))}`:"",t&&e.number?`${a("seed")} ${t.seed}`:""];return p`<small class="number">${s.filter(Boolean).join(" · ")}</small>`}candidates(e){let{id:t}=this.session,s=[["",a("as they were drawn")],["score",a("score")]],o=this.sorted(e),n=Object.values(this.tastes.value?.tastes??{})[0];return p`<section class="card">
            <h3>${a("Candidates")} <small>${this.name(e)}</small></h3>
            <div class="order">${To(this.order,s,[],this.raters,c=>this.order=c)}</div>
            ${this.order.measure==="taste"&&(this.tastes.message||n?.not_yet)?p`<p class="hint" role="status">${a(this.tastes.message||n.not_yet)}</p>`:v}
            <div class="candidates">
                ${o.map((c,u)=>p`<button
                            class=${c===lt(e)?"best":""}
                            title=${[`${a("seed")} ${c.seed}`,c.score.taste?`${a("taste")} ${pa(c.score.taste)}`:""].filter(Boolean).join(" · ")}
                            aria-label=${a("Candidate {number}, large view",{number:u+1})}
                            @click=${()=>{ft(o.map(g=>this.large(e,g)),u)}}
                        >
                            <img loading="lazy" src=${Ls(t,c.file,Ud)} alt="" />
                            <span class="hint">${xt(c.score.value,this.objective)} ${this.percentile(c.file)}</span>
                        </button>`)}
            </div>
        </section>`}sorted(e){return lp(e.candidates,this.order.measure,this.tastes.value?.liked??[])}words(e){let t=new Map((lt(e)?.score.parts??[]).map(s=>[js(s.word),s.role]));return p`<section class="card">
            <h3>${a("What CLIP sees")} <small>${a("share in its group")}</small></h3>
            <div class="seen">
                ${this.seen.map(({group:s,words:o})=>p`<section>
                            ${s?p`<h4><bdi>${s}</bdi></h4>`:v}
                            ${o.map(n=>{let c=t.get(js(n.word));return p`<div class="word">
                                    <b>${c?Df[c]:""}</b><bdi title=${n.word}>${n.word}</bdi>
                                    <span class="track" aria-hidden="true"><span style="width: ${n.share*100}%"></span></span>
                                    <span class="number">${rt(n.share)}</span>
                                </div>`})}
                        </section>`)}
            </div>
        </section>`}rows(){let{steps:e}=this.session;if(this.tilesOf?.steps!==e){let t=ar(e);this.tilesOf={steps:e,tiles:e.map(s=>this.tile(s,s===t)),scores:Wf(e)}}return this.tilesOf}tile(e,t){let{id:s}=this.session,o=lt(e);return{number:e.number,source:o?Ls(s,o.file,Ud):"",large:o?Ls(s,o.file):"",title:e.prompt||a("Start"),caption:o?xt(o.score.value,this.objective):"",isKept:t}}large(e,{file:t,score:{value:s}}){return{source:Ls(this.session.id,t),title:[this.name(e),xt(s,this.objective),this.percentile(t),e.prompt].filter(Boolean).join(" · ")}}enlarge(e){let t=this.session.steps.flatMap(s=>{let o=lt(s);return o?[this.large(s,o)]:[]});ft(t,t.findIndex(s=>s.source===e))}};Ds.styles=[_,Do,C`
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
        `],h([y({attribute:!1})],Ds.prototype,"session",2),h([y({attribute:!1})],Ds.prototype,"picked",2),h([T()],Ds.prototype,"seen",2),h([T()],Ds.prototype,"order",2),Ds=h([O("cc-loop-result")],Ds);function Wf(r){let i=null;return r.map(e=>(e.kept&&(i=lt(e)?.score.value??i),{number:e.number,kept:i,candidates:e.candidates.map(t=>t.score.value),judge:e.judge?.value??null}))}function Vd(r){let[i,e]=r??["?","?"];return e?a("{used} of {room} tokens",{used:i,room:e}):""}var qt=class extends L{constructor(){super(...arguments);this.value="";this.presets=[];this.preset="";this.error="";this.shown="";this.isUnfolded=!1;this.asked="";this.list=async()=>{try{let e=await ve("lists");this.presets=e.lists.map(t=>this.presets.find(s=>s.name===t)??{name:t,own:!0})}catch{}};this.choose=e=>{this.preset=e.target.value,this.load(this.preset,!0)};this.unfold=e=>{this.isUnfolded=e.target.open}}reset(e){this.preset=e,this.shown=this.error=this.asked=""}updated(){this.isUnfolded&&!this.value&&this.preset&&this.asked!==this.preset&&this.load(this.preset)}render(){let e=this.presets.map(s=>s.name),t=!e.includes(this.preset);return p`<label>
                ${a("Keyword list")}
                <select id="preset" @focus=${this.list} @change=${this.choose}>
                    ${t?p`<option value="" selected>${a("A list of its own")}</option>`:v}
                    ${e.map(s=>p`<option value=${s} ?selected=${s===this.preset}>${a(s)}</option>`)}
                </select>
            </label>
            <details id="list" @toggle=${this.unfold}>
                <summary>${a("Show and edit the words")}</summary>
                <label>
                    <span class="hint">${a(this.field.info)}</span>
                    <textarea
                        id="keywords"
                        rows="9"
                        aria-label=${a("Keywords")}
                        .value=${this.value||this.shown}
                        @input=${s=>this.change(s.target.value)}
                    ></textarea>
                </label>
            </details>
            ${this.error?p`<p class="message error" role="alert">${this.error}</p>`:v}`}change(e){this.shown="",this.dispatchEvent(new Dl("keywords",e))}async load(e,t=!1){this.asked=e;try{let{text:s}=await ve(`lists/${encodeURIComponent(e)}`);if(this.asked!==e)return;this.error="",t?this.change(s):this.shown=s}catch(s){this.error=s.message}}};qt.styles=[_,C`
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
        `],h([y({attribute:!1})],qt.prototype,"field",2),h([y()],qt.prototype,"value",2),h([y({attribute:!1})],qt.prototype,"presets",2),h([y()],qt.prototype,"preset",2),h([T()],qt.prototype,"error",2),h([T()],qt.prototype,"shown",2),h([T()],qt.prototype,"isUnfolded",2),qt=h([O("cc-loop-keywords")],qt);var Kd=["want","avoid"],Ua="keywords",qd=["steps","candidates","strength"],If="only_where",Gd=["prompt","negative_prompt","policy"],us=class extends L{constructor(){super(...arguments);this.values={};this.offers={};this.mask="";this.trouble="";this.offered=e=>{let t=e.offered?this.offers[e.offered]:void 0;return Array.isArray(t)?{...e,choices:t}:e}}showList(e){this.updateComplete.then(()=>this.renderRoot.querySelector("cc-loop-keywords")?.reset(e))}focusGoal(){this.renderRoot.querySelector("cc-form")?.shadowRoot?.querySelector('cc-control[data-field="want"]')?.focus()}render(){let{kind:e}=this,t=[...Kd,Ua,...qd,...Gd],s=e.fields.filter(o=>!t.includes(o.name));return p`${this.form(this.named(Kd))}
            <cc-loop-keywords
                .field=${this.named([Ua])[0]}
                .value=${String(this.values[Ua]??"")}
                .presets=${this.face.presets}
                .preset=${this.face.default_preset}
            ></cc-loop-keywords>
            <div id="size">${this.form(this.named(qd))}</div>
            ${this.folded("prompts","Prompt and policy",[...this.named(Gd),...s.filter(o=>o.section==="goal")])}
            ${e.sections.filter(o=>o.name!=="goal").map(o=>this.folded(o.name,o.title,s.filter(n=>n.section===o.name)))}`}named(e){return e.flatMap(t=>this.kind.fields.filter(s=>s.name===t)).map(this.offered)}form(e){return p`<cc-form .fields=${e} .values=${this.values}></cc-form>`}controls(e){let t=this.mask?e.findIndex(s=>s.name===If):-1;return t<0?this.form(e):p`${this.form(e.slice(0,t+1))}
            <p id="only_where">${po(this.mask,a("Only where"))} ${a("Only the white part changes.")}</p>
            ${this.form(e.slice(t+1))}`}folded(e,t,s){if(!s.length)return v;let o=Ki(s),n=s.filter(u=>String(this.values[u.name]??o[u.name])!==String(o[u.name])),c=n.length?p` · ${a("{count} changed",{count:n.length})}`:v;return p`<details id=${e}>
            <summary>${a(t)}${c}</summary>
            ${this.controls(s.map(this.offered))}
            ${s.some(u=>u.offered)?this.reload():v}
        </details>`}reload(){return p`<button id="reload" @click=${()=>this.dispatchEvent(new Event("cc-reload"))}>
                ${a("Reload the host's lists")}
            </button>
            ${this.trouble?p`<p class="message error" role="alert">${this.trouble}</p>`:v}`}};us.styles=[_,C`
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
        `],h([y({attribute:!1})],us.prototype,"face",2),h([y({attribute:!1})],us.prototype,"kind",2),h([y({attribute:!1})],us.prototype,"values",2),h([y({attribute:!1})],us.prototype,"offers",2),h([y()],us.prototype,"mask",2),h([y()],us.prototype,"trouble",2),us=h([O("cc-loop-settings")],us);var zf=512,Ws=class extends L{constructor(){super(...arguments);this.model=new Io(this,()=>this.kind,()=>this.checkVisibility(),()=>this.toBeShown="work",e=>this.form.showList(e?this.face.default_preset:""));this.toBeShown=null;this.paste=e=>{let t=Il(e.clipboardData);if(!t||!this.checkVisibility())return;e.preventDefault();let{model:s}=this,o={blob:t,name:t.name};s.setStart({...s.start,kind:"picture",picture:o,mask:null,isNew:!0})}}connectedCallback(){super.connectedCallback(),document.addEventListener("paste",this.paste)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("paste",this.paste)}receive({picture:e,extra:t}){this.model.receive(e,t),this.form.focusGoal()}updated(){let{model:e}=this;if(!this.toBeShown||!e.session||this.toBeShown==="result"&&!e.step)return;this.toBeShown=this.toBeShown==="work"&&!e.step?"result":null;let t=this.renderRoot.querySelector(".work"),{top:s}=t.getBoundingClientRect();if(s>=0&&s<window.innerHeight*.5)return;let o=window.matchMedia("(prefers-reduced-motion: reduce)").matches;t.scrollIntoView({block:"start",behavior:o?"auto":"smooth"})}render(){return p`<div class="setup">${this.setup()}</div>
            <div class="work">${this.work()}</div>`}setup(){let{model:e}=this,t=Number(e.offers.side||zf);return p`<cc-loop-start
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
            ></cc-loop-settings>`}get mask(){let{session:e,start:t}=this.model,s=e&&!t.isNew?cp(e):"",o=s===Nr&&t.kind==="picture"&&t.mask;return e&&s&&!o?Ls(e.id,s):""}newStart(){return!this.model.watch.id||!this.model.start.isNew?v:p`<div class="note" id="new_start">${a("Another start: Start and Step begin a new session.")}</div>`}fromPicture(){let{model:e}=this,t=e.fromPicture;if(!t)return v;let s=Object.keys(t.found),o=this.kind.fields.filter(n=>s.includes(n.name)).map(n=>a(n.label));return p`<div class="note" id="from_picture" role="status">
            <span
                ><b>${t.replaced?a("From the picture:"):a("The picture has its own:")}</b> ${o.join(", ")||a("nothing")}</span
            >
            ${t.replaced?p`<button id="drop" @click=${()=>e.dropFromPicture()}>${a("Drop them")}</button>`:s.length?p`<button id="take" @click=${()=>e.takeFromPicture()}>${a("Use them")}</button>`:v}
            ${t.notes.map(n=>p`<span class="hint">${a(n)}</span>`)}
        </div>`}work(){let{model:e}=this,{session:t,watch:s}=e;return p`<cc-toolbar
                .possible=${this.possible}
                .score=${t?this.keptScore(t):""}
                .steps=${t?this.stepsDone(t):""}
                @cc-do=${o=>this.act(o.detail)}
            ></cc-toolbar>
            ${e.message||s.error?p`<p class="message error" id="message" role="alert">${e.message||s.error}</p>`:v}
            <cc-progress
                .status=${s.status}
                .doing=${this.doing()}
                .left=${t?dp(t,s.status?.live):0}
            ></cc-progress>
            ${this.proposal()} ${t?this.result(t):this.welcome()}
            <details id="sessions" ?open=${!t}>
                <summary>${a("Sessions")}</summary>
                <cc-session-list
                    .briefs=${e.shelf.briefs}
                    .atWork=${e.shelf.atWork}
                    .open=${s.id}
                    ?hasMore=${e.shelf.hasMore}
                    @cc-open=${o=>{e.open(o.detail)}}
                    @cc-more=${()=>{e.shelf.more()}}
                    @cc-delete=${o=>{e.remove(o.detail)}}
                ></cc-session-list>
            </details>`}welcome(){return p`<p class="welcome">${a("Add a picture or draw one, enter what you want to see, and press Start.")}</p>`}result(e){let{model:t}=this,s=p`<cc-loop-outbox
            .session=${e}
            .step=${t.step}
            ?disabled=${t.isAtWork||t.isBusy}
            @cc-again=${()=>{t.continueFromStep()}}
            @cc-delete=${()=>{t.remove(e.id)}}
        ></cc-loop-outbox>`;return t.step?p`<cc-loop-result
            .session=${e}
            .picked=${t.picked}
            @cc-pick=${o=>t.pick(o.detail)}
            >${s}</cc-loop-result
        >`:t.isAtWork?p``:p`<p class="hint">${a("No steps yet in this session.")}</p>
                ${s}`}proposal(){let{status:e}=this.model.watch;if(!e?.proposal||this.model.isAtWork)return v;let t=e.session.steps.at(-1);return p`<cc-by-hand
            .proposal=${e.proposal}
            .lastPrompt=${t?.prompt??""}
            .lastNegative=${t?.negative_prompt??""}
        ></cc-by-hand>`}keptScore(e){let t=ar(e.steps);return t?xt(lt(t)?.score.value,e.settings.objective):""}stepsDone(e){let t=e.steps.at(-1)?.number??0;return a("step {done} of {all}",{done:t,all:Math.max(t,Number(e.settings.steps))})}doing(){let{status:e}=this.model.watch;return e?a(e.doing):""}get possible(){let{model:e}=this;return[...e.canStart?["start","step"]:[],...e.canResume?["resume"]:[],...e.isAtWork?["interrupt"]:[],...e.isPristine?[]:["new"]]}act(e){let{model:t,byHand:s}=this,o=s&&{prompt:s.prompt,negative_prompt:s.negative};({start:()=>t.begin(),step:()=>t.makeStep(o),resume:()=>t.resume(),interrupt:()=>t.interrupt(),new:()=>t.reset()})[e]()}};Ws.styles=[_,C`
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
        `],h([y({attribute:!1})],Ws.prototype,"face",2),h([y({attribute:!1})],Ws.prototype,"kind",2),h([tt("cc-loop-settings")],Ws.prototype,"form",2),h([tt("cc-by-hand")],Ws.prototype,"byHand",2),Ws=h([O("cc-loop")],Ws);var Hf=176,Nf=["start","resume","interrupt","new"],Si=class extends L{constructor(){super(...arguments);this.failure="";this.tilesOf=null;this.isToBeShown=!1;this.model=new $s(this,()=>this.kind,()=>this.checkVisibility(),()=>this.isToBeShown=!0);this.offered=e=>{let t=e.offered?this.model.offers[e.offered]:void 0;return Array.isArray(t)?{...e,choices:t}:e}}updated(){if(!this.isToBeShown||!this.model.session)return;this.isToBeShown=!1;let e=this.renderRoot.querySelector(".work");e.getBoundingClientRect().top>window.innerHeight*.5&&e.scrollIntoView({block:"start"})}render(){let{model:e}=this,{session:t,watch:s}=e,o=e.message||s.error||this.failure;return p`<div>
                <cc-form
                    .fields=${this.kind.fields.map(this.offered)}
                    .sections=${this.kind.sections}
                    .values=${e.values}
                    @cc-change=${n=>e.set(n.detail.name,n.detail.value)}
                ></cc-form>
            </div>
            <div class="work">
                <cc-toolbar
                    .wishes=${Nf}
                    .possible=${this.possible}
                    .steps=${t?a("{count} steps",{count:t.steps.length}):""}
                    @cc-do=${n=>this.act(n.detail)}
                ></cc-toolbar>
                ${o?p`<p class="message error" id="message" role="alert">${o}</p>`:v}
                <cc-progress .status=${s.status} .left=${s.status?.live?.eta??0}></cc-progress>
                ${t?this.result(t):v}
                <details id="sessions" ?open=${!t}>
                    <summary>${a("Sessions")}</summary>
                    <cc-session-list
                        .briefs=${e.shelf.briefs}
                        .atWork=${e.shelf.atWork}
                        .open=${s.id}
                        ?hasMore=${e.shelf.hasMore}
                        @cc-open=${n=>{e.open(n.detail)}}
                        @cc-more=${()=>{e.shelf.more()}}
                        @cc-delete=${n=>{e.remove(n.detail)}}
                    ></cc-session-list>
                </details>
            </div>`}get possible(){let{model:e}=this;return[...e.canStart?["start"]:[],...e.canResume?["resume"]:[],...e.isAtWork?["interrupt"]:[],...e.isPristine?[]:["new"]]}act(e){let{model:t}=this;this.failure="",e==="start"?t.begin():e==="resume"?t.resume():e==="interrupt"?t.interrupt():t.reset()}result(e){let{steps:t}=e,s=t.find(o=>o.number===this.model.picked)??t.at(-1);return p`${s?this.step(e,s):v}
            <div class="row" role="group" aria-label=${a("The session")}>
                <button id="picture" ?disabled=${!s?.file} @click=${()=>s&&this.save(e,s)}>${a("Picture")}</button>
                <button id="report" ?disabled=${!t.length} @click=${()=>this.report(e.id)}>${a("Report")}</button>
                <button id="json" @click=${()=>this.json(e)}>JSON</button>
                <button id="delete" class="quiet" ?disabled=${this.model.isAtWork} @click=${()=>this.askAndDelete(e.id)}>
                    ${a("Delete")}
                </button>
            </div>`}step(e,t){let s=a("Step {number}",{number:t.number});return p`${t.file?p`<cc-compare
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
            ></cc-strip>`}picture(e,t,s=0){return De(`sessions/${e}/pictures/${t}${s?`?side=${s}`:""}`)}tiles({id:e,steps:t}){if(this.tilesOf?.steps!==t){let s=t.map(({number:o,file:n,text:c})=>({number:o,source:n?this.picture(e,n,Hf):"",large:n?this.picture(e,n):"",title:c,caption:c,isKept:!1}));this.tilesOf={steps:t,tiles:s}}return this.tilesOf.tiles}enlarge({id:e,steps:t},s){let o=t.filter(n=>n.file).map(n=>({source:this.picture(e,n.file),title:`${n.number} · ${n.text}`}));ft(o,o.findIndex(n=>n.source===s))}async fetched(e,t){try{Je(await Ye(e),t),this.failure=""}catch(s){this.failure=s.message}}save({id:e},t){this.fetched(`sessions/${e}/pictures/${t.file}`,`${e}-${t.number}.png`)}report(e){this.fetched(`sessions/${e}/report${es(Mt())}`,`${e}.html`)}json(e){let t=JSON.stringify(e,null,1);Je(new Blob([t],{type:"application/json"}),`${e.id}.json`)}async askAndDelete(e){let t=a("Delete the session of {moment} ({id}) with all its pictures?",{moment:kt(e),id:e});await ts(this.renderRoot,t,a("Delete"))&&this.model.watch.id===e&&await this.model.remove(e)}};Si.styles=[_,C`
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
        `],h([y({attribute:!1})],Si.prototype,"kind",2),h([T()],Si.prototype,"failure",2),Si=h([O("cc-session")],Si);var en=class extends CustomEvent{constructor(i){super("cc-act",{detail:i,bubbles:!0,composed:!0})}},Va=5;function Yd(r,i,e){if(r.repeat||r.altKey)return null;if(r.ctrlKey||r.metaKey)return r.key.toLowerCase()==="z"&&!r.shiftKey?{kind:"undo"}:null;if(r.key==="Backspace")return{kind:"undo"};if(r.key===" "||r.key==="　")return{kind:"skip"};if(i==="duel"&&r.key==="ArrowLeft")return{kind:"choose",chosen:0};if(i==="duel"&&r.key==="ArrowRight")return{kind:"choose",chosen:1};let t=Ff(r);return t===null?null:t===0?{kind:"skip"}:t>(i==="stars"?Va:e)?null:{kind:"choose",chosen:i==="stars"?t:t-1}}function Ff({key:r,code:i}){let e=/^[0-9]$/.exec(r.normalize("NFKC"))?.[0]??/^(?:Digit|Numpad)([0-9])$/.exec(i)?.[1];return e===void 0?null:Number(e)}function Jd(r,i){if(r===2)return i?1:2;let e=Math.floor(Math.sqrt(r));return i&&r>4?e:Math.ceil(r/e)}var Bf=[320,640,960];function Zd(r){return Bf.find(i=>i>=r)??0}function Qd(r,i=24){return r.flatMap(e=>e.shown.map(({digest:t})=>t)).slice(-i)}var jf=4e3,Ka=r=>new Promise(i=>setTimeout(()=>i(null),r)),qa=r=>Jd(r,window.innerHeight>window.innerWidth);function Ga(r,i,e){let t=window.innerWidth/qa(e)*window.devicePixelRatio;return De(ui(r,i,Zd(t)))}var Ya=(r,i)=>De(ui(r,i,320));async function tn(r,{shown:i}){let e=i.map(({digest:t})=>{let s=new Image;return s.src=Ga(r,t,i.length),s.decode().catch(()=>{})});await Promise.race([Promise.all(e),Ka(jf)])}var Yr="taste-choice-";function Uf(r){return[400,413,422].includes(r)}var rn=r=>r instanceof Pr&&(r.status===0||r.status===409||r.status>=500);function Vf(r){return[...r].sort((i,e)=>i.at-e.at).map(({choice:i})=>i)}var sn=class{constructor(i,e,t){this.store=i;this.post=e;this.refused=t;this.running=Promise.resolve()}add(i,e){this.store.write(Yr+e.id,{at:Date.now(),from:i,choice:e})}waiting(i){let e=this.store.keys(Yr).flatMap(t=>this.store.read(t)??[]);return Vf(e.filter(t=>t.from===i))}send(i,e){let t=this.running.then(()=>this.sendAll(i,e));return this.running=t.catch(()=>{}),t}async sendAll(i,e){let t=null;for(let s of this.waiting(i)){try{t={rater:s.rater,...await this.post(s,e)}}catch(o){if(!(o instanceof Pr)||!Uf(o.status))throw o;this.refused(s,o.message)}this.store.remove(Yr+s.id)}return t}async take(i){await this.running;let e=this.store.read(Yr+i)!==null;return this.store.remove(Yr+i),e}};var Kf=700,Xd=5,on=class{constructor(i,e){this.host=i;this.onGone=e;this.screen=null;this.chosen=null;this.isOpen=!1;this.isBusy=!1;this.error="";this.spoken="";this.receipt=null;this.table=null;this.reserve=null;this.past=[];this.since=0;this.turn=0;this.timer=0;this.gone=0;this.outbox=new sn(Cr,qf,(i,e)=>this.error=e);this.retry=async()=>{this.error="",await(this.isOpen&&!this.isBusy&&(!this.screen||this.chosen!==null)?this.next():this.sendLate())};this.restartClock=()=>{document.hidden||(this.since=Date.now())};i.addController(this)}hostConnected(){document.addEventListener("visibilitychange",this.restartClock)}hostDisconnected(){document.removeEventListener("visibilitychange",this.restartClock),window.clearTimeout(this.timer)}get waiting(){let{table:i}=this;return i?this.outbox.waiting(i.from).filter(({rater:e})=>e===i.setup.rater):[]}get answers(){return(this.receipt?.answers??0)+this.waiting.filter(({mode:i})=>i!=="skip").length}get canUndo(){return this.past.length>0||this.answers>0}use(i,e){let t=this.table,s=i===(t?.key??null)&&e.rater===(t?.setup.rater??e.rater);s&&(!t||JSON.stringify(e)===JSON.stringify(t.setup))||(this.table=i===null?null:{key:i,from:Nl(e),setup:e},this.turn++,this.screen=this.reserve=this.chosen=null,this.isBusy=!1,s||this.begin(),i!==null&&this.sendLate(),this.isOpen&&this.goOn(),this.host.requestUpdate())}begin(){let{table:i}=this,e=mo(),t=i&&e?.from===i.from&&e.rater===i.setup.rater;this.past=t?e.past:[],this.screen=t&&e.screen?.mode===i.setup.mode?e.screen:null,this.receipt=null,this.error=""}remember(){let{table:i,screen:e,past:t,isOpen:s}=this;if(!i)return;let o=this.chosen===null?e:null;Ul({from:i.from,rater:i.setup.rater,isChoosing:s,screen:o,past:t})}open(){this.isOpen=!0,this.since=Date.now(),this.remember(),this.goOn(),this.host.requestUpdate()}goOn(){!this.screen&&!this.isBusy?this.next():this.screen&&this.table&&!this.reserve&&this.fill(this.table)}close(){this.isOpen=!1,this.remember(),this.host.requestUpdate()}act(i){i.kind==="undo"?this.undo():this.screen&&this.chosen===null&&!this.isBusy&&this.answer(this.screen,i)}async answer(i,e){let{table:t}=this;if(!t)return;let s=e.kind==="choose"?e.chosen:0;this.outbox.add(t.from,{id:i.id,rater:t.setup.rater,mode:e.kind==="choose"?i.mode:"skip",shown:i.shown.map(({digest:o})=>o),chosen:s,ms:Math.min(Date.now()-this.since,864e5),why:i.why}),this.chosen=e.kind==="choose"?s:-1,this.past.push(i),this.error="",this.spoken=this.saying(i,e),this.remember(),this.host.requestUpdate(),await this.next()}saying({mode:i},e){return e.kind!=="choose"?a("Skipped."):i==="stars"?a("{count} of 5 stars",{count:e.chosen}):a("Picture {number} chosen",{number:e.chosen+1})}async next(){let{table:i,reserve:e}=this;if(!i)return;let t=++this.turn;this.isBusy=!0;let s=this.send().then(()=>this.fetch(i));s.catch(o=>e&&rn(o)&&this.later());try{let o=await(e?Promise.race([s.catch(()=>null),Ka(Kf)]):s);if(t!==this.turn||(!o&&e&&(o=e.screen,this.reserve=null),!o))return;await tn(i.key,o),t===this.turn&&this.show(i,o)}catch(o){t===this.turn&&await this.failed(o)}}show(i,e){this.screen=e,this.chosen=null,this.isBusy=!1,this.since=Date.now(),this.remember(),this.host.requestUpdate(),this.answers-(this.reserve?.answers??-Xd)>=Xd&&this.fill(i)}async fill(i){let{answers:e}=this;try{let t=await this.fetch(i);await tn(i.key,t),i===this.table&&(this.reserve={screen:t,answers:e})}catch{}}async fetch({key:i,setup:e}){let{rater:t,mode:s,aim:o,count:n}=e,c=[...this.past.slice(-5),...this.screen?[this.screen]:[]],u={key:i,rater:t,mode:s,aim:o,recent:Qd(c),...s==="best"?{count:n}:{}},g=await be("POST","taste/screen",u);return t===this.table?.setup.rater&&this.note(g),{...g,mode:s}}async failed(i){if(this.isBusy=!1,i instanceof Pr&&i.status===404&&++this.gone<3)return this.onGone();this.error=i.message,this.host.requestUpdate(),rn(i)&&this.later()}later(){window.clearTimeout(this.timer),this.timer=window.setTimeout(()=>{this.retry()},Ll)}async send(){if(!this.table)return;let i=await this.outbox.send(this.table.from,this.table.key);i&&i.rater===this.table?.setup.rater&&this.note(i)}async sendLate(){try{await this.send()}catch(i){await this.failed(i)}}know(i){!this.isOpen&&!this.waiting.length&&this.note(i)}note({answers:i,not_yet:e}){this.gone=0,this.table&&i&&jl(this.table.setup.rater),this.receipt={answers:i,not_yet:e},this.host.requestUpdate()}async undo(){let{table:i}=this;if(!i||!this.canUndo)return;let e=++this.turn;this.isBusy=!0;let t=this.past.pop();try{let s=await this.takeBack(i,t);if(e!==this.turn)return;let o=Hl(s,t);if(await tn(i.key,o),e!==this.turn)return;this.screen=o,this.spoken=a("Taken back."),this.error="",this.chosen=null,this.since=Date.now()}catch(s){this.error=s.message,t&&rn(s)&&this.past.push(t)}this.isBusy=!1,this.remember(),this.host.requestUpdate(),this.isOpen&&(!this.screen||this.chosen!==null)&&this.next()}async takeBack({setup:i},e){if(e&&await this.outbox.take(e.id))return{...e,shown:[],chosen:0};let t={rater:i.rater,...e?{id:e.id}:{}},{undone:s,...o}=await be("POST","taste/undo",t);return this.note({not_yet:this.receipt?.not_yet??"",...o}),s}};async function qf(r,i){return be("POST","taste/choices",{key:i,...r})}var Gf={from:.5,to:1,zero:.5},wr=120,[Qs,nn]=[26,8],Yf=3,Jf=8;function eu(r){let i=Math.max(...r.map(({count:n})=>n)),[e,t,s]=[Qs+wr,nn+wr,nn+wr/2],o=r.map(({predicted:n,right:c,count:u})=>a("predicted {predicted}, came true {right} ({count})",{predicted:rt(n),right:rt(c),count:u}));return p`<svg
        class="calibration"
        viewBox="0 0 ${e+12} ${t+30}"
        width=${e+12}
        height=${t+30}
        role="img"
        aria-label="${a("Calibration")}: ${o.join("; ")}"
    >
        ${An`<path d="M${Qs} ${nn}V${t}H${e}" fill="none" stroke="var(--soft)" />
            <path d="M${Qs} ${s}L${e} ${nn}" fill="none" stroke="var(--soft)" stroke-dasharray="4 3" />
            ${r.map(n=>{let c=Qs+er(Gf,n.predicted)/100*wr,u=Math.max(Yf,Jf*Math.sqrt(n.count/Math.max(1,i)));return An`<circle cx=${c} cy=${t-n.right*wr} r=${u} fill="var(--accent)" fill-opacity="0.85" />`})}
            <g fill="var(--soft)" font-size="10">
                <text x=${Qs-4} y="14" text-anchor="end">100</text>
                <text x=${Qs-4} y=${t} text-anchor="end">0</text>
                <text x=${Qs} y=${t+12} text-anchor="middle">50</text>
                <text x=${e} y=${t+12} text-anchor="middle">100</text>
                <text x=${Qs+wr/2} y=${t+24} text-anchor="middle">${a("predicted")} %</text>
                <text transform="translate(9 ${s}) rotate(-90)" text-anchor="middle">${a("came true")} %</text>
            </g>`}
    </svg>`}var Zf={words:"Groups of words",t1:"T(1)",t2:"T(2)",ridge:"Ridge (stars)"},Qf={from:-1,to:1,zero:0},Xf={from:.5,to:1,zero:.5},tu=20,Jr=r=>`${r<0?"−":"+"}${Math.abs(r).toFixed(2)}`,Ei=class extends L{constructor(){super(...arguments);this.summary=null;this.model="words"}render(){let{summary:e}=this;return e?p`${e.not_yet?p`<p class="message" id="not-yet" role="status">${a(e.not_yet)}</p>`:v}
            ${e.notes.map(t=>p`<p class="message warning note" role="status">${a(t)}</p>`)}
            <div class="cards">
                ${e.accuracy?this.accuracy(e.accuracy):v}
                ${e.not_yet?v:this.words(e)} ${this.effects("Favourite rows",e.rows)}
                ${this.effects("Favourite columns",e.columns)}
            </div>`:v}accuracy(e){let{expected:t,low:s,high:o,right:n,comparisons:c,bins:u}=e,g=a("{low} to {high}",{low:rt(s),high:rt(o)});return p`<section class="card" id="accuracy">
            <h3>${a("How often it is right")} <small>${a("about two pictures that it has not learned from")}</small></h3>
            <p><span class="figure">${rt(t)}</span> <span class="hint">${g}</span></p>
            ${xs(Xf,{value:t,low:s,high:o})}
            <p class="hint">
                ${a("The scale goes from 50 %, which is guessing, to 100 %. The whiskers are the 95 % interval.")}
                ${a("It predicted {right} of your {count} comparisons so far, each without having seen its pictures.",{right:rt(n),count:c})}
            </p>
            ${u.length?p`<h4>${a("Calibration")}</h4>
                      <p class="hint">${a("Dots on the line: it is as sure as it may be. Dots below: too sure.")}</p>
                      ${eu(u)}`:v}
        </section>`}words(e){return p`<section class="card" id="words">
            <h3>${a("Your taste in words")}</h3>
            <fieldset class="models" aria-label=${a("Model")}>
                ${Object.entries(Zf).map(([t,s])=>p`<label>
                        <input
                            type="radio"
                            name="model"
                            value=${t}
                            .checked=${t===this.model}
                            @change=${()=>this.dispatchEvent(new CustomEvent("cc-model",{detail:t}))}
                        />
                        ${a(s)}
                    </label>`)}
            </fieldset>
            ${this.model==="words"?this.groups(e.groups):this.etas(e)}
        </section>`}groups(e){if(!e.length)return p`<p class="hint">${a("No words stand out yet.")}</p>`;let t=(s,o)=>o.length?p`<h4>${s}</h4>
                      <ul>
                          ${o.map(n=>this.group(n))}
                      </ul>`:v;return p`${t(a("It follows"),e.filter(({correlation:s})=>s>=0))}
        ${t(a("It avoids"),e.filter(({correlation:s})=>s<0))}
            <p class="hint">
                ${a("Correlation of the taste with what CLIP sees, −1 to 1, and its 95 % interval. Words of one line say about the same in these pictures.")}
            </p>`}group({words:e,correlation:t,low:s,high:o}){return p`<li data-word=${e[0]??""}>
            <bdi>${e.join(", ")}</bdi> ${xs(Qf,{value:t,low:s,high:o})}
            <span class="number" title=${a("{low} to {high}",{low:Jr(s),high:Jr(o)})}>${Jr(t)}</span>
        </li>`}etas({eta:e}){let t=this.model==="ridge"?a("Ridge regression learns from stars alone: without any, it has nothing to say."):a("The T method weighs every word by itself, so it is easy to read, but it saturates: more answers soon stop making it better."),s=[...e].sort((n,c)=>Math.abs(c.eta)-Math.abs(n.eta)).slice(0,tu),o=Ir(s.map(n=>n.eta));return p`<p class="hint">${t} ${a("The order of the pictures does not use it.")}</p>
            ${s.length?p`<ul id="eta">
                      ${s.map(({word:n,eta:c,direction:u})=>{let g=Math.abs(c)*(u<0?-1:1);return p`<li data-word=${n}>
                              <bdi>${n}</bdi> ${xs(o,{value:g})}
                              <span class="number">${Jr(g)}</span>
                          </li>`})}
                  </ul>`:p`<p class="hint">${a("No words stand out yet.")}</p>`}`}effects(e,t=[]){if(!t.length)return v;let s=Tc([...t].sort((n,c)=>c.effect-n.effect),tu),o=Ir(s.map(({effect:n})=>n));return p`<section class="card" data-effects=${e}>
            <h3>${a(e)} <small>${a("of the exhibition, above or below its mean")}</small></h3>
            <ul>
                ${s.map(({name:n,effect:c})=>p`<li>
                        <bdi>${n}</bdi> ${xs(o,{value:c})}
                        <span class="number">${Jr(c)}</span>
                    </li>`)}
            </ul>
            ${s.length<t.length?p`<p class="hint">${s.length} / ${t.length}</p>`:v}
        </section>`}};Ei.styles=[_,tr,C`
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
        `],h([y({attribute:!1})],Ei.prototype,"summary",2),h([y()],Ei.prototype,"model",2),Ei=h([O("cc-taste-known")],Ei);var Xs=class extends L{constructor(){super(...arguments);this.rater="";this.message="";this.isError=!1;this.save=()=>this.act(async()=>{let{rater:e}=this,t=e.replace(/[^\p{L}\p{N}]+/gu,"-");return Je(await Ye(`taste/log?rater=${encodeURIComponent(e)}`),`taste-${t}.jsonl`),""});this.take=e=>{let t=e.target,s=t.files?.[0];return this.act(async()=>{if(!s)return"";let o=await be("POST","taste/log",s);return this.dispatchEvent(new Event("cc-taken")),a("{count} choices are new.",{count:o.new})}).finally(()=>t.value="")}}render(){return p`<details id="log">
            <summary>${a("The log of choices")}</summary>
            <p class="hint">
                ${a("Every choice is a line of a file that only grows. Nothing leaves this machine unless you export it.")}
            </p>
            <div class="row">
                <button id="export" ?disabled=${!this.rater} @click=${this.save}>${a("Export my choices")}</button>
                <label class="button">
                    ${a("Import choices")}
                    <input id="import" type="file" accept=".jsonl,.json,.txt" @change=${this.take} />
                </label>
            </div>
            ${this.message?p`<p class="message ${this.isError?"error":""}" role=${this.isError?"alert":"status"}>${this.message}</p>`:v}
        </details>`}async act(e){this.message="";try{this.message=await e(),this.isError=!1}catch(t){this.message=t.message,this.isError=!0}}};Xs.styles=[_,C`
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
        `],h([y()],Xs.prototype,"rater",2),h([T()],Xs.prototype,"message",2),h([T()],Xs.prototype,"isError",2),Xs=h([O("cc-taste-log")],Xs);var eg={raters:[],sources:[],lists:[],any_folder:!1},Ja=({source:r,encoder:i,list:e})=>({source:uo(r),...i?{encoder:i}:{},...e?{list:e}:{}}),an=class{constructor(i,e){this.host=i;this.onReady=e;this.offer=eg;this.opening=null;this.error="";this.asked=null;this.polls=null;i.addController(this)}hostConnected(){this.opening?.state==="working"&&this.follow(this.opening.key)}hostDisconnected(){this.polls?.abort()}get isAtWork(){return this.opening?.state==="working"}get isReady(){return this.opening?.state==="ready"}isOf(i){let{asked:e}=this;return e!==null&&JSON.stringify(Ja(e))===JSON.stringify(Ja(i))}async list(){try{this.offer=await ve("taste")}catch(i){this.error=i.message}this.host.requestUpdate()}async open(i){this.close();let e=this.polls=new AbortController;this.asked=i,Mr(!0);try{let t=await be("POST","taste/open",Ja(i));if(e.signal.aborted)return void this.drop(t.key);this.seen(t),t.state==="working"&&this.follow(t.key)}catch(t){e.signal.aborted||this.fail(t)}this.host.requestUpdate()}async again(){this.asked&&await this.open(this.asked)}async interrupt(){let{opening:i}=this;this.close(),Mr(!1),this.error=a("Interrupted. Opening these pictures again goes on from here."),i&&await this.drop(i.key),this.host.requestUpdate()}async drop(i){await be("DELETE",`taste/open/${encodeURIComponent(i)}`).catch(()=>{})}close(){this.polls?.abort(),this.opening=null,this.asked=null,this.error="",this.host.requestUpdate()}follow(i){let e=this.polls=new AbortController;Vi(()=>`taste/open/${encodeURIComponent(i)}`,t=>this.seen(t),t=>t.state!=="working",e.signal).catch(t=>{e.signal.aborted||this.fail(t)})}fail(i){this.opening=null,this.asked=null,this.error=i.message,this.host.requestUpdate()}seen(i){this.opening=i,this.error="",i.state==="ready"&&this.onReady(),this.host.requestUpdate()}};var Za=60,su=1e3,Qa=({name:r,text:i})=>i?`${r} · ${i}`:r,Qe=class extends L{constructor(){super(...arguments);this.key="";this.rater="";this.answers=0;this.batch=0;this.pictures=null;this.kept=[];this.keptTiles=[];this.picked=1;this.shown=Za;this.count=10;this.message="";this.isBusy=!1;this.learned=0;this.watcher=new IntersectionObserver(e=>{e.some(t=>t.isIntersecting)&&this.more()});this.load=()=>this.act(async()=>{let{key:e,rater:t,answers:s}=this,o=`taste/open/${encodeURIComponent(e)}/order?rater=${encodeURIComponent(t)}`,{pictures:n}=await ve(o);e!==this.key||t!==this.rater||(this.pictures=n,this.learned=s,this.shown=Za)});this.setCount=e=>{let t=e.target,s=Math.round(Number(t.value));this.count=Math.min(su,Math.max(1,Number.isFinite(s)?s:10)),t.value=String(this.count)};this.keep=()=>this.act(async()=>{let{key:e,rater:t,count:s}=this,o=`taste/open/${encodeURIComponent(e)}/keep`,{pictures:n}=await be("POST",o,{rater:t,count:s});e!==this.key||t!==this.rater||(this.kept=n,this.keptTiles=n.map((c,u)=>this.tile(c,u)),this.picked=1)})}disconnectedCallback(){super.disconnectedCallback(),this.watcher.disconnect()}willUpdate(e){!e.has("key")&&!e.has("rater")||(this.pictures=null,this.kept=this.keptTiles=[],this.message="",this.batch&&(this.count=Math.min(10,Math.ceil(this.batch/2))))}updated(e){this.batch&&(e.has("key")||e.has("rater"))&&this.keepBatch(),this.watcher.disconnect();let t=this.renderRoot.querySelector("#more");t&&this.watcher.observe(t)}render(){return p`<section class="card" id="keep">
                <h3>${a("Keep the best")} <small>${a("those whose worst is still good: the mean minus one standard deviation")}</small></h3>
                <div class="row">
                    <label>
                        ${a("Pictures")}
                        <input id="count" type="number" min="1" max=${su} .value=${String(this.count)} @change=${this.setCount} />
                    </label>
                    <button id="keep-them" ?disabled=${this.isBusy} @click=${this.keep}>
                        ${a("Keep the {count} I would like",{count:this.count})}
                    </button>
                </div>
                ${this.message?p`<p class="message error" role="alert">${this.message}</p>`:v}
                ${this.kept.length?this.strip():v}
            </section>
            <section class="card" id="order">
                <h3>${a("In the order of your taste")}</h3>
                <div class="row">
                    <button id="show-order" ?disabled=${this.isBusy} @click=${this.load}>
                        ${this.pictures?a("Sort again"):a("Show all pictures")}
                    </button>
                    ${this.pictures&&this.learned<this.answers?p`<span class="hint">${a("{count} answers since then",{count:this.answers-this.learned})}</span>`:v}
                </div>
                ${this.pictures?this.gallery(this.pictures):v}
            </section>`}async act(e){this.isBusy=!0,this.message="";try{await e()}catch(t){this.message=t.message}this.isBusy=!1}more(){this.shown+=Za}gallery(e){return p`<ol aria-label=${a("In the order of your taste")}>
                ${Ie(e.slice(0,this.shown),({digest:t})=>t,(t,s)=>p`<li data-digest=${t.digest}>
                        <button title=${`${a("Large view")}: ${Qa(t)}`} @click=${()=>this.enlarge(e,s)}>
                            <img loading="lazy" src=${Ya(this.key,t.digest)} alt="" />
                            <span><b>${Ms(t.percentile)}</b> <bdi>${t.text||t.name}</bdi></span>
                        </button>
                    </li>`)}
            </ol>
            <p class="hint">${a("The number says how much of what you have seen you would like less.")}</p>
            ${this.shown<e.length?p`<button id="more" @click=${()=>this.more()}>${a("More pictures")}</button>`:v}`}enlarge(e,t){let s=e.slice(0,this.shown).map(o=>({source:De(ui(this.key,o.digest)),title:`${Ms(o.percentile)} · ${Qa(o)}`}));ft(s,t)}keepBatch(){this.scrollIntoView(),this.keep()}tile(e,t){let{digest:s,percentile:o}=e;return{number:t+1,source:Ya(this.key,s),large:De(ui(this.key,s)),title:Qa(e),caption:Ms(o),isKept:!1}}strip(){let e=this.kept[this.picked-1];return p`<cc-strip
                label="Kept pictures"
                .tiles=${this.keptTiles}
                .selected=${this.picked}
                @cc-pick=${t=>this.picked=t.detail}
                @cc-large=${()=>this.enlarge(this.kept,this.picked-1)}
            ></cc-strip>
            ${e?this.actions(e):v}`}actions(e){let{isBusy:t}=this;return p`<p><bdi id="picked">${e.name}</bdi> ${e.text?p`<bdi class="hint">${e.text}</bdi>`:v}</p>
            <div class="row" role="group" aria-label=${a("The selected picture")}>
                ${Ji().map(s=>p`<button id="to_${s}" ?disabled=${t} @click=${()=>this.toTab(e,s)}>→ ${s}</button>`)}
                <button id="to_rank" ?disabled=${t} @click=${()=>this.toRank(e)}>→ ${a("Rank keywords")}</button>
                <button id="to_file" ?disabled=${t} @click=${()=>this.toFiles([e])}>${a("Download")}</button>
                <button id="to_files" ?disabled=${t} @click=${()=>this.toFiles(this.kept)}>
                    ${a("Download all {count}",{count:this.kept.length})}
                </button>
            </div>`}async fetched({digest:e,name:t}){return{blob:await Ye(ui(this.key,e)),name:t}}toTab(e,t){this.act(async()=>Zi(t,await this.fetched(e),[]))}toRank(e){this.act(async()=>this.dispatchEvent(new pi("rank",await this.fetched(e))))}toFiles(e){this.act(async()=>{for(let t of e){let{blob:s,name:o}=await this.fetched(t);Je(s,o)}})}};Qe.styles=[_,C`
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
        `],h([y()],Qe.prototype,"key",2),h([y()],Qe.prototype,"rater",2),h([y({type:Number})],Qe.prototype,"answers",2),h([y({type:Number})],Qe.prototype,"batch",2),h([T()],Qe.prototype,"pictures",2),h([T()],Qe.prototype,"kept",2),h([T()],Qe.prototype,"keptTiles",2),h([T()],Qe.prototype,"picked",2),h([T()],Qe.prototype,"shown",2),h([T()],Qe.prototype,"count",2),h([T()],Qe.prototype,"message",2),h([T()],Qe.prototype,"isBusy",2),h([T()],Qe.prototype,"learned",2),Qe=h([O("cc-taste-order")],Qe);var iu="…",Xa=class extends CustomEvent{constructor(i){super("cc-setup",{detail:i,bubbles:!0,composed:!0})}},hs=class extends L{constructor(){super(...arguments);this.opening=null;this.isOpen=!1;this.isOther=!1;this.open=()=>{this.dispatchEvent(new Event("cc-open"))};this.list=()=>{this.dispatchEvent(new Event("cc-list"))};this.key=e=>{let t=e.composedPath()[0];e.key!=="Enter"||e.isComposing||!t.matches("#rater, #folder")||(e.preventDefault(),t.blur(),t.focus(),this.open())};this.choose=e=>{let t=Zr(e);this.isOther=t===iu,this.isOther?this.updateComplete.then(()=>this.renderRoot.querySelector("#folder")?.focus()):this.change({source:t})}}willUpdate(e){let{source:t}=this.setup;e.has("setup")&&e.get("setup")?.source!==t&&Gi(t)&&(this.isOther=!1)}focus(){this.renderRoot.querySelector("#rater")?.focus()}render(){let{setup:e,offer:t}=this;return p`<div class="bar" @keydown=${this.key}>
            <label>
                ${a("Who is choosing?")}
                <input
                    id="rater"
                    list="raters"
                    maxlength="60"
                    autocomplete="off"
                    placeholder=${a("Your name")}
                    .value=${e.rater}
                    @change=${s=>this.change({rater:Zr(s).trim().replace(/\s+/g," ")})}
                />
                <datalist id="raters">${t.raters.map(({name:s})=>p`<option value=${s}></option>`)}</datalist>
            </label>
            <label>${a("Pictures")} ${this.sources()}</label>
            ${this.isFolder?this.folder():v}
            <label>
                ${a("Keyword list")}
                <select id="preset" @change=${s=>this.change({list:Zr(s)})}>
                    <option value="" ?selected=${!e.list}>${a("The encoder's own list")}</option>
                    ${ru(t.lists,e.list).map(s=>p`<option value=${s} ?selected=${s===e.list}>${a(s)}</option>`)}
                </select>
            </label>
            ${this.opening?.state==="working"?this.work(this.opening):this.button()}
            <details>
                <summary>${a("More settings")}</summary>
                <label>
                    ${a("Encoder")}
                    <select id="encoders" @change=${s=>this.change({encoder:Zr(s)})}>
                        <option value="" ?selected=${!e.encoder}>${a("The encoder of the settings")}</option>
                        ${ru(this.face.encoders,e.encoder).map(s=>p`<option value=${s} ?selected=${s===e.encoder}>
                                ${Ol(s,this.face.downloads[s])}
                            </option>`)}
                    </select>
                </label>
            </details>
        </div>`}get isFolder(){return this.isOther||this.setup.source.startsWith("folder:")&&!this.isOffered}get isOffered(){return this.offer.sources.some(e=>qi(e)===this.setup.source)}sources(){let{setup:e,offer:t}=this,s=(o,n)=>{let c=t.sources.filter(u=>u.session!==void 0===n);return c.length?p`<optgroup label=${o}>
                ${c.map(u=>{let g=qi(u),$=a("{count} pictures",{count:u.pictures});return p`<option value=${g} ?selected=${g===e.source&&!this.isOther}>
                        ${tg(u)} (${$})
                    </option>`})}
            </optgroup>`:v};return p`<select id="source" @focus=${this.list} @change=${this.choose}>
            ${Gi(e.source)?p`<option value=${e.source} ?selected=${!this.isOther}>${a("A batch of the gallery")}</option>`:this.isOffered?v:p`<option value="" ?selected=${!this.isFolder} disabled>–</option>`}
            ${s(a("Sessions and exhibitions"),!0)} ${s(a("Folders"),!1)}
            ${t.any_folder?p`<option value=${iu} ?selected=${this.isFolder}>${a("Another folder…")}</option>`:v}
        </select>`}folder(){let e=this.isOffered?"":uo(this.setup.source).folder??"";return p`<label class="folder">
            ${a("Folder on the server's machine")}
            <input
                id="folder"
                spellcheck="false"
                .value=${e}
                @change=${t=>this.change({source:qi({folder:Zr(t).trim()})})}
            />
        </label>`}button(){return p`<button id="open" ?disabled=${this.isOpen} @click=${this.open}>${a("Open the pictures")}</button>`}work({done:e,total:t,message:s}){let o=t>0;return p`<span class="work">
            <progress aria-label=${a("Progress")} max=${o?t:1} value=${o?e:v}></progress>
            <small role="status">${s?a(s):""} ${o?`${e} / ${t}`:""}</small>
            <button id="interrupt" @click=${()=>this.dispatchEvent(new Event("cc-interrupt"))}>${a("Interrupt")}</button>
        </span>`}change(e){this.dispatchEvent(new Xa(e))}};hs.styles=[_,C`
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
        `],h([y({attribute:!1})],hs.prototype,"face",2),h([y({attribute:!1})],hs.prototype,"offer",2),h([y({attribute:!1})],hs.prototype,"setup",2),h([y({attribute:!1})],hs.prototype,"opening",2),h([y({type:Boolean})],hs.prototype,"isOpen",2),h([T()],hs.prototype,"isOther",2),hs=h([O("cc-taste-setup")],hs);function tg({session:r="",title:i}){return!r||!i.endsWith(r)?i:`${a(i.slice(0,-r.length).trim())} ${kt(r)}`}var Zr=r=>r.target.value,ru=(r,i)=>i&&!r.includes(i)?[i,...r]:[...r];var ou=C`
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
`;var nu={best:"Which one do you like best?",duel:"Which one do you like better?",stars:"How much do you like it?"},sg=Array.from({length:Va},(r,i)=>i+1),ct=class extends L{constructor(){super(...arguments);this.open=!1;this.key="";this.screen=null;this.chosen=null;this.answers=null;this.notYet="";this.error="";this.spoken="";this.canUndo=!1;this.gone=new Set;this.layOut=()=>this.requestUpdate();this.pressKey=e=>{if(e.stopPropagation(),e.composedPath()[0].matches("button")&&e.key===" ")return;let{screen:s}=this,o=Yd(e,s?.mode??"best",s?.shown.length??0);o&&(e.preventDefault(),this.act(o))};this.closed=()=>{this.dispatchEvent(new Event("cc-pause"))}}connectedCallback(){super.connectedCallback(),window.addEventListener("resize",this.layOut)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener("resize",this.layOut)}updated(e){let{dialog:t}=this;this.open&&!t.open?t.showModal():!this.open&&t.open&&t.close(),this.open&&e.has("screen")&&t.focus()}render(){let{screen:e}=this;return p`<dialog tabindex="-1" aria-label=${a("Choose pictures")} @keydown=${this.pressKey} @close=${this.closed}>
            ${this.open?this.content(e):v}
        </dialog>`}content(e){return p`<header>
                <h3>${e?a(nu[e.mode]):a("Choose pictures")}</h3>
                <span class="number" id="answers">${this.counted()}</span>
                <button id="pause" @click=${()=>this.dialog.close()}>${a("Pause")} <small aria-hidden="true">Esc</small></button>
            </header>
            ${e?this.pictures(e):this.wait()}
            <footer>
                ${this.error?this.told():v} ${e?.mode==="stars"?this.stars():v}
                <p class="why hint">${e?a(e.why):v} ${this.notYet?a(this.notYet):v}</p>
                <button id="undo" aria-keyshortcuts="Backspace Control+Z" ?disabled=${!this.canUndo} @click=${()=>this.act({kind:"undo"})}>
                    ${a("Take back")} <small aria-hidden="true">⌫</small>
                </button>
                <button id="skip" aria-keyshortcuts="0 Space" ?disabled=${!e} @click=${()=>this.act({kind:"skip"})}>
                    ${a("Skip")} <small aria-hidden="true">0</small>
                </button>
            </footer>
            <p class="spoken" role="status">${this.spoken} ${this.spoken?this.counted():""}</p>`}counted(){return this.answers===null?"":this.answers===1?a("1 answer"):a("{count} answers",{count:this.answers})}wait(){return p`<p class="waiting" aria-busy=${!this.error}>${this.error?"":"…"}</p>`}told(){return p`<p class="message error" role="alert">
            ${this.error} <button id="retry" @click=${()=>this.dispatchEvent(new Event("cc-retry"))}>${a("Try again")}</button>
        </p>`}pictures(e){let{shown:t}=e;return p`<div
            class="pictures ${this.chosen===null?"":"answered"}"
            data-screen=${e.id}
            role="group"
            aria-label=${a(nu[e.mode])}
            style="--columns: ${qa(t.length)}"
        >
            ${Ie(t,({digest:s})=>`${e.id} ${s}`,(s,o)=>this.picture(e,s,o))}
        </div>`}picture({mode:e,shown:t},s,o){let n=a("Picture {number}: {name}",{number:o+1,name:s.name||"–"}),c=this.gone.has(s.digest)?p`<span class="gone">${a("The picture cannot be read.")} ${a("Skip it.")}</span>`:p`<img
                  src=${Ga(this.key,s.digest,t.length)}
                  alt=${n}
                  draggable="false"
                  @load=${ig}
                  @error=${()=>this.gone=new Set([...this.gone,s.digest])}
              />`;return e==="stars"?p`<div class=${this.chosen===null?"":"chosen"}>${c}</div>`:p`<button
            class="picture ${o===this.chosen?"chosen":""}"
            data-place=${o}
            aria-keyshortcuts=${o+1}
            aria-pressed=${o===this.chosen}
            title=${s.text||s.name||v}
            @click=${()=>this.act({kind:"choose",chosen:o})}
        >
            ${c} <span class="key" aria-hidden="true">${o+1}</span>
        </button>`}stars(){return p`<div class="stars" role="group" aria-label=${a("Stars")}>
            ${sg.map(e=>p`<button
                    class=${e===this.chosen?"chosen":""}
                    data-stars=${e}
                    aria-label=${a("{count} of 5 stars",{count:e})}
                    aria-keyshortcuts=${e}
                    @click=${()=>this.act({kind:"choose",chosen:e})}
                >
                    ${"★".repeat(e)}
                </button>`)}
        </div>`}act(e){this.dispatchEvent(new en(e))}};ct.styles=[_,ou],h([y({type:Boolean})],ct.prototype,"open",2),h([y()],ct.prototype,"key",2),h([y({attribute:!1})],ct.prototype,"screen",2),h([y({type:Number})],ct.prototype,"chosen",2),h([y({type:Number})],ct.prototype,"answers",2),h([y()],ct.prototype,"notYet",2),h([y()],ct.prototype,"error",2),h([y()],ct.prototype,"spoken",2),h([y({type:Boolean})],ct.prototype,"canUndo",2),h([T()],ct.prototype,"gone",2),h([tt("dialog")],ct.prototype,"dialog",2),ct=h([O("cc-taste-stage")],ct);function ig(r){let i=r.target;i.classList.toggle("small",Math.max(i.naturalWidth,i.naturalHeight)<200)}var rg={best:"Best of several",duel:"Duel of two",stars:"Stars for each"},og={favourites:"Find my favourites",learn:"Learn my taste"},el=20;function ng(){let[r,i]=[Fl(),zl(location.hash)];return i===null?r:(history.replaceState(history.state,"",location.pathname+location.search),Mr(!1),i?{...r,source:i}:r)}var Gt=class extends L{constructor(){super(...arguments);this.setup=ng();this.summary=null;this.model="words";this.error="";this.openings=new an(this,()=>this.ready());this.choosing=new on(this,()=>this.openings.again());this.wasChoosing=mo()?.isChoosing??!1;this.asked="";this.watcher=new IntersectionObserver(e=>{e.some(t=>t.isIntersecting)&&this.begin()});this.open=async()=>{let{setup:e}=this;this.error="",!e.source||e.source==="folder:"?this.error=a("Which pictures? Choose a session or a folder."):await this.openings.open(e)};this.taken=()=>{this.asked="",this.openings.list()};this.choose=()=>{if(this.setup.rater){this.choosing.open();return}this.askRater()};this.setCount=e=>{let t=e.target,s=Math.min(9,Math.max(2,Math.round(Number(t.value))||4));t.value=String(s),this.set({count:s})}}connectedCallback(){super.connectedCallback(),this.watcher.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.watcher.disconnect()}async begin(){this.watcher.disconnect();let{setup:e}=this;await this.openings.list(),e.source&&Vl()&&e===this.setup&&!this.openings.isOf(e)&&await this.openings.open(e)}receive({extra:e}){this.set({source:qi({shown:e.shown})}),this.wasChoosing=!1;let{openings:t}=this;!t.isOf(this.setup)||t.opening?.state==="failed"?this.open():t.isReady&&(this.ready(),this.order?.keepBatch())}ready(){this.error="",Gi(this.setup.source)&&!this.setup.rater&&this.askRater(),this.wasChoosing&&this.setup.rater&&this.checkVisibility()&&this.updateComplete.then(()=>this.choosing.open()),this.wasChoosing=!1}set(e){this.setup={...this.setup,...e},this.error="",Bl(this.setup)}get key(){let{openings:e,setup:t}=this;return e.isReady&&e.isOf(t)?e.opening?.key??null:null}willUpdate(){let{key:e,setup:t}=this;this.choosing.use(t.rater?e:null,t),(e!==null&&t.rater?`${e} ${t.rater}`:"")!==this.asked.split(`
`)[0]&&(this.summary=null)}updated(e){this.choosing.isOpen||this.summarise()}async summarise(){let{key:e,model:t}=this,{rater:s}=this.setup,o=e!==null&&s?`${e} ${s}
${t} ${this.choosing.receipt?.answers??""}`:"";if(o!==this.asked&&(this.asked=o,!!o))try{let n=`rater=${encodeURIComponent(s)}&model=${t}`,c=await ve(`taste/open/${encodeURIComponent(e)}/summary?${n}`);if(o!==this.asked)return;this.summary=c,this.asked=`${e} ${s}
${t} ${c.answers}`,this.choosing.know(c)}catch(n){o===this.asked&&(this.error=n.message)}}askRater(){this.error=a("Who is choosing? Give the rater a name."),this.form.focus()}render(){let{openings:e,setup:t,key:s}=this;return p`<cc-taste-setup
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
            <cc-taste-log .rater=${t.rater} @cc-taken=${this.taken}></cc-taste-log> ${this.stage()}`}told(){let{opening:e,error:t}=this.openings,s=e&&["failed","interrupted"].includes(e.state)?a(e.message):"",o=this.error||t||s||(this.choosing.isOpen?"":this.choosing.error);return o?p`<p class="message error" id="message" role="alert">${o}</p>`:v}welcome(){return this.openings.isAtWork?v:p`<p class="welcome">
            ${a("Enter your name, choose pictures, and open them. Then choose the ones you like: your taste is learned from your choices, and stays on this machine.")}
        </p>`}opened(e,t){let{rater:s}=this.setup,{answers:o}=this.choosing,n=this.summary!==null&&!this.summary.not_yet;return p`<section class="card">${this.start(t)}</section>
            ${t.unreadable.length?this.unreadable(t):v}
            <cc-taste-known
                .summary=${this.summary}
                .model=${this.model}
                @cc-model=${c=>this.model=c.detail}
            ></cc-taste-known>
            ${n?p`<cc-taste-order
                      .key=${e}
                      .rater=${s}
                      .answers=${o}
                      .batch=${Gi(this.setup.source)?t.pictures:0}
                  ></cc-taste-order>`:v}`}start({pictures:e}){let{setup:t,choosing:s}=this,o=s.waiting.length;return p`<div class="begin">
            <button id="choose" class="go" @click=${this.choose}>${a("Choose pictures")}</button>
            ${this.select("mode","How to choose",rg)}
            ${t.mode==="best"?p`<label>
                      ${a("Shown at once")}
                      <input id="at-once" type="number" min="2" max="9" .value=${String(t.count)} @change=${this.setCount} />
                  </label>`:v}
            ${this.select("aim","What for",og)}
            <p class="counts hint" role="status">
                ${a("{count} pictures",{count:e})} ·
                <b id="answered">${s.answers===1?a("1 answer"):a("{count} answers",{count:s.answers})}</b>
                ${o?p`· ${a("{count} not sent yet",{count:o})}`:v}
            </p>
        </div>`}select(e,t,s){return p`<label>
            ${a(t)}
            <select id=${e} @change=${o=>this.set({[e]:o.target.value})}>
                ${Object.entries(s).map(([o,n])=>p`<option value=${o} ?selected=${o===this.setup[e]}>${a(n)}</option>`)}
            </select>
        </label>`}unreadable({unreadable:e}){return p`<details id="unreadable">
            <summary>${a("{count} files could not be read",{count:e.length})}</summary>
            <ul>
                ${e.slice(0,el).map(({name:t,error:s})=>p`<li><bdi>${t}</bdi>: ${a(s)}</li>`)}
            </ul>
            ${e.length>el?p`<p class="hint">${el} / ${e.length}</p>`:v}
        </details>`}stage(){let{choosing:e,key:t}=this;return p`<cc-taste-stage
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
        ></cc-taste-stage>`}};Gt.styles=[_,C`
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
        `],h([y({attribute:!1})],Gt.prototype,"face",2),h([T()],Gt.prototype,"setup",2),h([T()],Gt.prototype,"summary",2),h([T()],Gt.prototype,"model",2),h([T()],Gt.prototype,"error",2),h([tt("cc-taste-setup")],Gt.prototype,"form",2),h([tt("cc-taste-order")],Gt.prototype,"order",2),Gt=h([O("clip-critic-taste")],Gt);
