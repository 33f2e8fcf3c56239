//! Columns looked up by an address in databases of the user's own (`--mmdb FILE`): GeoLite2, DB-IP,
//! IPinfo and others in the format of MaxMind
//! (<https://maxmind.github.io/MaxMind-DB/>).

use maxminddb::{PathElement, Reader};

use super::network;
use crate::event::Arena;

#[derive(Debug)]
pub(crate) struct AddressDatabase(Reader<Vec<u8>>);

impl AddressDatabase {
    /// Reads the bytes of a database. Errors: the bytes are no database; why.
    pub(crate) fn read(bytes: Vec<u8>) -> Result<Self, String> {
        Reader::from_source(bytes).map(Self).map_err(|error| error.to_string())
    }

    /// Its type and when it was built, in seconds since 1970: `GeoLite2-City 1767225600`.
    pub(crate) fn edition(&self) -> String {
        let metadata = self.0.metadata();
        format!("{} {}", metadata.database_type, metadata.build_epoch)
    }

    /// The text or whole number at `path` in the record of an address.
    fn find(&self, address: std::net::IpAddr, path: &[PathElement<'_>]) -> Option<String> {
        let found = self.0.lookup(address).ok()?;
        if let Ok(Some(text)) = found.decode_path::<&str>(path) {
            return Some(text.to_owned());
        }
        found.decode_path::<u64>(path).ok()?.map(|number| number.to_string())
    }
}

/// A column that is looked up.
#[derive(Debug)]
pub(crate) struct PlaceColumn {
    pub(crate) name: &'static str,
    /// What it is, for the list of columns.
    pub(crate) description: &'static str,
    /// Where records have it: the paths of MaxMind and DB-IP, then of IPinfo.
    paths: &'static [&'static [PathElement<'static>]],
}

/// All columns that are looked up.
pub(crate) static PLACE_COLUMNS: [PlaceColumn; 4] = [
    PlaceColumn {
        name: "asn",
        description: "the number of the client's network, by --mmdb",
        paths: &[&[PathElement::Key("autonomous_system_number")], &[PathElement::Key("asn")]],
    },
    PlaceColumn {
        name: "as_org",
        description: "who runs the client's network, by --mmdb",
        paths: &[
            &[PathElement::Key("autonomous_system_organization")],
            &[PathElement::Key("as_name")],
        ],
    },
    PlaceColumn {
        name: "country",
        description: "the code of the client's country, by --mmdb",
        paths: &[
            &[PathElement::Key("country"), PathElement::Key("iso_code")],
            &[PathElement::Key("country_code")],
            &[PathElement::Key("country")],
        ],
    },
    PlaceColumn {
        name: "city",
        description: "the client's city, in English, by --mmdb",
        paths: &[
            &[PathElement::Key("city"), PathElement::Key("names"), PathElement::Key("en")],
            &[PathElement::Key("city")],
        ],
    },
];

impl PlaceColumn {
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        PLACE_COLUMNS.iter().find(|column| column.name == name)
    }

    /// The column of the address in `text`, from the first database whose record has the column; `None` if
    /// none has. IPinfo writes `AS64500`, other databases 64500: both give `64500`.
    pub(super) fn find<'a>(
        &self,
        databases: &[AddressDatabase],
        text: &[u8],
        arena: &'a Arena,
    ) -> Option<&'a [u8]> {
        let address = network::address(text)?;
        let find = |database: &AddressDatabase| {
            self.paths
                .iter()
                .find_map(|path| database.find(address, path).filter(|text| !text.is_empty()))
        };
        let found = databases.iter().find_map(find)?;
        let bare = found.strip_prefix("AS").filter(|_| self.name == "asn").unwrap_or(&found);
        Some(arena.alloc_slice_copy(bare.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, proptest};

    use super::{AddressDatabase, PLACE_COLUMNS, PlaceColumn};
    use crate::event::Arena;

    fn fixture(name: &str) -> Vec<u8> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");
        std::fs::read(format!("{folder}{name}")).unwrap()
    }

    fn find(database: &str, column: &str, address: &str) -> Option<String> {
        let databases = [AddressDatabase::read(fixture(database)).unwrap()];
        let column = PlaceColumn::named(column).unwrap();
        let arena = Arena::new();
        let found = column.find(&databases, address.as_bytes(), &arena);
        found.map(|text| String::from_utf8(text.to_vec()).unwrap())
    }

    #[test]
    fn records_of_either_shape_are_read() {
        for (database, column, address, expected) in [
            ("places.mmdb", "country", "203.0.113.7", Some("NL")),
            ("places.mmdb", "city", "203.0.113.7", Some("Utrecht")),
            ("places.mmdb", "asn", "203.0.113.200", Some("64500")),
            ("places.mmdb", "as_org", "203.0.113.200:443", Some("Example Net")),
            ("places.mmdb", "country", "2001:db8::1", Some("SE")),
            ("places.mmdb", "city", "2001:db8::1", None),
            ("places.mmdb", "country", "192.0.2.1", None),
            ("places.mmdb", "country", "example.com", None),
            ("flat.mmdb", "country", "198.51.100.1", Some("JP")),
            ("flat.mmdb", "asn", "198.51.100.1", Some("64501")),
            ("flat.mmdb", "as_org", "198.51.100.1", Some("Flat Net")),
            ("flat.mmdb", "city", "198.51.100.1", Some("Kyoto")),
        ] {
            let found = find(database, column, address);
            assert_eq!(found.as_deref(), expected, "{column} of {address} in {database}");
        }
        assert!(AddressDatabase::read(b"no database".to_vec()).is_err());
    }

    proptest! {
        #[test]
        fn bytes_that_mean_harm_are_taken(
            changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
            cut in any::<prop::sample::Index>(), address in any::<std::net::IpAddr>(),
        ) {
            let mut bytes = fixture("places.mmdb");
            for (place, byte) in changes {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
            if cut.index(3) == 0 {
                bytes.truncate(cut.index(bytes.len()));
            }
            if let Ok(database) = AddressDatabase::read(bytes) {
                let databases = [database];
                for address in [address.to_string().as_str(), "203.0.113.7", "2001:db8::1"] {
                    for column in &PLACE_COLUMNS {
                        column.find(&databases, address.as_bytes(), &Arena::new());
                    }
                }
            }
        }
    }
}
