/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { MessageState, Severity } from '../../oversight/alerts/vocabulary.ts';
import { MESSAGE_STATE_WORDS, SEVERITY_WORDS } from '../words-of-alerts.ts';
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { CHECK_STATE_WORDS, DRIFT_WORDS, RESULT_WORDS } from './words-of-readiness.ts';
import type { ReleaseStanding } from '../../contract/release-standing.ts';
import type { GateState } from '../../contract/roll-out.ts';
import type { NotJudgedReason } from '../../contract/shadow-passage.ts';
import type { PassageState } from '../../border/roll-outs/judge-passage.ts';
import type { Wait } from '../../border/roll-outs/judge-step.ts';
import type { PendingReason } from '../../border/roll-outs/pending.ts';
import type { StoredStep } from '../../border/roll-outs/roll-out-table.ts';
import type { FindingState } from '../../lanes/components/vocabulary.ts';
import { DEVICES } from '../help/shared-meanings.ts';
import type { CheckState, Drift, ReadinessResult } from '../../contract/readiness-vocabulary.ts';
import { TRADER_STATE_WORDS } from './words-of-traders.ts';
import { t, translated } from '../languages/text.ts';
import { FINDING_WORDS } from './act-outcome.ts';
import { READINESS_WORDS } from './readiness.ts';
import {
  NOT_JUDGED_WORDS,
  PASSAGE_WORDS,
  GATE_WORDS,
  PENDING_WORDS,
  STANDING_WORDS,
  STEP_WORDS,
  WAIT_WORDS,
} from './words-of-releases.ts';
import { FINDING_STATE_WORDS } from './words-of-components.ts';
import { RUN_WORDS } from './runs.ts';

const READINESS: Meanings<'ready' | 'never-heard' | 'out-of-service' | 'emergency' | 'another-key' | 'disabled'> = {
  title: () => t('Readiness of a kiosk'),
  words: READINESS_WORDS,
  meanings: translated({
    ready: 'The kiosk reported within the last seconds and every device works.',
    'never-heard': 'The kiosk enrolled and has sent no status yet. Start it, or check its network.',
    'out-of-service':
      'The lane serves no traveller: a person closed it, a device has a fault, or it is outside the opening hours.',
    emergency: 'The gate stands open so that people can get out.',
    'another-key':
      'The kiosk trusts another signing key than this server has. It missed a change of the key: see the manual.',
    disabled: 'The kiosk was disabled permanently. Its messages are refused.',
  }),
};

const FINDING_STATE_MEANINGS: Meanings<FindingState> = {
  title: () => t('State of a known fault'),
  words: FINDING_STATE_WORDS,
  meanings: translated({
    open: 'A running component has the fault. It is overdue when the deadline has passed.',
    excepted: 'Two administrators accept the fault until a day. Then it is due again by itself.',
    fixed: 'No running component has the fault any more.',
  }),
};

const RUNS: Meanings<'differs'> = {
  title: () => t('Marks of a lane'),
  words: RUN_WORDS,
  meanings: translated({
    differs: 'Most lanes run another one. It may be a staged release, or the lane missed it.',
  }),
};

const STARTS: Meanings<'approved' | 'differs' | 'old' | 'none' | 'not-approved'> = {
  title: () => t('Marks of starts and releases'),
  words: translated({
    approved: 'Approved',
    differs: 'Differs from',
    old: 'Old proof',
    none: 'No proof',
    'not-approved': 'Not approved',
  }),
  meanings: translated({
    approved: 'The lane proved the values of an approved start within the last hour, or states an approved release.',
    differs:
      'The registers that are listed have other values than in the nearest approved start. After an update, approve the new start. If there was none, have the machine checked.',
    old: 'The lane has proved nothing for an hour. Check whether it runs and reaches the server.',
    none: 'The lane has no TPM of a configured maker, or the server does not ask for proofs.',
    'not-approved': 'The lane states a release that no one approved. Compare it with the package that was installed.',
  }),
};

