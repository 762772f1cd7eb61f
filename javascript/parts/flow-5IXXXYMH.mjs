/* CLIP Critic. Built from web/ by "npm run build"; do not edit. Contains @lit-labs/virtualizer 2.1.1, diff 9.0.0, idb-keyval 6.3.0, lit 3.3.3, photoswipe 5.4.4, uplot 1.6.32: see web/LICENCES.md. */
import{a,b}from"./chunk-EY6LKD77.mjs";import"./chunk-KUTYOQ7S.mjs";export{b as FlowLayout,a as flow};
