import { useSignal } from '@preact/signals';
import type { PartnerPeople } from '../../sharing/portal/answers.ts';
import { PARTNER_ROLES, type PartnerRole } from '../../sharing/portal/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field } from '../design/field.tsx';
import { Ticks } from '../design/ticks.tsx';
import { t, translated } from '../languages/text.ts';
import { Form } from '../sign-in/form.tsx';

const CHOICE_WORDS: { readonly [Role in PartnerRole]: string } = translated({
  reader: 'Reader: agreements, list of deliveries, proofs',
  recipient: 'Recipient: also downloads sealed files',
  auditor: 'Auditor: also reads the log of the agency',
});

const trouble = (words: string) => ({ words, waitS: null });

interface InvitePartnerPersonProps {
  readonly partners: PartnerPeople['partners'];
  /** Called with the words of the answer once the invitation is proposed. */
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

/** Proposes to invite a person of a partner agency to its portal. */
export function InvitePartnerPerson({ partners, onDone, onClose }: InvitePartnerPersonProps) {
  const party = useSignal<string | null>(partners.length === 1 ? (partners[0]?.id ?? null) : null);
  const name = useSignal('');
  const code = useSignal('');
  const roles = useSignal<readonly PartnerRole[]>(['reader']);
  return (
    <Dialog title={t('Invite a person of a partner agency')} onClose={onClose}>
      <p>
        {t(
          'The person makes a code in the portal and sends you its fingerprint. Check in another way, such as a call to a known number, that it is theirs.',
        )}
      </p>
      <Form
        send={t('Propose the invitation')}
        sending={t('Proposing…')}
        beside={<Button label={t('Cancel')} onPress={onClose} />}
        onSend={async () => {
          if (party.value === null) return trouble(t('Choose the agency.'));
          const invited = { party: party.value, name: name.value.trim(), code: code.value.trim() };
          if (!/^[0-9a-f]{64}$/.test(invited.code))
            return trouble(t('A fingerprint has 64 characters, 0 to 9 and a to f. Paste it as you got it.'));
          if (roles.value.length === 0) return trouble(t('Choose at least one role.'));
          const proposed = await propose('sharing-person', { change: 'invite', ...invited, roles: roles.value });
          if (!proposed.isDone) return trouble(proposed.words);
          onDone(proposed.words);
          return undefined;
        }}
      >
        <Select
          title={t('Agency ## of a person')}
          options={partners.map(({ id }) => id)}
          words={Object.fromEntries(partners.map(({ id, name: called }) => [id, `${called} (${id})`]))}
          chosen={party.value}
          onChoose={(id) => (party.value = id)}
        />
        <Field label={t('Name of the person')} value={name} maxLength={64} />
        <Field label={t('Fingerprint of the code')} value={code} maxLength={64} isExact />
        <Ticks
          title={t('Roles ## in the portal of partners')}
          options={PARTNER_ROLES}
          words={CHOICE_WORDS}
          chosen={roles}
        />
      </Form>
    </Dialog>
  );
}
