import { Banner } from '../design/banner.tsx';
import { Badge } from '../design/badge.tsx';
import type { ProofVerdict } from '../../ledger/verify/judge-proof-file.ts';
import { dateAndTime } from '../design/times.ts';
import { wordsOfEntry } from './entry-words.ts';
import './verdict.css';

export interface VerdictProps {
  readonly verdict: ProofVerdict;
  /** Whether the policy came from the server of the log. */
  readonly policyOfServer: boolean;
}

/** A verdict in words: the facts that it proves, and those that it does not prove. */
export function Verdict({ verdict, policyOfServer }: VerdictProps) {
  if (verdict.kind === 'refused') {
    return (
      <div class="verdict">
        <Banner tone="bad" icon="cross">
          <strong>Not verified.</strong> {verdict.words}
        </Banner>
        <p class="quiet">
          Code: <span class="digest">{verdict.code}</span>. This says nothing about why: a copying mistake and a forgery
          look alike. Ask for the file again; if it fails again, tell the agency that runs the log and the witnesses.
        </p>
      </div>
    );
  }
  return <Proven verdict={verdict} policyOfServer={policyOfServer} />;
}

function Proven({ verdict, policyOfServer }: VerdictProps & { verdict: { kind: 'verified' } }) {
  const { origin, index, size, witnesses, entry } = verdict;
  const words = entry === undefined ? undefined : wordsOfEntry(entry);
  return (
    <div class="verdict">
      <Banner tone="good" icon="tick">
        <strong>Verified.</strong> Entry {index} stands in the log {origin}, unaltered.
      </Banner>
      {words === undefined ? (
        <p>
          What the entry says was erased, or is not in the file. That it was made, when and where it stands is still
          proved.
        </p>
      ) : (
        <section>
          <h3>What the entry says</h3>
          <p>{words.said}</p>
          <dl class="facts">
            {words.facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd class="digest">{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section>
        <h3>Who has seen it</h3>
        {witnesses.size === 0 ? (
          <p class="verdict-line">
            <Badge tone="caution" icon="warning" word="No witness" />
            <span>Only the agency that runs the log has signed, and the policy asks for nobody else.</span>
          </p>
        ) : (
          <ul class="seen">
            {[...witnesses].map(([name, timeS]) => (
              <li key={name} class="verdict-line">
                <Badge tone="good" icon="tick" word={name} />
                <span class="figures">cosigned {dateAndTime(timeS * 1_000)}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3>What this proves</h3>
        <ul class="bullets">
          <li>
            The entry is one of the {size} that the log held when its checkpoint was signed, at place {index}.
          </li>
          {witnesses.size > 0 && (
            <li>
              The witnesses named saw the log in this state, and that it only continued what they had seen before.
            </li>
          )}
          <li>Nobody can take the entry out or change it without everybody who verifies noticing.</li>
        </ul>
        <h3>What it does not prove</h3>
        <ul class="bullets">
          <li>That what the entry says is true: only that it was entered.</li>
          <li>That nothing was left out of the log.</li>
          {policyOfServer && (
            <li>
              That the policy is right: it came from the server whose log you judge. For a judgement that does not trust
              the server, take the policy from somebody you trust.
            </li>
          )}
        </ul>
      </section>
    </div>
  );
}
