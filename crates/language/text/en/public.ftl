### Information pages: navigation, search, site map, print, sources and dates.
### Message names start with "public-".
