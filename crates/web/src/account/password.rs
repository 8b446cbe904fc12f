//! What makes a password good enough: length, and not being among the first anyone would try.

/// The shortest password, in characters.
const SHORTEST: usize = 10;
/// The longest, in characters; argon2 works on all of them.
const LONGEST: usize = 200;

/// Checks a new password of the person with `email`.
///
/// # Errors
/// The message key that says what to do.
pub(super) fn check(password: &str, email: &str) -> Result<(), &'static str> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err("account-password-short");
    }
    if length > LONGEST {
        return Err("account-password-long");
    }
    // The estimator's time grows with the length; what is past its first hundred characters makes a password only better.
    let start: String = password.chars().take(100).collect();
    if zxcvbn::zxcvbn(&start, &[email, "landfall"]).score() < zxcvbn::Score::Three {
        return Err("account-password-weak");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_long_and_guessable_passwords_are_told_apart() {
        assert_eq!(check("short", ""), Err("account-password-short"));
        assert_eq!(check(&"long ".repeat(50), ""), Err("account-password-long"));
        for guessable in ["password1234", "ana.silva@example.ca", "1234567890", "qwertyuiop"] {
            assert_eq!(check(guessable, "ana.silva@example.ca"), Err("account-password-weak"), "{guessable}");
        }
        assert_eq!(check("une goélette au large de Gaspé", "ana.silva@example.ca"), Ok(()));
    }
}
