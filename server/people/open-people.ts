import { TokenBuckets } from '../../hardware/host/token-bucket.ts';
import type { LedgerGate } from '../ledger/ledger-gate.ts';
import { Ceremonies } from './ceremony.ts';
import { PasswordHashing } from './password-hashing.ts';
import { judgedAs, signedInOf, type People } from './people.ts';
import { Sealer } from './sealer.ts';
import { SessionEndings } from './session-endings.ts';
import { Sessions } from './sessions.ts';
import { SignInRateLimit } from './sign-in-rate-limit.ts';

/** Ceremonies from one address. A whole office starts its shift at the same time. */
const CEREMONY_RATE = { perSecond: 2, burst: 60 };

export interface PeopleParts
  extends Pick<People, 'knex' | 'queue' | 'clock' | 'events' | 'signals' | 'config' | 'access' | 'recognise'> {
  /** 32 bytes, stored beside the database. */
  readonly secret: Uint8Array;
  readonly ledger: LedgerGate;
  /** Origins of our own pages. */
  readonly origins: () => readonly string[];
}

export function openPeople({ secret, origins, ledger, ...parts }: PeopleParts): People {
  const sealer = new Sealer(secret);
  const people: People = {
    ...parts,
    sealer,
    party: { id: parts.config.relyingPartyId, origins },
    ceremonies: new Ceremonies(sealer, parts.clock),
    sessions: new Sessions({ ...parts, limits: parts.config.limits }),
    endings: new SessionEndings(),
    rateLimit: new SignInRateLimit({ ...parts, sealer }),
    ceremonyRateLimit: new TokenBuckets(CEREMONY_RATE, parts.clock),
    commit: async (work) => {
      const done = await parts.queue.run(work);
      await ledger.settle();
      return done;
    },
    passwords: new PasswordHashing(sealer.key('password')),
    sessionOf: async (request) => (await signedInOf(people, request))?.principal,
    async principalIn(sessionId) {
      const open = await people.sessions.findById(sessionId);
      return open === undefined ? undefined : judgedAs(people, open);
    },
  };
  return people;
}
