/** Stands for the modules of Node that libraries here would import where they are not in a browser: a browser has Web Crypto. */
export const webcrypto = globalThis.crypto;
