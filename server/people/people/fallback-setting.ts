/** Sets a password and a code generator together, after a code has proved the generator. */
import { secretFault, type SecretFault } from '../../../hardware/passphrases/password-rule.ts';
import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { StoredFallback } from './tables/fallbacks.ts';
import { isBreached } from './breached-passwords.ts';
import { judgeCode } from './code-generator.ts';
import type { People } from './people.ts';

/** In characters. A password is always used with a code; alone it would have to be longer (NIST SP 800-63B-4 §3.1.1.2). */
const PASSWORD_LENGTH = { least: 12, most: 128 } as const;

/** `breached`: it is in the operator's file. */
export type PasswordFault = SecretFault | 'breached';

export type MadeFallback =
  | { readonly kind: 'made'; readonly fallback: StoredFallback }
  | { readonly kind: 'refused'; readonly fault: PasswordFault | 'wrong-code' };

export async function makeFallback(
  people: People,
  person: { readonly id: PersonId; readonly displayName: string },
  chosen: { readonly secret: string; readonly password: string; readonly code: string },
): Promise<MadeFallback> {
  const { relyingPartyId, breachedPasswordsFile } = people.config;
  const names = [person.id, ...person.displayName.split(' '), 'postern', ...relyingPartyId.split('.')];
  const fault = secretFault(chosen.password, names, PASSWORD_LENGTH);
  if (fault !== undefined) return { kind: 'refused', fault };
  if (breachedPasswordsFile !== undefined && (await isBreached(breachedPasswordsFile, chosen.password))) {
    return { kind: 'refused', fault: 'breached' };
  }
  const now = people.clock.wallMs();
  const judged = await judgeCode(chosen.secret, chosen.code.replaceAll(/\s/g, ''), { now, lastStep: 0 });
  if (judged.kind !== 'right') return { kind: 'refused', fault: 'wrong-code' };
  return {
    kind: 'made',
    fallback: {
      passwordHash: await people.passwords.hash(chosen.password),
      sealedSecret: people.sealer.seal('code-generator', person.id, Buffer.from(chosen.secret)),
      setAt: now,
      // The code that proved the generator is used up.
      lastStep: judged.step,
    },
  };
}
