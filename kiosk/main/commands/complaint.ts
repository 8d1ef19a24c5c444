/** A mistake in the command or in a file that it names. */
export class Complaint extends Error {
  override readonly name = 'Complaint';
}