const MESSAGES: Meanings<MessageState> = {
  title: () => t('States of a message'),
  words: MESSAGE_STATE_WORDS,
  meanings: translated({
    waiting: 'It has not been delivered yet. The server tries again, at increasing intervals up to 15 minutes.',
    delivered: 'The receiver or the mail relay has accepted it.',
    'given-up': 'No attempt succeeded within a day, or the only attempt of a test failed.',
    silenced: 'A silence holds it. If the alarm still lasts at the end of the silence, the message is sent then.',
  }),
};

const URGENCIES: Meanings<Severity> = {
  title: () => t('Urgency of an alarm'),
  words: SEVERITY_WORDS,
  meanings: translated({
    now: 'A person must act at once.',
    today: 'A person looks at it before the shift ends.',
    watch: 'Act when it repeats.',
  }),
};

const FINDINGS: Meanings<'confirmed' | 'unfounded' | 'agrees' | 'disagrees' | 'cannot-tell' | 'turned-down'> = {
  title: () => t('Results of an act'),
  words: FINDING_WORDS,
  meanings: translated({
    confirmed: 'A second person confirmed the cause of an opening.',
    unfounded: 'A second person found no cause for an opening.',
    agrees: 'A second look came to the same decision.',
    disagrees: 'A second look came to another decision.',
    'cannot-tell': 'The pictures were not good enough to decide.',
    'turned-down': 'A second person refused a proposal.',
  }),
};

const CHECK_STATES: Meanings<CheckState> = {
  title: () => t('State of a check'),
  words: CHECK_STATE_WORDS,
  meanings: translated({
    running: 'The lane is out of service while a technician works at it. Its gate opens during the check.',
    unfinished: 'The check or the lane was stopped. The lane stays out of service until another check is passed.',
    failed: 'The technician kept the lane out of service. The record names the faults.',
  }),
};

const CHECK_RESULTS: Meanings<ReadinessResult> = {
  title: () => t('Result of a check'),
  words: RESULT_WORDS,
  meanings: translated({
    ready: 'Every part of the lane was tested and works.',
    'not-ready': 'A part failed or was skipped. Unless a fault affects safety, the lane may be used.',
    interrupted: 'The check was not completed.',
  }),
};

const DRIFT_MEANINGS: Meanings<Drift> = {
  title: () => t('Differences from the calibration'),
  words: DRIFT_WORDS,
  meanings: translated({
    'scene-light': 'The picture is much darker or brighter than it was. Look for a lamp, a window, a dirty lens.',
    'screen-latency': 'The screen’s light reaches the camera later or earlier. Display or camera were changed.',
    'screen-light': 'The screen lights the scene more weakly or strongly. Look at the brightness of the display.',
    'frame-rate': 'The lane analyses fewer pictures. Look for heat and other programs.',
    'gate-open-time': 'The gate opens more slowly or faster than usual. Check the drive and the hinges.',
    'gate-close-time': 'The gate closes slower or faster. Look at drive and hinges.',
  }),
};

const ROLL_OUT_STEP_MEANINGS: Meanings<StoredStep> = {
  title: () => t('Steps of a roll-out'),
  words: STEP_WORDS,
  meanings: translated({
    shadow: 'No lane decides with it. Its file judges beside the one in use until it agrees within the signed limits.',
    laboratory: 'Lanes that serve few real travellers or none. At least four hours and 20 travellers.',
    sites: 'One lane of each site, named when the release was signed. At least a day and 200 travellers.',
    'five-percent': 'A share of all lanes, chosen by a digest. At least a day and 500 travellers.',
    quarter: 'A quarter of all lanes. At least a day and 1,000 travellers.',
    all: 'Each lane takes it. The server still compares and can hold it.',
  }),
};

