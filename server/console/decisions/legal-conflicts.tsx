import type { ProposalView } from '../../records/proposals/answers.ts';
import { RULE_IDS } from '../../oversight/compliance/frameworks/vocabulary.ts';
import { Icon } from '../design/icon.tsx';
import { rich, t } from '../languages/text.ts';
import { RULE_WORDS, ruleSubjectWords } from '../words-of-law.ts';

/** The rules of law that a proposal does not fulfil, with their articles. An approval remains possible. */
export function LegalConflicts({ conflicts }: Pick<ProposalView, 'conflicts'>) {
  if (conflicts.length === 0) return null;
  return (
    <ul class="legal-conflicts" aria-label={t('Rules of law that it does not fulfil')}>
      {conflicts.map(({ framework, rule, verdict, article, source, subjects }) => {
        const known = RULE_IDS.find((one) => one === rule);
        return (
          <li key={`${framework} ${rule}`} class={verdict === 'conflict' ? 'tone-bad' : 'tone-caution'}>
            <Icon name="warning" />
            <span>
              {rich('{verdict} <a>{article}</a> ({framework}). {rule}', {
                verdict: verdict === 'conflict' ? t('Conflicts with') : t('To confirm:'),
                article,
                framework,
                rule: known === undefined ? rule : RULE_WORDS[known],
                a: (inside) => (
                  <a href={source} rel="noreferrer noopener" target="_blank">
                    {inside}
                  </a>
                ),
              })}{' '}
              {subjects.map(ruleSubjectWords).join(', ')}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
