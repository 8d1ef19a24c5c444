/** What is read aloud of a screen: all that it says, in its order, and the question that it asks. */
import type { ScreenModel } from './screen-model.ts';

/** Ends of sentences in the scripts of the screen: Latin, Arabic, Devanagari, Chinese and Japanese. */
const ENDS = /[.!?؟।。！？]$/;

export function spokenText({ instruction, state, words, language, choosingLanguage }: ScreenModel): string {
  const { title, detail } = instruction.value;
  const said = words.value;
  if (choosingLanguage.value) return sentence(said.languages);
  const now = state.value;
  const lines = [title, detail];
  if (now?.phase === 'notice') {
    const text = now.notice.texts[language.value] ?? now.notice.texts.en;
    const { what, why, howLong, legalBasis, rights } = said.noticeHeadings;
    lines.push(what, text.what, why, text.why, howLong, text.howLong, legalBasis, text.legalBasis, rights, text.rights);
  }
  // Where the question does not take the instruction's place
  if (now?.asked === true && title !== said.moreTime.title) lines.push(said.moreTime.title, said.moreTime.detail);
  return lines.map(sentence).join(' ');
}

function sentence(line: string): string {
  return ENDS.test(line) ? line : `${line}.`;
}
