/** The console's words for breaches and the laws about them. Complete by type. */
import type {
  BreachOrigin,
  BreachOutcome,
  BreachState,
  Channel,
  DataKind,
  DutyState,
  FactMeaning,
  Harm,
  PeopleGroup,
  RiskLevel,
} from '../../oversight/compliance/breaches/vocabulary.ts';
import type { YearReportState } from '../../oversight/compliance/years/vocabulary.ts';
import type { Addressee, Condition, Ground, Item } from '../../oversight/compliance/laws/vocabulary.ts';
import { translated } from '../languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const YEAR_REPORT_WORDS: Words<YearReportState> = translated({
  making: 'It is being made',
  made: 'Ready to be saved',
  failed: 'It could not be made. Try again.',
});

export const STATE_WORDS: Words<BreachState> = translated({
  open: 'Open ## state of a case',
  closed: 'Closed ## state of a case',
});

export const ORIGIN_WORDS: Words<BreachOrigin> = translated({
  'by-hand': 'By hand ## origin of a case',
  alarm: 'An alarm ## origin of a case',
  finding: 'A finding of detection',
});

export const ADDRESSEE_WORDS: Words<Addressee> = translated({
  authority: 'Supervisory authority',
  people: 'People concerned',
  'computer-emergency-team': 'Computer emergency team',
  legislature: 'Committees of the legislature',
});

export const CONDITION_WORDS: Words<Condition> = translated({
  'any-breach': 'for any breach',
  risk: 'unless a risk to people is unlikely',
  'high-risk': 'for a high risk to people',
  major: 'for a major incident',
});

export const DUTY_STATE_WORDS: Words<DutyState> = translated({
  open: 'Not sent yet',
  'sent-in-part': 'Sent, parts follow',
  sent: 'Sent',
  'not-notified': 'Decided not to notify',
});

export const ITEM_WORDS: Words<Item> = translated({
  nature: 'Nature of the breach',
  'people-and-records': 'Approximate numbers of people and records',
  'kinds-of-data': 'Kinds of data',
  'protection-of-data': 'Whether the data was protected',
  contact: 'Contact',
  consequences: 'Likely consequences',
  measures: 'Measures taken or proposed',
  advice: 'Advice to the people',
  'reasons-for-delay': 'Reasons for the delay',
});

export const GROUND_WORDS: Words<Ground> = translated({
  'risk-unlikely': 'A risk to people is unlikely',
  'not-high-risk': 'The risk to people is not high',
  'not-major': 'It is not a major incident',
  'data-unreadable': 'The data is unreadable to strangers',
  'risk-removed': 'Later measures removed the high risk',
  'public-instead': 'Informing each person takes too much effort; a public notice replaces it',
  'restricted-by-law': 'A law restricts or delays the notification',
  'low-harm': 'The assessment finds little harm',
});

export const MEANING_WORDS: Words<FactMeaning> = translated({
  discovery: 'Discovery',
  cause: 'Cause ## of a breach',
  access: 'Access by a stranger',
  extent: 'Extent',
  containment: 'Containment',
  remedy: 'Remedy',
  context: 'Context',
});

export const RISK_WORDS: Words<RiskLevel> = translated({
  unlikely: 'A risk is unlikely',
  risk: 'A risk',
  high: 'A high risk',
});

export const HARM_WORDS: Words<Harm> = translated({
  confidentiality: 'Strangers could read data',
  integrity: 'Data was changed',
  availability: 'Data was lost or out of reach',
});

export const GROUP_WORDS: Words<PeopleGroup> = translated({
  travellers: 'Travellers',
  'registered-travellers': 'Registered travellers',
  staff: 'Staff',
  'trader-people': 'People of traders',
});

export const DATA_WORDS: Words<DataKind> = translated({
  'results-of-checks': 'Results of checks',
  'document-facts': 'Facts of documents',
  captures: 'Captures of lanes',
  templates: 'Templates of registered travellers',
  declarations: 'Declarations',
  'staff-accounts': 'Accounts of staff',
  'staff-acts': 'Acts of staff',
});

export const CHANNEL_WORDS: Words<Channel> = translated({
  'online-form': 'Form of the authority',
  'secure-mail': 'Encrypted mail',
  post: 'Post ## letter',
  telephone: 'Telephone',
  'in-person': 'In person',
  'public-notice': 'Public notice',
});

export const OUTCOME_WORDS: Words<BreachOutcome> = translated({
  handled: 'The breach is handled',
  'no-breach': 'There was no breach',
});

/** Refusals of these pages. */
export const REFUSAL_WORDS: Readonly<Record<string, string>> = translated({
  'notices-missing': 'Assess the breach, and send or decide on each notification first.',
  'notice-incomplete': 'A required part is missing, or a newer version of the notice exists.',
  'proposal-settled': 'It is done already, or the case is closed.',
  'invalid-message': 'A value is missing or invalid. A time must not be in the future.',
  'not-found': 'There is no such alarm, finding or entry.',
});