const GATE_MEANINGS: Meanings<GateState> = {
  title: () => t('State of a roll-out'),
  words: GATE_WORDS,
  meanings: translated({
    open: 'The lanes of its step take the release.',
    held: 'No more lanes take it. Those that use it keep it.',
    returned: 'Lanes that used it go back to the version before. It is not opened again.',
  }),
};

const WAIT_MEANINGS: Meanings<Wait> = {
  title: () => t('Why a step is not over'),
  words: WAIT_WORDS,
  meanings: translated({
    frozen: 'A freeze of this page or of the signed terms is in force.',
    'shadow-undecided':
      'Too few travellers were judged beside the one in use, or two people have not signed a shadow release of this file.',
    'no-lanes': 'The lanes of this step are off, or have no connection.',
    'lanes-pending': 'Fewer than four in five of the lanes of the step that reported use it.',
    'too-early': 'The step has a minimum time, which is not over.',
    'too-few-travellers': 'Too few travellers have passed with the release for a comparison.',
  }),
};

const PASSAGE_MEANINGS: Meanings<PassageState> = {
  title: () => t('Shadow passage of a model or policy'),
  words: PASSAGE_WORDS,
  meanings: translated({
    undecided: 'Too few travellers were judged by both, or the shares lie too close to a limit.',
    'within-limits': 'Both agree: the upper bound of each share (95 %) is at or below its signed limit.',
    exceeded: 'They disagree: the lower bound of a share (99.9 %) is above its signed limit. The release is held.',
  }),
};

const NOT_JUDGED_MEANINGS: Meanings<NotJudgedReason> = {
  title: () => t('Why a candidate did not judge a traveller'),
  words: NOT_JUDGED_WORDS,
  meanings: translated({
    'out-of-time': 'The captures ended before the candidate was done. They never wait for it.',
    failed: 'The candidate ended, gave no valid answer, or does not prove the rate of the policy.',
    memory: 'The candidate took more memory than it may, and was ended.',
    'not-loaded': 'The file of the candidate could not be loaded at the lane.',
    'no-capacity': 'The lane was slow, short of memory, or still judged the traveller before.',
    'other-reference': 'The traveller was compared with a registered face, which only the model in use can read.',
    interrupted: 'The lane stopped while the candidate judged.',
    'not-captured': 'A candidate policy asks for what the lane did not capture for the policy in use.',
  }),
};

const PENDING_MEANINGS: Meanings<PendingReason> = {
  title: () => t('Why a release is pending'),
  words: PENDING_WORDS,
  meanings: translated({
    'on-its-way': 'It is meant for the lane, which has not reported it yet.',
    return: 'A later version was returned or withdrawn, and the lane goes back.',
    'later-step': 'The roll-out has not reached this lane.',
    held: 'The roll-out is held or was returned.',
    frozen: 'The signed terms have a freeze.',
    'not-before': 'The signed terms have a date before which no lane takes it.',
    paused: 'Two people have paused it with their signatures.',
  }),
};

const STANDING_MEANINGS: Meanings<ReleaseStanding> = {
  title: () => t('Freshness of a lane'),
  words: STANDING_WORDS,
  meanings: translated({
    current: 'The lane has checked its releases within a day, and their signatures are valid for a week or longer.',
    unchecked: 'For a day the lane made no complete check, or sent nothing.',
    'renewal-due':
      'Signatures expire within a week. Two people must sign again; if they have, the server withholds the new signatures.',
    'too-old': 'Signatures have expired: the lane refers every traveller until it gets new ones.',
  }),
};

