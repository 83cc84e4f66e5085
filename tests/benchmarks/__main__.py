"""Every benchmark, in one run: `make bench`. Ratios are the point; absolute times are this machine's."""

from tests.benchmarks import descents, landscape_page, landscapes, maps, page

descents.main()
landscapes.main()
maps.main()
page.main()
landscape_page.main()
