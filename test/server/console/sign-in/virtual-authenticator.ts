import type { CDPSession, Page } from 'playwright-core';
import type { SoftAuthenticator } from '../../people/people/fixtures/soft-authenticator.ts';

/** An authenticator of Chromium's own making, plugged into one page. */
export interface VirtualAuthenticator {
  /** Whether a person touches it. */
  touched(isTouched: boolean): Promise<void>;
  /** Puts a key into it that its person made before, for the passkeys of this machine's name. */
  hold(passkey: SoftAuthenticator, userHandle: string): Promise<void>;
  remove(): Promise<void>;
}

export interface Authenticators {
  /** @param makesSecrets whether its passkeys support the extension `prf` */
  plugIn(transport?: 'usb' | 'internal', makesSecrets?: boolean): Promise<VirtualAuthenticator>;
}

export async function authenticatorsOf(page: Page): Promise<Authenticators> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  return {
    async plugIn(transport = 'usb', makesSecrets = false) {
      const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          ...{ protocol: 'ctap2', transport, hasResidentKey: true, hasUserVerification: true },
          ...{
            isUserVerified: true,
            automaticPresenceSimulation: true,
            ...(makesSecrets && { ctap2Version: 'ctap2_1', hasPrf: true }),
          },
        },
      });
      return {
        touched: async (enabled) => {
          await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
        },
        hold: async (passkey, userHandle) => {
          await session.send('WebAuthn.addCredential', {
            authenticatorId,
            credential: {
              ...{ credentialId: passkey.id.toString('base64'), isResidentCredential: true, rpId: 'localhost' },
              privateKey: passkey.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
              ...{ userHandle: Buffer.from(userHandle, 'base64url').toString('base64'), signCount: passkey.counter },
            },
          });
        },
        remove: async () => {
          await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
        },
      };
    },
  };
}
