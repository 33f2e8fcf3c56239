//! Month names in the larger languages of the Unicode CLDR, wide and abbreviated.
//!
//! English is read by [`super::lexer`] itself. A row of the table holds all the ways to write one month in
//! de, fr, es, it, nl, pl, cs, pt, ru, sv, da, nb, fi and tr; Japanese, Chinese and Korean number theirs.
//! Letters match in any case, accents must be there, and a point may follow.

use super::lexer;

/// Each word with its month. A word that means two months in two languages would be listed under neither.
#[rustfmt::skip]
const NAMES: [&[&str]; 12] = [
    &["januar", "janvier", "janv", "enero", "ene", "gennaio", "gen", "januari", "styczeń", "stycznia", "sty",
      "leden", "ledna", "led", "janeiro", "январь", "января", "янв", "tammikuuta", "tammikuu", "tammi", "ocak", "oca",
      "jän", "jänner"],
    &["februar", "février", "févr", "fév", "febrero", "febbraio", "februari", "luty", "lutego", "lut", "únor", "února",
      "úno", "fevereiro", "fev", "февраль", "февраля", "февр", "фев", "helmikuuta", "helmikuu", "helmi", "şubat", "şub"],
    &["märz", "mär", "mrz", "mars", "marzo", "maart", "mrt", "marzec", "marca", "březen", "března", "bře", "março",
      "март", "марта", "мар", "marts", "maaliskuuta", "maaliskuu", "maalis", "mart"],
    &["avril", "avr", "abril", "abr", "aprile", "kwiecień", "kwietnia", "kwi", "duben", "dubna", "dub", "апрель",
      "апреля", "апр", "huhtikuuta", "huhtikuu", "huhti", "nisan", "nis"],
    &["mai", "mayo", "maggio", "mag", "mei", "maj", "maja", "květen", "května", "kvě", "maio", "май", "мая",
      "toukokuuta", "toukokuu", "touko", "mayıs"],
    &["juni", "juin", "junio", "giugno", "giu", "czerwiec", "czerwca", "cze", "červen", "června", "čvn", "junho",
      "июнь", "июня", "июн", "kesäkuuta", "kesäkuu", "kesä", "haziran", "haz"],
    &["juli", "juillet", "juil", "julio", "luglio", "lug", "lipiec", "lipca", "lip", "červenec", "července", "čvc",
      "julho", "июль", "июля", "июл", "heinäkuuta", "heinäkuu", "heinä", "temmuz", "tem"],
    &["août", "agosto", "ago", "augustus", "sierpień", "sierpnia", "sie", "srpen", "srpna", "srp", "август",
      "августа", "авг", "augusti", "elokuuta", "elokuu", "elo", "ağustos", "ağu"],
    &["septembre", "septiembre", "setiembre", "settembre", "set", "wrzesień", "września", "wrz", "září", "zář",
      "setembro", "сентябрь", "сентября", "сент", "сен", "syyskuuta", "syyskuu", "syys", "eylül", "eyl"],
    &["oktober", "okt", "octobre", "octubre", "ottobre", "ott", "październik", "października", "paź", "říjen",
      "října", "říj", "outubro", "out", "октябрь", "октября", "окт", "lokakuuta", "lokakuu", "loka", "ekim", "eki"],
    &["novembre", "noviembre", "listopad", "listopada", "listopadu", "lis", "novembro", "ноябрь", "ноября", "нояб",
      "ноя", "marraskuuta", "marraskuu", "marras", "kasım", "kas"],
    &["dezember", "dez", "décembre", "déc", "diciembre", "dic", "dicembre", "grudzień", "grudnia", "gru",
      "prosinec", "prosince", "pro", "dezembro", "декабрь", "декабря", "дек", "desember", "des", "joulukuuta",
      "joulukuu", "joulu", "aralık", "ara"],
];

/// No name has more bytes.
const LONGEST: usize = 26;

/// The month (1 to 12) whose name stands at `at` in another language than English, and the name's end.
pub(super) fn month(text: &[u8], at: usize) -> Option<(i32, usize)> {
    let rest = text.get(at..)?;
    if rest.first()?.is_ascii_digit() {
        return numbered(text, at);
    }
    let word = rest.iter().take(LONGEST);
    let length = word.take_while(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()).count();
    let word = std::str::from_utf8(rest.get(..length)?).ok()?;
    let is_word = |name: &&str| word.chars().flat_map(char::to_lowercase).eq(name.chars());
    let month = NAMES.iter().position(|names| names.iter().any(&is_word))?;
    let end = at + length;
    Some((i32::try_from(month).ok()? + 1, end + usize::from(text.get(end) == Some(&b'.'))))
}

/// A month as Japanese, Chinese and Korean write it: `3月`, `3월`.
fn numbered(text: &[u8], at: usize) -> Option<(i32, usize)> {
    let (month, end) = lexer::number(text, at, 1, 2)?;
    let sign = text.get(end..)?;
    let is_sign = sign.starts_with("月".as_bytes()) || sign.starts_with("월".as_bytes());
    (is_sign && (1..=12).contains(&month)).then_some((month, end + "月".len()))
}

#[cfg(test)]
mod tests {
    use super::super::format_index::MONTH_BYTES;
    use super::{LONGEST, NAMES, month};

    #[test]
    fn a_name_means_one_month() {
        for (number, names) in (1..).zip(NAMES) {
            for name in names {
                let first = name.as_bytes()[0].to_ascii_uppercase();
                assert!(MONTH_BYTES.contains(&first), "{name}");
                assert!(name.len() <= LONGEST, "{name}");
                let upper = name.to_uppercase();
                let capital: String = upper.chars().take(1).chain(name.chars().skip(1)).collect();
                for text in [(*name).to_owned(), capital, format!("{name}.")] {
                    assert_eq!(month(text.as_bytes(), 0), Some((number, text.len())), "{text}");
                }
            }
        }
    }

    #[test]
    fn a_longer_word_is_no_month() {
        for text in ["marzox", "setup 5", "outer", "progress", "13月", "0월", "märzen"] {
            assert_eq!(month(text.as_bytes(), 0), None, "{text}");
        }
        assert_eq!(month("3月 5".as_bytes(), 0), Some((3, 4)));
        assert_eq!(month("12월".as_bytes(), 0), Some((12, 5)));
    }
}
