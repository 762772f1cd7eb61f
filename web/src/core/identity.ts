/** Whether two spellings are the same word, as the server decides it: letter case and white space do not matter. */
export function wordKey(word: string): string {
    const spaced = word.trim().split(/\s+/).join(" ");
    // Up after down: so "ß" is "ss", and both forms of a small sigma are one; but a dotless "ı" is no "i".
    const caseless = spaced.normalize("NFD").toLowerCase().replace(/[^ı]+/g, (part) => part.toUpperCase());
    return caseless.normalize("NFC");
}
