import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import type { AlarmBook } from '../../records/alarms/alarm-book.ts';
import type { LedgerGate } from '../../records/ledger/ledger-gate.ts';
import { accessOfPeople } from './access-of-people.ts';
import { Ceremonies } from './ceremony.ts';
import { PasswordHashing } from './password-hashing.ts';
import { type AccessOfPeople, judgedAs, signedInOf, type People } from './people.ts';
import { Sealer } from './sealer.ts';
import { SessionEndings } from './session-endings.ts';
import { SessionCodes } from './session-code.ts';
import { Sessions } from './sessions.ts';
import { SignInRateLimit } from './sign-in-rate-limit.ts';

/** Ceremonies from one address. A whole office starts its shift at the same time. */
const CEREMONY_RATE = { perSecond: 2, burst: 60 };

export interface PeopleServices extends Pick<People, 'knex' | 'queue' | 'clock' | 'events' | 'signals'> {
  readonly ledger: LedgerGate;
  readonly alarms: Pick<AlarmBook, 'raise'>;
}

export interface PeopleParts extends Pick<People, 'config' | 'recognise'> {
  /** 32 bytes, stored beside the database. */
  readonly secret: Uint8Array;
  /** Origins of our own pages. */
  readonly origins: () => readonly string[];
  /** A person's duties, as permissions need them. */
  readonly dutiesOf: AccessOfPeople['dutiesOf'];
}

export function openPeople(
  services: PeopleServices,
  { config, secret, origins, recognise, dutiesOf }: PeopleParts,
): People {
  const { knex, queue, clock, events, signals, ledger, alarms } = services;
  const sealer = new Sealer(secret);
  const sessionCodes = new SessionCodes(sealer.key('session'), { events, alarms });
  const people: People = {
    knex,
    queue,
    clock,
    events,
    signals,
    config,
    access: accessOfPeople(config, dutiesOf),
    sealer,
    party: { id: config.relyingPartyId, origins },
    ceremonies: new Ceremonies(sealer, clock),
    sessionCodes,
    sessions: new Sessions({ knex, queue, clock, events, limits: config.limits, codes: sessionCodes }),
    endings: new SessionEndings(),
    rateLimit: new SignInRateLimit({ queue, clock, sealer }),
    ceremonyRateLimit: new TokenBuckets(CEREMONY_RATE, clock),
    recognise,
    commit: async (work) => {
      const done = await queue.run(work);
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
