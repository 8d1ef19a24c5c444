import { useSignal } from '@preact/signals';
import { mayAct } from '../shell/session.ts';
import { DegradationForm } from './degradation-form.tsx';
import { Degradations } from './degradations.tsx';
import { Duties } from './duties.tsx';
import { DutyForm } from './duty-form.tsx';
import { Openings } from './openings.tsx';
import { Proposals } from './proposals.tsx';
import '../design/panel.css';
import '../account/account.css';
import './decisions.css';

/** Decisions of two people and their results: duties, and lanes with a reduced policy. */
export function Section() {
  // Read again after a proposal
  const proposed = useSignal(0);
  const onChange = () => {
    proposed.value += 1;
  };
  return (
    <div class="account">
      <Proposals key={proposed.value} />
      {mayAct('emergencies.see') && <Openings kind="open-in-emergency" />}
      {mayAct('degradations.see') && <Degradations />}
      {mayAct('degradation.propose') && <DegradationForm onChange={onChange} />}
      {mayAct('duty.propose') && <DutyForm onChange={onChange} />}
      {mayAct('duties.see') && <Duties onChange={onChange} />}
    </div>
  );
}
