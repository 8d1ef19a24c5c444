/** The meaning of a colour. Each place that uses one also has a shape and a word. */
export type Tone = 'good' | 'caution' | 'bad' | 'note' | 'plain';
