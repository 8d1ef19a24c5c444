import alarms from '../../../records/alarms/languages/de.json' with { type: 'json' };
import type { Catalogue } from '../text.ts';
import account from './account.json' with { type: 'json' };
import administration from './administration.json' with { type: 'json' };
import agreements from './agreements.json' with { type: 'json' };
import brand from './brand.json' with { type: 'json' };
import alerts from './alerts.json' with { type: 'json' };
import calendar from './calendar.json' with { type: 'json' };
import compliance from './compliance.json' with { type: 'json' };
import components from './components.json' with { type: 'json' };
import decisions from './decisions.json' with { type: 'json' };
import declarations from './declarations.json' with { type: 'json' };
import design from './design.json' with { type: 'json' };
import detection from './detection.json' with { type: 'json' };
import detectionRules from './detection-rules.json' with { type: 'json' };
import emergency from './emergency.json' with { type: 'json' };
import evidence from './evidence.json' with { type: 'json' };
import figures from './figures.json' with { type: 'json' };
import help from './help.json' with { type: 'json' };
import helpOfficer from './help-officer.json' with { type: 'json' };
import helpOffices from './help-offices.json' with { type: 'json' };
import helpPrivacy from './help-privacy.json' with { type: 'json' };
import holds from './holds.json' with { type: 'json' };
import ledger from './ledger.json' with { type: 'json' };
import officer from './officer.json' with { type: 'json' };
import orders from './orders.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };
import places from './places.json' with { type: 'json' };
import privacy from './privacy.json' with { type: 'json' };
import readiness from './readiness.json' with { type: 'json' };
import records from './records.json' with { type: 'json' };
import referrals from './referrals.json' with { type: 'json' };
import releases from './releases.json' with { type: 'json' };
import retention from './retention.json' with { type: 'json' };
import setup from './setup.json' with { type: 'json' };
import shared from './shared.json' with { type: 'json' };
import sharing from './sharing.json' with { type: 'json' };
import shell from './shell.json' with { type: 'json' };
import signIn from './sign-in.json' with { type: 'json' };
import training from './training.json' with { type: 'json' };
import verify from './verify.json' with { type: 'json' };
import watchlist from './watchlist.json' with { type: 'json' };
import words from './words.json' with { type: 'json' };

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
