import { lanes } from '../state/console.ts';
import { LaneCard } from './lane-card.tsx';

export function Lanes() {
  const list = lanes.value;
  return (
    <section class="panel" aria-labelledby="lanes-title">
      <h2 id="lanes-title">
        Lanes {list !== null && list.length > 0 && <span class="quiet figures">{list.length}</span>}
      </h2>
      {list === null && <p class="empty">Waiting for the server…</p>}
      {list?.length === 0 && (
        <p class="empty">No lane is enrolled yet. A lane appears here once it has been enrolled and has started.</p>
      )}
      {list !== null && list.length > 0 && (
        <ul class="lanes">
          {list.map((lane) => (
            <LaneCard key={lane.kioskId} lane={lane} />
          ))}
        </ul>
      )}
    </section>
  );
}
