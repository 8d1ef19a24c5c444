import type { ProposalView } from '../../proposals/answers.ts';
import { explain } from './explain.ts';
import './proposal-facts.css';

/** All of what is proposed, in words: an approver must see it. Auditors are shown that it was, and not what. */
export function ProposalFacts({ proposal }: { readonly proposal: ProposalView }) {
  if (proposal.payload === null) return null;
  const { says, lines } = explain(proposal);
  const facts = (
    <dl class="proposal-facts">
      {lines.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
  return (
    <>
      <p>{says}</p>
      {lines.length > 0 && proposal.state === 'open' && facts}
      {lines.length > 0 && proposal.state !== 'open' && (
        <details>
          <summary>What was proposed</summary>
          {facts}
        </details>
      )}
    </>
  );
}
