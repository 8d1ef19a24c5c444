import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { FieldGroup } from '../../contract/office-keys.ts';
import type { DeclarationDetail, ViewedContent, ViewingGrant } from '../../goods/declarations/viewings/answers.ts';
import type { DeclarationPurpose } from '../../goods/declarations/viewings/vocabulary.ts';
import type { ComparedFact } from '../../goods/declarations/sealing/compare-opened.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, t } from '../languages/text.ts';
import { ask, tell } from '../records/ask.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { announce } from '../shell/live.ts';
import { DECLARATION_PURPOSE_WORDS } from '../words.ts';
import { Control } from './control.tsx';
import type { OpenedGroup } from './open-declaration.ts';
import { proveAndDerive } from './reading-key.ts';
import { placeLabel } from './element-labels.ts';
import { elementNumber, FACT_WORDS, GROUP_WORDS, KEY_TROUBLE_WORDS, refusalWords } from './words.ts';

const PURPOSES = Object.keys(DECLARATION_PURPOSE_WORDS) as DeclarationPurpose[];

interface Shown {
  readonly groups: readonly OpenedGroup[];
  readonly elements: Readonly<Record<string, string>>;
  /** Facts of the readable part that the opened content contradicts. */
  readonly differing: readonly ComparedFact[];
}

type Viewing =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'trouble'; readonly words: string }
  | { readonly kind: 'open'; readonly shown: Shown };

/** One declaration: its readable facts, and the groups that the officer opens for a purpose. */
export function Declaration({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="panel" aria-labelledby="declaration-title">
      <h2 id="declaration-title" tabIndex={-1} ref={heading}>
        {t('Declaration {id}', { id: `${id.slice(0, 8)}…` })}
      </h2>
      <Loaded<DeclarationDetail> path={`/v1/declarations/${id}`} away={t('Nothing was opened.')}>
        {(detail, { again }) => <Detail detail={detail} onChanged={again} />}
      </Loaded>
      <Button label={t('Close')} onPress={onClose} />
    </section>
  );
}

interface DetailProps {
  readonly detail: DeclarationDetail;
  readonly onChanged: () => void;
}

function Detail({ detail: { declaration, offices, viewings, control }, onChanged }: DetailProps) {
  const { id, trader, filedBy, receivedAt, keptUntil, erasedAt, findings } = declaration;
  return (
    <>
      <p>
        {t('Declared by {trader}, received {time}.', { trader, time: dateAndTime(receivedAt) })}{' '}
        {filedBy !== null && t('Filed by its representative {trader}.', { trader: filedBy })}{' '}
        {plural(viewings, 'Viewed {count} time before.', 'Viewed {count} times before.')}{' '}
        {erasedAt === null
          ? t('The content is kept until {time}.', { time: dateAndTime(keptUntil) })
          : t('No content has been kept since {time}.', { time: dateAndTime(erasedAt) })}
      </p>
      {findings.length > 0 && (
        <Table caption={t('Findings')} columns={[t('Rule'), t('Element'), t('Place in the form')]}>
          {findings.map(({ rule, element, pointer }) => (
            <tr key={`${rule} ${pointer}`}>
              <th scope="row" class="digest">
                {rule}
              </th>
              <td class="figures">{element ?? '–'}</td>
              <td>{placeLabel(pointer)}</td>
            </tr>
          ))}
        </Table>
      )}
      {control !== null && <Control id={id} control={control} onChanged={onChanged} />}
      {erasedAt === null && offices.length === 0 && (
        <Banner tone="caution" icon="warning">
          {t('You are not a member of any office that may read this declaration.')}
        </Banner>
      )}
      {erasedAt === null && offices.length > 0 && <Open id={id} offices={offices} facts={declaration} />}
    </>
  );
}

interface OpenProps {
  readonly id: string;
  readonly offices: DeclarationDetail['offices'];
  readonly facts: DeclarationDetail['declaration'];
}

