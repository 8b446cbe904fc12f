//! A month of a year: the unit in which histories are told and their gaps are found.

use std::fmt;

use jiff::civil::Date;

/// A month of a year, such as March 2019. Written `2019-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    year: i16,
    month: i8,
}

impl YearMonth {
    /// A month from a year and a month from 1 to 12; `None` for any other, or a year outside of 1 to 9998.
    pub const fn new(year: i16, month: i8) -> Option<Self> {
        if year >= 1 && year <= 9998 && month >= 1 && month <= 12 { Some(Self { year, month }) } else { None }
    }

    /// The month a day lies in.
    pub fn of(date: Date) -> Self {
        Self { year: date.year().clamp(1, 9998), month: date.month() }
    }

    /// The year.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, from 1 to 12.
    pub const fn month(self) -> i8 {
        self.month
    }

    /// The month after this one.
    pub const fn next(self) -> Self {
        if self.month == 12 {
            Self { year: self.year + 1, month: 1 }
        } else {
            Self { year: self.year, month: self.month + 1 }
        }
    }

    /// The month before this one.
    pub const fn previous(self) -> Self {
        if self.month == 1 {
            Self { year: self.year - 1, month: 12 }
        } else {
            Self { year: self.year, month: self.month - 1 }
        }
    }

    /// How many months lie between the two: 0 for the same month, negative when `other` is later.
    pub const fn months_since(self, other: Self) -> i32 {
        (self.year as i32 - other.year as i32) * 12 + self.month as i32 - other.month as i32
    }

    /// The first day of the month.
    pub fn first_day(self) -> Date {
        // Cannot fail: the fields are within what a date can hold.
        Date::new(self.year, self.month, 1).unwrap_or(Date::MIN)
    }

    /// The last day of the month.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_each_other_over_the_year() {
        let december = YearMonth::new(2019, 12).unwrap();
        let january = YearMonth::new(2020, 1).unwrap();
        assert_eq!(december.next(), january);
        assert_eq!(january.previous(), december);
        assert_eq!(january.months_since(december), 1);
        assert_eq!(december.months_since(january), -1);
        assert!(december < january);
        assert_eq!(january.to_string(), "2020-01");
        assert_eq!(YearMonth::new(2020, 2).unwrap().last_day().day(), 29);
    }

    #[test]
    fn there_are_twelve_months() {
        assert_eq!(YearMonth::new(2020, 0), None);
        assert_eq!(YearMonth::new(2020, 13), None);
        assert_eq!(YearMonth::new(0, 1), None);
    }
}
