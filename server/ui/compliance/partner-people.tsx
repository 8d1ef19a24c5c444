import { useSignal } from '@preact/signals';
import { PARTNER_ROLES, type PartnerRole } from '../../sharing/portal/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Field } from '../design/field.tsx';
import { Ticks } from '../design/ticks.tsx';
import { t, translated } from '../languages/text.ts';
import { Form } from '../sign-in/form.tsx';

const ROLE_WORDS: { readonly [Role in PartnerRole]: string } = translated({
  reader: 'Reader: agreements, list of deliveries, proofs',
  recipient: 'Recipient: also downloads sealed files',
  auditor: 'Auditor: also reads the log of the agency',
});

const trouble = (words: string) => ({ words, waitS: null });

/** `undefined` when it is right. */
function faultOf(fingerprint: string): string | undefined {
  return /^[0-9a-f]{64}$/.test(fingerprint)
    ? undefined
    : t('A fingerprint has 64 characters, 0 to 9 and a to f. Paste it as you got it.');
}

/** Proposes to invite a person of a partner agency to its portal. */
export function InvitePartnerPerson() {
  const party = useSignal('');
  const name = useSignal('');
  const code = useSignal('');
  const roles = useSignal<readonly PartnerRole[]>(['reader']);
  const words = useSignal('');
  return (
    <section class="panel" aria-labelledby="invite-partner-title">
      <h2 id="invite-partner-title">{t('Invite a person of a partner agency')}</h2>
      <p class="quiet">
        {t(
          'The person makes a code in the portal and sends you its fingerprint. Check in another way, such as a call to a known number, that it is theirs.',
        )}
      </p>
      <Form
        send={t('Propose the invitation')}
        sending={t('Proposing…')}
        onSend={async () => {
          words.value = '';
          const invited = { party: party.value.trim(), name: name.value.trim(), code: code.value.trim() };
          const fault = faultOf(invited.code);
          if (fault !== undefined) return trouble(fault);
          if (roles.value.length === 0) return trouble(t('Choose at least one role.'));
          const proposed = await propose('sharing-person', { change: 'invite', ...invited, roles: roles.value });
          if (!proposed.isDone) return trouble(proposed.words);
          words.value = proposed.words;
          name.value = '';
          code.value = '';
          return undefined;
        }}
      >
        <Field label={t('Id of the agency, as in its agreements')} value={party} maxLength={32} isExact />
        <Field label={t('Name of the person')} value={name} maxLength={64} />
        <Field label={t('Fingerprint of the code')} value={code} maxLength={64} isExact />
        <Ticks
          title={t('Roles ## in the portal of partners')}
          options={PARTNER_ROLES}
          words={ROLE_WORDS}
          chosen={roles}
        />
      </Form>
      <p role="status">{words.value}</p>
    </section>
  );
}

/** Proposes to end the access of a person. The fingerprint of their code names them. */
export function EndPartnerPerson() {
  const code = useSignal('');
  const words = useSignal('');
  return (
    <section class="panel" aria-labelledby="end-partner-title">
      <h2 id="end-partner-title">{t('End the access of a person of a partner agency')}</h2>
      <p class="quiet">{t('The fingerprint stands in the decision about the invitation.')}</p>
      <Form
        send={t('Propose the end')}
        sending={t('Proposing…')}
        onSend={async () => {
          words.value = '';
          const fault = faultOf(code.value.trim());
          if (fault !== undefined) return trouble(fault);
          const proposed = await propose('sharing-person', { change: 'end', code: code.value.trim() });
          if (!proposed.isDone) return trouble(proposed.words);
          words.value = proposed.words;
          code.value = '';
          return undefined;
        }}
      >
        <Field label={t('Fingerprint of the code')} value={code} maxLength={64} isExact />
      </Form>
      <p role="status">{words.value}</p>
    </section>
  );
}