const TRADER_STATES: Meanings = {
  title: () => t('States of people and keys of traders'),
  words: TRADER_STATE_WORDS,
  meanings: translated({
    open: 'The invitation was approved. The person makes a passkey with the code.',
    lapsed: 'The code was not used within a week. Invite the person again with a new code.',
    used: 'The person signs in with a passkey, or the program with its key.',
    over: 'It no longer gives access: its time is over, or two administrators ended it.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('Administration'),
  purpose: () =>
    t('Administrators keep the fleet of kiosks ready here. Auditors read every act of people. No traveller is shown.'),
  meanings: [],
  views: {
    fleet: {
      title: () => t('Fleet'),
      purpose: () =>
        t(
          'Lists the kiosks by site with their readiness and certificates. Make a code for a new kiosk, or disable a kiosk that is lost. A disabled kiosk never returns under its name. Propose the server’s next signing key here too.',
        ),
      meanings: [READINESS, DEVICES],
    },
    checks: {
      title: () => t('Lane checks'),
      purpose: () =>
        t(
          'Technicians check lanes at the lanes. Type the code that a lane shows to begin a check in your name. Each lane has its last record: what was tested, the measured values, and what to repair.',
        ),
      meanings: [CHECK_STATES, CHECK_RESULTS, DRIFT_MEANINGS],
    },
    releases: {
      title: () => t('Releases'),
      purpose: () =>
        t(
          'Shows the releases that two people signed, how far each is rolled out, what each lane holds, and what is pending. The server opens the next step when the lanes of the present step work as well as before. It holds a release that causes more referrals, more faults or longer times. You can hold or return a release in one act.',
        ),
      meanings: [
        ROLL_OUT_STEP_MEANINGS,
        GATE_MEANINGS,
        WAIT_MEANINGS,
        PASSAGE_MEANINGS,
        NOT_JUDGED_MEANINGS,
        PENDING_MEANINGS,
        STANDING_MEANINGS,
      ],
    },
    sites: {
      title: () => t('Sites'),
      purpose: () =>
        t(
          'Name sites and their lanes, so that duties and codes can name them. An id or a number never changes; a place that is not used can be removed.',
        ),
      meanings: [],
    },
    software: {
      title: () => t('Lane software'),
      purpose: () =>
        t(
          'Shows how each lane was started, as its TPM proves it, and the release that it runs. Two administrators approve starts and releases: propose one here, and another person approves it under Decisions.',
        ),
      meanings: [STARTS],
    },
    components: {
      title: () => t('Components'),
      purpose: () =>
        t(
          'Shows the known faults of the packages that the server and the lanes run, by an export of OSV that you import on the server. Each has a deadline by its severity: critical 2 days, high 7, moderate 30, low 90. Install a release with the fixed version in time, or propose an exception with a reason and a last day.',
        ),
      meanings: [FINDING_STATE_MEANINGS],
    },
    policies: {
      title: () => t('Policies'),
      purpose: () =>
        t(
          'Shows the decision policy, notice and models that each lane used for its latest decision. A lane that differs from most is marked.',
        ),
      meanings: [RUNS],
    },
    brand: {
      title: () => t('Brand'),
      purpose: () =>
        t(
          'Sets the name, logo and colours of the agency for the consoles. A colour that cannot be read well is refused with its contrast and the nearest colour that passes. Two administrators change the brand. For lanes, save it as a document, which two people sign.',
        ),
      meanings: [],
    },
    traders: {
      title: () => t('Traders'),
      purpose: () =>
        t(
          'Lists the people of traders and the keys of their programs. Propose to invite a person or to give a key, or an end; another administrator approves it under Decisions. Person and program make their secrets themselves and send you only a fingerprint.',
        ),
      meanings: [TRADER_STATES],
    },
    alerts: {
      title: () => t('Alerts'),
      purpose: () =>
        t(
          'Shows where alarms go outside the console: channels with their last delivery, routes, silences, and the log of deliveries. Two administrators decide about channels and routes. Send a test after each change.',
        ),
      meanings: [MESSAGES, URGENCIES],
    },
    acts: {
      title: () => t('Acts'),
      purpose: () =>
        t(
          'Lists every act of people with its person, place and result. Each line has a proof in the ledger, which you can verify and save.',
        ),
      meanings: [FINDINGS],
    },
  },
};
