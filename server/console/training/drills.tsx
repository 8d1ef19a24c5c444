import { useSignal } from '@preact/signals';
import type { DrillList } from '../../people/training/answers.ts';
import { DRILL_SCENARIOS, type DrillScenario } from '../../people/training/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { Choice, Select } from '../design/choice.tsx';
import { Table } from '../records/table.tsx';
import { dayIn } from '../design/date-entry.ts';
import { DateField } from '../design/date-field.tsx';
import { Ticks } from '../design/ticks.tsx';
import { t, translated } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { mayAct } from '../shell/session.ts';
import { SCENARIO_WORDS } from '../words-of-training.ts';

const WHO = ['all', 'people'] as const;
const WHO_WORDS = translated({ all: 'Everyone who could approve it', people: 'Named people' });

/** Plans of drills, the counts of ended ones, and the form to propose one. */
export function Drills() {
  return (
    <Loaded<DrillList> path="/v1/training/drills" away={t('Drills run on.')}>
      {(list) => (
        <>
          <Held drills={list.drills} />
          {mayAct('drills.propose') && <DrillForm people={list.people} />}
        </>
      )}
    </Loaded>
  );
}

function Held({ drills }: Pick<DrillList, 'drills'>) {
  return (
    <section class="panel" aria-labelledby="drills-title">
      <h2 id="drills-title">{t('Drills')}</h2>
      <p class="quiet">
        {t(
          'No one is shown the answer of a person. A count is shown after the end, and only if at least five people are in it and at least five are not.',
        )}
      </p>
      {drills.length === 0 ? (
        <p class="empty">{t('No drill has been decided yet.')}</p>
      ) : (
        <Table
          caption={t('Drills and their counts')}
          columns={[t('Scenario'), t('Days'), t('Asked ## people of a drill'), t('Approved'), t('Reported ## a count')]}
        >
          {drills.map(({ id, scenario, fromDay, untilDay, counts }) => (
            <tr key={id}>
              <th scope="row">{SCENARIO_WORDS[scenario]}</th>
              <td class="figures">{t('{from} to {until}', { from: fromDay, until: untilDay })}</td>
              {counts === null ? (
                <td colSpan={3}>{t('Not ended yet')}</td>
              ) : (
                <>
                  <td class="figures">{counts.asked}</td>
                  <td class="figures">{counts.approved ?? t('withheld')}</td>
                  <td class="figures">{counts.reported ?? t('withheld')}</td>
                </>
              )}
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

function DrillForm({ people }: Pick<DrillList, 'people'>) {
  const scenario = useSignal<DrillScenario>('own-rights');
  const who = useSignal<(typeof WHO)[number]>('all');
  const named = useSignal<readonly string[]>([]);
  const fromDay = useSignal('');
  const untilDay = useSignal('');
  const words = useSignal('');
  const able = people.filter(({ scenarios }) => scenarios.includes(scenario.value));
  const names = Object.fromEntries(able.map(({ personId, displayName }) => [personId, displayName]));
  const chosen = named.value.filter((one) => names[one] !== undefined);
  const isNamed = who.value === 'people';
  const send = async (): Promise<void> => {
    const days = { fromDay: dayIn(fromDay.value), untilDay: dayIn(untilDay.value) };
    if (days.fromDay === undefined || days.untilDay === undefined || (isNamed && chosen.length === 0)) {
      words.value = t('Complete every field first.');
      return;
    }
    const sent = await propose('training-drill', {
      scenario: scenario.value,
      people: isNamed ? chosen : null,
      ...days,
    });
    words.value = sent.words;
  };
  return (
    <details class="panel">
      <summary>{t('Propose a drill')}</summary>
      <div class="form training-form">
        <p class="quiet">
          {t(
            'Each person is shown an invented proposal in your name among the real ones, from a random moment of the first half of the days. Approving it changes nothing. Tell no one who could be asked. If a person asks you, answer that they should report it.',
          )}
        </p>
        <Select
          title={t('Scenario')}
          options={DRILL_SCENARIOS}
          words={SCENARIO_WORDS}
          chosen={scenario.value}
          onChoose={(one) => (scenario.value = one)}
        />
        <Choice
          title={t('People ## of a refresher')}
          options={WHO}
          words={WHO_WORDS}
          chosen={who.value}
          onChoose={(one) => (who.value = one)}
        />
        {isNamed && <Ticks title={t('Named people')} options={Object.keys(names)} words={names} chosen={named} />}
        <p class="quiet">{t('People who can be asked: {count}', { count: able.length })}</p>
        <DateField label={t('First day')} value={fromDay} />
        <DateField label={t('Last day')} value={untilDay} />
        <Button weight="main" label={t('Propose')} onPress={() => void send()} />
        <p role="status">{words.value}</p>
      </div>
    </details>
  );
}
