const VERIFY_PATH = '/verify';
const OFFLINE_WORKER = '/verify-offline.js';
export const OFFLINE_CACHE = 'verify-1';
/** The lane keys for receipts stay in the cache after a new build. */
export const LANE_KEYS = '/receipt/lane-keys/';

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): {
    /** A trusted object for the address, although the types of the platform still require a text. */
    createScriptURL(url: string): string;
  };
}

/**
 * Stores this page and its parts in the browser, so that it opens without the server. Resolves to `true` if it does from now on. It does
 * not if the browser has no such store, or if the page came by plain http from another machine.
 */
/** The address of the worker is trusted once: its policy has a name of its own. */
let registered: Promise<unknown> | undefined;

export async function keepForOffline(): Promise<boolean> {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return false;
  try {
    registered ??= navigator.serviceWorker.register(trusted(OFFLINE_WORKER), { scope: VERIFY_PATH });
    await registered;
    const needed = new Set([VERIFY_PATH, '/ledger/policy', ...loadedFiles()]);
    const cache = await caches.open(OFFLINE_CACHE);
    await cache.addAll(needed);
    // A cache of an earlier build
    for (const kept of await cache.keys()) {
      const { pathname } = new URL(kept.url);
      if (!needed.has(pathname) && !pathname.startsWith(LANE_KEYS)) await cache.delete(kept);
    }
    return true;
  } catch {
    return false;
  }
}

/** The page's policy accepts addresses of scripts from named Trusted Types policies only. This one makes a single address. */
function trusted(url: string): string {
  const maker = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (maker === undefined) return url;
  const policy = maker.createPolicy('verify-offline', { createScriptURL: () => OFFLINE_WORKER });
  return policy.createScriptURL(url);
}

function loadedFiles(): string[] {
  return performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(
      ({ origin, pathname }) => origin === location.origin && /^\/(assets\/|(icon\.svg|theme\.js)$)/.test(pathname),
    )
    .map(({ pathname }) => pathname);
}
