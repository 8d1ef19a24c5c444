import { receiptSaying } from '../model/receipt-saying.ts';
import type { ScreenModel } from '../model/screen-model.ts';

/** Tells a screen reader each new instruction once, politely: the picture changes more often than the words. */
export function Announcer({ model }: { model: ScreenModel }) {
  const { title, detail } = model.instruction.value;
  const { moreTime, ticket: ticketText } = model.words.value;
  const ticket = model.state.value?.ticket;
  const asked = model.state.value?.asked === true && title !== moreTime.title;
  return (
    <p class="visually-hidden" role="status" aria-live="polite">
      {title}. {detail} {ticket !== undefined && `${ticketText(ticket)}.`}{' '}
      {model.link.value === 'live' && receiptSaying(model)} {asked && `${moreTime.title} ${moreTime.detail}`}
    </p>
  );
}
