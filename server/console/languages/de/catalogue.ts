import { alarms } from '../../../records/alarms/languages/de.ts';
import type { Catalogue } from '../text.ts';
import { account } from './account.ts';
import { administration } from './administration.ts';
import { agreements } from './agreements.ts';
import { brand } from './brand.ts';
import { alerts } from './alerts.ts';
import { calendar } from './calendar.ts';
import { compliance } from './compliance.ts';
import { components } from './components.ts';
import { decisions } from './decisions.ts';
import { declarations } from './declarations.ts';
import { design } from './design.ts';
import { detection } from './detection.ts';
import { detectionRules } from './detection-rules.ts';
import { emergency } from './emergency.ts';
import { evidence } from './evidence.ts';
import { figures } from './figures.ts';
import { help } from './help.ts';
import { helpOfficer } from './help-officer.ts';
import { helpOffices } from './help-offices.ts';
import { helpPrivacy } from './help-privacy.ts';
import { holds } from './holds.ts';
import { ledger } from './ledger.ts';
import { officer } from './officer.ts';
import { orders } from './orders.ts';
import { people } from './people.ts';
import { places } from './places.ts';
import { privacy } from './privacy.ts';
import { readiness } from './readiness.ts';
import { records } from './records.ts';
import { referrals } from './referrals.ts';
import { releases } from './releases.ts';
import { retention } from './retention.ts';
import { setup } from './setup.ts';
import { shared } from './shared.ts';
import { sharing } from './sharing.ts';
import { shell } from './shell.ts';
import { signIn } from './sign-in.ts';
import { training } from './training.ts';
import { verify } from './verify.ts';
import { watchlist } from './watchlist.ts';
import { words } from './words.ts';

export const de: Catalogue = {
  ...account,
  ...administration,
  ...agreements,
  ...alarms,
  ...brand,
  ...alerts,
  ...calendar,
  ...compliance,
  ...components,
  ...decisions,
  ...declarations,
  ...design,
  ...detection,
  ...detectionRules,
  ...emergency,
  ...evidence,
  ...figures,
  ...help,
  ...helpOfficer,
  ...helpOffices,
  ...helpPrivacy,
  ...holds,
  ...ledger,
  ...officer,
  ...orders,
  ...people,
  ...places,
  ...privacy,
  ...readiness,
  ...records,
  ...referrals,
  ...releases,
  ...retention,
  ...setup,
  ...shared,
  ...sharing,
  ...shell,
  ...signIn,
  ...training,
  ...verify,
  ...watchlist,
  ...words,
};
