import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { isRehearsal } from './brand.ts';
import { BrandName } from './brand-name.tsx';
import { now } from './live.ts';
import { session } from './session.ts';

/** At the head of a printed page: its title, the server's time, and the name of the person who prints it. */
export function PrintHead({ title }: { readonly title: string }) {
  const { value } = session;
  const person = value.kind === 'signed-in' ? value.view.principal?.displayName : undefined;
  return (
    <p class="print-head">
      {isRehearsal.value && (
        <strong>
          {t('Rehearsal, without legal effect')}
          {' · '}
        </strong>
      )}
      <BrandName />
      {['', title, dateAndTime(now.value), person ?? ''].filter((part, at) => at === 0 || part !== '').join(' · ')}
    </p>
  );
}
