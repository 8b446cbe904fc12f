### The public pages: what stands around their own words.
### Message names start with "public-".

public-home = Home
public-breadcrumbs = Where you are
public-contents = On this page
public-sources = Sources
public-reviewed = Page checked on
public-start-application = Start an application
public-start-page = How this program stands, and what it asks
public-search-title = Search
public-search-label = What are you looking for?
public-search-button = Search
public-search-found = { $count ->
    [0] No page found
    [one] { $count } page found
   *[other] { $count } pages found
}
public-search-none = Try other words, or fewer of them. The site map lists every page.
public-card-alt = A coast with a lighthouse at first light, seen from the sea.
public-site-map-title = Site map
public-site-map-pages = Pages to read
public-site-map-service = Apply, come back, follow
