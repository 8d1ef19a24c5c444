/** What HPKE's library would import from Node where there is no Web Crypto; a browser has it. */
export const webcrypto = globalThis.crypto;