function Open({ id, offices, facts }: OpenProps) {
  const office = useSignal(offices[0]?.office ?? '');
  const purpose = useSignal<DeclarationPurpose | null>(null);
  const groups = useSignal<readonly FieldGroup[]>([]);
  const viewing = useSignal<Viewing>({ kind: 'closed' });
  const readable = offices.find((one) => one.office === office.value)?.groups ?? [];
  const wanted = readable.filter((group) => groups.value.includes(group));
  /** A refusal concerns the choice before. */
  const forget = () => {
    if (viewing.value.kind === 'trouble') viewing.value = { kind: 'closed' };
  };
  const open = async () => {
    if (viewing.value.kind === 'opening') return;
    if (purpose.value === null || wanted.length === 0) {
      viewing.value = { kind: 'trouble', words: t('Choose a purpose and at least one group first.') };
      return;
    }
    viewing.value = { kind: 'opening' };
    viewing.value = await view(id, { office: office.value, purpose: purpose.value, groups: wanted }, facts);
    announce(viewing.value.kind === 'open' ? t('The groups are open.') : viewing.value.words);
  };
  if (viewing.value.kind === 'open')
    return <Opened shown={viewing.value.shown} onClose={() => (viewing.value = { kind: 'closed' })} />;
  return (
    <>
      <h3>{t('Open sealed groups')}</h3>
      <p class="quiet">
        {t(
          'The ledger records the viewing, and the trader sees office, purpose, groups and time. You use your passkey.',
        )}
      </p>
      <div class="filters">
        <Select
          title={t('Office')}
          options={offices.map((one) => one.office)}
          words={Object.fromEntries(offices.map((one) => [one.office, one.office]))}
          chosen={office.value}
          onChoose={(chosen) => {
            office.value = chosen;
            forget();
          }}
        />
        <Select
          title={t('Purpose')}
          options={PURPOSES}
          words={DECLARATION_PURPOSE_WORDS}
          chosen={purpose.value}
          onChoose={(chosen) => {
            purpose.value = chosen;
            forget();
          }}
        />
      </div>
      <fieldset class="customs-groups">
        <legend>{t('Groups')}</legend>
        {readable.map((group) => (
          <label key={group}>
            <input
              type="checkbox"
              checked={groups.value.includes(group)}
              onChange={({ currentTarget }) => {
                const others = groups.value.filter((one) => one !== group);
                groups.value = currentTarget.checked ? [...others, group] : others;
                forget();
              }}
            />{' '}
            {GROUP_WORDS[group]}
          </label>
        ))}
      </fieldset>
      <Button
        label={viewing.value.kind === 'opening' ? t('Opening…') : t('Open with the passkey')}
        weight="main"
        busy={viewing.value.kind === 'opening'}
        onPress={() => void open()}
      />
      {viewing.value.kind === 'trouble' && (
        <Banner tone="bad" icon="cross">
          {viewing.value.words}
        </Banner>
      )}
    </>
  );
}

interface OpenedProps {
  readonly shown: Shown;
  readonly onClose: () => void;
}

function Opened({ shown: { groups, elements, differing }, onClose }: OpenedProps) {
  return (
    <>
      {differing.length > 0 && (
        <Banner tone="bad" icon="cross">
          {t('The content differs from the readable part: {facts}. Control the goods, and report it.', {
            facts: differing.map((name) => FACT_WORDS[name]).join(', '),
          })}
        </Banner>
      )}
      {groups.map(({ group, fields }) => (
        <Table
          key={group}
          caption={GROUP_WORDS[group]}
          shown={GROUP_WORDS[group]}
          columns={[t('Place in the form'), t('Element'), t('Value')]}
        >
          {fields.map(([pointer, value]) => (
            <tr key={pointer}>
              <th scope="row">{placeLabel(pointer)}</th>
              <td class="figures">{elementNumber(pointer, elements)}</td>
              <td>
                <bdi>{value}</bdi>
              </td>
            </tr>
          ))}
        </Table>
      ))}
      <Button label={t('Close the groups')} onPress={onClose} />
    </>
  );
}

interface Wanted {
  readonly office: string;
  readonly purpose: DeclarationPurpose;
  readonly groups: readonly FieldGroup[];
}

/** From the passkey to the fields: proof and own key, viewing, ciphertexts, opened in this page. */
async function view(
  id: string,
  wanted: Wanted,
  facts: DeclarationDetail['declaration'],
): Promise<Extract<Viewing, { kind: 'open' | 'trouble' }>> {
  const derived = await proveAndDerive();
  if (derived.kind === 'trouble') return { kind: 'trouble', words: KEY_TROUBLE_WORDS[derived.trouble] };
  const { seed } = derived;
  try {
    const granted = await tell<ViewingGrant>(`/v1/declarations/${id}/viewings`, wanted);
    if (granted.kind !== 'ok') return refusedWith(granted);
    const content = await ask<ViewedContent>(`/v1/declaration-viewings/${granted.value.viewing}`);
    if (content.kind !== 'ok') return refusedWith(content);
    const { compareOpened, openViewing } = await import('./open-declaration.ts');
    const opening = await openViewing(content.value, seed);
    if (opening.kind === 'opened') {
      const { differing } = compareOpened(facts, opening.groups);
      return { kind: 'open', shown: { groups: opening.groups, elements: content.value.elements, differing } };
    }
    return {
      kind: 'trouble',
      words:
        opening.kind === 'other-key'
          ? t('The list of offices names another key of yours. Use the passkey of that key, or hand in the new key.')
          : t('The content did not open with the key of the office. Report this to a security officer.'),
    };
  } finally {
    seed.fill(0);
  }
}

function refusedWith(answer: { readonly kind: 'refused'; readonly code: string } | { readonly kind: 'offline' }) {
  const words = answer.kind === 'refused' ? refusalWords(answer.code) : t('The server does not answer.');
  return { kind: 'trouble', words } as const;
}
