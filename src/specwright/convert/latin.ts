/** Letters that are not Latin, or that Unicode does not take apart, by how they are written in English. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  (
    'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ' +
    'ъ: ы:y ь: э:e ю:yu я:ya і:i ї:yi є:ye ґ:g ў:u ђ:dj ј:j љ:lj њ:nj ћ:c џ:dz ' +
    'α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps ω:o ' +
    'ß:ss æ:ae œ:oe ø:o ł:l đ:d ð:d þ:th ı:i'
  )
    .split(' ')
    .map((pair): [string, string] => [pair.slice(0, 1), pair.slice(2)]),
);

/**
 * A text in plain Latin letters: accents off, Cyrillic and Greek letter by letter, apostrophes closed up
 * (`user's` -> `users`). Letters of other scripts stay.
 */
export function latin(text: string): string {
  const marked = text.normalize('NFC').replaceAll(/[\u0400-\u04ff]/g, inLatin);
  return marked
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .replaceAll(/[\u0370-\u03ffßæœøłđðþıÆŒØŁĐÐÞ]/g, inLatin);
}

function inLatin(letter: string): string {
  const small = letter.toLowerCase();
  const written = LETTERS.get(small);
  if (written === undefined) return letter;
  return small === letter ? written : written.charAt(0).toUpperCase() + written.slice(1);
}
