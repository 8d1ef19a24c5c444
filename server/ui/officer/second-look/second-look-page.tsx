import { Openings } from '../../decisions/openings.tsx';
import '../../account/account.css';
import '../../decisions/decisions.css';

/** What a colleague did alone, and another person looks at afterwards. */
export function SecondLookPage() {
  return (
    <div class="account">
      <Openings kind="open-for-cause" />
    </div>
  );
}
