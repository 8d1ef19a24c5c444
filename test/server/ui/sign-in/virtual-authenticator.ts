import type { CDPSession, Page } from 'playwright-core';

/** An authenticator of Chromium's own making, plugged into one page. */
export interface VirtualAuthenticator {
  /** Whether anybody touches it. */
  touched(isTouched: boolean): Promise<void>;
  remove(): Promise<void>;
}

export interface Authenticators {
  plugIn(transport?: 'usb' | 'internal'): Promise<VirtualAuthenticator>;
}

export async function authenticatorsOf(page: Page): Promise<Authenticators> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  return {
    async plugIn(transport = 'usb') {
      const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          ...{ protocol: 'ctap2', transport, hasResidentKey: true, hasUserVerification: true },
          ...{ isUserVerified: true, automaticPresenceSimulation: true },
        },
      });
      return {
        touched: async (enabled) => {
          await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
        },
        remove: async () => {
          await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
        },
      };
    },
  };
}
