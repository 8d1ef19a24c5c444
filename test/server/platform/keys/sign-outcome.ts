import type { ServerKeys } from '../../../../server/platform/keys/server-keys.ts';

/** The code with which a signature is refused, or `signed`. */
export async function signOutcome({ signing }: ServerKeys): Promise<string> {
  try {
    await signing.sign(new Uint8Array(32));
    return 'signed';
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}
