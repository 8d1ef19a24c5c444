import { t } from '../languages/text.ts';
import { DUTY_STATE_WORDS } from '../words.ts';

/** Marks of the person's own sessions, passkeys and duties. */
export const ACCOUNT_WORDS = {
  get 'this-one'() {
    return t('This one');
  },
  get 'only-one'() {
    return t('Only one');
  },
  get blocked() {
    return t('Blocked');
  },
  get over() {
    return DUTY_STATE_WORDS.over;
  },
  get 'training-lapsed'() {
    return DUTY_STATE_WORDS['training-lapsed'];
  },
};
