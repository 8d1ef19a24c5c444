import type { ProposalView } from '../../proposals/answers.ts';
import { explain } from './explain.ts';
import './proposal-facts.css';

/** The full content of a proposal in words: an approver must see it. Auditors see that the proposal exists, without its content. */
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
          <summary>Content of the proposal</summary>
          {facts}
        </details>
      )}
    </>
  );
}
