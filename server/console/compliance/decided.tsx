import { dateAndTime } from '../design/times.ts';
import { rich } from '../languages/text.ts';

interface DecidedProps {
  /** The chosen reason, in words. */
  readonly reason: string;
  readonly decision: {
    readonly statement: string;
    readonly proposedBy: string;
    readonly approvedBy: string;
    readonly decidedAt: number;
  };
}

/** A decision of two people, with its reasons. */
export function Decided({ reason, decision: { statement, proposedBy, approvedBy, decidedAt } }: DecidedProps) {
  return (
    <>
      <p>{reason}</p>
      <p class="typed">{statement}</p>
      <p class="quiet">
        {rich('Decided by {one} and {other}, {time}.', {
          one: <span class="digest">{proposedBy}</span>,
          other: <span class="digest">{approvedBy}</span>,
          time: dateAndTime(decidedAt),
        })}
      </p>
    </>
  );
}
