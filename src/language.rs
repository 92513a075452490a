//! Which language to speak.
use agents::text::Language;

/// The language asked for by `--lang`, else that of the locale, else Chinese, the first language.
/// Read before the arguments are parsed, because their help is in it too.
pub fn of_process() -> Language {
    let arguments: Vec<String> = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let locale =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    choose(&arguments, locale.as_deref())
}

fn choose(arguments: &[String], locale: Option<&str>) -> Language {
    for (i, argument) in arguments.iter().enumerate() {
        let value = match argument.strip_prefix("--lang") {
            Some("") => arguments.get(i + 1).map(String::as_str),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        match value {
            Some("zh") => return Language::Zh,
            Some("en") => return Language::En,
            _ => (),
        }
    }
    match locale {
        Some("C" | "POSIX") | None => Language::Zh,
        Some(locale) if locale.starts_with("zh") || locale.starts_with("C.") => Language::Zh,
        Some(_) => Language::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asked_for_then_locale_then_chinese() {
        #[track_caller]
        fn check(arguments: &[&str], locale: Option<&str>, expected: Language) {
            let arguments: Vec<String> = arguments.iter().map(|a| a.to_string()).collect();
            assert_eq!(choose(&arguments, locale), expected);
        }
        check(&["silverpeak", "run", "--lang", "en"], Some("zh_CN.UTF-8"), Language::En);
        check(&["silverpeak", "--lang=zh"], Some("en_US.UTF-8"), Language::Zh);
        check(&["silverpeak"], Some("zh_CN.UTF-8"), Language::Zh);
        check(&["silverpeak"], Some("en_US.UTF-8"), Language::En);
        check(&["silverpeak"], Some("de_DE"), Language::En);
        check(&["silverpeak"], Some("C.UTF-8"), Language::Zh);
        check(&["silverpeak", "--lang"], None, Language::Zh);
    }
}
