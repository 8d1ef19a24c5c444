import { hashOf } from '../shell/route.ts';
import { refreshSession } from '../shell/session.ts';

/** Opens the person's section of the console after sign-in. */
export async function enter(): Promise<void> {
  await refreshSession();
  location.hash = hashOf('');
}
