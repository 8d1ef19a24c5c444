import type { FrameworksAnswer } from '../../oversight/compliance/frameworks/answers.ts';
import type { RuleVerdict } from '../../oversight/compliance/frameworks/vocabulary.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { RULE_WORDS, ruleSubjectWords, SUBJECT_WORDS, VERDICT_WORDS } from '../words-of-law.ts';

type OneFramework = FrameworksAnswer['frameworks'][number];
type OneRule = OneFramework['rules'][number];

const LOOKS: { readonly [Verdict in RuleVerdict]: Omit<BadgeProps, 'word'> } = {
  conforms: { tone: 'good', icon: 'tick' },
  'to-confirm': { tone: 'caution', icon: 'warning' },
  conflict: { tone: 'bad', icon: 'warning' },
  'nothing-to-check': { tone: 'plain', icon: 'dash' },
};

/** The laws with which the configuration, the retention policy and the agreements are compared. */
export function Frameworks() {
  return (
    <Loaded<FrameworksAnswer> path="/v1/compliance/frameworks" away={t('Conflicts may have changed.')}>
      {({ frameworks }) => <List frameworks={frameworks} />}
    </Loaded>
  );
}

function List({ frameworks }: Pick<FrameworksAnswer, 'frameworks'>) {
  const chosen = frameworks.filter(({ isChosen }) => isChosen);
  const others = frameworks.filter(({ isChosen }) => !isChosen);
  return (
    <>
      <p class="quiet">{t('No lawyer has confirmed the rules of law shown here. Compare each with its source.')}</p>
      {chosen.length === 0 && (
        <StatePanel kind="empty" title={t('No legal framework is chosen.')}>
          {t(
            'An administrator names the laws that apply in POSTERN_SERVER_LEGAL_FRAMEWORKS and starts the server again.',
          )}
        </StatePanel>
      )}
      {chosen.map((one) => (
        <section key={one.framework} class="panel" aria-labelledby={`framework-${one.framework}`}>
          <h2 id={`framework-${one.framework}`}>{one.title}</h2>
          <Rules one={one} />
        </section>
      ))}
      <section class="panel" aria-labelledby="other-frameworks">
        <h2 id="other-frameworks">{t('Laws that are not chosen')}</h2>
        {others.map((one) => (
          <details key={one.framework}>
            <summary>
              {one.title} <span class="digest">{one.framework}</span>
            </summary>
            <Rules one={one} />
          </details>
        ))}
      </section>
    </>
  );
}

function Rules({ one: { title, isChosen, rules } }: { readonly one: OneFramework }) {
  return (
    <Table
      caption={t('Rules of {law}', { law: title })}
      columns={[t('Article'), t('Rule ## of a law'), t('About ## a rule of law'), ...(isChosen ? [t('Verdict')] : [])]}
    >
      {rules.map((rule) => (
        <tr key={rule.rule}>
          <th scope="row">
            <Article rule={rule} />
          </th>
          <td>{RULE_WORDS[rule.rule]}</td>
          <td>{SUBJECT_WORDS[rule.about]}</td>
          {rule.verdict !== null && (
            <td>
              <Badge {...LOOKS[rule.verdict]} word={VERDICT_WORDS[rule.verdict]} />{' '}
              {rule.subjects.map(ruleSubjectWords).join(', ')}
            </td>
          )}
        </tr>
      ))}
    </Table>
  );
}

function Article({ rule: { article, source, retrieved } }: { readonly rule: OneRule }) {
  return (
    <>
      <a href={source} rel="noreferrer noopener" target="_blank">
        {article}
      </a>
      <br />
      <span class="quiet">
        {retrieved === null ? t('not compared with its source') : t('compared on {day}', { day: retrieved })}
      </span>
    </>
  );
}
