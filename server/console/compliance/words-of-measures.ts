/** The console's words for penalties and corrective actions. Complete by type. */
import type {
  MeasureKind,
  MeasureOutcome,
  MeasureSource,
  MeasureState,
} from '../../oversight/compliance/actions/vocabulary.ts';
import { translated } from '../languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const MEASURE_KIND_WORDS: Words<MeasureKind> = translated({
  penalty: 'Penalty',
  'corrective-action': 'Corrective action',
});

export const MEASURE_SOURCE_WORDS: Words<MeasureSource> = translated({
  'supervisory-authority': 'Supervisory authority',
  court: 'Court',
  audit: 'Audit ## source of a corrective action',
  breach: 'Breach of personal data',
  complaint: 'Complaint of a traveller',
  'own-review': 'Own review',
});

export const MEASURE_STATE_WORDS: Words<MeasureState> = translated({
  open: 'Open ## corrective action',
  overdue: 'Overdue ## corrective action',
  done: 'Done ## corrective action',
  withdrawn: 'No longer required',
});

export const MEASURE_OUTCOME_WORDS: Words<MeasureOutcome> = translated({
  done: 'Carried out or paid',
  withdrawn: 'No longer required',
});
