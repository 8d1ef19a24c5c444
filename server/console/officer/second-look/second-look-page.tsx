import { Openings } from '../../decisions/openings.tsx';
import { mayAct } from '../../shell/session.ts';
import { SecondLooks } from './second-looks.tsx';
import '../../account/account.css';
import '../../decisions/decisions.css';

/** Decisions and openings of one person that a second person reviews afterwards. */
export function SecondLookPage() {
  return (
    <div class="account">
      {mayAct('second-looks.see') && <SecondLooks />}
      {mayAct('openings.see') && <Openings kind="open-for-cause" />}
    </div>
  );
}
