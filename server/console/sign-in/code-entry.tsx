import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { EnrolmentView } from '../../people/people/answers/people.ts';
import { t } from '../languages/text.ts';
import { hashOf } from '../shell/route.ts';
import { ask } from './ask.ts';
import { Enrolment } from './enrolment.tsx';
import { Field } from '../design/field.tsx';
import { Form } from './form.tsx';
import { refusalTrouble } from './trouble.ts';

export interface CodeEntryProps {
  readonly passwords: boolean;
  /** From the address behind a QR code. The person still sends it. */
  readonly scanned?: string;
}

/** Entry of a one-time code: for a first administrator, an invited person, or a person who lost a key. */
export function CodeEntry({ passwords, scanned = '' }: CodeEntryProps) {
  const code = useSignal(scanned);
  const view = useSignal<EnrolmentView | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), [view.value]);
  useEffect(() => {
    // The code must not stay in the address or the history
    if (scanned !== '') history.replaceState(null, '', hashOf('sign-in', 'code'));
  }, []);
  return (
    <section class="panel sign-in" aria-labelledby="code-title">
      <h2 id="code-title" tabIndex={-1} ref={title}>
        {view.value === null ? t('I have a code') : t('Set up your sign-in')}
      </h2>
      {view.value === null ? (
        <Form
          send={t('Continue')}
          sending={t('Looking…')}
          onSend={async () => {
            const asked = await ask<EnrolmentView>('POST', '/v1/people/enrolment', { code: code.value });
            if (asked.kind === 'refused') return refusalTrouble(asked);
            view.value = asked.value;
            return undefined;
          }}
        >
          <Field
            label={t('Code')}
            value={code}
            hint={t(
              '30 letters and digits, from an administrator or printed by the server. If you have two halves, type the first, then the second. The code works once.',
            )}
            maxLength={64}
            isExact
          />
        </Form>
      ) : (
        <Enrolment code={code.value} view={view.value} passwords={passwords} />
      )}
      <p>
        <a href={hashOf('sign-in')}>{t('Back to sign-in')}</a>
      </p>
    </section>
  );
}
