import { WaxsealCheck } from './waxseal-check.js';

if (!customElements.get('waxseal-check')) customElements.define('waxseal-check', WaxsealCheck);
