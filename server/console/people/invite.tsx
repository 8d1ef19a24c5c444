import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { personIdSchema } from '../../platform/access/vocabulary.ts';
import type { IssuedCode } from '../../people/people/answers/people.ts';
import { t } from '../languages/text.ts';
import { Field } from '../design/field.tsx';
import { Form } from '../sign-in/form.tsx';
import { askProved } from '../sign-in/step-up.ts';
import { ShownCode } from './shown-code.tsx';
import { refusalTrouble } from '../sign-in/trouble.ts';

/** A name at this server, made from a person’s name; empty when it has no letters of the Latin alphabet. */
function idFrom(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 32);
}

/** Invites a person. The person gets a one-time code and makes a key with it. */
export function Invite({ onChange }: { readonly onChange: () => Promise<void> }) {
  const id = useSignal('');
  const displayName = useSignal('');
  const issued = useSignal<IssuedCode | null>(null);
  const made = useRef('');
  // Until someone types another one
  useSignalEffect(() => {
    const next = idFrom(displayName.value);
    if (id.peek() !== made.current) return;
    id.value = next;
    made.current = next;
  });
  return (
    <section class="panel account-part" aria-labelledby="invite-title">
      <h2 id="invite-title">{t('Invite a person')}</h2>
      <Form
        send={t('Make a code')}
        sending={t('Making a code…')}
        onSend={async () => {
          const person = { id: id.value.trim(), displayName: displayName.value };
          if (!personIdSchema.safeParse(person.id).success) {
            const words = t('A name at this server has 3 to 32 small letters, digits and hyphens, for example olga-o.');
            return { words, waitS: null };
          }
          const asked = await askProved<IssuedCode>('POST', '/v1/people/invitations', person);
          if (asked.kind === 'refused') return refusalTrouble(asked);
          issued.value = asked.value;
          made.current = '';
          id.value = '';
          displayName.value = '';
          await onChange();
          return undefined;
        }}
      >
        <Field label={t('Name')} value={displayName} maxLength={64} />
        <Field
          label={t('Name at this server')}
          value={id}
          hint={t('3 to 32 small letters, digits and hyphens. It stays in the ledger and cannot be changed.')}
          maxLength={32}
          isExact
        />
      </Form>
      {issued.value !== null && <ShownCode issued={issued.value} />}
    </section>
  );
}
