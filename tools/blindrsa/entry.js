export { BlindRSA, PrepareType } from '@cloudflare/blindrsa-ts/lib/src/blindrsa.js';
